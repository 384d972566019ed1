// SPDX-License-Identifier: Apache-2.0
// The password hashes of Django's default hasher, so that people can be brought over with their passwords:
// `pbkdf2_sha256$iterations$salt$base64(32 bytes)` (django.contrib.auth.hashers). They are verified, never
// made; the first sign-in replaces them. Called by account/passwords.cc, on the PasswordPool.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace heartlink::account {

inline constexpr std::string_view django_prefix = "pbkdf2_sha256$";
inline constexpr std::uint32_t django_iterations_max = 10'000'000;

// It can be verified here. Does no hashing.
[[nodiscard]] bool is_django_hash(std::string_view hash);

// Whether this password gave that hash; the comparison takes the same time wherever they differ. Django
// hashes the bytes as they were typed, in no normal form. Blocks, at the cost written in `hash`.
// Error: internal (not such a hash, or iterations out of 1–10,000,000).
[[nodiscard]] base::Result<bool> verify_django_password(std::string_view hash, std::string_view typed);

}  // namespace heartlink::account
