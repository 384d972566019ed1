// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/match/stranger.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/json.hpp>

#include "tests/fault/match/fields.h"
#include "tests/fault/match/read_ledger.h"

namespace heartlink::fault::match {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

std::string address(bool heart, const std::string& what) {
  return (heart ? "/tools/api/heart_link/" : "/tools/api/number-match/") + what;
}

}  // namespace

Stranger::Stranger(process::Person who, const std::vector<std::string>& others, const Habits& habits,
                   std::uint64_t seed, std::uint16_t port)
    : who_(std::move(who)), others_(others), habits_(habits), random_(seed), port_(port) {
  story_.name = who_.name();
}

void Stranger::live(const std::atomic<Weather>& weather) {
  weather_ = &weather;
  for (auto now = weather.load(); now != Weather::over; now = weather.load()) {
    listen();
    if (now == Weather::calm) {
      calm_down();
    } else {
      act();
    }
    const auto most = static_cast<int>(habits_.pause.count()) * 2;
    wait(milliseconds{now == Weather::calm ? 50 : dice(most)});
  }
  listen();
  line_.reset();
  socket_.reset();
}

bool Stranger::is_settled(Micros now, milliseconds silence) const {
  return live_.load() && moved_.load() != 0 &&
         now - moved_.load() > std::chrono::microseconds{silence}.count();
}

// ---- What he does

void Stranger::act() {
  if (!line_ && dice(4) != 0) follow();
  if (room_ && !room_->decided) return decide_on_offer();
  if (socket_ && dice(3) != 0) return be_in_room();
  do_something();
}

// Whoever is in a room stays there. A pause after no-shows or a full server may refuse the wish: then he has
// none.
void Stranger::calm_down() {
  if (!std::exchange(calm_, true)) moved_ = now_us();
  if (!line_) follow();
  if (room_ && !room_->decided) return open_room(false);
  if (asked_in_calm_ || !line_) return;
  create(dice(2) == 0);
  asked_in_calm_ = story_.deeds.back().known && story_.deeds.back().word != "unavailable" &&
                   story_.deeds.back().word != "busy";
  moved_ = now_us();
}

void Stranger::decide_on_offer() {
  const auto choice = dice(100);
  if (choice < 55) return open_room(false);
  if (choice < 65) return open_room(true);
  if (choice < 75) return cancel(room_->heart);
  if (choice < 80) return leave();
  if (choice < 83) return wall(What::block, true);
  room_->decided = true;  // and does not come
}

void Stranger::be_in_room() {
  drain_room();
  if (!socket_) return;
  const auto choice = dice(100);
  if (choice < 60) return say();
  if (choice < 90) return leave();
  if (choice < 93) return wall(What::block, true);
  socket_.reset();  // and comes back to his list of rooms
}

void Stranger::do_something() {
  const auto choice = dice(100);
  if (choice < 50) return create(dice(2) == 0);
  if (choice < 65) return ask_status();
  if (choice < 78) return cancel(dice(2) == 0);
  if (choice < 82) return wall(What::block, false);
  if (choice < 90) return wall(What::unblock, !walls_.empty() && dice(2) == 0);
  if (choice < 94) return go_away();
  line_.reset();
}

void Stranger::go_away() {
  line_.reset();
  socket_.reset();
  const process::Deadline back{milliseconds{dice(static_cast<int>(habits_.longest_absence.count()))}};
  while (!back.passed() && *weather_ == Weather::storm) {
    wait(milliseconds{std::min(100, back.milliseconds_left())});
  }
}

// ---- Questions

Deed& Stranger::begin(What what, bool heart, std::string subject) {
  auto& deed = story_.deeds.emplace_back();
  deed.what = what;
  deed.heart = heart;
  deed.subject = std::move(subject);
  deed.sent = now_us();
  return deed;
}

std::optional<json::object> Stranger::ask(Deed& deed, const std::string& target, const json::object* body) {
  try {
    const auto answer = body == nullptr ? who_.get(target) : who_.post(target, *body);
    deed.done = now_us();
    deed.known = true;
    auto object = answer.json();
    deed.word = answer.status == 200 ? "done" : text_in(object, "code");
    return object;
  } catch (const std::exception& error) {
    deed.done = now_us();
    deed.known = false;
    deed.word = error.what();
    return std::nullopt;
  }
}

