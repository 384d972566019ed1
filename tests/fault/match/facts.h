// SPDX-License-Identifier: Apache-2.0
// A storm, found by whom and what. Points into the storm, which outlives it. Used by the judges only.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "tests/fault/match/judge.h"
#include "tests/fault/match/story.h"

namespace heartlink::fault::match {

// What became of a room that somebody was told of.
struct Told {
  int times = 0;
  bool withdrawn = false;
};

// A wall that was acknowledged: from then until somebody began to take it down.
struct WallTime {
  Micros from = 0;
  Micros until = std::numeric_limits<Micros>::max();
};

struct Facts {
  explicit Facts(const Storm& of);

  [[nodiscard]] const std::string& name(std::int64_t user) const;
  // 0 when nobody has it.
  [[nodiscard]] std::int64_t user(const std::string& name) const;
  [[nodiscard]] const RoomRow* room(const std::string& id) const;
  // What a block or an unblock was about; 0 when it was about nobody.
  [[nodiscard]] std::int64_t whom(std::int64_t by, const Deed& deed) const;
  // The ticket that was his newest then; nullptr when he had none.
  [[nodiscard]] const TicketRow* ticket_at(std::int64_t user, Micros then) const;

  const Storm& storm;
  std::map<std::string, std::int64_t> users;
  std::map<std::int64_t, const Person*> people;
  std::map<std::string, const RoomRow*> rooms;
  std::map<std::int64_t, const TicketRow*> tickets;
  std::map<std::int64_t, std::vector<const TicketRow*>> tickets_of;
  std::map<std::int64_t, std::vector<const EventRow*>> events_of;
  std::map<std::pair<std::int64_t, std::string>, Told> told;  // by user and room
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<WallTime>> walls;  // by whom, against whom

  // Where the judges put what they find.
  void find(const char* promise, const std::string& sentence, const std::vector<std::int64_t>& about);
  Verdict verdict;
};

[[nodiscard]] constexpr bool is_live(TicketState state) {
  return state == TicketState::waiting || state == TicketState::offered;
}

// Of M1 to M3, M6 and M8: who was brought together.
void judge_pairs(Facts& facts);
// Of M4, M5, M7 and M9: what people were told.
void judge_answers(Facts& facts);

}  // namespace heartlink::fault::match
