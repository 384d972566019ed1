// SPDX-License-Identifier: Apache-2.0
// Number match: two who type the same four digits meet (protocol.md §5; contract 2.2).
#include <array>

#include <boost/json.hpp>

#include "account/throttle.h"
#include "account/visit.h"
#include "api/matching.h"
#include "api/room_shapes.h"
#include "api/wishes.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using match::Answer;
using model::MatchKind;

constexpr std::array wordings{Wording{Code::invalid_json, "无效的JSON数据"},
                              Wording{Code::number_invalid, "请输入4位数字"}};

std::string waiting_text(const match::Standing& standing) {
  return "正在等待输入 " + standing.number + " 的用户...";
}

// The contract's shape of who was found: an object here, a name in heart link.
json::object matched_shape(const Ask& ask, const Stand& stand) {
  auto shape = match_shape(ask, stand.meeting, stand.live);
  const auto name = partner_name(stand.meeting);
  shape["matched"] = true;
  shape["matched_user"] = json::object{{"username", name}, {"display_name", name}};
  shape["message"] = "匹配成功！您与 " + name + " 开始聊天";
  return shape;
}

constexpr MatchWords words{MatchKind::number, "您已经在匹配中，请先取消当前匹配", waiting_text,
                           matched_shape};

void create(const Ask& ask) {
  if (const auto hasty = refuse_hasty(ask)) return ask.refuse(*hasty);
  auto number = number_in(ask.request());
  if (number.has_error()) return ask.refuse(number.error());
  match::Wish wish;
  wish.kind = MatchKind::number;
  wish.user = ask.user().id;
  wish.number = std::move(*number);
  wish.network = account::throttled_network(account::visit_of(ask.request()).address);
  ask.services().matchmaker.create(
      std::move(wish), ask.then<Answer>([ask](const Answer& answer) { answer_wish(ask, answer, words); }));
}

// To cancel what is not there is no error, as in the contract.
void cancel(const Ask& ask) {
  ask.services().matchmaker.cancel(
      ask.user().id, MatchKind::number, ask.then<Answer>([ask](const Answer& answer) {
        switch (answer.what) {
          case Answer::What::cancelled:
          case Answer::What::nothing:
            return ask.answer(
                {{"message", "已取消匹配"}, {"cancelled", answer.what == Answer::What::cancelled}});
          case Answer::What::matched:
            return refuse_cancel(ask, MatchKind::number);
          default:
            return refuse_match(ask, answer, words.already_waiting);
        }
      }));
}

void status(const Ask& ask) {
  find_stand(ask, MatchKind::number, [ask](const Stand& stand) {
    if (is_waiting(stand)) {
      auto shape = wait_shape(ask, *stand.live);
      shape["status"] = "pending";
      shape["number"] = stand.live->number;
      shape["message"] = waiting_text(*stand.live);
      return ask.answer(std::move(shape));
    }
    const auto word = outcome_word(stand.meeting);
    json::object shape;
    if (word == "matched") shape = matched_shape(ask, stand);
    shape["status"] = word;
    if (stand.meeting.ticket) shape["number"] = stand.meeting.ticket->number;
    ask.answer(std::move(shape));
  });
}

}  // namespace

void add_number_match(Routes& routes, const Services& services) {
  constexpr std::string_view only_post = "只支持POST请求";
  routes.add("POST", "/tools/api/number-match/", asked(services, create, wordings), only_post);
  routes.add("POST", "/tools/api/number-match/cancel/", asked(services, cancel), only_post);
  routes.add("GET", "/tools/api/number-match/status/", asked(services, status));
}

}  // namespace heartlink::api
