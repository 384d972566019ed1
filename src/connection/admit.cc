// SPDX-License-Identifier: Apache-2.0
#include "connection/admit.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "account/origin.h"
#include "base/crypto.h"
#include "base/log.h"
#include "protocol/errors.h"
#include "protocol/room_name.h"

namespace heartlink::connection {
namespace {

using base::Code;
using base::fail;
using base::Result;

// A number of digits; anything else counts as not given.
std::optional<model::EntryId> entry_of(std::string_view text) {
  std::int64_t number = 0;
  const auto end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || stop != end || number < 0) return std::nullopt;
  return model::EntryId{number};
}

bool is_loopback(std::string_view listen) {
  return listen.starts_with("127.") || listen.starts_with("[::1]") || listen.starts_with("localhost:");
}

}  // namespace

void Admission::check(Question question, std::function<void(Verdict)> answer) const {
  if (auto error = check_request(question)) return answer(refuse(question, std::move(*error)));
  const auto request = question.request;
  base::Done<model::Principal> found;
  found.on = &services_.worker;
  found.call = [this, question = std::move(question),
                answer = std::move(answer)](Result<model::Principal> person) {
    if (person.has_error()) return answer(refuse(question, person.error()));
    check_room(question, std::move(person.value()), answer);
  };
  services_.authenticate.run(*request, std::move(found));
}

std::optional<base::Error> Admission::check_request(const Question& question) const {
  if (!services_.lifecycle.serving()) return fail(Code::unavailable, "starting or draining");
  if (question.problem) return question.problem;
  const bool bearer = !account::bearer_of(*question.request).empty();
  const bool from_page = question.request->has_header("origin") || !question.origin.empty();
  if (!bearer && from_page && !account::is_own_origin(*question.request, question.origin, services_.config)) {
    return fail(Code::origin_refused, "origin " + question.origin.substr(0, 200));
  }
  return std::nullopt;
}

bool Admission::may_make_test_room(const protocol::Request& request) const {
  const auto& config = services_.config;
  if (config.debug_rooms != "auto") return config.debug_rooms == "on";
  return is_loopback(config.listen) && config.public_url.empty() && account::is_local(request);
}

void Admission::check_room(Question question, model::Principal person,
                           std::function<void(Verdict)> answer) const {
  const auto id = protocol::parse_room_id(question.room);
  if (id.has_error()) return answer(refuse(question, id.error()));
  const bool would_make = protocol::is_test_room(id.value()) && may_make_test_room(*question.request);
  const bool may_make = question.take_seat && would_make;
  const auto user = person.user;
  base::Done<model::Room> opened;
  opened.on = &services_.worker;
  opened.call = [this, question = std::move(question), person = std::move(person), id = id.value(),
                 would_make, answer = std::move(answer)](const Result<model::Room>& room) {
    // A question makes nothing; the socket it asks for would have made this room.
    const bool is_to_be_made =
        would_make && !question.take_seat && room.has_error() && room.error().code == Code::room_not_found;
    if (room.has_error() && !is_to_be_made) return answer(refuse(question, room.error()));
    answer(admit(question, person, id));
  };
  services_.open_room.run(id.value(), user, may_make, std::move(opened));
}

Verdict Admission::admit(const Question& question, model::Principal person, const model::RoomId& room) const {
  const auto& request = *question.request;
  Admitted admitted;
  // A question tries the seat too, and gives it back at once.
  auto seat = SocketSeat::take(services_.registry, person.user.id, services_.config.limits.sockets_per_user);
  if (!seat) return refuse(question, fail(Code::too_many_connections, "sockets_per_user"));
  if (question.take_seat) admitted.seat = std::move(*seat);
  admitted.person = std::move(person);
  admitted.room = room;
  admitted.after = entry_of(request.parameter("after"));
  admitted.epoch = request.parameter("epoch");
  Verdict verdict;
  verdict.admitted = std::move(admitted);
  return verdict;
}

Verdict Admission::refuse(const Question& question, base::Error error) const {
  Verdict verdict;
  verdict.diagnosis_id = "D-" + base::hex(services_.random.bytes(4));
  base::log::info("handshake_refused", {{"id", verdict.diagnosis_id},
                                        {"code", std::string{protocol::error_row(error.code).name}},
                                        {"detail", error.detail},
                                        {"room", question.room.substr(0, 100)},
                                        {"peer", question.request->peer}});
  verdict.error = std::move(error);
  return verdict;
}

}  // namespace heartlink::connection
