// SPDX-License-Identifier: Apache-2.0
// Rooms in memory, for tests. The order of rooms is the order in which they were made or first listed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "account/testing/fake_sessions.h"
#include "store/room_store.h"

namespace heartlink::account::testing {

class FakeRooms final : public store::RoomStore {
 public:
  void create(store::NewRoom room, base::Done<model::Room> done) override {
    const auto found = by_id.find(room.id);
    if (found != by_id.end() && room.keep_existing) return done.post(found->second);
    if (found != by_id.end()) return done.post(base::fail(base::Code::room_exists));
    const auto active = std::count_if(by_id.begin(), by_id.end(), [&room](const auto& one) {
      return one.second.made_by == room.made_by && one.second.status == model::RoomStatus::active;
    });
    if (room.made_by_max > 0 && active >= static_cast<std::int64_t>(room.made_by_max)) {
      return done.post(base::fail(base::Code::busy));
    }
    model::Room made;
    made.id = room.id;
    made.type = room.type;
    made.made_by = room.made_by;
    made.user1 = room.user1;
    made.user2 = room.user2;
    made.name = room.name;
    by_id[room.id] = made;
    (void)key_of(room.id);
    done.post(made);
  }

  void find(model::RoomId id, model::UserId viewer, base::Done<store::RoomView> done) override {
    const auto found = by_id.find(id);
    if (found == by_id.end()) return done.post(base::fail(base::Code::room_not_found));
    store::RoomView view;
    view.room = found->second;
    view.may_enter = view.room.open_to_all() || view.room.user1 == viewer || view.room.user2 == viewer;
    done.post(std::move(view));
  }

  void show(model::RoomId id, base::Done<store::RoomDetails> done) override {
    const auto found = by_id.find(id);
    if (found == by_id.end()) return done.post(base::fail(base::Code::room_not_found));
    auto details = details_of(found->second);
    for (const auto& name : {details.user1, details.user2}) {
      if (name.empty()) continue;
      store::Member member;
      member.name = name;
      member.role = details.members.empty() ? "owner" : "member";
      details.members.push_back(std::move(member));
    }
    done.post(std::move(details));
  }

  void list(store::RoomsQuery query, base::Done<std::vector<store::RoomDetails>> done) override {
    std::vector<store::RoomDetails> rooms;
    for (const auto& [id, room] : by_id) {
      auto details = details_of(room);
      const bool wanted = (query.before == 0 || details.key < query.before) &&
                          (!query.status || room.status == *query.status) &&
                          (!query.made_by || room.made_by == *query.made_by);
      if (wanted) rooms.push_back(std::move(details));
    }
    std::sort(rooms.begin(), rooms.end(), [](const auto& a, const auto& b) { return a.key > b.key; });
    if (rooms.size() > query.limit) rooms.resize(query.limit);
    done.post(std::move(rooms));
  }

  void end(store::EndRoom order, base::Done<model::EntryId> done) override {
    const auto found = by_id.find(order.room);
    if (found == by_id.end()) return done.post(base::fail(base::Code::room_not_found));
    auto& room = found->second;
    if (room.status == model::RoomStatus::ended) return done.post(base::fail(base::Code::room_ended));
    room.status = model::RoomStatus::ended;
    ++room.last_id.value;
    reasons[order.room] = std::move(order.reason);
    done.post(room.last_id);
  }

  std::map<model::RoomId, model::Room> by_id;
  std::map<model::RoomId, std::string> reasons;  // of the rooms that `end` ended
  const People* people = nullptr;                // whose names `show` and `list` tell; else "user-7"

 private:
  std::int64_t key_of(const model::RoomId& id) {
    return keys_.try_emplace(id, static_cast<std::int64_t>(keys_.size()) + 1).first->second;
  }

  [[nodiscard]] std::string name_of(std::optional<model::UserId> id) const {
    if (!id) return {};
    const auto* person = find_person(people, *id);
    return person != nullptr ? person->name : "user-" + std::to_string(id->value);
  }

  store::RoomDetails details_of(const model::Room& room) {
    store::RoomDetails details;
    details.key = key_of(room.id);
    details.room = room;
    details.user1 = name_of(room.user1);
    details.user2 = name_of(room.user2);
    details.member_count = (room.user1 ? 1U : 0U) + (room.user2 ? 1U : 0U);
    if (room.status == model::RoomStatus::ended) details.ended_at = base::WallTime{};
    return details;
  }

  std::map<model::RoomId, std::int64_t> keys_;
};

}  // namespace heartlink::account::testing
