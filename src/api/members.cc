// SPDX-License-Identifier: Apache-2.0
// Who belongs to a room: adding, removing, muting, roles; invitations and coming in by one.
#include <optional>

#include <boost/json.hpp>

#include "account/find_named.h"
#include "account/origin.h"
#include "api/ask.h"
#include "api/body.h"
#include "api/room_shapes.h"
#include "chat/change_member.h"
#include "chat/join_room.h"
#include "chat/make_invite.h"
#include "protocol/encode.h"
#include "protocol/room_name.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;
using model::RoomId;
using Kind = store::MemberChange::Kind;

std::optional<Kind> kind_of(std::string_view action) {
  if (action == "add") return Kind::add;
  if (action == "remove") return Kind::remove;
  if (action == "mute") return Kind::mute;
  if (action == "role") return Kind::role;
  return std::nullopt;
}

std::optional<model::Role> role_of(std::string_view word) {
  for (const auto role : {model::Role::owner, model::Role::admin, model::Role::member}) {
    if (word == model::word_of(role)) return role;
  }
  return std::nullopt;
}

Result<chat::MemberOrder> order_in(const Body& body) {
  const auto kind = kind_of(body.text("action"));
  if (!kind) return base::fail(Code::field_invalid, "action");
  chat::MemberOrder order;
  order.kind = *kind;
  if (*kind == Kind::role) {
    const auto role = role_of(body.text("role"));
    if (!role) return base::fail(Code::field_invalid, "role");
    order.role = *role;
  }
  if (*kind == Kind::mute) {
    const auto minutes = body.number("minutes");
    if (minutes.has_error() || !*minutes) return base::fail(Code::field_invalid, "minutes");
    order.minutes = **minutes;
  }
  return order;
}

void change(const Ask& ask, const RoomId& room) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  auto order = order_in(*body);
  if (order.has_error()) return ask.refuse(order.error());
  order->room = room;
  order->by = ask.user();
  account::find_named(
      ask.services().store.users(), body->text("username"),
      ask.then<store::Credentials>([ask, order = *order](const store::Credentials& found) mutable {
        const auto& services = ask.services();
        order.subject = found.user;
        chat::ChangeMember{services.store.members(), services.bus, services.clock}.run(
            std::move(order), ask.answering<model::EntryId>([](const auto& id) {
              return json::object{{"id", id.value == 0 ? json::value(nullptr) : json::value(id.value)}};
            }));
      }));
}

json::object invite_shape(const Ask& ask, const chat::Invite& invite) {
  const auto origin = account::own_origin(ask.request(), ask.services().config);
  return json::object{{"code", invite.code},
                      {"url", origin + "/tools/chat/?join=" + invite.code},
                      {"uses", invite.uses ? json::value(*invite.uses) : json::value(nullptr)},
                      {"expires_at", protocol::iso8601(invite.expires_at)}};
}

void invite(const Ask& ask, const RoomId& room) {
  const auto body = Body::read_optional_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  const auto uses = body->number("uses");
  if (uses.has_error()) return ask.refuse(uses.error());
  const auto hours = body->number("hours");
  if (hours.has_error()) return ask.refuse(hours.error());
  chat::InviteTerms terms;
  terms.uses = *uses;
  if (*hours) terms.hours = **hours;
  const auto& services = ask.services();
  chat::MakeInvite{services.store.members(), services.random, services.clock}.run(
      room, ask.user(), terms,
      ask.answering<chat::Invite>([ask](const auto& made) { return invite_shape(ask, made); }));
}

void join(const Ask& ask) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  auto joined = ask.answering<store::Joined>([](const auto& one) {
    return json::object{
        {"room_id", one.room.id.value}, {"already", one.already}, {"url", room_page(one.room.id)}};
  });
  const chat::JoinRoom use_case{ask.services().store.members()};
  const auto code = body->text("code");
  if (!code.empty()) return use_case.run(ask.user(), std::string_view{code}, std::move(joined));
  const auto room_text = body->text("room_id");
  if (room_text.empty()) return ask.refuse(base::fail(Code::field_invalid, "code or room_id"));
  auto room = protocol::parse_room_id(room_text);
  if (room.has_error()) return ask.refuse(room.error());
  use_case.run(ask.user(), std::move(room.value()), std::move(joined));
}

}  // namespace

void add_members(Routes& routes, const Services& services) {
  routes.add("POST", "/tools/api/chat/:room/members/", asked_in_room(services, change));
  routes.add("POST", "/tools/api/chat/:room/invite/", asked_in_room(services, invite));
  routes.add("POST", "/tools/api/chat/join/", asked(services, join));
}

}  // namespace heartlink::api
