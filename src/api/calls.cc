// SPDX-License-Identifier: Apache-2.0
// Who is in the video call of a room: the page that has invited asks until somebody comes (contract §6.4).
#include <boost/json.hpp>

#include "api/ask.h"
#include "api/room_shapes.h"
#include "model/face.h"
#include "protocol/errors.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;

constexpr std::string_view only_get = "仅支持GET请求";

// Every failure here has a `status` beside its code.
void refuse(const Ask& ask, const base::Error& error) {
  if (error.code == Code::not_a_member) {
    return ask.respond(refusal_with(error, "没有权限访问此聊天室", {{"status", "forbidden"}}));
  }
  const bool is_unknown = error.code == Code::room_not_found || error.code == Code::room_id_invalid;
  if (is_unknown) {
    return ask.respond(
        refusal_with(base::fail(Code::room_not_found), "聊天室不存在", {{"status", "not_found"}}));
  }
  ask.respond(refusal_with(error, protocol::error_row(error.code).zh, {{"status", "error"}}));
}

// Not an error for the pages that ask: 200 with `success` false.
void answer_inactive(const Ask& ask) {
  auto body = refusal_body(base::fail(Code::room_ended));
  body["error"] = "聊天室未激活";
  body["status"] = "inactive";
  ask.respond(json_answer(200, body));
}

void answer_call(const Ask& ask, const model::Room& room) {
  const auto& services = ask.services();
  const auto call = services.calls.find(room.id, services.clock.now());
  json::array people;
  for (const auto& one : call.people) {
    const auto face = model::present_person(one.user, one.name, room);
    people.push_back(
        json::object{{"id", face.id}, {"username", face.name}, {"is_online", is_online(services, one.user)}});
  }
  const auto count = people.size();
  ask.answer({{"status", call.declined ? "declined" : "active"},
              {"participants", std::move(people)},
              {"room_id", room.id.value},
              {"participant_count", count}});
}

void call_status(const Ask& ask) {
  const auto room = ask.room();
  if (room.has_error()) return refuse(ask, room.error());
  base::Done<store::RoomView> found;
  found.on = &ask.services().worker;
  found.call = [ask](const base::Result<store::RoomView>& view) {
    if (view.has_error()) return refuse(ask, view.error());
    if (!view->may_enter) return refuse(ask, base::fail(Code::not_a_member));
    if (view->room.status != model::RoomStatus::active) return answer_inactive(ask);
    answer_call(ask, view->room);
  };
  ask.services().store.rooms().find(*room, ask.user().id, std::move(found));
}

}  // namespace

void add_calls(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/check-video-room-status/:room/", asked(services, call_status), only_get);
}

}  // namespace heartlink::api
