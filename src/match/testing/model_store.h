// SPDX-License-Identifier: Apache-2.0
// The store of the model test: what was committed, for at most six people. It keeps the promises that
// match/step.h asks of a store and nothing more.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "match/step.h"

namespace heartlink::match::testing {

inline constexpr std::size_t people_max = 6;

// A place in the tables below; the user's id is one more.
using Person = std::size_t;

[[nodiscard]] inline model::UserId user_of(Person person) {
  return model::UserId{static_cast<std::int64_t>(person) + 1};
}
[[nodiscard]] inline Person person_of(model::UserId user) { return static_cast<Person>(user.value - 1); }

template <class Value>
using PerPerson = std::array<Value, people_max>;
template <class Value>
using PerPair = PerPerson<PerPerson<Value>>;

struct ModelRoom {
  model::RoomId id;
  Person one = 0;
  Person other = 0;
  bool active = true;
  bool settled = false;  // both came
};

struct ModelStore {
  PerPerson<std::optional<model::Ticket>> live;
  std::vector<ModelRoom> rooms;
  PerPair<bool> blocks{};  // [by][whom]
  model::TicketId newest;
  std::string fault;  // the machine asked for something that a single writer never asks for

  [[nodiscard]] bool is_blocked(Person a, Person b) const { return blocks[a][b] || blocks[b][a]; }

  [[nodiscard]] ModelRoom* find_room(const model::RoomId& id) {
    for (auto& room : rooms) {
      if (room.id == id) return &room;
    }
    return nullptr;
  }

  // All of it or nothing.
  Outcome apply(const Step& step) {
    for (const auto& change : step.changes) {
      const auto& ticket = live[person_of(change.after.user)];
      const bool as_expected =
          change.is_new ? !ticket : ticket && ticket->id == change.after.id && ticket->state == change.before;
      if (!as_expected) fault = "a step does not fit what is stored";
    }
    if (!fault.empty()) return Outcome::conflict;
    if (!change_room(step)) return Outcome::conflict;
    for (const auto& change : step.changes) {
      auto& ticket = live[person_of(change.after.user)];
      newest = std::max(newest, change.after.id);
      ticket = change.after;
      if (!model::is_live(change.after.state)) ticket.reset();
    }
    return Outcome::committed;
  }

  // A block ends the rooms of the two in its own transaction (ARCHITECTURE.md §4).
  void block(Person by, Person whom) {
    blocks[by][whom] = true;
    for (auto& room : rooms) {
      const bool is_theirs = (room.one == by && room.other == whom) || (room.one == whom && room.other == by);
      if (is_theirs) room.active = false;
    }
  }

 private:
  bool change_room(const Step& step) {
    if (step.what == Step::What::offer) {
      const auto one = person_of(step.changes[0].after.user);
      const auto other = person_of(step.changes[1].after.user);
      if (is_blocked(one, other)) return false;
      if (find_room(step.room) != nullptr) fault = "two rooms of one name";
      rooms.push_back(ModelRoom{step.room, one, other});
      return true;
    }
    auto* room = find_room(step.room);
    if (step.what == Step::What::settle) {
      if (room == nullptr || !room->active) return false;
      room->settled = true;
    }
    if (step.what == Step::What::withdraw && room != nullptr) room->active = false;
    return true;
  }
};

}  // namespace heartlink::match::testing
