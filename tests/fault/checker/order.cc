// SPDX-License-Identifier: Apache-2.0
// I3 and I4: one order, the same for everybody, and true to the time.
#include <algorithm>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "tests/fault/checker/invariants.h"

namespace heartlink::fault::checker {
namespace {

void check_lines(const Facts& facts, Index number, Violations& violations) {
  const auto& room = facts.rooms[number];
  for (Index source = 0; source < room.lines.size(); ++source) {
    Index previous = none;
    Index highest = none;
    for (const Index line : room.lines[source]) {
      const std::int64_t expected = previous == none ? 1 : facts[previous].id + 1;
      if (facts[line].id != expected) {
        violations.add("I3",
                       fmt::format("the final history of room {} by {} has {} where {} belongs",
                                   facts.room_name(number), facts.sources[source], facts[line].id, expected),
                       {previous, line});
      }
      previous = line;
      if (highest == none || facts[line].id > facts[highest].id) highest = line;
    }
    if (highest == none || facts[highest].id >= room.head) continue;
    violations.add("I3",
                   fmt::format("the final history of room {} by {} ends with {}, and another reader has {}",
                               facts.room_name(number), facts.sources[source], facts[highest].id, room.head),
                   {highest});
  }
}

void check_connections(const Facts& facts, Violations& violations) {
  std::vector<Index> highest(facts.connections.size(), none);
  for (Index index = 0; index < facts.size(); ++index) {
    const auto& event = facts[index];
    const Index connection = facts.rows[index].connection;
    if (connection == none) continue;
    auto& before = highest[connection];
    if (event.what == What::resumed && event.text == "reset") before = none;
    if (event.what != What::deliver) continue;
    if (before != none && event.id < facts[before].id) {
      violations.add(
          "I3",
          fmt::format("{} got {} of room {} behind {}", event.client, event.id, event.room, facts[before].id),
          {before, index});
      continue;
    }
    before = index;
  }
}

// What is known at one id of a room.
struct Slot {
  Index entry = none;
  Index ok = none;
  bool told = false;
};

bool same_entry(const Event& left, const Event& right) {
  return left.cid == right.cid && left.hash == right.hash && left.text == right.text;
}

class Agreement {
 public:
  Agreement(const Facts& facts, Violations& violations)
      : facts_(facts), violations_(violations), slots_(facts.rooms.size()) {}

  void see(Index index) {
    const auto& event = facts_[index];
    const bool entry =
        event.what == What::deliver || event.what == What::fetched || event.what == What::history;
    if ((!entry && event.what != What::ok) || facts_.rows[index].room == none || event.text == recalled)
      return;
    auto& slot = slots_[facts_.rows[index].room][event.id];
    if (slot.told) return;
    Index other = none;
    if (slot.entry != none) {
      const auto& known = facts_[slot.entry];
      if (entry ? !same_entry(known, event) : known.cid != event.cid) other = slot.entry;
    }
    if (other == none && slot.ok != none && facts_[slot.ok].cid != event.cid) other = slot.ok;
    if (other != none) {
      slot.told = true;
      violations_.add("I3",
                      fmt::format("id {} of room {} is {} to one and {} to another", event.id, event.room,
                                  word_of(facts_[other]), word_of(event)),
                      {other, index});
    }
    auto& own = entry ? slot.entry : slot.ok;
    if (own == none) own = index;
  }

 private:
  static std::string word_of(const Event& event) {
    const std::string& name = event.cid.empty() ? event.text : event.cid;
    return event.hash == 0 ? name : fmt::format("{} (body {:x})", name, event.hash);
  }

