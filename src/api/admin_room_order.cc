// SPDX-License-Identifier: Apache-2.0
#include "api/admin_room_order.h"

#include <functional>
#include <optional>
#include <utility>

#include "account/find_named.h"
#include "api/admin_fields.h"
#include "protocol/room_name.h"

namespace heartlink::api {
namespace {

using base::Code;
using base::Result;
using model::MadeBy;
using model::RoomType;

struct Kind {
  std::string_view name;
  MadeBy made_by;
  RoomType type;
};

// What an operator makes. A number match is made by two people with the same number, a system room by the
// server.
constexpr Kind kinds[] = {
    {"direct", MadeBy::direct, RoomType::private_room},
    {"group", MadeBy::group, RoomType::group},
    {"public", MadeBy::public_room, RoomType::public_room},
    {"heart", MadeBy::heart, RoomType::private_room},
    {"test", MadeBy::test, RoomType::group},
};

RoomType type_of(MadeBy made_by) {
  for (const Kind& kind : kinds) {
    if (kind.made_by == made_by) return kind.type;
  }
  return RoomType::private_room;
}

Result<MadeBy> kind_of(const std::string& name, const RoomOrder& order) {
  if (name.empty()) {
    if (protocol::is_test_room(order.id)) return MadeBy::test;
    return order.user2.empty() ? MadeBy::group : MadeBy::direct;
  }
  for (const Kind& kind : kinds) {
    if (kind.name == name) return kind.made_by;
  }
  return base::fail(Code::room_kind_invalid,
                    "kind is direct, group, public, heart or test, not '" + name + "'");
}

// Whoever knows the id of a test-room-… may enter it, so only a test room may be called that.
std::optional<std::string_view> misfit(const RoomOrder& order) {
  const bool is_pair = order.kind == MadeBy::direct || order.kind == MadeBy::heart;
  const bool is_test = order.kind == MadeBy::test;
  if (is_test != protocol::is_test_room(order.id)) {
    return "a test room's id begins with test-room-, and no other room's does";
  }
  if (is_pair && (order.user1.empty() || order.user2.empty()))
    return "a direct or heart room needs user1 and user2";
  if (order.kind == MadeBy::group && order.user1.empty()) return "a group needs user1, its owner";
  if (!is_pair && !is_test && !order.user2.empty()) return "only direct, heart and test rooms take user2";
  if (order.user1.empty() && !order.user2.empty()) return "user2 without user1";
  return std::nullopt;
}

using Person = std::optional<model::UserId>;

// Nobody for the empty name.
void look_up(store::Store& store, const std::string& name, base::Done<Person> done) {
  if (name.empty()) return done.call(Person{});
  base::Done<store::Credentials> found;
  found.on = done.on;
  found.call = [done = std::move(done)](const Result<store::Credentials>& person) {
    if (!person) return done.call(person.error());
    done.call(Person{person->user.id});
  };
  account::find_named(store.users(), name, std::move(found));
}

store::NewRoom new_room(const RoomOrder& order, Person user1, Person user2) {
  store::NewRoom room;
  room.id = order.id;
  room.type = type_of(order.kind);
  room.made_by = order.kind;
  room.user1 = user1;
  room.user2 = user2;
  return room;
}

}  // namespace

std::string_view kind_name(MadeBy made_by) {
  for (const Kind& kind : kinds) {
    if (kind.made_by == made_by) return kind.name;
  }
  return made_by == MadeBy::system ? "system" : "number";
}

Result<MadeBy> parse_kind(std::string_view name) {
  for (const Kind& kind : kinds) {
    if (kind.name == name) return kind.made_by;
  }
  for (const MadeBy unmade : {MadeBy::number, MadeBy::system}) {
    if (name == kind_name(unmade)) return unmade;
  }
  return base::fail(
      Code::room_kind_invalid,
      "kind is direct, number, heart, group, public, test or system, not '" + std::string{name} + "'");
}

Result<RoomOrder> parse_room_order(const boost::json::object& request) {
  const auto id = text_field(request, "room_id");
  if (!id) return id.error();
  auto user1 = optional_text(request, "user1");
  if (!user1) return user1.error();
  auto user2 = optional_text(request, "user2");
  if (!user2) return user2.error();
  const auto kind = optional_text(request, "kind");
  if (!kind) return kind.error();
  auto parsed_id = protocol::parse_room_id(*id);
  if (!parsed_id) return parsed_id.error();

  RoomOrder order;
  order.id = std::move(*parsed_id);
  order.user1 = std::move(*user1);
  order.user2 = std::move(*user2);
  const auto made_by = kind_of(*kind, order);
  if (!made_by) return made_by.error();
  order.kind = *made_by;
  if (const auto why = misfit(order)) return base::fail(Code::room_kind_invalid, std::string{*why});
  return order;
}

void make_room(store::Store& store, RoomOrder order, base::Done<model::Room> done) {
  base::Executor* on = done.on;
  on->post([&store, order = std::move(order), done = std::move(done)] {
    const auto with_first = [&store, order, done](const Result<Person>& user1) {
      if (!user1) return done.call(user1.error());
      const auto with_both = [&store, order, done, first = *user1](const Result<Person>& user2) {
        if (!user2) return done.call(user2.error());
        if (first && first == *user2) {
          return done.call(base::fail(Code::room_kind_invalid, "user1 and user2 are the same person"));
        }
        store.rooms().create(new_room(order, first, *user2), done);
      };
      look_up(store, order.user2, {done.on, with_both});
    };
    look_up(store, order.user1, {done.on, with_first});
  });
}

}  // namespace heartlink::api
