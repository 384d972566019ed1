// SPDX-License-Identifier: Apache-2.0
#include "account/passwords.h"

#include <argon2.h>

#include <vector>

#include <fmt/format.h>

#include "account/common_passwords.h"
#include "base/text.h"
#include "base/utf8.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

constexpr std::uint32_t lanes = 1;
constexpr std::size_t hash_bytes = 32;
// No character needs more than 4 bytes and few have more than 4 code points before NFKC; longer texts are not
// looked at.
constexpr std::size_t typed_bytes_max = password_chars_max * 4 * 4;

std::string prefix_of(HashCost cost) {
  return fmt::format("$argon2id$v={}$m={},t={},p={}$", static_cast<int>(ARGON2_VERSION_NUMBER),
                     cost.memory_kib, cost.passes, lanes);
}

base::Error argon2_error(int code) {
  const bool memory = code == ARGON2_MEMORY_ALLOCATION_ERROR;
  return base::fail(memory ? Code::unavailable : Code::internal,
                    fmt::format("argon2: {}", argon2_error_message(code)));
}

}  // namespace

HashCost hash_cost(const base::Config& config) {
  return {config.password_memory_kib, config.password_passes};
}

Result<std::string> normal_password(std::string_view typed) {
  if (typed.size() > typed_bytes_max) return base::fail(Code::password_too_long);
  if (!base::is_valid_utf8(typed)) return base::fail(Code::field_invalid, "password: not UTF-8");
  std::string normal = base::nfkc(typed);
  if (base::code_points(normal) > password_chars_max) return base::fail(Code::password_too_long);
  return normal;
}

Result<std::string> check_new_password(std::string_view typed, std::string_view name_key) {
  auto normal = normal_password(typed);
  if (!normal) return normal;
  if (base::code_points(*normal) < password_chars_min) return base::fail(Code::password_too_short);
  const std::string key = base::folded(*normal);
  if (key == name_key) return base::fail(Code::password_too_common, "it is the username");
  if (is_common_password(key)) return base::fail(Code::password_too_common);
  return normal;
}

Result<std::string> hash_password(const std::string& normal, std::string_view salt, HashCost cost) {
  std::vector<char> text(argon2_encodedlen(cost.passes, cost.memory_kib, lanes,
                                           static_cast<std::uint32_t>(salt.size()),
                                           static_cast<std::uint32_t>(hash_bytes), Argon2_id));
  const int code = argon2id_hash_encoded(cost.passes, cost.memory_kib, lanes, normal.data(), normal.size(),
                                         salt.data(), salt.size(), hash_bytes, text.data(), text.size());
  if (code != ARGON2_OK) return argon2_error(code);
  return std::string{text.data()};
}

Result<bool> verify_password(const std::string& phc, const std::string& normal) {
  const int code = argon2id_verify(phc.c_str(), normal.data(), normal.size());
  if (code == ARGON2_OK) return true;
  if (code == ARGON2_VERIFY_MISMATCH) return false;
  return argon2_error(code);
}

bool needs_rehash(std::string_view phc, HashCost cost) { return !phc.starts_with(prefix_of(cost)); }

std::string hash_of_nobody(HashCost cost) {
  // Base64 of 16 and of 32 zero bytes, unpadded as PHC strings are: a hash of all zeros is no password's.
  const auto zeros = [](std::size_t bytes) { return std::string((bytes * 4 + 2) / 3, 'A'); };
  return prefix_of(cost) + zeros(salt_bytes) + "$" + zeros(hash_bytes);
}

}  // namespace heartlink::account
