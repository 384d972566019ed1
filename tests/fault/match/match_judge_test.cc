// SPDX-License-Identifier: Apache-2.0
// The judge of a match storm sees what it is there to see: a storm without a fault, and then one thing wrong
// with it at a time.
#include <algorithm>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tests/fault/match/judge.h"

namespace heartlink::fault::match {
namespace {

constexpr Micros second = 1'000'000;
constexpr Micros began = 1'000 * second;

EventRow event(std::int64_t user, std::int64_t useq, std::string type, std::string room, Micros created) {
  EventRow row;
  row.user = user;
  row.useq = useq;
  row.type = std::move(type);
  row.room = std::move(room);
  row.created = created;
  return row;
}

Deed deed(Deed::What what, Micros sent, std::string word) {
  Deed made;
  made.what = what;
  made.sent = sent;
  made.done = sent + 1'000;
  made.known = true;
  made.word = std::move(word);
  return made;
}

Deed heard(std::int64_t useq, std::string type, std::string room) {
  auto made = deed(Deed::What::event, began + useq * second, std::move(type));
  made.useq = useq;
  made.room = std::move(room);
  return made;
}

Deed asked(std::int64_t ticket, Micros sent, Micros expires) {
  auto made = deed(Deed::What::create, sent, "waiting");
  made.subject = "0042";
  made.ticket = ticket;
  made.expires = expires;
  return made;
}

TicketRow ticket(std::int64_t id, std::int64_t user, TicketState state) {
  TicketRow row;
  row.id = id;
  row.user = user;
  row.number = "0042";
  row.state = state;
  row.since = began + id * second;
  row.expires = row.since + 600 * second;
  return row;
}

TicketRow half(std::int64_t id, std::int64_t user, std::int64_t partner) {
  auto row = ticket(id, user, TicketState::matched);
  row.partner = partner;
  row.room = "match-1";
  row.offered = began + 3 * second;
  return row;
}

// alice (1) waits, bob (2) comes and they are matched; carol (3) waits for another number.
Storm quiet_storm() {
  Storm storm;
  storm.ended = began + 60 * second;
  storm.confirm = 2 * second;
  storm.ledger.names = {"", "alice", "bob", "carol"};
  storm.ledger.tickets = {half(1, 1, 2), half(2, 2, 1), ticket(3, 3, TicketState::waiting)};
  storm.ledger.tickets[2].number = "0043";
  RoomRow room;
  room.id = "match-1";
  room.active = true;
  room.users = {1, 2};
  room.members = {1, 2};
  room.created = began + 3 * second;
  storm.ledger.rooms = {room};
  storm.ledger.events = {event(1, 1, "match_found", "match-1", began + 3 * second),
                         event(2, 1, "match_found", "match-1", began + 3 * second)};
  for (const auto* name : {"alice", "bob", "carol"}) storm.people.emplace_back().name = name;
  storm.people[0].deeds = {asked(1, began + second, began + 601 * second),
                           heard(1, "match_found", "match-1")};
  storm.people[1].deeds = {heard(1, "match_found", "match-1")};
  return storm;
}

// "M1 M3": which promises are broken, each once.
std::string found(const Storm& storm) {
  std::string text;
  for (const auto& broken : judge(storm).broken) {
    if (text.find(broken.promise) == std::string::npos) text += (text.empty() ? "" : " ") + broken.promise;
  }
  return text;
}

TEST(MatchJudge, a_storm_without_a_fault_is_clean_and_counted) {
  const auto verdict = judge(quiet_storm());
  EXPECT_EQ(found(quiet_storm()), "");
  EXPECT_EQ(verdict.counts.at("matches"), 1);
  EXPECT_EQ(verdict.counts.at("waiting"), 1);
}

TEST(MatchJudge, a_second_offer_beside_an_open_one_is_seen) {
  auto storm = quiet_storm();
  storm.ledger.tickets[0].state = storm.ledger.tickets[1].state = TicketState::offered;
  storm.ledger.tickets[0].offered = storm.ledger.tickets[1].offered = storm.ended;
  storm.ledger.events.insert(storm.ledger.events.begin(),
                             event(1, 1, "match_found", "match-0", began + 2 * second));
  storm.ledger.events[1].useq = 2;
  storm.people[0].deeds.back().useq = 2;
  storm.people[0].deeds.insert(storm.people[0].deeds.end() - 1, heard(1, "match_found", "match-0"));
  EXPECT_EQ(found(storm), "M1");
}

TEST(MatchJudge, a_match_across_an_acknowledged_wall_is_seen) {
  auto storm = quiet_storm();
  storm.people[1].deeds.insert(storm.people[1].deeds.begin(), deed(Deed::What::block, began, "done"));
  storm.people[1].deeds[0].subject = "alice";
  EXPECT_EQ(found(storm), "M2");
  // One that nobody acknowledged, or that was being taken down, is no wall.
  storm.people[1].deeds[0].known = false;
  EXPECT_EQ(found(storm), "");
  storm.people[1].deeds[0].known = true;
  storm.people[1].deeds.insert(storm.people[1].deeds.begin() + 1,
                               deed(Deed::What::unblock, began + second, "done"));
  storm.people[1].deeds[1].subject = "alice";
  EXPECT_EQ(found(storm), "");
}

TEST(MatchJudge, half_a_match_is_seen) {
  auto storm = quiet_storm();
  storm.ledger.tickets[1].state = TicketState::waiting;
  EXPECT_NE(found(storm).find("M3"), std::string::npos);
  auto other = quiet_storm();
  other.ledger.rooms.clear();
  EXPECT_NE(found(other).find("M3"), std::string::npos);
}

TEST(MatchJudge, a_ticket_that_was_acknowledged_and_is_gone_is_seen) {
  auto storm = quiet_storm();
  storm.people[2].deeds = {asked(7, began + 4 * second, began + 604 * second)};
  EXPECT_EQ(found(storm), "M4");
}

TEST(MatchJudge, a_wait_that_nobody_ended_or_told_of_is_seen) {
  auto storm = quiet_storm();
  storm.ledger.tickets[2].expires = began + 10 * second;
  EXPECT_EQ(found(storm), "M4");
  storm.ledger.tickets[2].state = TicketState::expired;
  EXPECT_EQ(found(storm), "M4");
  storm.ledger.events.push_back(event(3, 1, "ticket_expired", "", began + 10 * second));
  storm.people[2].deeds = {heard(1, "ticket_expired", "")};
  EXPECT_EQ(found(storm), "");
}

TEST(MatchJudge, a_match_of_which_only_one_was_told_is_seen) {
  auto storm = quiet_storm();
  storm.ledger.events.pop_back();
  storm.people[1].deeds.clear();
  EXPECT_EQ(found(storm), "M5");
}

TEST(MatchJudge, a_frame_that_came_twice_or_never_is_seen) {
  auto twice = quiet_storm();
  twice.people[1].deeds.push_back(heard(1, "match_found", "match-1"));
  EXPECT_EQ(found(twice), "M5");
  auto never = quiet_storm();
  never.people[1].deeds.clear();
  EXPECT_EQ(found(never), "M5");
}

TEST(MatchJudge, two_who_suit_each_other_and_wait_are_seen) {
  auto storm = quiet_storm();
  storm.ledger.names.emplace_back("dave");
  storm.ledger.tickets.push_back(ticket(4, 4, TicketState::waiting));
  storm.ledger.tickets[3].number = "0043";
  EXPECT_EQ(found(storm), "M6");
  storm.ledger.walls.push_back({4, 3});
  EXPECT_EQ(found(storm), "");
}

TEST(MatchJudge, a_wait_that_becomes_shorter_is_seen) {
  auto storm = quiet_storm();
  storm.people[0].deeds[0].expires += second;
  EXPECT_EQ(found(storm), "M7");
}

TEST(MatchJudge, a_match_after_the_cancel_was_acknowledged_is_seen) {
  auto storm = quiet_storm();
  storm.people[0].deeds.insert(storm.people[0].deeds.begin() + 1,
                               deed(Deed::What::cancel, began + 2 * second, "cancelled"));
  EXPECT_EQ(found(storm), "M8");
  // Of one that came in between nothing is said.
  storm.people[0].deeds[1].done = began + 4 * second;
  EXPECT_EQ(found(storm), "");
}

TEST(MatchJudge, a_word_that_is_gone_is_seen) {
  auto storm = quiet_storm();
  storm.people[0].deeds.push_back(deed(Deed::What::say, began + 5 * second, "done"));
  storm.people[0].deeds.back().subject = "match-1";
  storm.people[0].deeds.back().ticket = 1;
  EXPECT_EQ(found(storm), "M9");
  storm.ledger.rooms[0].messages = {1};
  EXPECT_EQ(found(storm), "");
}

}  // namespace
}  // namespace heartlink::fault::match
