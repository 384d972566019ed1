// SPDX-License-Identifier: Apache-2.0
// What somebody says of himself and wishes of others, out of a request (docs/protocol.md §3). Called by the
// addresses of matching; pure.
#pragma once

#include "base/result.h"
#include "match/matchmaker.h"
#include "protocol/http.h"

namespace heartlink::api {

// Four ASCII digits in `number`, white space around them is forgiven. Errors: invalid_json, number_invalid.
[[nodiscard]] base::Result<std::string> number_in(const protocol::Request& request);

// Fills about and wanted from a JSON object; any other body wishes nothing, as the old pages send none.
// Languages are letters, digits and hyphens in lower case, tags are folded. Error: preferences_invalid.
[[nodiscard]] base::Result<void> read_wishes(const protocol::Request& request, match::Wish& wish);

}  // namespace heartlink::api
