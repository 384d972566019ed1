// SPDX-License-Identifier: Apache-2.0
#include "connection/admit.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "account/origin.h"
#include "account/secrets.h"
#include "account/throttle.h"
#include "base/crypto.h"
#include "base/log.h"
#include "base/text.h"
#include "base/utf8.h"
#include "protocol/errors.h"
#include "protocol/room_name.h"

namespace heartlink::connection {
namespace {

using base::Code;
using base::fail;
using base::Result;

// What strangers wrote is cut before it is kept: a room id has at most 100 characters of 4 bytes.
constexpr std::size_t note_bytes_max = 400;

// A number of digits; anything else counts as not given.
std::optional<model::EntryId> entry_of(std::string_view text) {
  const auto number = base::whole_number(text);
  if (!number || *number < 0) return std::nullopt;
  return model::EntryId{*number};
}

bool is_loopback(std::string_view listen) {
  return listen.starts_with("127.") || listen.starts_with("[::1]") || listen.starts_with("localhost:");
}

std::string note(std::string_view text) {
  if (!base::is_valid_utf8(text)) return "(not UTF-8)";
  std::string kept{base::utf8_prefix(text, note_bytes_max)};
  std::ranges::replace_if(kept, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }, '?');
  return kept;
}

// The secret that the request carries, valid or not, as its hash.
std::string session_hash(const protocol::Request& request) {
  const auto bearer = account::bearer_of(request);
  const auto secret = bearer.empty() ? account::session_of(request) : bearer;
  return secret.empty() ? std::string{} : account::hash_of_secret(secret);
}

// The code comes from the table, so there are only so many of them.
std::string_view stage_of_room(const base::Error& error) {
  if (error.code == Code::not_a_member) return "membership";
  return "room";
}

}  // namespace

void Admission::check(Question question, Answer answer) const {
  if (const auto refused = check_request(question)) return refuse(question, *refused, nullptr, answer);
  const auto request = question.request;
  base::Done<model::Principal> found;
  found.on = &services_.worker;
  found.call = [this, question = std::move(question),
                answer = std::move(answer)](Result<model::Principal> person) {
    if (person.has_error()) return refuse(question, {"session", person.error()}, nullptr, answer);
    if (question.door == Question::Door::user) return admit(question, std::move(person.value()), {}, answer);
    check_room(question, std::move(person.value()), answer);
  };
  services_.authenticate.run(*request, std::move(found));
}

std::optional<Admission::Refused> Admission::check_request(const Question& question) const {
  if (!services_.lifecycle.serving()) {
    return Refused{"lifecycle", fail(Code::unavailable, "starting or draining")};
  }
  if (question.problem) return Refused{"handshake", *question.problem};
  const bool bearer = !account::bearer_of(*question.request).empty();
  const bool from_page = question.request->has_header("origin") || !question.origin.empty();
  if (!bearer && from_page && !account::is_own_origin(*question.request, question.origin, services_.config)) {
    const auto own = account::own_origin(*question.request, services_.config);
    return Refused{"origin", fail(Code::origin_refused, note(question.origin + " is not " + own))};
  }
  return std::nullopt;
}

bool Admission::may_make_test_room(const protocol::Request& request) const {
  const auto& config = services_.config;
  if (config.debug_rooms != "auto") return config.debug_rooms == "on";
  return is_loopback(config.listen) && config.public_url.empty() && account::is_local(request);
}

void Admission::check_room(const Question& question, model::Principal person, const Answer& answer) const {
  const auto id = protocol::parse_room_id(question.room);
  if (id.has_error()) return refuse(question, {"room", id.error()}, &person.user, answer);
  const bool would_make = protocol::is_test_room(id.value()) && may_make_test_room(*question.request);
  const bool may_make = question.take_seat && would_make;
  const auto user = person.user;
  base::Done<model::Room> opened;
  opened.on = &services_.worker;
  opened.call = [this, question, person = std::move(person), id = id.value(), would_make,
                 answer](const Result<model::Room>& room) {
    // A question makes nothing; the socket it asks for would have made this room.
    const bool is_to_be_made =
        would_make && !question.take_seat && room.has_error() && room.error().code == Code::room_not_found;
    if (room.has_error() && !is_to_be_made) {
      return refuse(question, {stage_of_room(room.error()), room.error()}, &person.user, answer);
    }
    admit(question, person, id, answer);
  };
  services_.open_room.run(id.value(), user, may_make, std::move(opened));
}

