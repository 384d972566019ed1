// SPDX-License-Identifier: Apache-2.0
// The rules as the operator has them.
#pragma once

#include "base/config.h"
#include "match/rules.h"

namespace heartlink::match {

[[nodiscard]] Rules rules_of(const base::Config& config);

}  // namespace heartlink::match
