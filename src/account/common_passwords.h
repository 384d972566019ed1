// SPDX-License-Identifier: Apache-2.0
// The passwords that everybody tries first. Called by account/passwords.cc; pure.
#pragma once

#include <string_view>

namespace heartlink::account {

// `key` is the password after NFKC and case folding, 8 code points or longer (shorter ones are refused
// before). True for the list, and for one character repeated.
[[nodiscard]] bool is_common_password(std::string_view key);

}  // namespace heartlink::account