  const Facts& facts_;
  Violations& violations_;
  std::vector<std::unordered_map<std::int64_t, Slot>> slots_;  // by room
};

void report_inversion(const Facts& facts, const Message& earlier, const Message& later,
                      std::string_view relation, Violations& violations) {
  violations.add("I4",
                 fmt::format("{} of room {} is {}, and {}, {}, is {}", facts[earlier.first_invoke].cid,
                             facts.room_name(earlier.room), *facts.id_of(earlier),
                             facts[later.first_invoke].cid, relation, *facts.id_of(later)),
                 {earlier.first_invoke, earlier.first_ok, later.first_invoke,
                  later.first_ok != none ? later.first_ok : later.first_read});
}

// By room: the message with the highest id that was acknowledged so far.
class Acknowledged {
 public:
  explicit Acknowledged(const Facts& facts) : facts_(facts) {}

  void add(const Message& message) {
    settle(facts_[message.first_ok].at_ns);
    if (of_now_ == nullptr || id_of(*of_now_) < id_of(message)) of_now_ = &message;
  }

  // What was acknowledged in this very instant is before nothing that happens in it.
  [[nodiscard]] const Message* highest_before(std::int64_t now_ns) {
    settle(now_ns);
    return highest_;
  }

 private:
  [[nodiscard]] std::int64_t id_of(const Message& message) const { return facts_[message.first_ok].id; }

  void settle(std::int64_t now_ns) {
    if (of_now_ == nullptr || facts_[of_now_->first_ok].at_ns >= now_ns) return;
    if (highest_ == nullptr || id_of(*highest_) < id_of(*of_now_)) highest_ = of_now_;
    of_now_ = nullptr;
  }

  const Facts& facts_;
  const Message* highest_ = nullptr;
  const Message* of_now_ = nullptr;
};

void check_acknowledged_first(const Facts& facts, Violations& violations) {
  std::vector<Acknowledged> rooms(facts.rooms.size(), Acknowledged{facts});
  for (Index index = 0; index < facts.size(); ++index) {
    const auto& row = facts.rows[index];
    if (row.message == none || row.room == none) continue;
    const auto& message = facts.messages[row.message];
    if (message.first_invoke == none || row.room != message.room) continue;
    if (index == message.first_ok) rooms[row.room].add(message);
    if (index != message.first_invoke) continue;
    const auto id = facts.id_of(message);
    const auto* before = rooms[row.room].highest_before(facts[index].at_ns);
    if (!id || before == nullptr || *id >= facts[before->first_ok].id) continue;
    report_inversion(facts, *before, message, "sent when that was acknowledged", violations);
  }
}

void check_senders(const Facts& facts, Violations& violations) {
  bool refuses = false;
  for (const auto& message : facts.messages) refuses = refuses || message.fails > 0;
  std::unordered_map<std::uint64_t, const Message*> highest;  // by client and room
  for (Index index = 0; index < facts.size(); ++index) {
    if (facts[index].what != What::invoke || facts.rows[index].message == none) continue;
    const auto& message = facts.messages[facts.rows[index].message];
    if (index != message.first_invoke || message.oks == 0 || message.fails > 0 || message.over_http) continue;
    auto& before = highest[(std::uint64_t{message.sender} << 32U) | message.room];
    if (before != nullptr && facts[message.first_ok].id < facts[before->first_ok].id) {
      // Acknowledged before this one was sent: check_acknowledged_first has said so.
      if (facts[before->first_ok].at_ns < facts[index].at_ns) continue;
      report_inversion(facts, *before, message, "sent after it by the same client", violations);
      continue;
    }
    if (message.unknowns == 0 || !refuses) before = &message;
  }
}

}  // namespace

void check_order(const Facts& facts, Violations& violations) {
  for (Index number = 0; number < facts.room_names.size(); ++number) check_lines(facts, number, violations);
  check_connections(facts, violations);
  Agreement agreement{facts, violations};
  for (Index index = 0; index < facts.size(); ++index) agreement.see(index);
}

void check_real_time(const Facts& facts, Violations& violations) {
  check_acknowledged_first(facts, violations);
  check_senders(facts, violations);
}

}  // namespace heartlink::fault::checker
