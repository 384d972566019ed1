// SPDX-License-Identifier: Apache-2.0
#include "account/django_passwords.h"

#include <openssl/evp.h>

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>

#include "base/crypto.h"

namespace heartlink::account {
namespace {

constexpr std::size_t digest_bytes = 32;
constexpr std::size_t digest_chars = 44;  // in base64, with one "=" at the end
constexpr std::size_t salt_bytes_max = 128;

struct DjangoHash {
  std::uint32_t iterations = 0;
  std::string_view salt;
  std::string_view digest;  // in base64
};

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // and the NUL that EVP_EncodeBlock writes
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

// Exactly what base64 makes of 32 bytes. OpenSSL's decoder forgives blanks and stray bits, so it is encoded
// again.
bool is_digest(std::string_view text) {
  if (text.size() != digest_chars) return false;
  std::string bytes(digest_bytes + 1, '\0');
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size != static_cast<int>(bytes.size())) return false;
  bytes.resize(digest_bytes);
  return base64(bytes) == text;
}

std::optional<DjangoHash> parse(std::string_view hash) {
  if (!hash.starts_with(django_prefix)) return std::nullopt;
  hash.remove_prefix(django_prefix.size());
  const auto first = hash.find('$');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = hash.find('$', first + 1);
  if (second == std::string_view::npos) return std::nullopt;

  const auto number = hash.substr(0, first);
  DjangoHash parsed;
  const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), parsed.iterations);
  if (fault != std::errc{} || end != number.data() + number.size()) return std::nullopt;
  if (parsed.iterations < 1 || parsed.iterations > django_iterations_max) return std::nullopt;
  parsed.salt = hash.substr(first + 1, second - first - 1);
  if (parsed.salt.empty() || parsed.salt.size() > salt_bytes_max) return std::nullopt;
  parsed.digest = hash.substr(second + 1);
  if (!is_digest(parsed.digest)) return std::nullopt;
  return parsed;
}

}  // namespace

bool is_django_hash(std::string_view hash) { return parse(hash).has_value(); }

base::Result<bool> verify_django_password(std::string_view hash, std::string_view typed) {
  const auto parsed = parse(hash);
  if (!parsed) return base::fail(base::Code::internal, "not a hash that Django's PBKDF2PasswordHasher makes");
  std::string digest(digest_bytes, '\0');
  const int made = PKCS5_PBKDF2_HMAC(
      typed.data(), static_cast<int>(typed.size()),
      reinterpret_cast<const unsigned char*>(parsed->salt.data()), static_cast<int>(parsed->salt.size()),
      static_cast<int>(parsed->iterations), EVP_sha256(), static_cast<int>(digest.size()),
      reinterpret_cast<unsigned char*>(digest.data()));
  if (made != 1) return base::fail(base::Code::internal, "PKCS5_PBKDF2_HMAC failed");
  return base::equal_in_constant_time(base64(digest), parsed->digest);
}

}  // namespace heartlink::account
