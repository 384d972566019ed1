// SPDX-License-Identifier: Apache-2.0
#include "tests/process/person.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include <boost/json.hpp>

namespace heartlink::process {
namespace {

namespace json = boost::json;

// Different in every message of a test program, whoever sends it.
std::string fresh_client_id() {
  static std::atomic<int> last{0};
  return "h-" + std::to_string(++last);
}

std::string described(const HttpAnswer& answer) {
  return std::to_string(answer.status) + " " + answer.body.substr(0, 2000);
}

}  // namespace

Person::Person(const ServerProcess& server, std::string name, const std::string& cookie)
    : server_(&server), name_(std::move(name)), headers_(with_cookie(server, cookie)) {}

Person Person::registered(const ServerProcess& server, const std::string& name) {
  const json::object body{{"username", name}, {"password", password}};
  const auto answer = ask(
      server.port(),
      {"/users/register/",
       {{"Origin", server.origin()}, {"Content-Type", "application/json"}, {"Accept", "application/json"}},
       "POST",
       json::serialize(body)});
  const auto cookie = answer.set_cookie("sessionid");
  if (answer.status != 200 || cookie.empty())
    throw std::runtime_error("cannot register: " + described(answer));
  return {server, name, cookie.substr(0, cookie.find(';'))};
}

Person Person::signed_in(const ServerProcess& server, const std::string& name) {
  return {server, name, sign_in(server, name)};
}

HttpAnswer Person::get(const std::string& target) const { return ask(server_->port(), {target, headers_}); }

HttpAnswer Person::browse(const std::string& target) const {
  auto headers = headers_;
  headers.emplace_back("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  return ask(server_->port(), {target, headers});
}

HttpAnswer Person::post(const std::string& target, const json::object& body) const {
  return post_text(target, json::serialize(body));
}

HttpAnswer Person::post_text(const std::string& target, const std::string& body) const {
  auto headers = headers_;
  headers.emplace_back("Content-Type", "application/json");
  return ask(server_->port(), {target, headers, "POST", body});
}

HttpAnswer Person::try_say(const std::string& room, const std::string& content) const {
  return post(in_room(room, "send/"), {{"content", content}, {"client_id", fresh_client_id()}});
}

std::int64_t Person::say(const std::string& room, const std::string& content) const {
  return accepted(try_say(room, content)).at("message").at("id").as_int64();
}

WebSocketClient Person::enter(const std::string& room, const std::string& query) const {
  return open_room(*server_, headers_, room, query);
}

WebSocketClient Person::live_in(const std::string& room, const std::string& query) const {
  auto socket = enter(room, query);
  socket.await("connection_established");
  return socket;
}

WebSocketClient Person::follow(const std::string& query) const {
  return {server_->port(), upgrade_request("/ws/user/" + query, headers_)};
}

HttpAnswer Person::knock(const std::string& room) const {
  return ask(server_->port(), upgrade_request("/ws/chat/" + room + "/", headers_));
}

std::string in_room(const std::string& room, const std::string& what) {
  return "/tools/api/chat/" + room + "/" + what;
}

json::object accepted(const HttpAnswer& answer) {
  if (answer.status != 200) throw std::runtime_error("not accepted: " + described(answer));
  auto body = answer.json();
  const auto* success = body.if_contains("success");
  if (success == nullptr || *success != true) throw std::runtime_error("no success: " + described(answer));
  return body;
}

std::string refused(const HttpAnswer& answer) {
  const auto body = answer.json();
  const auto* success = body.if_contains("success");
  if (success == nullptr || *success != false) throw std::runtime_error("not refused: " + described(answer));
  if (text_of(body, "hint").empty()) throw std::runtime_error("refused without a hint: " + described(answer));
  return std::to_string(answer.status) + " " + text_of(body, "code") + " " + text_of(body, "error");
}

std::string refused(const json::object& error_frame) {
  if (text_of(error_frame, "hint").empty())
    throw std::runtime_error("refused without a hint: " + json::serialize(error_frame));
  return text_of(error_frame, "code") + " " + text_of(error_frame, "message");
}

std::string text_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_string())
    throw std::runtime_error("no text " + std::string{key} + " in " + json::serialize(object));
  return std::string{value->get_string()};
}

std::int64_t number_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_int64())
    throw std::runtime_error("no number " + std::string{key} + " in " + json::serialize(object));
  return value->get_int64();
}

HttpAnswer ask_until(const std::function<HttpAnswer()>& ask,
                     const std::function<bool(const HttpAnswer&)>& wanted) {
  const Deadline deadline;
  for (;;) {
    auto answer = ask();
    if (wanted(answer)) return answer;
    if (deadline.passed()) throw std::runtime_error("waited in vain, still " + described(answer));
  }
}

Frames frames_until_said(WebSocketClient& socket, const std::string& content) {
  Frames frames;
  for (;;) {
    frames.push_back(socket.next());
    const auto& last = frames.back();
    if (last.at("type") == "chat_message" && text_of(last.at("message").as_object(), "content") == content)
      return frames;
  }
}

Frames of_type(const Frames& frames, std::string_view type) {
  Frames found;
  std::ranges::copy_if(frames, std::back_inserter(found),
                       [type](const json::object& frame) { return frame.at("type").as_string() == type; });
  return found;
}

Frames rest_of(WebSocketClient& socket) {
  Frames frames;
  for (auto& inbox = socket.inbox(); !inbox.empty(); inbox.pop_front())
    frames.push_back(parse_frame(inbox.front()));
  return frames;
}

void wait_for_server_time(WebSocketClient& socket, std::int64_t server_time_ms) {
  const Deadline deadline;
  for (;;) {
    socket.send({{"type", "ping"}});
    if (number_of(socket.await("pong"), "server_time") > server_time_ms) return;
    if (deadline.passed()) throw std::runtime_error("the server's clock stands still");
  }
}

}  // namespace heartlink::process
