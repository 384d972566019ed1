// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/so_far.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace heartlink::fault {
namespace {

// A line is written whenever a buffer is full, also in the middle of it: the last one may be half.
bool is_whole(std::ifstream& file) { return !file.eof(); }

}  // namespace

History so_far(Trial& trial, What what) {
  (void)trial.clients.progress();  // they write out what they have before they answer
  const auto mark = "\"what\":\"" + std::string{name_of(what)} + "\"";
  History found;
  for (const auto& entry : std::filesystem::directory_iterator{trial.folder()}) {
    if (entry.path().extension() != ".jsonl") continue;
    std::ifstream file{entry.path()};
    for (std::string line; std::getline(file, line) && is_whole(file);) {
      if (line.find(mark) != std::string::npos) found.push_back(event_of(line));
    }
  }
  return found;
}

std::int64_t closed_so_far(Trial& trial, std::int64_t code) {
  const auto closed = so_far(trial, What::closed);
  return std::ranges::count(closed, code, &Event::id);
}

std::int64_t refused_so_far(Trial& trial, std::string_view code) {
  const auto refused = so_far(trial, What::fail);
  return std::ranges::count(refused, code, &Event::text);
}

}  // namespace heartlink::fault
