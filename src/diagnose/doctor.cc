// SPDX-License-Identifier: Apache-2.0
#include "diagnose/doctor.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <boost/json.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include "base/crypto.h"

namespace heartlink::diagnose {
namespace {

namespace json = boost::json;
using base::Code;
using std::chrono::milliseconds;

// Whoever is in the room may read it, so it says what it is.
constexpr std::string_view check_text =
    "这是 heartlink doctor 的检查消息，可以忽略。 / A check by heartlink doctor; please ignore it.";

std::string socket_path(std::string_view room) {
  return "/ws/chat/" + boost::urls::encode(room, boost::urls::unreserved_chars) + "/";
}

std::int64_t number_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

// One walk; each box leaves behind what the next one needs.
class Walk {
 public:
  Walk(Door& door, const base::Clock& clock, base::Random& random, const Visit& visit, Checkup& checkup)
      : door_(door),
        clock_(clock),
        random_(random),
        visit_(visit),
        checkup_(checkup),
        person_(door, visit.secure) {}

  Verdict server(std::string& note);
  Verdict signed_in(std::string& note);
  Verdict room(std::string& note);
  Verdict socket(std::string& note);
  Verdict message(std::string& note);

  // Whatever was found, the person goes.
  void leave() { person_.leave(); }

 private:
  [[nodiscard]] Verdict check_ready(std::string& note);
  [[nodiscard]] Verdict check_upgrade_arrives();
  // The next frame; a closed line or a silent one is a trouble.
  [[nodiscard]] Verdict next_frame(base::SteadyTime deadline, json::object& frame);
  [[nodiscard]] Verdict await_echo(const std::string& client_id, std::string& note);

