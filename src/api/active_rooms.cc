// SPDX-License-Identifier: Apache-2.0
// Two lists of the Django application that differ in one character: my active rooms (`active_rooms`), and the
// public rooms (`active-rooms`).
#include <algorithm>
#include <optional>

#include <boost/json.hpp>

#include "api/ask.h"
#include "api/in_turn.h"
#include "api/matching.h"
#include "api/room_shapes.h"
#include "base/text.h"
#include "protocol/encode.h"
#include "protocol/errors.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using model::RoomId;
using store::Conversation;
using store::Participants;

// Who of a group is in it is a question of its own for each, so the list has an end.
constexpr std::size_t my_rooms_max = 50;
constexpr std::size_t people_max = 50;  // named of one room
constexpr std::uint32_t public_rooms_max = 20;
constexpr std::size_t shown_graphemes = 50;

json::object person_shape(const Services& services, const model::User& person, const model::Room& room) {
  const auto face = profile(services, person, room);
  return json::object{{"id", face.at("id")},
                      {"username", face.at("username")},
                      {"display_name", face.at("display_name")},
                      {"last_seen", last_seen(services, person.id, room)}};
}

json::object my_room_shape(const Services& services, const Participants& in) {
  json::array people;
  for (const auto& one : in.people) {
    if (people.size() == people_max) break;
    people.push_back(person_shape(services, one.user, in.room));
  }
  return json::object{{"room_id", in.room.id.value},
                      {"created_at", protocol::iso8601(in.room.created_at)},
                      {"participants", std::move(people)},
                      {"participant_count", in.member_count}};
}

// Old pages show `message` when this one fails.
template <class T, class Next>
base::Done<T> or_say_so(const Ask& ask, Next next) {
  base::Done<T> done;
  done.on = &ask.services().worker;
  done.call = [ask, next](base::Result<T> result) {
    if (result.has_value()) return next(std::move(result.value()));
    ask.respond(refusal_with(result.error(), protocol::error_row(result.error().code).zh,
                             {{"message", "获取活跃聊天室信息失败"}}));
  };
  return done;
}

// While somebody waits for heart link, and not once he is offered somebody: then there is a room in the list.
json::value heart_link_shape(const Ask& ask, const std::optional<match::Standing>& live) {
  const bool waits =
      live && live->kind == model::MatchKind::heart && live->state == model::TicketState::waiting;
  if (!waits) return nullptr;
  return json::object{{"status", "pending"},
                      {"created_at", protocol::iso8601(live->since)},
                      {"expires_at", expires_at(ask, *live)}};
}

void answer_mine(const Ask& ask, const json::array& rooms, std::size_t count) {
  ask.services().matchmaker.place(
      ask.user().id, or_say_so<match::Place>(ask, [ask, rooms, count](const match::Place& place) {
        ask.answer({{"active_rooms", rooms},
                    {"active_room_count", count},
                    {"heart_link_status", heart_link_shape(ask, place.standing)},
                    {"user_id", ask.user().id.value},
                    {"username", ask.user().name}});
      }));
}

void my_rooms(const Ask& ask) {
  const auto& services = ask.services();
  const auto on_mine = [ask, &services](const std::vector<Conversation>& mine) {
    std::vector<RoomId> rooms;
    for (const auto& one : mine) {
      if (one.room.status == model::RoomStatus::active) rooms.push_back(one.room.id);
    }
    const auto count = rooms.size();
    rooms.resize(std::min(count, my_rooms_max));
    const auto on_people = [ask, &services, count](const InTurn<Participants>::Answers& answers) {
      json::array shapes;
      for (const auto& one : answers) {
        if (one) shapes.push_back(my_room_shape(services, *one));
      }
      answer_mine(ask, shapes, count);
    };
    InTurn<Participants>::run(
        std::move(rooms),
        [&services, me = ask.user().id](const RoomId& room, base::Done<Participants> done) {
          services.store.members().participants(room, me, std::move(done));
        },
        or_say_so<InTurn<Participants>::Answers>(ask, on_people));
  };
  services.store.conversations().conversations(ask.user().id,
                                               or_say_so<std::vector<Conversation>>(ask, on_mine));
}

json::object public_room_shape(const Services& services, const store::Page& page) {
  const auto& room = page.room;
  json::object shape{{"room_id", room.id.value},
                     {"room_name", text_or_null(room.name)},
                     {"participants_count", services.registry.people(room.id)},
                     {"last_message", nullptr},
                     {"created_at", protocol::iso8601(room.created_at)}};
  auto updated_at = room.created_at;
  if (!page.entries.empty()) {
    const auto& last = page.entries.back();
    shape["last_message"] = json::object{{"content", base::first_graphemes(last.content, shown_graphemes)},
                                         {"created_at", protocol::iso8601(last.created_at)},
                                         {"sender", last.sender_name}};
    updated_at = last.created_at;
  }
  shape["updated_at"] = protocol::iso8601(updated_at);
  return shape;
}

void public_rooms(const Ask& ask) {
  const auto& services = ask.services();
  const auto on_rooms = [ask, &services](const std::vector<store::RoomDetails>& details) {
    std::vector<RoomId> rooms;
    for (const auto& one : details) rooms.push_back(one.room.id);
    auto pages = ask.answering<InTurn<store::Page>::Answers>([&services](const auto& answers) {
      json::array shapes;
      for (const auto& one : answers) {
        if (one) shapes.push_back(public_room_shape(services, *one));
      }
      return json::object{{"rooms", std::move(shapes)}};
    });
    InTurn<store::Page>::run(
        std::move(rooms),
        [&services, me = ask.user().id](const RoomId& room, base::Done<store::Page> done) {
          store::PageQuery query;
          query.room = room;
          query.viewer = me;
          query.only_messages = true;
          query.limit = 1;
          services.store.messages().page(std::move(query), std::move(done));
        },
        std::move(pages));
  };
  store::RoomsQuery query;
  query.limit = public_rooms_max;
  query.status = model::RoomStatus::active;
  query.made_by = model::MadeBy::public_room;
  services.store.rooms().list(std::move(query), ask.then<std::vector<store::RoomDetails>>(on_rooms));
}

}  // namespace

void add_active_rooms(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/chat/active_rooms/", asked(services, my_rooms));
  routes.add("GET", "/tools/api/chat/active-rooms/", asked(services, public_rooms));
}

}  // namespace heartlink::api
