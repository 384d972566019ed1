// SPDX-License-Identifier: Apache-2.0
// One person as another sees him, and the wall between two. People are named in full or not at all.

#include <boost/json.hpp>

#include "account/find_named.h"
#include "api/ask.h"
#include "api/room_shapes.h"
#include "base/text.h"
#include "chat/block_person.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;

void show_profile(const Ask& ask) {
  const auto id = base::whole_number(ask.argument());
  if (!id) return ask.refuse(base::fail(Code::user_not_found));
  const auto& services = ask.services();
  services.store.members().acquaintance(ask.user().id, model::UserId{*id},
                                        ask.answering<model::User>([&services](const model::User& person) {
                                          return json::object{{"data", profile(services, person)}};
                                        }));
}

base::Done<store::Blocked> ended_rooms(const Ask& ask) {
  return ask.answering<store::Blocked>([](const store::Blocked& blocked) {
    json::array ended;
    for (const auto& room : blocked.ended) ended.emplace_back(room.value);
    return json::object{{"ended", std::move(ended)}};
  });
}

void block(const Ask& ask) {
  const auto& services = ask.services();
  account::find_named(services.store.users(), ask.argument(),
                      ask.then<store::Credentials>([ask, &services](const store::Credentials& found) {
                        chat::BlockPerson{services.store.people(), services.bus}.run(ask.user(), found.user,
                                                                                     ended_rooms(ask));
                      }));
}

void block_in(const Ask& ask, const model::RoomId& room) {
  chat::BlockPerson{ask.services().store.people(), ask.services().bus}.run_in(room, ask.user(),
                                                                              ended_rooms(ask));
}

void unblock(const Ask& ask) {
  const auto& services = ask.services();
  account::find_named(services.store.users(), ask.argument(),
                      ask.then<store::Credentials>([ask, &services](const store::Credentials& found) {
                        services.store.people().unblock(
                            ask.user().id, found.user.id,
                            ask.answering<bool>([](bool) { return json::object{}; }));
                      }));
}

void unblock_in(const Ask& ask, const model::RoomId& room) {
  ask.services().store.people().unblock_in(ask.user().id, room,
                                           ask.answering<bool>([](bool) { return json::object{}; }));
}

// Only under an alias has a row a room: it is what takes that block back.
json::object blocked_shape(const store::BlockedPerson& one) {
  json::object shape{{"username", one.name}, {"created_at", protocol::iso8601(one.at)}};
  if (one.room) shape["room_id"] = one.room->value;
  return shape;
}

void blocked(const Ask& ask) {
  using People = std::vector<store::BlockedPerson>;
  ask.services().store.people().blocked(ask.user().id, ask.answering<People>([](const People& people) {
    json::array rows;
    for (const auto& one : people) rows.push_back(blocked_shape(one));
    return json::object{{"blocked", std::move(rows)}};
  }));
}

}  // namespace

void add_people(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/user/:id/profile/", asked(services, show_profile));
  routes.add("POST", "/tools/api/chat/:room/block/", asked_in_room(services, block_in));
  routes.add("POST", "/tools/api/chat/:room/unblock/", asked_in_room(services, unblock_in));
  routes.add("POST", "/tools/api/users/:name/block/", asked(services, block));
  routes.add("POST", "/tools/api/users/:name/unblock/", asked(services, unblock));
  routes.add("GET", "/tools/api/users/blocked/", asked(services, blocked));
}

}  // namespace heartlink::api
