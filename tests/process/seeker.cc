// SPDX-License-Identifier: Apache-2.0
#include "tests/process/seeker.h"

#include <chrono>
#include <cstdio>
#include <stdexcept>

#include <boost/json.hpp>

namespace heartlink::process {
namespace {

namespace json = boost::json;

json::object with_flag(const HttpAnswer& answer, bool matched) {
  auto body = accepted(answer);
  const auto* flag = body.if_contains("matched");
  if (flag == nullptr || *flag != matched) throw std::runtime_error("otherwise: " + answer.body);
  return body;
}

}  // namespace

HttpAnswer type_number(const Person& person, const json::value& number) {
  return person.post(number_match, {{"number", number}});
}

HttpAnswer cancel_number(const Person& person) { return person.post(std::string{number_match} + "cancel/"); }

json::object number_status(const Person& person) {
  return accepted(person.get(std::string{number_match} + "status/"));
}

HttpAnswer seek_heart(const Person& person, const json::object& wishes) {
  return person.post(std::string{heart_link} + "create/", wishes);
}

HttpAnswer cancel_heart(const Person& person) { return person.post(std::string{heart_link} + "cancel/"); }

json::object heart_status(const Person& person) {
  return accepted(person.get(std::string{heart_link} + "status/"));
}

HttpAnswer end_heart(const Person& person, const json::value& room) {
  return person.post(std::string{heart_link} + "cleanup/", {{"room_id", room}, {"force_end", true}});
}

json::object waits(const HttpAnswer& answer) { return with_flag(answer, false); }

json::object meets(const HttpAnswer& answer) {
  auto body = with_flag(answer, true);
  if (text_of(body, "room_id").empty()) throw std::runtime_error("no room: " + answer.body);
  return body;
}

WebSocketClient listen(const Person& person) {
  auto line = person.follow();
  line.await("resumed");
  return line;
}

json::object next_told(WebSocketClient& line, const char* type, std::int64_t& last) {
  auto frame = line.await(type);
  if (number_of(frame, "useq") != last + 1)
    throw std::runtime_error("not the one after " + std::to_string(last) + ": " + json::serialize(frame));
  ++last;
  return frame;
}

std::int64_t moment(const json::object& object, const char* key) {
  const auto text = text_of(object, key);
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  std::int64_t hours = 0;
  std::int64_t minutes = 0;
  double seconds = 0;
  if (std::sscanf(text.c_str(), "%d-%u-%uT%ld:%ld:%lf+00:00", &year, &month, &day, &hours, &minutes,
                  &seconds) != 6)
    throw std::runtime_error("no time: " + text);
  const std::chrono::sys_days date{std::chrono::year{year} / std::chrono::month{month} /
                                   std::chrono::day{day}};
  const auto whole = date.time_since_epoch() + std::chrono::hours{hours} + std::chrono::minutes{minutes};
  return std::chrono::microseconds{whole}.count() + static_cast<std::int64_t>(seconds * 1e6 + 0.5);
}

double figure(const ServerProcess& server, const std::string& name) {
  const auto answer = ask(server.port(), {"/metrics"});
  const auto at = answer.body.find("\n" + name + " ");
  if (at == std::string::npos) throw std::runtime_error("no figure " + name + " in " + answer.body);
  return std::stod(answer.body.substr(at + name.size() + 2));
}

}  // namespace heartlink::process
