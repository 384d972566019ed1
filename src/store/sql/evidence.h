// SPDX-License-Identifier: Apache-2.0
// The evidence of a report as one text of the database, so that it depends on no other row: a JSON array of
// {"id","kind","sender_id","sender","type","text","at"}, oldest first. `kind` is message or recalled, `at`
// microseconds since 1970. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/entry.h"

namespace heartlink::store::sql {

[[nodiscard]] std::string write_evidence(const std::vector<model::Entry>& entries);

// What write_evidence wrote. Of a text that somebody else changed it gives what can be read.
[[nodiscard]] std::vector<model::Entry> read_evidence(std::string_view text);

}  // namespace heartlink::store::sql
