// SPDX-License-Identifier: Apache-2.0
// What sessions and tokens have in common: who is behind a secret's hash and whether it is still good, who
// may get a new one, and the short id by which people call a sign-in. Used by both ports and by a resume.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/user.h"
#include "store/sql/driver.h"

namespace heartlink::store::sql {

// The person who gets a new secret. Errors: user_not_found, account_disabled.
[[nodiscard]] base::Result<model::User> owner_of(Connection& connection, model::UserId id);

// Error: login_required (unknown, expired, or the account is disabled).
[[nodiscard]] base::Result<model::Principal> session_behind(Connection& connection,
                                                            std::string_view secret_hash, base::WallTime now);

// Error: login_required (unknown, or the account is disabled).
[[nodiscard]] base::Result<model::Principal> token_behind(Connection& connection,
                                                          std::string_view secret_hash);

// The first 8 bytes of the hash as 16 hexadecimal digits: it names a sign-in and opens nothing.
[[nodiscard]] std::string sign_in_id(std::string_view secret_hash);

// The hashes that an id names are those from `first` to `last`, so that the primary key finds them. In
// practice one: two of a server's hashes share 8 bytes about never.
struct HashRange {
  std::string first;
  std::string last;
};

// Nothing when these are not 16 hexadecimal digits.
[[nodiscard]] std::optional<HashRange> hashes_of(std::string_view id);

}  // namespace heartlink::store::sql
