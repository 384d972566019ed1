// SPDX-License-Identifier: Apache-2.0
// Digest, encodings and comparison over OpenSSL. Called for session and token hashes, the WebSocket handshake
// and body hashes; keeps no state and no key.

#include "base/crypto.h"

#include <algorithm>
#include <cstdlib>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace heartlink::base {

std::string sha256(std::string_view data) {
  std::string digest(32, '\0');
  auto* out = reinterpret_cast<unsigned char*>(digest.data());
  // Fails only when memory is gone or OpenSSL has no provider; nothing sensible can go on without a hash.
  if (EVP_Digest(data.data(), data.size(), out, nullptr, EVP_sha256(), nullptr) != 1) std::abort();
  return digest;
}

std::string base64url(std::string_view bytes) {
  // Four characters per three bytes begun, and the NUL that EVP_EncodeBlock writes behind them.
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize((bytes.size() * 4 + 2) / 3);  // Without padding.
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += digits[value >> 4U];
    text += digits[value & 0x0FU];
  }
  return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace heartlink::base
