// SPDX-License-Identifier: Apache-2.0
//
// The checks of RFC 6455 §4.2.1 in an order that names the likeliest cause first: a proxy that strips
// Upgrade.
#include "net/websocket_handshake.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace heartlink::net {
namespace {

constexpr std::string_view accept_guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_without_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// True when the comma-separated `list` (RFC 9110 §5.6.1) has that token.
bool list_has_token(std::string_view list, std::string_view token) {
  while (true) {
    const std::size_t comma = list.find(',');
    if (equal_without_case(trimmed(list.substr(0, comma)), token)) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
}

constexpr bool is_base64(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

// Sixteen octets in base64 are always 22 digits and two signs of padding.
bool is_key(std::string_view key) {
  return key.size() == 24 && key.ends_with("==") && std::all_of(key.begin(), key.end() - 2, is_base64);
}

}  // namespace

void UpgradeRequest::add_field(std::string_view name, std::string_view value) {
  if (equal_without_case(name, "upgrade")) {
    upgrade_names_websocket = upgrade_names_websocket || list_has_token(value, "websocket");
  } else if (equal_without_case(name, "connection")) {
    connection_names_upgrade = connection_names_upgrade || list_has_token(value, "upgrade");
  } else if (equal_without_case(name, "host")) {
    ++host_count;
  } else if (equal_without_case(name, "sec-websocket-key")) {
    ++key_count;
    key = trimmed(value);
  } else if (equal_without_case(name, "sec-websocket-version")) {
    ++version_count;
    version = trimmed(value);
  } else if (equal_without_case(name, "content-length")) {
    has_body = has_body || trimmed(value) != "0";
  } else if (equal_without_case(name, "transfer-encoding")) {
    has_body = true;
  }
}

bool is_upgrade(const UpgradeRequest& request) { return request.upgrade_names_websocket; }

std::optional<UpgradeRefusal> check_upgrade(const UpgradeRequest& request) {
  if (!is_upgrade(request)) return UpgradeRefusal{426, "not_websocket"};
  if (request.method != "GET") return UpgradeRefusal{405, "upgrade_method"};
  if (request.http_version < 11) return UpgradeRefusal{426, "upgrade_http_version"};
  if (!request.connection_names_upgrade) return UpgradeRefusal{400, "upgrade_connection"};
  if (request.host_count != 1) return UpgradeRefusal{400, "upgrade_host"};
  if (request.version_count > 1) return UpgradeRefusal{400, "upgrade_version_duplicate"};
  if (request.version != "13") return UpgradeRefusal{426, "upgrade_version"};
  if (request.key_count == 0) return UpgradeRefusal{400, "upgrade_key_missing"};
  if (request.key_count > 1) return UpgradeRefusal{400, "upgrade_key_duplicate"};
  if (!is_key(request.key)) return UpgradeRefusal{400, "upgrade_key_invalid"};
  if (request.has_body) return UpgradeRefusal{400, "upgrade_body"};
  return std::nullopt;
}

std::string accept_key(std::string_view key) {
  std::string joined(key);
  joined += accept_guid;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned digest_bytes = 0;
  if (EVP_Digest(joined.data(), joined.size(), digest.data(), &digest_bytes, EVP_sha1(), nullptr) != 1) {
    throw std::runtime_error("the cryptographic library offers no SHA-1");
  }
  std::array<unsigned char, ((EVP_MAX_MD_SIZE + 2) / 3 * 4) + 1> encoded{};
  const int size = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest_bytes));
  return {encoded.begin(), encoded.begin() + size};
}

}  // namespace heartlink::net
