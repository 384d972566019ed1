// SPDX-License-Identifier: Apache-2.0
// The one difference between the two databases that DML cannot avoid: how a parameter is written.
#pragma once

#include <string>
#include <string_view>

namespace heartlink::store::sql {

// ?1…?N becomes $1…$N outside of quotes; nothing else changes.
[[nodiscard]] std::string postgres_text(std::string_view sql);

}  // namespace heartlink::store::sql
