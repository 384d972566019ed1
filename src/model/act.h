// SPDX-License-Identifier: Apache-2.0
// What an operator did, for whoever looks later: a row of the audit log.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"

namespace heartlink::model {

// The name under which acts of the command line stand.
inline constexpr const char* command_line = "operator";

struct Act {
  Act() = default;

  std::int64_t id = 0;  // given by the store
  base::WallTime at;    // likewise
  std::string by;       // the name of a member of staff, or command_line
  std::string act;      // "user.mute"
  std::string subject;  // to whom, or to what: "mallory", "report 5 (mallory)", "ticket 7 (ann)"
  std::string reason;   // in his words; empty: none was asked for
};

}  // namespace heartlink::model
