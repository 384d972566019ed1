// SPDX-License-Identifier: Apache-2.0
// What `heartlink doctor` needs to walk through the front door: somebody to be and a room to speak in, and
// their removal afterwards.
//
// doctor.begin makes, without `user`, a throw-away person ("doctor:1a2b3c4d", a name nobody can register) and
// answers his password; with `user`, a session of five minutes for that person, and answers its secret.
// Without `room` it makes a test room for that person, else it echoes the room, which may well not be there.
// {"user","password"|"session","room","scratch":{"user","room","session"}}: `scratch` says what was made, and
// doctor.end takes it back: a person who may have spoken in a room of others is disabled instead, so that his
// words keep their author. The room and person that an earlier doctor left behind, being killed, are removed
// first.
#include <charconv>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "account/find_named.h"
#include "account/secrets.h"
#include "account/usernames.h"
#include "api/admin_fields.h"
#include "api/admin_ops.h"
#include "base/crypto.h"
#include "bus/confirmed.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;
using Rooms = std::vector<store::RoomDetails>;

constexpr std::string_view name_prefix = "doctor:";
constexpr std::string_view room_prefix = "test-room-doctor-";
constexpr std::chrono::minutes session_lasts{5};
constexpr std::chrono::hours left_behind_after{1};

// What one doctor.begin has made so far.
struct Visit {
  Visit() = default;

  model::User user;
  std::string secret_key;  // "password" or "session"
  std::string secret;
  std::string session;  // session_text(); empty: none was opened
  bool is_throw_away = false;
  std::string room;
  bool made_room = false;
};
using SharedVisit = std::shared_ptr<Visit>;

// A session's id says nothing without the person: "7-0123456789abcdef".
std::string session_text(model::UserId user, const std::string& secret_hash) {
  return std::to_string(user.value) + "-" + store::session_id(secret_hash);
}

Result<store::SessionsOf> parse_session(const std::string& text) {
  store::SessionsOf which;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, which.user.value);
  if (error != std::errc{} || stopped == end || *stopped != '-' || stopped + 1 == end) {
    return base::fail(Code::field_invalid, "scratch.session: not one that doctor.begin answered");
  }
  which.id = std::string{stopped + 1, end};
  return which;
}

json::value text_or_null(bool there, const std::string& text) {
  return there ? json::value(text) : json::value(nullptr);
}

json::object visit_shape(const Visit& visit) {
  const json::object scratch{
      {"user", visit.is_throw_away ? json::value(visit.user.id.value) : json::value(nullptr)},
      {"room", text_or_null(visit.made_room, visit.room)},
      {"session", text_or_null(!visit.session.empty(), visit.session)}};
  return {{"user", visit.user.name},
          {visit.secret_key, visit.secret},
          {"room", visit.room},
          {"scratch", scratch}};
}

// Ends the session.
void end_session(const AdminTools& tools, std::optional<store::SessionsOf> session,
                 base::Done<std::uint32_t> done) {
  if (!session) return done.post(std::uint32_t{0});
  tools.parts.store.sessions().end_sessions(std::move(*session), std::move(done));
}

// Ends the session, then removes the room and the person. Without a room of his own he may have spoken in one
// of others: then he is disabled.
void take_back(const AdminTools& tools, std::optional<store::SessionsOf> session, store::Scratch scratch,
               base::Done<bool> done) {
  base::Done<std::uint32_t> ended;
  ended.on = done.on;
  ended.call = [&tools, scratch = std::move(scratch),
                done = std::move(done)](const Result<std::uint32_t>& sessions) {
    if (!sessions) return done.call(sessions.error());
    if (scratch.room) return tools.parts.store.scratch().remove(scratch, done);
    if (!scratch.user) return done.call(true);
    const auto disabled = [done](const Result<model::User>& user) {
      const bool is_gone = user || user.error().code == Code::user_not_found;
      done.call(is_gone ? Result<bool>{true} : user.error());
    };
    tools.parts.store.users().set_disabled(*scratch.user, true, {done.on, disabled});
  };
  end_session(tools, std::move(session), std::move(ended));
}

