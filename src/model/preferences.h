// SPDX-License-Identifier: Apache-2.0
// What a person chose about himself. Kept with him; a new choice goes to the end, with what holds until
// somebody chooses.
#pragma once

#include "model/ids.h"

namespace heartlink::model {

struct Preferences {
  bool read_receipts = true;  // he tells others how far he has read, and is told it of them
  bool operator==(const Preferences&) const = default;
};

// Somebody chose anew.
struct PreferencesChanged {
  UserId user;
  Preferences now;
};

}  // namespace heartlink::model
