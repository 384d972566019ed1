// SPDX-License-Identifier: Apache-2.0
// What a password must be like, and how it is kept: argon2id as a PHC string. Hashes that were brought over
// from Django are verified as well. Everything is pure and takes its salt as an argument. Hashing takes tens
// of milliseconds and megabytes, so it is called on the PasswordPool only.
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

// Whether what was typed gave that hash; the comparison takes the same time wherever they differ. Ours is of
// the normal form; Django's is of the bytes as they were typed, on whatever keyboard, so both forms are
// tried. Blocks, at the cost written in `hash`. Errors: unavailable (no memory), internal (a hash of neither
// kind).
[[nodiscard]] base::Result<bool> verify_password(const std::string& hash, std::string_view typed);

// The hash was made at another cost than today's, or by another algorithm.
[[nodiscard]] bool needs_rehash(std::string_view hash, HashCost cost);

// A hash made elsewhere that verify_password understands and whose cost is bearable: Django's, or argon2id as
// a PHC string (at most 1 GiB, 100 passes, 16 lanes).
[[nodiscard]] bool is_foreign_hash(std::string_view hash);

// A hash that no password gives, and that costs as much to verify as a real one. Signing in as nobody is
// checked against it, so that its time tells nothing.
[[nodiscard]] std::string hash_of_nobody(HashCost cost);

}  // namespace heartlink::account