// The room was refused: nothing may stay of what was made before it.
void undo(const AdminTools& tools, const AdminAsk& ask, const Visit& visit, const base::Error& error) {
  store::Scratch scratch;
  if (visit.is_throw_away) scratch.user = visit.user.id;
  std::optional<store::SessionsOf> session;
  if (const auto parsed = parse_session(visit.session); parsed) session = *parsed;
  const auto undone = [ask, error](const Result<bool>&) { ask.refuse(error); };
  const auto ended = [&tools, scratch, done = base::Done<bool>{&ask.on(), undone}](
                         const Result<std::uint32_t>&) { tools.parts.store.scratch().remove(scratch, done); };
  end_session(tools, std::move(session), {&ask.on(), ended});
}

void give_room(const AdminTools& tools, const AdminAsk& ask, const SharedVisit& visit) {
  if (!visit->room.empty()) return ask.answer(visit_shape(*visit));
  visit->room = std::string{room_prefix} + base::hex(tools.parts.random.bytes(8));
  store::NewRoom room;
  room.id = model::RoomId{visit->room};
  room.type = model::RoomType::group;
  room.made_by = model::MadeBy::test;
  room.user1 = visit->user.id;
  const auto made = [&tools, ask, visit](const Result<model::Room>& result) {
    if (!result) return undo(tools, ask, *visit, result.error());
    visit->made_room = true;
    ask.answer(visit_shape(*visit));
  };
  tools.parts.store.rooms().create(std::move(room), {&ask.on(), made});
}

void make_person(const AdminTools& tools, const AdminAsk& ask, const SharedVisit& visit) {
  auto& parts = tools.parts;
  visit->is_throw_away = true;
  visit->secret_key = "password";
  visit->secret = account::new_secret(parts.random).text;
  store::NewUser user;
  user.name = std::string{name_prefix} + base::hex(parts.random.bytes(4));
  user.name_key = account::username_key(user.name);
  const auto hashed = [&tools, ask, visit, user](std::string hash) mutable {
    user.password_hash = std::move(hash);
    const auto made = [&tools, ask, visit](model::User person) {
      visit->user = std::move(person);
      give_room(tools, ask, visit);
    };
    tools.parts.store.users().create(std::move(user), ask.then<model::User>(made));
  };
  const auto hash = [password = visit->secret, salt = parts.random.bytes(account::salt_bytes),
                     cost = parts.cost] { return account::hash_password(password, salt, cost); };
  parts.pool.run<std::string>(hash, ask.then<std::string>(hashed));
}

void visit_as(const AdminTools& tools, const AdminAsk& ask, const SharedVisit& visit, model::User person) {
  if (person.disabled) return ask.refuse(base::fail(Code::account_disabled, person.name));
  auto& parts = tools.parts;
  auto secret = account::new_secret(parts.random);
  store::NewSession session;
  session.secret_hash = secret.hash;
  session.user = person.id;
  session.expires_at.us = parts.clock.wall().us + std::chrono::microseconds{session_lasts}.count();
  session.agent = "heartlink doctor";
  visit->user = std::move(person);
  visit->secret_key = "session";
  visit->secret = std::move(secret.text);
  visit->session = session_text(visit->user.id, secret.hash);
  const auto opened = [&tools, ask, visit](const model::Principal&) { give_room(tools, ask, visit); };
  parts.store.sessions().open_session(std::move(session), ask.then<model::Principal>(opened));
}

// Of the newest test rooms those that an earlier doctor made and did not take back, with his person.
std::vector<store::Scratch> left_behind(const Rooms& rooms, base::WallTime now) {
  std::vector<store::Scratch> found;
  for (const auto& details : rooms) {
    const auto age = std::chrono::microseconds{now.us - details.room.created_at.us};
    // Anybody may call a test room like that; only a doctor's has such a person.
    const bool is_ours =
        details.room.id.value.starts_with(room_prefix) && details.user1.starts_with(name_prefix);
    if (!is_ours || age < left_behind_after) continue;
    store::Scratch scratch;
    scratch.room = details.room.id;
    scratch.user = details.room.user1;
    found.push_back(std::move(scratch));
  }
  return found;
}