void Admission::admit(const Question& question, model::Principal person, const model::RoomId& room,
                      const Answer& answer) const {
  const auto& request = *question.request;
  // A question tries the seat too, and gives it back at once.
  auto seat = SocketSeat::take(services_.registry, person.user.id, services_.config.limits.sockets_per_user);
  if (!seat) {
    return refuse(question, {"seat", fail(Code::too_many_connections, "sockets_per_user")}, &person.user,
                  answer);
  }
  Admitted admitted;
  if (question.take_seat) admitted.seat = std::move(*seat);
  admitted.person = std::move(person);
  admitted.room = room;
  admitted.after = entry_of(request.parameter("after"));
  admitted.epoch = request.parameter("epoch");
  Verdict verdict;
  verdict.admitted = std::move(admitted);
  if (question.take_seat) return answer(std::move(verdict));
  explain(question, std::move(verdict), {}, answer);
}

void Admission::refuse(const Question& question, const Refused& refused, const model::User* person,
                       const Answer& answer) const {
  const auto& request = *question.request;
  const auto& row = protocol::error_row(refused.error.code);
  model::Handshake handshake;
  handshake.id = "D-" + base::hex(services_.random.bytes(5));
  handshake.at = services_.clock.wall();
  handshake.stage = refused.stage;
  handshake.code = row.name;
  handshake.status = row.status;
  handshake.room = note(question.room);
  handshake.user = person != nullptr ? person->name : std::string{};
  handshake.address = request.peer;
  handshake.origin = note(question.origin);
  handshake.agent = note(request.header("user-agent"));
  handshake.detail = note(refused.error.detail);

  Verdict verdict;
  verdict.error = refused.error;
  verdict.diagnosis_id = handshake.id;
  verdict.to_owner = account::is_local(request) || (person != nullptr && person->staff);
  if (!question.take_seat) return explain(question, std::move(verdict), std::move(handshake), answer);
  record(handshake, session_hash(request));
  answer(std::move(verdict));
}

// A page asks why. When it asks about the refusal that has its row already, it is told that row's id; another
// refusal gets a row of its own, which is no news of a socket.
void Admission::explain(const Question& question, Verdict verdict, model::Handshake row,
                        const Answer& answer) const {
  const auto session = session_hash(*question.request);
  const auto kept = std::make_shared<Verdict>(std::move(verdict));
  base::Done<std::optional<model::Handshake>> found;
  found.on = &services_.worker;
  found.call = [this, kept, row = std::move(row),
                answer](const Result<std::optional<model::Handshake>>& last) {
    if (last) kept->last_refusal = *last;
    const bool is_known = kept->last_refusal && kept->last_refusal->code == row.code;
    if (is_known) kept->diagnosis_id = kept->last_refusal->id;
    if (!is_known && !row.id.empty()) record(row, {});
    answer(std::move(*kept));
  };
  if (session.empty()) return found.call(std::optional<model::Handshake>{});
  services_.handshakes.last_refusal(session, note(question.room), std::move(found));
}

void Admission::record(const model::Handshake& row, std::string session) const {
  base::log::info("handshake_refused", {{"id", row.id},
                                        {"stage", row.stage},
                                        {"code", row.code},
                                        {"detail", row.detail},
                                        {"room", row.room},
                                        {"user", row.user},
                                        {"address", row.address}});
  services_.handshakes.add(row, std::move(session), account::throttled_network(row.address));
}

}  // namespace heartlink::connection
