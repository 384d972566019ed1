// SPDX-License-Identifier: Apache-2.0
//
// Whether an HTTP request is a correct WebSocket opening handshake (RFC 6455 §4.2.1), and the one value that
// answers it. http_connection fills an UpgradeRequest from the parsed head and asks. Pure: it reads no socket
// and knows nothing of sessions, rooms or origins; those checks come after this one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heartlink::net {

// What the handshake looks at. The views must outlive the object.
struct UpgradeRequest {
  std::string_view method;
  unsigned http_version = 11;  // 11 is HTTP/1.1.

  // Notes one header line; call it for every line in order. Names compare without case, others are ignored.
  void add_field(std::string_view name, std::string_view value);

  bool upgrade_names_websocket = false;
  bool connection_names_upgrade = false;
  bool has_body = false;  // Any Transfer-Encoding, or a Content-Length other than 0.
  std::size_t host_count = 0;
  std::size_t key_count = 0;
  std::size_t version_count = 0;
  std::string_view key = {};  // The last one seen, without surrounding blanks.
  std::string_view version = {};  // Likewise.
};

// How to refuse. A 426 answer must carry `Upgrade: websocket` and `Sec-WebSocket-Version: 13`, a 405 `Allow:
// GET`.
struct UpgradeRefusal {
  std::uint16_t status;  // 400, 405 or 426.
  std::string_view code;  // Stable snake_case word; lives for ever.
};

// True when the request asks for a WebSocket at all, however badly. False is a plain request (or one whose
// upgrade a proxy has stripped); `check_upgrade` then says 426 `not_websocket`.
[[nodiscard]] bool is_upgrade(const UpgradeRequest& request);

// Nothing when the handshake is correct; else the first thing that is wrong, in this order: not_websocket
// (426), upgrade_method (405), upgrade_http_version (426), upgrade_connection, upgrade_host (400),
// upgrade_version_duplicate (400), upgrade_version (426), upgrade_key_missing, upgrade_key_duplicate,
// upgrade_key_invalid, upgrade_body (400).
[[nodiscard]] std::optional<UpgradeRefusal> check_upgrade(const UpgradeRequest& request);

// The value of Sec-WebSocket-Accept for a key that `check_upgrade` let pass: base64(SHA-1(key + GUID)), 28
// octets. Throws std::runtime_error when the cryptographic library offers no SHA-1.
[[nodiscard]] std::string accept_key(std::string_view key);

}  // namespace heartlink::net
