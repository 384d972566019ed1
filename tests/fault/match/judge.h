// SPDX-License-Identifier: Apache-2.0
// The promises of matching, asked of a storm that is over: what people were told, on their lines and in
// answers, against what the database says. Pure; every broken promise is a sentence with the names of those
// whom it is about.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/fault/match/story.h"

namespace heartlink::fault::match {

// M1 nobody is in two matches. M2 nobody meets himself, or somebody behind a wall. M3 tickets and room change
// together. M4 no ticket is lost. M5 what happened is told to both, once, in order. M6 two who suit do not
// both wait. M7 a survivor loses no time. M8 what is cancelled is not matched. M9 what was said in a room is
// there.
struct Broken {
  std::string promise;  // "M1"
  std::string sentence;
  std::vector<std::string> people;
};

struct Verdict {
  Verdict() = default;

  std::vector<Broken> broken;
  std::map<std::string, std::int64_t> counts;
};

[[nodiscard]] Verdict judge(const Storm& storm);

// What one person did and heard, a line for each.
[[nodiscard]] std::string story_of(const Person& person);

}  // namespace heartlink::fault::match
