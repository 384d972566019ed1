// SPDX-License-Identifier: Apache-2.0
// I8 and I9: who hears what he has no right to.
#include <string>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "tests/fault/checker/invariants.h"
#include "tests/fault/checker/members.h"

namespace heartlink::fault::checker {
namespace {

constexpr std::int64_t revocation_grace_ns = 1'000'000'000;

void check_rooms(const Facts& facts, Violations& violations) {
  std::vector<bool> told(facts.messages.size());
  for (Index index = 0; index < facts.size(); ++index) {
    const auto& event = facts[index];
    const auto& row = facts.rows[index];
    if (event.what != What::ok && event.what != What::deliver && event.what != What::fetched &&
        event.what != What::history)
      continue;
    if (row.message == none || row.room == none || told[row.message]) continue;
    const auto& message = facts.messages[row.message];
    if (message.first_invoke == none || message.room == row.room) continue;
    told[row.message] = true;
    violations.add("I8",
                   fmt::format("{} was sent to room {} and is id {} of room {}", event.cid,
                               facts.room_name(message.room), event.id, event.room),
                   {message.first_invoke, index});
  }
}

void check_greetings(const Facts& facts, const Members& members, Violations& violations) {
  for (const auto& connection : facts.connections) {
    if (connection.greeted == none) continue;
    const auto& stream = facts.streams[connection.stream];
    const auto& greeted = facts[connection.greeted];
    const Index out = members.taken_out_at(stream.room, stream.user, greeted.id);
    if (out == none) continue;
    violations.add("I8",
                   fmt::format("{} was let into room {} at head {}, after \"{}\" at {}", stream.client,
                               greeted.room, greeted.id, facts[out].text, facts[out].id),
                   {out, connection.greeted});
  }
}

void check_deliveries(const Facts& facts, const Members& members, Violations& violations) {
  // By connection: the entry from which on it must be silent.
  std::vector<Index> ends(facts.connections.size(), none);
  for (Index number = 0; number < facts.connections.size(); ++number) {
    const auto& connection = facts.connections[number];
    if (connection.greeted == none) continue;
    const auto& stream = facts.streams[connection.stream];
    ends[number] = members.next_taken_out(stream.room, stream.user, facts[connection.greeted].id);
  }
  for (Index index = 0; index < facts.size(); ++index) {
    const Index number = facts.rows[index].connection;
    if (facts[index].what != What::deliver || number == none || ends[number] == none) continue;
    const auto& entry = facts[ends[number]];
    if (facts[index].id < entry.id) continue;
    violations.add("I8",
                   fmt::format("{} got id {} of room {}, and \"{}\" is {}", facts[index].client,
                               facts[index].id, facts[index].room, entry.text, entry.id),
                   {facts.connections[number].greeted, ends[number], index});
    ends[number] = none;  // the first says it all
  }
}

// Ids are given in the transaction that looks at who is a member, so an entry's place says what held then.
void check_authors(const Facts& facts, const Members& members, Violations& violations) {
  std::vector<bool> told(facts.messages.size());
  for (Index index = 0; index < facts.size(); ++index) {
    const auto& line = facts[index];
    const auto& row = facts.rows[index];
    if (line.what != What::history || row.message == none || row.room == none || told[row.message]) continue;
    const Index sent = facts.messages[row.message].first_invoke;
    if (sent == none) continue;
    const Index out = members.taken_out_at(row.room, facts[sent].user, line.id);
    if (out == none) continue;
    told[row.message] = true;
    violations.add("I8",
                   fmt::format("{} of {} is id {} of room {}, after \"{}\" at {}", line.cid, facts[sent].user,
                               line.id, line.room, facts[out].text, facts[out].id),
                   {sent, out, index});
  }
}

}  // namespace

void check_isolation(const Facts& facts, Violations& violations) {
  check_rooms(facts, violations);
  const Members members{facts};
  check_authors(facts, members, violations);
  check_greetings(facts, members, violations);
  check_deliveries(facts, members, violations);
}

void check_revocation(const Facts& facts, Violations& violations) {
  std::unordered_map<std::string_view, Index> revoked;  // by the name of the sign-in
  for (Index index = 0; index < facts.size(); ++index) {
    if (facts[index].what == What::revoked) revoked.try_emplace(facts[index].text, index);
  }
  if (revoked.empty()) return;
  std::vector<bool> told(facts.connections.size());
  for (Index index = 0; index < facts.size(); ++index) {
    const auto& event = facts[index];
    if (event.what != What::deliver && event.what != What::ok && event.what != What::greeted) continue;
    const Index number = facts.rows[index].connection;
    if (number == none || told[number] || facts.connections[number].open == none) continue;
    const Index open = facts.connections[number].open;
    const auto found = revoked.find(facts[open].text);
    if (found == revoked.end()) continue;
    const auto late_ns = event.at_ns - facts[found->second].at_ns;
    if (late_ns <= revocation_grace_ns) continue;
    told[number] = true;
    violations.add(
        "I9",
        fmt::format("connection {} of {} with sign-in {} saw \"{}\" {} ms after that was taken away",
                    event.connection, event.client, facts[open].text, name_of(event.what),
                    late_ns / 1'000'000),
        {found->second, open, index});
  }
}

}  // namespace heartlink::fault::checker