  Door& door_;
  const base::Clock& clock_;
  base::Random& random_;
  const Visit& visit_;
  Checkup& checkup_;
  Visitor person_;
  std::unique_ptr<Line> line_ = nullptr;
};

Verdict Walk::check_ready(std::string& note) {
  const auto ready = door_.ask("GET", "/readyz?verbose", {{"Accept", "application/json"}}, {});
  if (ready.has_error()) return ready.error();
  const auto body = object_of(ready->body);
  const auto version = body ? text_at(*body, "version") : std::string{};
  if (version.empty()) return trouble_of(*ready);
  if (ready->status != 200) {
    auto detail = fmt::format("GET /readyz says {}", ready->status);
    if (const auto* checks = body->if_contains("checks")) detail += " " + json::serialize(*checks);
    return Trouble{Code::unavailable, detail};
  }
  note = "heartlink " + version;
  return std::nullopt;
}

// Without credentials the server must refuse with login_required: by then it has read the upgrade. The room
// is not looked at before.
Verdict Walk::check_upgrade_arrives() {
  auto opened = door_.open_socket(socket_path("public-room"), {});
  if (opened.has_error()) return opened.error();
  const auto* reply = std::get_if<Reply>(&*opened);
  if (reply == nullptr) return Trouble{Code::not_heartlink, "a socket opened with nobody signed in"};
  auto trouble = trouble_of(*reply);
  if (trouble.error.code == Code::login_required) return std::nullopt;
  return trouble;
}

Verdict Walk::server(std::string& note) {
  if (auto trouble = check_ready(note)) return trouble;
  return check_upgrade_arrives();
}

Verdict Walk::signed_in(std::string& note) {
  const auto credentials = visit_.credentials();
  if (credentials.has_error()) return credentials.error();
  if (auto trouble = person_.introduce(*credentials)) return trouble;
  checkup_.user = person_.name();
  note = checkup_.user;
  return std::nullopt;
}

Verdict Walk::room(std::string& note) {
  auto room = visit_.room();
  if (room.has_error()) return room.error();
  checkup_.room = std::move(room.value());
  const auto encoded = boost::urls::encode(checkup_.room, boost::urls::unreserved_chars);
  const auto answer = door_.ask("GET", "/tools/api/chat/" + encoded + "/admission/", person_.headers(), {});
  if (answer.has_error()) return answer.error();
  if (!succeeded(*answer)) return trouble_of(*answer);
  note = checkup_.room;
  return std::nullopt;
}

Verdict Walk::next_frame(base::SteadyTime deadline, json::object& frame) {
  const auto left = std::chrono::ceil<milliseconds>(deadline - clock_.now());
  if (left.count() <= 0) return Trouble{Code::no_echo, "nothing came in time"};
  auto heard = line_->receive(left);
  if (heard.has_error()) return heard.error();
  if (const auto* closed = std::get_if<Closed>(&*heard)) return trouble_of(*closed);
  auto object = object_of(std::get<std::string>(*heard));
  if (!object) return Trouble{Code::not_heartlink, "a frame of the socket is not a JSON object"};
  frame = std::move(*object);
  return std::nullopt;
}

Verdict Walk::socket(std::string& note) {
  auto headers = person_.headers();
  headers.emplace_back("Origin", visit_.origin);
  auto opened = door_.open_socket(socket_path(checkup_.room), headers);
  if (opened.has_error()) return opened.error();
  if (const auto* reply = std::get_if<Reply>(&*opened)) return trouble_of(*reply);
  line_ = std::move(std::get<std::unique_ptr<Line>>(*opened));
  json::object first;
  if (auto trouble = next_frame(clock_.now() + Doctor::patience, first)) {
    if (trouble->error.code == Code::no_echo)
      trouble->error.detail = "open, but no first frame: " + trouble->error.detail;
    return trouble;
  }
  if (text_at(first, "type") != "connection_established")
    return Trouble{Code::not_heartlink, "the first frame is not connection_established"};
  note = "last_id " + std::to_string(number_at(first, "last_id"));
  return std::nullopt;
}

Verdict Walk::await_echo(const std::string& client_id, std::string& note) {
  const auto deadline = clock_.now() + Doctor::patience;
  std::int64_t acknowledged = 0;
  for (;;) {
    json::object frame;
    if (auto trouble = next_frame(deadline, frame)) {
      const auto got = acknowledged == 0 ? "no ack" : fmt::format("ack {}, no echo", acknowledged);
      trouble->error.detail = got + ": " + trouble->error.detail;
      return trouble;
    }
    const auto type = text_at(frame, "type");
    const auto asker = text_at(frame, "client_id");
    if (type == "error" && (asker.empty() || asker == client_id)) {
      const auto name = text_at(frame, "code");
      const auto code = code_named(name);
      return Trouble{code.value_or(Code::not_heartlink), code ? "an error frame" : "an unknown error frame"};
    }
    if (type == "ack" && asker == client_id) acknowledged = number_at(frame, "id");
    const auto* message = type == "chat_message" ? frame.if_contains("message") : nullptr;
    if (message == nullptr || !message->is_object() || acknowledged == 0) continue;
    if (text_at(message->get_object(), "client_id") != client_id) continue;
    if (number_at(frame, "id") != acknowledged) continue;
    note = "id " + std::to_string(acknowledged);
    return std::nullopt;
  }
}

Verdict Walk::message(std::string& note) {
  const auto client_id = "doctor-" + base::hex(random_.bytes(8));
  const json::object post{{"type", "message"}, {"content", check_text}, {"client_id", client_id}};
  const auto sent = line_->send(json::serialize(post));
  auto verdict = sent.has_error() ? Verdict{sent.error()} : await_echo(client_id, note);
  line_->close();
  return verdict;
}

}  // namespace

std::string_view name_of(Box box) {
  constexpr std::array<std::string_view, box_count> names{"server", "signed_in", "room", "socket", "message"};
  return names[static_cast<std::size_t>(box)];
}

std::string_view name_of(BoxState state) {
  constexpr std::array<std::string_view, 3> names{"pass", "fail", "not_reached"};
  return names[static_cast<std::size_t>(state)];
}

const Finding* Checkup::broken() const {
  const auto found = std::ranges::find(boxes, BoxState::fail, &Finding::state);
  return found == boxes.end() ? nullptr : &*found;
}

Checkup Doctor::walk(const Visit& visit) {
  constexpr std::array<Verdict (Walk::*)(std::string&), box_count> steps{
      &Walk::server, &Walk::signed_in, &Walk::room, &Walk::socket, &Walk::message};
  Checkup checkup;
  for (std::size_t i = 0; i < box_count; ++i) checkup.boxes[i].box = static_cast<Box>(i);
  Walk walk{door_, clock_, random_, visit, checkup};
  for (std::size_t i = 0; i < box_count; ++i) {
    auto& finding = checkup.boxes[i];
    const auto began = clock_.now();
    auto verdict = (walk.*steps[i])(finding.note);
    finding.took = std::chrono::duration_cast<milliseconds>(clock_.now() - began);
    finding.state = verdict ? BoxState::fail : BoxState::pass;
    if (!verdict) continue;
    finding.trouble = std::move(*verdict);
    finding.note.clear();
    break;
  }
  walk.leave();
  return checkup;
}

}  // namespace heartlink::diagnose
