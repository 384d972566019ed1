// SPDX-License-Identifier: Apache-2.0
#include "api/room_shapes.h"

#include "api/admin_room_order.h"
#include "api/answers.h"
#include "chat/present_person.h"
#include "model/face.h"
#include "protocol/encode.h"

namespace heartlink::api {

namespace json = boost::json;

std::string_view type_word(model::RoomType type) {
  switch (type) {
    case model::RoomType::group:
      return "group";
    case model::RoomType::public_room:
      return "public";
    case model::RoomType::system:
      return "system";
    case model::RoomType::private_room:
      break;
  }
  return "private";
}

std::string_view kind_word(const model::Room& room) {
  return room.type == model::RoomType::system ? "system" : kind_name(room.made_by);
}

std::string_view status_word(model::RoomStatus status) {
  switch (status) {
    case model::RoomStatus::waiting:
      return "waiting";
    case model::RoomStatus::active:
      return "active";
    case model::RoomStatus::ended:
      break;
  }
  return "ended";
}

std::string_view status_label(model::RoomStatus status) {
  switch (status) {
    case model::RoomStatus::waiting:
      return "等待匹配";
    case model::RoomStatus::active:
      return "活跃";
    case model::RoomStatus::ended:
      break;
  }
  return "已结束";
}

std::string room_page(const model::RoomId& room) {
  return "/tools/chat/room/" + segment_encoded(room.value) + "/";
}

bool is_online(const Services& services, model::UserId user) {
  const auto sight = services.registry.sight(user, services.clock.now());
  return sight.live && sight.status == model::OnlineStatus::online;
}

json::value last_seen(const Services& services, model::UserId user, const model::Room& room) {
  if (model::present_person(user, {}, room).is_alias) return nullptr;
  return time_or_null(services.registry.sight(user, services.clock.now()).last_seen);
}

json::object profile(const Services& services, const model::User& person, const model::Room& room) {
  const bool online = is_online(services, person.id);
  return protocol::profile_shape(chat::present_person(person, room, services.clock.wall(), online));
}

json::object profile(const Services& services, const model::User& person) {
  const bool online = is_online(services, person.id);
  return protocol::profile_shape(chat::present_person(person, services.clock.wall(), online));
}

json::value text_or_null(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value time_or_null(std::optional<base::WallTime> time) {
  return time ? json::value(protocol::iso8601(*time)) : json::value(nullptr);
}

}  // namespace heartlink::api
