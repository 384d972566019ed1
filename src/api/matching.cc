// SPDX-License-Identifier: Apache-2.0
#include "api/matching.h"

#include <cstdlib>

#include <boost/json.hpp>

#include "chat/allowance.h"
#include "model/face.h"
#include "protocol/encode.h"
#include "protocol/errors.h"

namespace heartlink::api {

namespace json = boost::json;
using base::Code;
using match::Answer;
using model::TicketState;

namespace {

base::WallTime later(const Ask& ask, std::chrono::milliseconds wait) {
  return {ask.services().clock.wall().us + std::chrono::microseconds{wait}.count()};
}

// A room that both have kept is a direct one: the match is over.
bool is_open(const std::optional<model::Room>& room) {
  return room && room->status == model::RoomStatus::active && room->made_by != model::MadeBy::direct;
}

bool is_offered(const std::optional<match::Standing>& live) {
  return live && live->state == TicketState::offered;
}

}  // namespace

std::optional<base::Error> refuse_hasty(const Ask& ask) {
  const auto& services = ask.services();
  return chat::refuse_message(services.registry, ask.user().id, services.clock.now(), services.config.limits);
}

void find_stand(const Ask& ask, model::MatchKind kind, const std::function<void(const Stand&)>& next) {
  auto& services = ask.services();
  const auto user = ask.user().id;
  services.matchmaker.place(user, ask.then<match::Place>([=, &services](match::Place place) {
    Stand stand;
    stand.waiting = place.waiting;
    if (place.standing && place.standing->kind == kind) stand.live = std::move(place.standing);
    if (stand.live && !is_offered(stand.live)) return next(stand);
    services.store.matches().newest(user, kind,
                                    ask.then<store::Meeting>([stand, next](store::Meeting meeting) mutable {
                                      stand.meeting = std::move(meeting);
                                      next(stand);
                                    }));
  }));
}

std::string partner_name(const store::Meeting& meeting) {
  if (!meeting.partner || !meeting.room) return "未知用户";
  return model::present_person(meeting.partner->id, meeting.partner->name, *meeting.room).name;
}

json::object match_shape(const Ask& ask, const store::Meeting& meeting,
                         const std::optional<match::Standing>& live) {
  json::object shape{{"matched_user", partner_name(meeting)}};
  if (meeting.ticket) {
    shape["request_id"] = meeting.ticket->id.value;
    shape["matched_at"] = protocol::iso8601(meeting.ticket->offered_at);
  }
  if (meeting.room) {
    const bool is_number = meeting.room->made_by == model::MadeBy::number;
    shape["room_id"] = meeting.room->id.value;
    shape["url"] = protocol::match_page(is_number ? model::MatchKind::number : model::MatchKind::heart,
                                        meeting.room->id);
  }
  if (is_offered(live)) shape["confirm_by"] = later(ask, live->left).ms();
  return shape;
}

// The same moment each time he asks, unless the server's clock was set meanwhile.
std::string expires_at(const Ask& ask, const match::Standing& standing) {
  constexpr std::int64_t jump_us = 1'000'000;
  const auto counted = later(ask, standing.left);
  const auto difference = counted.us - standing.expires_at.us;
  return protocol::iso8601(std::abs(difference) < jump_us ? standing.expires_at : counted);
}

json::object wait_shape(const Ask& ask, const match::Standing& standing) {
  return {{"request_id", standing.id.value},
          {"expires_at", expires_at(ask, standing)},
          {"server_time", ask.services().clock.wall().ms()}};
}

std::string_view outcome_word(const store::Meeting& meeting) {
  if (!meeting.ticket) return "not_found";
  switch (meeting.ticket->state) {
    case TicketState::offered:
    case TicketState::matched:
      return is_open(meeting.room) ? "matched" : "expired";
    case TicketState::waiting:
      return "pending";
    case TicketState::cancelled:
      return "cancelled";
    case TicketState::expired:
    case TicketState::dropped:
      break;
  }
  return "expired";
}

bool is_waiting(const Stand& stand) { return stand.live && stand.live->state == TicketState::waiting; }

bool has_room(const Stand& stand) { return !is_waiting(stand) && outcome_word(stand.meeting) == "matched"; }

namespace {

void answer_waiting(const Ask& ask, const match::Standing& standing, const MatchWords& words) {
  auto shape = wait_shape(ask, standing);
  shape["matched"] = false;
  shape["message"] = words.waiting(standing);
  ask.answer(std::move(shape));
}

}  // namespace

void answer_wish(const Ask& ask, const Answer& answer, const MatchWords& words) {
  if (answer.what == Answer::What::waiting) return answer_waiting(ask, *answer.standing, words);
  if (answer.what != Answer::What::matched) return refuse_match(ask, answer, words.already_waiting);
  find_stand(ask, words.kind, [ask, words](const Stand& stand) {
    if (has_room(stand)) return ask.answer(words.matched(ask, stand));
    if (is_waiting(stand)) return answer_waiting(ask, *stand.live, words);
    ask.refuse(base::fail(Code::ticket_moved));
  });
}

void refuse_match(const Ask& ask, const Answer& answer, std::string_view already_waiting) {
  const auto code = [&] {
    switch (answer.what) {
      case Answer::What::limited:
        return Code::too_many_numbers;
      case Answer::What::paused:
        return Code::match_paused;
      case Answer::What::busy:
        return Code::busy;
      case Answer::What::already_waiting:
        return Code::already_waiting;
      default:
        return Code::unavailable;
    }
  }();
  const auto error = base::fail(code, "", answer.retry);
  if (code != Code::already_waiting || !answer.standing) return ask.refuse(error);
  json::object more{{"kind", model::word_of(answer.standing->kind)}};
  if (answer.standing->state == TicketState::waiting) more["expires_at"] = expires_at(ask, *answer.standing);
  ask.respond(refusal_with(error, already_waiting, more));
}

void refuse_cancel(const Ask& ask, model::MatchKind kind) {
  find_stand(ask, kind, [ask](const Stand& stand) {
    const auto error = base::fail(Code::already_matched);
    ask.respond(refusal_with(error, protocol::error_row(Code::already_matched).zh,
                             match_shape(ask, stand.meeting, stand.live)));
  });
}

}  // namespace heartlink::api
