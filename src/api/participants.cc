// SPDX-License-Identifier: Apache-2.0
// Who is in a room and who of them is here, and what one says of oneself. In a room that is open to all,
// whoever is there now is in it as well, as a guest.
#include <array>
#include <unordered_set>

#include <boost/json.hpp>

#include "api/ask.h"
#include "api/body.h"
#include "api/room_shapes.h"
#include "model/face.h"
#include "model/member.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using model::RoomId;
using store::Participants;

constexpr std::array stating{Wording{Code::invalid_json, "无效的JSON数据格式"}};

// Members first. Of a guest we know the name and nothing more.
std::vector<store::Participant> everybody(const Services& services, const Participants& in) {
  const auto most = services.config.limits.history_page;
  auto people = in.people;
  if (in.room.open_to_all()) {
    std::unordered_set<model::UserId> known;
    for (const auto& one : people) known.insert(one.user.id);
    for (const auto& present : services.registry.present(in.room.id, most)) {
      if (known.contains(present.user)) continue;
      auto& guest = people.emplace_back();
      guest.user.id = present.user;
      guest.user.name = present.name;
      guest.role = model::Role::guest;
    }
  }
  if (people.size() > most) people.resize(most);
  return people;
}

json::object participant_shape(const Services& services, const model::Room& room,
                               const store::Participant& one) {
  auto shape = profile(services, one.user, room);
  // The tags tell since when somebody has been here, which is not known of who only looks in.
  if (one.role == model::Role::guest) shape["tags"] = json::array{};
  const bool is_muted = one.muted_until && *one.muted_until > services.clock.wall();
  shape["role"] = model::word_of(one.role);
  shape["muted_until"] = time_or_null(is_muted ? one.muted_until : std::nullopt);
  shape["read"] = one.read.value;
  shape["delivered"] = one.delivered.value;
  return shape;
}

void participants(const Ask& ask, const RoomId& room) {
  const auto& services = ask.services();
  services.store.members().participants(
      room, ask.user().id, ask.answering<Participants>([&services](const Participants& in) {
        json::array people;
        for (const auto& one : everybody(services, in))
          people.push_back(participant_shape(services, in.room, one));
        return json::object{{"data", json::object{{"room_id", in.room.id.value},
                                                  {"participants", std::move(people)},
                                                  {"status", status_label(in.room.status)},
                                                  {"created_at", protocol::iso8601(in.room.created_at)},
                                                  {"room_type", type_word(in.room.type)},
                                                  {"kind", kind_word(in.room)},
                                                  {"name", in.room.name},
                                                  {"member_count", in.member_count}}}};
      }));
}

void online_users(const Ask& ask, const RoomId& room) {
  const auto& services = ask.services();
  services.store.members().participants(
      room, ask.user().id, ask.answering<Participants>([&services](const Participants& in) {
        json::array users;
        for (const auto& one : everybody(services, in)) {
          const auto face = model::present_person(one.user.id, one.user.name, in.room);
          users.push_back(json::object{{"username", face.name},
                                       {"last_seen", last_seen(services, one.user.id, in.room)},
                                       {"is_online", is_online(services, one.user.id)}});
        }
        return json::object{{"online_users", std::move(users)}, {"room_id", in.room.id.value}};
      }));
}

// The room that old pages name makes no difference: one is in all of one's rooms with the same face.
void state(const Ask& ask) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  const auto status = model::parse_online_status(body->find("status").value_or("online"));
  if (!status) return ask.refuse(base::fail(Code::field_invalid, "status"));
  ask.services().registry.set_status(ask.user().id, *status);
  ask.answer({{"message", "在线状态已更新"}});
}

}  // namespace

void add_participants(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/chat/:room/participants/", asked_in_room(services, participants));
  routes.add("GET", "/tools/api/chat/:room/online_users/", asked_in_room(services, online_users));
  routes.add("POST", "/tools/api/chat/online_status/", asked(services, state, stating));
}

}  // namespace heartlink::api