// Nobody waits for it, and it is tried again by the next doctor.
void sweep(const AdminTools& tools, const AdminAsk& ask, std::function<void()> then) {
  store::RoomsQuery query;
  query.limit = admin_rows_max;
  query.made_by = model::MadeBy::test;
  const auto swept = [&tools, ask, then = std::move(then)](const Result<Rooms>& rooms) {
    const auto now = tools.parts.clock.wall();
    for (auto& scratch : rooms ? left_behind(*rooms, now) : std::vector<store::Scratch>{}) {
      tools.parts.store.scratch().remove(std::move(scratch), {&ask.on(), [](const Result<bool>&) {}});
    }
    then();
  };
  tools.parts.store.rooms().list(query, {&ask.on(), swept});
}

void begin(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto user = optional_text(request, "user");
  if (!user) return ask.refuse(user.error());
  auto room = optional_text(request, "room");
  if (!room) return ask.refuse(room.error());
  const auto visit = std::make_shared<Visit>();
  visit->room = std::move(*room);
  sweep(tools, ask, [&tools, ask, visit, name = *user] {
    if (name.empty()) return make_person(tools, ask, visit);
    const auto known = [&tools, ask, visit](store::Credentials person) {
      visit_as(tools, ask, visit, std::move(person.user));
    };
    account::find_named(tools.parts.store.users(), name, ask.then<store::Credentials>(known));
  });
}

struct Return {
  Return() = default;

  store::Scratch scratch;
  std::optional<store::SessionsOf> session;
};

Result<Return> parse_return(const json::object& request) {
  const auto* value = request.if_contains("scratch");
  const auto* scratch = value == nullptr ? nullptr : value->if_object();
  if (scratch == nullptr) return base::fail(Code::field_invalid, "scratch: missing");
  const auto user = optional_number(*scratch, "user", 1, INT64_MAX, 0);
  if (!user) return user.error();
  auto room = optional_text(*scratch, "room");
  if (!room) return room.error();
  const auto session = optional_text(*scratch, "session");
  if (!session) return session.error();

  Return wanted;
  if (*user != 0) wanted.scratch.user = model::UserId{*user};
  if (!room->empty()) {
    if (!room->starts_with(room_prefix)) {
      return base::fail(Code::field_invalid, "scratch.room: only a doctor's own room is removed");
    }
    wanted.scratch.room = model::RoomId{std::move(*room)};
  }
  if (!session->empty()) {
    auto parsed = parse_session(*session);
    if (!parsed) return parsed.error();
    wanted.session = std::move(*parsed);
  }
  return wanted;
}

void end(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto wanted = parse_return(request);
  if (!wanted) return ask.refuse(wanted.error());
  const auto remove = [&tools, ask, wanted = *wanted] {
    const auto shape = [](bool) { return json::object{}; };
    take_back(tools, wanted.session, wanted.scratch,
              bus::confirmed(tools.parts.bus, ask.answering<bool>(shape)));
  };
  if (!wanted->scratch.user) return remove();
  // The person of this id, if he is there, is the first one after the id below.
  const auto looked = [ask, remove, id = *wanted->scratch.user](const std::vector<model::User>& users) {
    const bool is_there = !users.empty() && users.front().id == id;
    if (is_there && !users.front().name.starts_with(name_prefix)) {
      return ask.refuse(base::fail(Code::field_invalid, "scratch.user: only a doctor's own is removed"));
    }
    remove();
  };
  const model::UserId below{wanted->scratch.user->value - 1};
  tools.parts.store.users().list(below, 1, ask.then<std::vector<model::User>>(looked));
}

constexpr AdminOp ops[] = {{"doctor.begin", begin, "user"}, {"doctor.end", end, "scratch"}};

}  // namespace

std::span<const AdminOp> admin_doctor_ops() { return ops; }

}  // namespace heartlink::api
