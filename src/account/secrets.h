// SPDX-License-Identifier: Apache-2.0
// The random words that stand for a person: session cookies and access tokens. A secret is shown once, to its
// owner; everybody else, the store included, sees only its SHA-256. A hash without salt and cost is enough,
// since nobody can guess 256 random bits.
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"

namespace heartlink::account {

struct Secret {
  std::string text;  // 43 characters of base64url: 256 random bits
  std::string hash;  // 32 bytes
};

[[nodiscard]] Secret new_secret(base::Random& random);

// False for what can be none of ours; saves the store a look-up.
[[nodiscard]] bool is_secret(std::string_view text);

// The hash under which the store knows it.
[[nodiscard]] std::string hash_of_secret(std::string_view text);

}  // namespace heartlink::account
