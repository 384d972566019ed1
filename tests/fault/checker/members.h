// SPDX-License-Identifier: Apache-2.0
// Who was in a room at which entry, replayed from the changes of members in its final history. Whoever no
// entry is about has been a member all along. I7 and I8 ask.
#pragma once

#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/fault/checker/facts.h"

namespace heartlink::fault::checker {

class Members {
 public:
  explicit Members(const Facts& facts);

  // The entry by which this user had been taken out when `id` was the head; none: he was in.
  [[nodiscard]] Index taken_out_at(Index room, std::string_view user, std::int64_t id) const;

  // The first entry above `id` that takes this user out; none: there is none.
  [[nodiscard]] Index next_taken_out(Index room, std::string_view user, std::int64_t id) const;

 private:
  struct Change {
    std::int64_t id;
    bool out;
    Index line;
  };
  using Changes = std::vector<Change>;  // ascending

  [[nodiscard]] const Changes* changes_of(Index room, std::string_view user) const;

  std::map<std::pair<Index, std::string_view>, Changes> changes_;
};

}  // namespace heartlink::fault::checker
