// SPDX-License-Identifier: Apache-2.0
// What a database holds from its first start on: the epoch of its log, and the room that everybody may enter.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "store/sql/driver.h"

namespace heartlink::store::sql {

// Adds what is missing, in one transaction, and writes nothing when nothing is missing; answers the epoch (16
// hexadecimal digits). Errors: storage_failed, storage_full.
[[nodiscard]] base::Result<std::string> first_start(Connection& connection, base::Random& random,
                                                    base::WallTime now);

}  // namespace heartlink::store::sql