// Of every answer that says how somebody stands.
void Stranger::read_standing(Deed& deed, const json::object& body) {
  deed.ticket = number_in(body, "request_id");
  deed.expires = micros_of(text_in(body, "expires_at"));
  deed.room = text_in(body, "room_id");
  if (deed.word != "done") return;
  if (deed.what == What::status) {
    deed.word = text_in(body, "status");
  } else if (flag_in(body, "reconnect")) {
    deed.word = "reconnect";
  } else {
    deed.word = flag_in(body, "matched") ? "matched" : "waiting";
  }
  if (deed.word == "matched" || deed.word == "reconnect") offer(deed.room, deed.heart);
}

void Stranger::create(bool heart) {
  // Now and then a number that nobody else thinks of, so that a wait comes to its end.
  const auto digits = std::to_string(dice(12) == 0 ? 2000 + dice(8000) : 1000 + dice(habits_.numbers));
  const json::object body = heart ? json::object{} : json::object{{"number", digits}};
  auto& deed = begin(What::create, heart, heart ? std::string{} : digits);
  const auto answer = ask(deed, address(heart, heart ? "create/" : ""), &body);
  if (answer) read_standing(deed, *answer);
}

void Stranger::cancel(bool heart) {
  const json::object body;
  auto& deed = begin(What::cancel, heart, {});
  const auto answer = ask(deed, address(heart, "cancel/"), &body);
  if (!answer) return;
  if (deed.word == "done") {
    const auto* cancelled = answer->if_contains("cancelled");
    deed.word = cancelled != nullptr && *cancelled == false ? "nothing" : "cancelled";
  } else if (deed.word == "ticket_not_found") {
    deed.word = "nothing";
  }
  if (deed.word == "cancelled") forget_room();
}

void Stranger::ask_status() {
  auto& deed = begin(What::status, dice(2) == 0, {});
  const auto answer = ask(deed, address(deed.heart, "status/"), nullptr);
  if (answer) read_standing(deed, *answer);
}

// Under an alias there is no name to block: it is done by the room.
void Stranger::wall(What what, bool by_room) {
  const json::object body;
  const bool blocks = what == What::block;
  const std::string verb = blocks ? "block/" : "unblock/";
  if (!by_room) {
    auto& deed = begin(what, false, somebody());
    ask(deed, "/tools/api/users/" + deed.subject + "/" + verb, &body);
    return;
  }
  const auto room =
      blocks ? room_->id : walls_[static_cast<std::size_t>(dice(static_cast<int>(walls_.size())))];
  auto& deed = begin(what, false, room);
  ask(deed, process::in_room(room, verb), &body);
  if (blocks) {
    walls_.push_back(room);
    forget_room();
  }
}

void Stranger::open_room(bool as_old_page) {
  room_->decided = true;
  auto& deed = begin(What::open, room_->heart, room_->id);
  if (as_old_page) {
    ask(deed, process::in_room(room_->id, "messages/"), nullptr);
    return;
  }
  try {
    socket_ = std::make_unique<process::WebSocketClient>(who_.live_in(room_->id));
    deed.known = true;
    deed.word = "done";
  } catch (const std::exception& error) {
    deed.word = error.what();
    socket_.reset();
  }
  deed.done = now_us();
}

void Stranger::say() {
  auto& deed = begin(What::say, room_->heart, room_->id);
  const json::object body{{"content", "hello"}};
  const auto answer = ask(deed, process::in_room(room_->id, "send/"), &body);
  if (!answer || deed.word != "done") return;
  deed.ticket = number_in(answer->at("message").as_object(), "id");
}

void Stranger::leave() {
  const json::object body;
  auto& deed = begin(What::leave, room_->heart, room_->id);
  ask(deed, process::in_room(room_->id, "leave/"), &body);
  forget_room();
}

void Stranger::offer(const std::string& room, bool heart) {
  if (room.empty() || (room_ && room_->id == room)) return;
  socket_.reset();
  room_ = Room{room, heart, false};
}

void Stranger::forget_room() {
  socket_.reset();
  room_.reset();
}

const std::string& Stranger::somebody() {
  return others_[static_cast<std::size_t>(dice(static_cast<int>(others_.size())))];
}

}  // namespace heartlink::fault::match
