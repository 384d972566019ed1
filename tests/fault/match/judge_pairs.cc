// SPDX-License-Identifier: Apache-2.0
// Who was brought together with whom. The lines tell the whole way of each ticket, for what is on them is
// stored in the transaction that it is about; the tickets tell where it ended.
#include <algorithm>
#include <set>

#include "tests/fault/match/facts.h"

namespace heartlink::fault::match {
namespace {

using Rooms = std::set<std::string>;

Rooms matched_rooms(const std::vector<const TicketRow*>& tickets) {
  Rooms rooms;
  for (const auto* ticket : tickets) {
    if (ticket->state == TicketState::matched) rooms.insert(ticket->room);
  }
  return rooms;
}

// M1 along one person's line: before the next room is offered, the last one was withdrawn or became a match.
void follow_line(Facts& facts, std::int64_t user, const Rooms& matched, const std::string& offered) {
  std::string current;
  const auto is_open = [&] { return !current.empty() && !matched.contains(current); };
  for (const auto* event : facts.events_of[user]) {
    if (event->type == "match_found") {
      if (is_open()) facts.find("M1", "offered " + event->room + " while offered " + current, {user});
      current = event->room;
      ++facts.told[{user, current}].times;
    } else if (event->type == "match_withdrawn") {
      if (!is_open()) facts.find("M1", "withdrawn, but offered nothing: last was '" + current + "'", {user});
      if (!current.empty()) facts.told[{user, current}].withdrawn = true;
      current.clear();
    } else if (event->type == "ticket_expired" || event->type == "ticket_dropped") {
      if (is_open()) facts.find("M1", event->type + " while offered " + current, {user});
    }
  }
  if (is_open() && current != offered) {
    facts.find("M3", "was told of " + current + " last, and no ticket has it", {user});
  }
}

void judge_tickets_of(Facts& facts, std::int64_t user, const std::vector<const TicketRow*>& tickets) {
  std::string offered;
  for (std::size_t at = 0; at < tickets.size(); ++at) {
    const auto& ticket = *tickets[at];
    const auto id = std::to_string(ticket.id);
    if (ticket.state == TicketState::offered) offered = ticket.room;
    if (at + 1 == tickets.size()) continue;
    if (is_live(ticket.state)) facts.find("M1", "ticket " + id + " lives, and a newer one is there", {user});
    if (ticket.state == TicketState::matched && tickets[at + 1]->since < ticket.offered) {
      facts.find("M1", "ticket " + id + " was matched after the next one had begun", {user});
    }
  }
  follow_line(facts, user, matched_rooms(tickets), offered);
}

// M3 of a ticket that has a room: the other one's says the same.
void judge_half(Facts& facts, const TicketRow& ticket) {
  const auto id = "ticket " + std::to_string(ticket.id);
  const auto* room = facts.room(ticket.room);
  if (room == nullptr) return facts.find("M3", id + " has no room '" + ticket.room + "'", {ticket.user});
  const std::set<std::int64_t> two(room->users.begin(), room->users.end());
  if (two != std::set{ticket.user, ticket.partner}) {
    facts.find("M3", id + " and " + room->id + " are of other people", {ticket.user, ticket.partner});
  }
  const auto& others = facts.tickets_of[ticket.partner];
  const bool mirrored = std::ranges::any_of(others, [&](const TicketRow* other) {
    return other->room == ticket.room && other->partner == ticket.user && other->state == ticket.state &&
           other->heart == ticket.heart && other->number == ticket.number;
  });
  if (!mirrored) facts.find("M3", id + " has no other half in " + room->id, {ticket.user, ticket.partner});
}

// M3 and M5 of a room: its two were told, and either both have it or neither.
void judge_room(Facts& facts, const RoomRow& room) {
  const auto [one, other] = room.users;
  if (one == other || one == 0 || other == 0)
    facts.find("M2", room.id + " is not of two people", {one, other});
  bool kept[2] = {false, false};
  for (std::size_t at = 0; at < 2; ++at) {
    const auto& told = facts.told[{room.users[at], room.id}];
    if (told.times != 1) {
      facts.find("M5",
                 facts.name(room.users[at]) + " was told of " + room.id + " " + std::to_string(told.times) +
                     " times",
                 {one, other});
    }
    kept[at] = std::ranges::any_of(facts.tickets_of[room.users[at]], [&](const TicketRow* ticket) {
      return ticket->room == room.id &&
             (ticket->state == TicketState::matched || ticket->state == TicketState::offered);
    });
    if (told.times == 1 && kept[at] == told.withdrawn) {
      facts.find("M3",
                 room.id + (told.withdrawn ? " was withdrawn, and a ticket has it"
                                           : " was not withdrawn, and no ticket has it"),
                 {one, other});
    }
  }
  if (kept[0] != kept[1]) facts.find("M3", room.id + " is one half of a match", {one, other});
  if (room.active && !kept[0]) facts.find("M3", room.id + " is open without its tickets", {one, other});
  const bool is_foreign = std::ranges::any_of(
      room.members, [&](std::int64_t member) { return member != one && member != other; });
  if (is_foreign) facts.find("M3", room.id + " has a third member", {one, other});
  if (room.active && room.members.size() != 2)
    facts.find("M3", room.id + " is open without two", {one, other});
}

void judge_walls(Facts& facts, const RoomRow& room) {
  for (const auto& [by, whom] : {std::pair{room.users[0], room.users[1]}, {room.users[1], room.users[0]}}) {
    const auto found = facts.walls.find({by, whom});
    if (found == facts.walls.end()) continue;
    for (const auto& wall : found->second) {
      if (room.created <= wall.from || room.created >= wall.until) continue;
      facts.find("M2", room.id + " was made though " + facts.name(by) + " had blocked " + facts.name(whom),
                 {by, whom});
    }
  }
}

// M6. No preferences are asked for in a storm, and the calm is longer than partners are recent.
void judge_waiting(Facts& facts) {
  std::set<std::pair<std::int64_t, std::int64_t>> walls;
  for (const auto& wall : facts.storm.ledger.walls) walls.emplace(wall.by, wall.whom);
  std::vector<const TicketRow*> waiting;
  for (const auto& ticket : facts.storm.ledger.tickets) {
    if (ticket.state == TicketState::waiting) waiting.push_back(&ticket);
  }
  facts.verdict.counts["waiting"] = static_cast<std::int64_t>(waiting.size());
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    for (std::size_t j = i + 1; j < waiting.size(); ++j) {
      const auto& one = *waiting[i];
      const auto& other = *waiting[j];
      if (one.heart != other.heart || one.number != other.number) continue;
      if (walls.contains({one.user, other.user}) || walls.contains({other.user, one.user})) continue;
      facts.find("M6", "two who suit each other both wait", {one.user, other.user});
    }
  }
}

// M8. `sent`: a ticket that was asked for later is another one.
void judge_cancels(Facts& facts, std::int64_t user, const Person& person) {
  for (const auto& deed : person.deeds) {
    if (deed.what != Deed::What::cancel || !deed.known || deed.word != "cancelled") continue;
    for (const auto* ticket : facts.tickets_of[user]) {
      if (ticket->heart != deed.heart || ticket->since >= deed.sent) continue;
      const auto id = "ticket " + std::to_string(ticket->id);
      if (is_live(ticket->state)) facts.find("M8", id + " lives though it was cancelled", {user});
      if (!ticket->room.empty() && ticket->offered > deed.done) {
        facts.find("M8", id + " was offered a room after it was cancelled", {user, ticket->partner});
      }
    }
  }
}

}  // namespace

void judge_pairs(Facts& facts) {
  for (const auto& [name, user] : facts.users) judge_tickets_of(facts, user, facts.tickets_of[user]);
  for (const auto& ticket : facts.storm.ledger.tickets) {
    if (ticket.state == TicketState::offered || ticket.state == TicketState::matched)
      judge_half(facts, ticket);
  }
  for (const auto& room : facts.storm.ledger.rooms) {
    judge_room(facts, room);
    judge_walls(facts, room);
  }
  judge_waiting(facts);
  for (const auto& [user, person] : facts.people) judge_cancels(facts, user, *person);
}

}  // namespace heartlink::fault::match
