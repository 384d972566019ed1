// SPDX-License-Identifier: Apache-2.0
// What a person chose about himself. Kept with him; a new choice goes to the end, with what holds until
// somebody chooses.
#pragma once

#include <optional>

#include "model/ids.h"

namespace heartlink::model {

struct Preferences {
  bool read_receipts = true;  // he tells others how far he has read, and is told it of them
  bool rules_accepted = false;  // he is of age and keeps the rules of heart link
  bool operator==(const Preferences&) const = default;
};

// What somebody chooses anew; what it does not name stays.
struct Choice {
  std::optional<bool> read_receipts = {};
  std::optional<bool> rules_accepted = {};

  [[nodiscard]] bool is_empty() const { return !read_receipts && !rules_accepted; }
  [[nodiscard]] Preferences applied_to(Preferences chosen) const {
    chosen.read_receipts = read_receipts.value_or(chosen.read_receipts);
    chosen.rules_accepted = rules_accepted.value_or(chosen.rules_accepted);
    return chosen;
  }
};

// Somebody chose anew.
struct PreferencesChanged {
  UserId user;
  Preferences now;
};

}  // namespace heartlink::model
