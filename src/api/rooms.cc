// SPDX-License-Identifier: Apache-2.0
// My rooms: the list of them, making one or the room with one other person, leaving, ending.
#include <array>

#include <boost/json.hpp>

#include "account/find_named.h"
#include "api/ask.h"
#include "api/body.h"
#include "api/room_shapes.h"
#include "base/text.h"
#include "base/utf8.h"
#include "chat/create_room.h"
#include "chat/end_room.h"
#include "chat/leave_room.h"
#include "chat/open_direct.h"
#include "model/member.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using model::RoomId;
using store::Conversation;

constexpr std::string_view only_post = "只支持POST请求";
constexpr std::array meeting{Wording{Code::self_refused, "不能和自己聊天"}};

json::object conversation_shape(const Services& services, const Conversation& one, model::UserId me) {
  json::object shape{{"room_id", one.room.id.value},
                     {"kind", kind_word(one.room)},
                     {"room_type", type_word(one.room.type)},
                     {"name", one.room.name},
                     {"status", status_word(one.room.status)},
                     {"role", model::word_of(one.role)},
                     {"unread", one.unread},
                     {"last_id", one.room.last_id.value},
                     {"read_up_to", one.read_up_to.value}};
  shape["last_entry"] = nullptr;
  if (one.last) {
    const bool is_own = one.last->sender == me;
    const bool is_read = one.last->id <= (is_own ? one.others_read : one.read_up_to);
    shape["last_entry"] = protocol::entry_frame(protocol::ChatMessage{&*one.last, is_own, is_read});
  }
  shape["other"] = nullptr;
  if (one.other) shape["other"] = profile(services, *one.other, one.room);
  shape["member_count"] = one.member_count;
  shape["created_at"] = protocol::iso8601(one.room.created_at);
  shape["updated_at"] = protocol::iso8601(one.last ? one.last->created_at : one.room.created_at);
  return shape;
}

void list(const Ask& ask) {
  using Conversations = std::vector<Conversation>;
  const auto& services = ask.services();
  services.store.conversations().conversations(
      ask.user().id, ask.answering<Conversations>([&services, me = ask.user().id](const auto& mine) {
        json::array rooms;
        std::int64_t total = 0;
        for (const auto& one : mine) {
          rooms.push_back(conversation_shape(services, one, me));
          total += one.unread;
        }
        return json::object{{"rooms", std::move(rooms)}, {"total_unread", total}};
      }));
}

void create(const Ask& ask) {
  const auto body = Body::read(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  auto name = body->text("room_name");
  if (base::is_valid_utf8(name) && base::trimmed(name).empty()) {
    return ask.refuse(base::fail(Code::room_id_invalid), "房间名称不能为空");
  }
  const auto kind = body->find("kind").value_or("group");
  if (kind != "group" && kind != "public") return ask.refuse(base::fail(Code::room_kind_invalid));
  const auto& services = ask.services();
  chat::CreateRoom{{services.store.rooms(), services.store.members(), services.registry, services.clock,
                    services.config.limits}}
      .run(ask.user(), std::move(name), kind == "public" ? model::MadeBy::public_room : model::MadeBy::group,
           ask.answering<chat::NamedRoom>([](const auto& room) {
             return json::object{{"room_id", room.id.value},
                                 {"message", room.made ? "聊天室创建成功" : "加入现有聊天室"}};
           }));
}

void open_with(const Ask& ask, const model::User& partner) {
  const auto& services = ask.services();
  chat::OpenDirect{
      {services.store.people(), services.registry, services.random, services.clock, services.config.limits}}
      .run(ask.user(), partner, ask.answering<store::Direct>([&services, partner](const auto& direct) {
        return json::object{{"room_id", direct.room.id.value},
                            {"created", direct.made},
                            {"url", room_page(direct.room.id)},
                            {"partner", profile(services, partner)}};
      }));
}

void direct(const Ask& ask) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  account::find_named(
      ask.services().store.users(), body->text("username"),
      ask.then<store::Credentials>([ask](const store::Credentials& found) { open_with(ask, found.user); }));
}

void leave(const Ask& ask, const RoomId& room) {
  chat::LeaveRoom{ask.services().store.members(), ask.services().bus}.run(
      room, ask.user(),
      ask.answering<store::Left>([](const auto& left) { return json::object{{"ended", left.ended}}; }));
}

void end(const Ask& ask, const RoomId& room) {
  chat::EndRoom{ask.services().store.rooms(), ask.services().bus}.run(
      room, ask.user(),
      ask.answering<model::EntryId>([](const auto& id) { return json::object{{"id", id.value}}; }));
}

}  // namespace

void add_rooms(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/chat/rooms/", asked(services, list));
  routes.add("POST", "/tools/api/chat/create-room/", asked(services, create), only_post);
  routes.add("POST", "/tools/api/chat/direct/", asked(services, direct, meeting));
  routes.add("POST", "/tools/api/chat/:room/leave/", asked_in_room(services, leave));
  routes.add("POST", "/tools/api/chat/:room/end/", asked_in_room(services, end));
}

}  // namespace heartlink::api
