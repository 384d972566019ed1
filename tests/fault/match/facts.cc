// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/match/facts.h"

#include <algorithm>

namespace heartlink::fault::match {
namespace {

void note_walls(Facts& facts, std::int64_t by, const Person& person) {
  for (const auto& deed : person.deeds) {
    if (deed.what != Deed::What::block && deed.what != Deed::What::unblock) continue;
    const auto whom = facts.whom(by, deed);
    if (whom == 0 || whom == by) continue;
    auto& walls = facts.walls[{by, whom}];
    if (deed.what == Deed::What::unblock) {
      for (auto& wall : walls) wall.until = std::min(wall.until, deed.sent);
    } else if (deed.known && deed.word == "done") {
      walls.push_back(WallTime{deed.done, std::numeric_limits<Micros>::max()});
    }
  }
}

}  // namespace

Facts::Facts(const Storm& of) : storm(of) {
  const auto& ledger = storm.ledger;
  for (std::size_t id = 0; id < ledger.names.size(); ++id) {
    if (!ledger.names[id].empty()) users[ledger.names[id]] = static_cast<std::int64_t>(id);
  }
  for (const auto& row : ledger.rooms) rooms[row.id] = &row;
  for (const auto& ticket : ledger.tickets) {
    tickets[ticket.id] = &ticket;
    tickets_of[ticket.user].push_back(&ticket);
  }
  for (const auto& event : ledger.events) events_of[event.user].push_back(&event);
  for (const auto& person : storm.people) {
    people[user(person.name)] = &person;
    note_walls(*this, user(person.name), person);
  }
}

const std::string& Facts::name(std::int64_t user) const {
  static const std::string nobody = "nobody";
  const auto& names = storm.ledger.names;
  return user > 0 && user < static_cast<std::int64_t>(names.size()) ? names[static_cast<std::size_t>(user)]
                                                                    : nobody;
}

std::int64_t Facts::user(const std::string& name) const {
  const auto found = users.find(name);
  return found == users.end() ? 0 : found->second;
}

const RoomRow* Facts::room(const std::string& id) const {
  const auto found = rooms.find(id);
  return found == rooms.end() ? nullptr : found->second;
}

std::int64_t Facts::whom(std::int64_t by, const Deed& deed) const {
  const auto* row = room(deed.subject);
  if (row == nullptr) return user(deed.subject);
  return row->users[0] == by ? row->users[1] : row->users[0];
}

const TicketRow* Facts::ticket_at(std::int64_t user, Micros then) const {
  const TicketRow* newest = nullptr;
  const auto found = tickets_of.find(user);
  if (found == tickets_of.end()) return nullptr;
  for (const auto* ticket : found->second) {
    if (ticket->since <= then) newest = ticket;
  }
  return newest;
}

void Facts::find(const char* promise, const std::string& sentence, const std::vector<std::int64_t>& about) {
  Broken broken;
  broken.promise = promise;
  broken.sentence = sentence;
  for (const auto user : about) broken.people.push_back(name(user));
  verdict.broken.push_back(std::move(broken));
}

}  // namespace heartlink::fault::match
