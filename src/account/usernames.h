// SPDX-License-Identifier: Apache-2.0
// What a person may be called (protocol.md §4). Pure; called where an account is made and where one is looked
// up.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace heartlink::account {

struct Username {
  std::string name;  // as shown: NFKC
  std::string key;  // casefolded as well: what must be unique
};

// 2–32 letters or digits of any script and `_-.`, at least one letter or digit, read in one direction,
// nothing invisible. White space at the ends is cut. Error: username_invalid; detail says which rule.
[[nodiscard]] base::Result<Username> parse_username(std::string_view typed);

// The name of somebody who is brought over from another system: what its people are called already, so 1–150
// characters of any kind but control characters and invisible ones. Error: username_invalid, as above.
[[nodiscard]] base::Result<Username> parse_imported_username(std::string_view typed);

// The key under which a typed name is looked up. Checks no rule, since imported names may differ from ours;
// what no account can have (not UTF-8, far too long) becomes the empty key.
[[nodiscard]] std::string username_key(std::string_view typed);

}  // namespace heartlink::account
