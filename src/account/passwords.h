// SPDX-License-Identifier: Apache-2.0
// What a password must be like, and how it is kept: argon2id as a PHC string. Everything is pure and takes
// its salt as an argument. Hashing takes tens of milliseconds and megabytes, so it is called on the
// PasswordPool only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/config.h"
#include "base/result.h"

namespace heartlink::account {

inline constexpr std::size_t password_chars_min = 8;  // code points after NFKC
inline constexpr std::size_t password_chars_max = 128;
inline constexpr std::size_t salt_bytes = 16;

// What one hash costs; one lane, so that a hash never starts a thread of its own.
struct HashCost {
  std::uint32_t memory_kib = 19 * 1024;
  std::uint32_t passes = 2;
};

[[nodiscard]] HashCost hash_cost(const base::Config& config);

// A password in the one form that is hashed: NFKC, so that it matches whatever keyboard typed it.
// Errors: field_invalid (not UTF-8), password_too_long. Says nothing about its strength.
[[nodiscard]] base::Result<std::string> normal_password(std::string_view typed);

// The rules of a new password (protocol.md §4): 8–128 code points, none of the commonest, not the username.
// `name_key` is the key of the name it belongs to. The value is the form to hash.
// Errors: field_invalid, password_too_short, password_too_long, password_too_common.
[[nodiscard]] base::Result<std::string> check_new_password(std::string_view typed, std::string_view name_key);

// "$argon2id$v=19$m=…,t=…,p=1$salt$hash". Blocks. Error: unavailable, when there is no memory for it.
[[nodiscard]] base::Result<std::string> hash_password(const std::string& normal, std::string_view salt,
                                                      HashCost cost);

// Whether this password gave that hash; the comparison takes the same time wherever they differ. Blocks, at
// the cost written in `phc`. Errors: unavailable (no memory), internal (not a hash of ours).
[[nodiscard]] base::Result<bool> verify_password(const std::string& phc, const std::string& normal);

// The hash was made at another cost than today's, or by another algorithm.
[[nodiscard]] bool needs_rehash(std::string_view phc, HashCost cost);

// A hash that no password gives, and that costs as much to verify as a real one. Signing in as nobody is
// checked against it, so that its time tells nothing.
[[nodiscard]] std::string hash_of_nobody(HashCost cost);

}  // namespace heartlink::account
