// SPDX-License-Identifier: Apache-2.0
#include "account/secrets.h"

#include <algorithm>
#include <cstddef>

#include "base/crypto.h"

namespace heartlink::account {
namespace {

constexpr std::size_t random_bytes = 32;
constexpr std::size_t text_chars = 43;

bool is_base64url(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

Secret new_secret(base::Random& random) {
  Secret secret;
  secret.text = base::base64url(random.bytes(random_bytes));
  secret.hash = hash_of_secret(secret.text);
  return secret;
}

bool is_secret(std::string_view text) {
  return text.size() == text_chars && std::all_of(text.begin(), text.end(), is_base64url);
}

std::string hash_of_secret(std::string_view text) { return base::sha256(text); }

}  // namespace heartlink::account
