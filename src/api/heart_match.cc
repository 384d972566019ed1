// SPDX-License-Identifier: Apache-2.0
// Heart link: a stranger for ten minutes, at random (protocol.md §6; contract 2.3).
#include <array>

#include <boost/json.hpp>

#include "account/throttle.h"
#include "account/visit.h"
#include "api/body.h"
#include "api/matching.h"
#include "api/wishes.h"
#include "chat/end_room.h"
#include "protocol/encode.h"
#include "protocol/errors.h"
#include "protocol/room_name.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using match::Answer;
using model::MatchKind;
using model::TicketState;

constexpr std::array ending{Wording{Code::not_a_member, "您没有权限结束此聊天室"},
                            Wording{Code::not_allowed, "您没有权限结束此聊天室"},
                            Wording{Code::room_not_found, "聊天室不存在"}};

json::object matched_shape(const Ask& ask, const Stand& stand) {
  auto shape = match_shape(ask, stand.meeting, stand.live);
  shape["matched"] = true;
  shape["chat_url"] = shape["url"];
  shape["auto_redirect"] = true;
  return shape;
}

std::string waiting_text(const match::Standing&) { return "正在等待匹配..."; }

const MatchWords words{MatchKind::heart, protocol::error_row(Code::already_waiting).zh, waiting_text,
                       matched_shape};

// A room that is still open is where he belongs.
void reconnect_or_wish(const Ask& ask, match::Wish wish) {
  auto& services = ask.services();
  services.store.matches().reunion(
      ask.user().id, ask.then<store::Meeting>([ask, &services, wish = std::move(wish)](const auto& meeting) {
        if (!meeting.room) {
          return services.matchmaker.create(
              wish, ask.then<Answer>([ask](const Answer& answer) { answer_wish(ask, answer, words); }));
        }
        auto shape = match_shape(ask, meeting, std::nullopt);
        shape["reconnect"] = true;
        shape["chat_url"] = shape["url"];
        shape["message"] = "您已有一个活跃的聊天室，正在为您重连...";
        ask.answer(std::move(shape));
      }));
}

void create(const Ask& ask) {
  if (const auto hasty = refuse_hasty(ask)) return ask.refuse(*hasty);
  match::Wish wish;
  wish.kind = MatchKind::heart;
  wish.user = ask.user().id;
  wish.network = account::throttled_network(account::visit_of(ask.request()).address);
  if (const auto read = read_wishes(ask.request(), wish); read.has_error()) return ask.refuse(read.error());
  ask.services().matchmaker.place(
      ask.user().id, ask.then<match::Place>([ask, wish = std::move(wish)](const match::Place& place) {
        if (!place.standing) return reconnect_or_wish(ask, wish);
        Answer answer;
        answer.standing = place.standing;
        const bool is_offered =
            place.standing->kind == MatchKind::heart && place.standing->state == TicketState::offered;
        answer.what = is_offered ? Answer::What::matched : Answer::What::already_waiting;
        answer_wish(ask, answer, words);
      }));
}

void cancel(const Ask& ask) {
  ask.services().matchmaker.cancel(ask.user().id, MatchKind::heart,
                                   ask.then<Answer>([ask](const Answer& answer) {
                                     switch (answer.what) {
                                       case Answer::What::cancelled:
                                         return ask.answer({{"message", "已取消 1 个匹配请求"}});
                                       case Answer::What::nothing:
                                         return ask.refuse(base::fail(Code::ticket_not_found));
                                       case Answer::What::matched:
                                         return refuse_cancel(ask, MatchKind::heart);
                                       default:
                                         return refuse_match(ask, answer, words.already_waiting);
                                     }
                                   }));
}

std::string_view status_text(std::string_view status) {
  if (status == "not_found") return "没有找到请求记录";
  if (status == "pending") return "正在等待匹配...";
  if (status == "cancelled") return "请求已取消";
  return "匹配请求已过期";
}

void status(const Ask& ask) {
  find_stand(ask, MatchKind::heart, [ask](const Stand& stand) {
    json::object shape;
    const auto word = is_waiting(stand) ? "pending" : outcome_word(stand.meeting);
    if (word == "matched") {
      shape = match_shape(ask, stand.meeting, stand.live);
      shape["chat_url"] = shape["url"];
    } else {
      if (is_waiting(stand)) shape = wait_shape(ask, *stand.live);
      shape["message"] = status_text(word);
    }
    shape["status"] = word;
    shape["waiting"] = stand.waiting;
    ask.answer(std::move(shape));
  });
}

// The old pages' way to end a room. Without one it was the operator's sweep, which nobody needs any more.
void cleanup(const Ask& ask) {
  const auto body = Body::read(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  const auto named = body->find("room_id");
  if (!named) return ask.refuse(base::fail(Code::not_allowed, "no room_id"));
  const auto room = protocol::parse_room_id(*named);
  if (room.has_error()) return ask.refuse(base::fail(Code::room_not_found));
  const json::object told{{"message", "聊天室已结束"}, {"room_id", room->value}};
  if (!body->flag("force_end")) {
    return ask.answer({{"message", "聊天室未结束"}, {"room_id", room->value}, {"ended", false}});
  }
  base::Done<model::EntryId> done;
  done.on = &ask.services().worker;
  done.call = [ask, told](const base::Result<model::EntryId>& ended) {
    if (ended.has_error() && ended.error().code != Code::room_ended) return ask.refuse(ended.error());
    ask.answer(told);
  };
  chat::EndRoom{ask.services().store.rooms(), ask.services().bus}.run(*room, ask.user(), std::move(done));
}

}  // namespace

void add_heart_match(Routes& routes, const Services& services) {
  constexpr std::string_view only_post = "只支持POST请求";
  routes.add("POST", "/tools/api/heart_link/create/", asked(services, create), only_post);
  routes.add("POST", "/tools/api/heart_link/cancel/", asked(services, cancel), only_post);
  routes.add("GET", "/tools/api/heart_link/status/", asked(services, status));
  routes.add("POST", "/tools/api/heart_link/cleanup/", asked(services, cleanup, ending), only_post);
}

}  // namespace heartlink::api
