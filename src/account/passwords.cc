// SPDX-License-Identifier: Apache-2.0
#include "account/passwords.h"

#include <argon2.h>

#include <charconv>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "account/common_passwords.h"
#include "account/django_passwords.h"
#include "base/text.h"
#include "base/utf8.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

constexpr std::uint32_t lanes = 1;
constexpr std::size_t hash_bytes = 32;
constexpr std::uint32_t foreign_memory_kib_max = 1024 * 1024;
constexpr std::uint32_t foreign_passes_max = 100;
constexpr std::uint32_t foreign_lanes_max = 16;
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

Result<bool> verify_argon2(const std::string& phc, const std::string& normal) {
  const int code = argon2id_verify(phc.c_str(), normal.data(), normal.size());
  if (code == ARGON2_OK) return true;
  if (code == ARGON2_VERIFY_MISMATCH) return false;
  return argon2_error(code);
}

// Cuts `name=<number>` and the character behind it off; the number has no sign and no leading zero.
std::optional<std::uint32_t> cut_number(std::string_view& text, std::string_view name, char behind) {
  if (!text.starts_with(name)) return std::nullopt;
  text.remove_prefix(name.size());
  std::uint32_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || text.front() == '0') return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.empty() || text.front() != behind) return std::nullopt;
  text.remove_prefix(1);
  return number;
}

// Unpadded base64 of this many bytes, without stray bits: only one text stands for the same bytes.
bool is_base64_of(std::string_view text, std::size_t bytes_min, std::size_t bytes_max) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t bytes = text.size() * 3 / 4;
  if (text.size() % 4 == 1 || bytes < bytes_min || bytes > bytes_max) return false;
  if (text.find_first_not_of(digits) != std::string_view::npos) return false;
  const std::size_t stray_bits = text.size() * 6 - bytes * 8;
  return digits.find(text.back()) % (std::size_t{1} << stray_bits) == 0;
}

// The grammar of argon2's own decoder (encoding.c), narrower in what a hash may cost.
bool is_argon2_hash(std::string_view phc) {
  constexpr std::string_view start = "$argon2id$v=19$";
  if (!phc.starts_with(start)) return false;
  phc.remove_prefix(start.size());
  const auto memory_kib = cut_number(phc, "m=", ',');
  if (!memory_kib || *memory_kib > foreign_memory_kib_max) return false;
  const auto passes = cut_number(phc, "t=", ',');
  if (!passes || *passes > foreign_passes_max) return false;
  const auto its_lanes = cut_number(phc, "p=", '$');
  if (!its_lanes || *its_lanes > foreign_lanes_max || *memory_kib < 8 * *its_lanes) return false;
  const auto middle = phc.find('$');
  if (middle == std::string_view::npos) return false;
  return is_base64_of(phc.substr(0, middle), 8, 64) && is_base64_of(phc.substr(middle + 1), 16, 64);
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

Result<bool> verify_password(const std::string& hash, std::string_view typed) {
  const auto normal = normal_password(typed);
  if (!normal) return false;  // nobody's: no password was ever made from it
  if (!hash.starts_with(django_prefix)) return verify_argon2(hash, *normal);
  auto is_right = verify_django_password(hash, typed);
  if (!is_right || *is_right || *normal == typed) return is_right;
  return verify_django_password(hash, *normal);
}

bool needs_rehash(std::string_view hash, HashCost cost) { return !hash.starts_with(prefix_of(cost)); }

bool is_foreign_hash(std::string_view hash) { return is_django_hash(hash) || is_argon2_hash(hash); }

std::string hash_of_nobody(HashCost cost) {
  // Base64 of 16 and of 32 zero bytes, unpadded as PHC strings are: a hash of all zeros is no password's.
  const auto zeros = [](std::size_t bytes) { return std::string((bytes * 4 + 2) / 3, 'A'); };
  return prefix_of(cost) + zeros(salt_bytes) + "$" + zeros(hash_bytes);
}

}  // namespace heartlink::account
