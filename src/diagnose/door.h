// SPDX-License-Identifier: Apache-2.0
// The front door as a client meets it, with whatever stands before it: one request, or one socket. The doctor
// knocks here; net/door_client.h does it over TCP and TLS, and a test by script. Every call blocks, each with
// a deadline of its own, so none of this is for a worker.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace heartlink::diagnose {

using Headers = std::vector<std::pair<std::string, std::string>>;

// An HTTP answer, whoever gave it.
struct Reply {
  Reply() = default;

  unsigned status = 0;
  Headers headers;  // names in lower case
  std::string body;

  // The first value of a header (lower-case name), or empty.
  [[nodiscard]] std::string_view header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return {};
  }
};

// How a socket ended: the code and the reason of the close frame; 1006 when the line went dead without one.
struct Closed {
  std::uint16_t code = 1006;
  std::string reason = {};
};

// What came next: a text, or the end.
using Heard = std::variant<std::string, Closed>;

// An open socket. Pings are answered inside.
class Line {
 public:
  Line() = default;
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  virtual ~Line() = default;

  // Errors: no_echo (it cannot be sent any more).
  virtual base::Result<void> send(std::string_view text) = 0;

  // Errors: no_echo (nothing came within that time), not_heartlink (what came is no WebSocket).
  virtual base::Result<Heard> receive(std::chrono::milliseconds within) = 0;

  // Says goodbye and waits a moment for the other side's.
  virtual void close() = 0;
};

// An open line, or the answer that refused it before the upgrade.
using Opened = std::variant<Reply, std::unique_ptr<Line>>;

class Door {
 public:
  Door() = default;
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;
  virtual ~Door() = default;

  // `path` is encoded and begins with a slash. Host, Content-Length and what an upgrade needs are added.
  // Errors: server_unreachable (detail: no such host, refused, timed out …), tls_failed, not_heartlink (what
  // came is no HTTP).
  virtual base::Result<Reply> ask(std::string_view method, std::string_view path, const Headers& headers,
                                  std::string_view body) = 0;
  virtual base::Result<Opened> open_socket(std::string_view path, const Headers& headers) = 0;
};

}  // namespace heartlink::diagnose
