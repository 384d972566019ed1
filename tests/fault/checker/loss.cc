// SPDX-License-Identifier: Apache-2.0
// I1 and I5: what must be in the final history, and what must not.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "tests/fault/checker/invariants.h"

namespace heartlink::fault::checker {
namespace {

// The number of each way in which every room must have been read.
std::vector<std::string_view> required_sources(const Facts& facts) {
  std::vector<std::string_view> required;
  for (Index source = 0; source < facts.sources.size(); ++source) required.push_back(facts.sources[source]);
  if (facts.end == none) return required;
  for (const std::string_view name : {"http", "socket", "database"}) {
    if (facts.sources.find(name) == none) required.push_back(name);
  }
  return required;
}

// The lines of a source from the first that is not below `id`. Sources are in order, or I3 says so.
std::vector<Index>::const_iterator lines_from(const Facts& facts, const std::vector<Index>& lines,
                                              std::int64_t id) {
  return std::ranges::lower_bound(lines, id, {}, [&facts](Index line) { return facts[line].id; });
}

// The lines with the ids around and at `id`.
std::vector<Index> lines_around(const Facts& facts, const std::vector<Index>& lines, std::int64_t id) {
  std::vector<Index> around;
  for (auto line = lines_from(facts, lines, id - 1); line != lines.end() && facts[*line].id <= id + 1; ++line)
    around.push_back(*line);
  if (around.empty() && !lines.empty()) around.push_back(lines.back());
  return around;
}

bool has(const Facts& facts, const Message& message, const std::vector<Index>& lines, Index source) {
  const auto& ok = facts[message.first_ok];
  const bool somewhere = (message.sources & (1U << source)) != 0;
  const auto line = lines_from(facts, lines, ok.id);
  if (line == lines.end() || facts[*line].id != ok.id) return somewhere;
  if (facts[*line].text == recalled) return true;
  if (facts[*line].cid != ok.cid) return somewhere;
  return message.first_invoke == none || facts[*line].hash == facts[message.first_invoke].hash;
}

void check_rooms(const Facts& facts, Violations& violations) {
  const auto required = required_sources(facts);
  for (Index number = 0; number < facts.room_names.size(); ++number) {
    const auto& room = facts.rooms[number];
    if (!room.used && room.lines.empty()) continue;
    for (const auto name : required) {
      const Index source = facts.sources.find(name);
      if (source != none && source < room.lines.size() && !room.lines[source].empty()) continue;
      violations.add("I1",
                     fmt::format("room {} has no final history by {}, and so nothing shows that its {} "
                                 "acknowledged messages are there",
                                 facts.room_name(number), name, room.acknowledged),
                     {}, std::max<std::size_t>(room.acknowledged, 1));
    }
  }
}

}  // namespace

void check_no_loss(const Facts& facts, Violations& violations) {
  if (facts.sources.size() == 0) {
    const auto acknowledged = static_cast<std::size_t>(
        std::ranges::count_if(facts.messages, [](const Message& message) { return message.oks > 0; }));
    return violations.add("I1", "there is no final history: nothing is proven", {},
                          std::max<std::size_t>(acknowledged, 1));
  }
  check_rooms(facts, violations);
  for (const auto& message : facts.messages) {
    if (message.oks == 0 || message.room == none) continue;
    const auto& room = facts.rooms[message.room];
    std::string lacking;
    std::vector<Index> evidence;
    for (Index source = 0; source < room.lines.size(); ++source) {
      const auto& lines = room.lines[source];
      if (lines.empty() || has(facts, message, lines, source)) continue;
      if (lacking.empty()) evidence = lines_around(facts, lines, facts[message.first_ok].id);
      lacking += fmt::format("{}{}", lacking.empty() ? "" : " and ", facts.sources[source]);
    }
    if (lacking.empty()) continue;
    evidence.insert(evidence.end(), {message.first_invoke, message.first_ok});
    const auto& ok = facts[message.first_ok];
    violations.add("I1",
                   fmt::format("{} was acknowledged as {} of room {} and is not in the final history by {}",
                               ok.cid, ok.id, ok.room, lacking),
                   std::move(evidence));
  }
}

void check_no_phantom(const Facts& facts, Violations& violations) {
  for (Index number = 0; number < facts.cids.size(); ++number) {
    const auto& message = facts.messages[number];
    if (message.first_read == none) continue;
    const auto& read = facts[message.first_read];
    if (message.first_invoke == none) {
      violations.add("I5", fmt::format("{}, id {} of room {}, was never sent", read.cid, read.id, read.room),
                     {message.first_read});
      continue;
    }
    const bool answered = message.invokes <= message.fails;
    if (answered && message.oks == 0 && message.unknowns == 0) {
      violations.add("I5",
                     fmt::format("{}, id {} of room {}, was refused every time it was sent", read.cid,
                                 read.id, read.room),
                     {message.first_invoke, message.first_fail, message.first_read});
    }
  }
  // One altered message is one violation, however many have read it so; I3 says whether they agree.
  std::vector<bool> told(facts.messages.size());
  for (Index index = 0; index < facts.size(); ++index) {
    const auto& event = facts[index];
    const auto& row = facts.rows[index];
    if (event.what != What::deliver && event.what != What::fetched && event.what != What::history) continue;
    if (row.message == none || event.text == recalled || told[row.message]) continue;
    const auto& message = facts.messages[row.message];
    if (message.first_invoke == none || facts[message.first_invoke].hash == event.hash) continue;
    told[row.message] = true;
    violations.add(
        "I5",
        fmt::format("{}, id {} of room {}, has another body than was sent", event.cid, event.id, event.room),
        {message.first_invoke, index});
  }
}

}  // namespace heartlink::fault::checker
