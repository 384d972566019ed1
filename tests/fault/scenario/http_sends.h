// SPDX-License-Identifier: Apache-2.0
// A message over HTTP, written into the history as the clients write theirs. For scenarios that must know
// exactly what is said in a room, or say it where no client process does.
#pragma once

#include <string>

#include "tests/fault/scenario/trial.h"

namespace heartlink::fault {

// `cid` is new in the run, and the message is that word and `body_bytes` more. The id, or 0 when it was
// refused. Throws when the line breaks.
std::int64_t send_over_http(Trial& trial, const std::string& user, const std::string& room,
                            const std::string& cid, std::size_t body_bytes);

}  // namespace heartlink::fault
