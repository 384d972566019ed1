// SPDX-License-Identifier: Apache-2.0
// The front door over the network, as `heartlink doctor` knocks at it: HTTP/1.1 and WebSocket, over TCP or
// TLS, one connection for each request. It looks at no proxy variable of the environment: what stands between
// must be what people's browsers meet. Blocks; for a command, never for a worker.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "diagnose/door.h"
#include "net/door_stream.h"

namespace heartlink::net {

struct DoorAddress {
  DoorStream::Target target;
  std::string authority;  // of the Host header: in lower case, without a default port, brackets around IPv6

  // What a browser sends as Origin from a page of this address (RFC 6454 §6.2).
  [[nodiscard]] std::string origin() const { return (target.secure ? "https://" : "http://") + authority; }
};

// `http://host[:port]` or `https://…`, with nothing behind it but a slash. Error: usage.
[[nodiscard]] base::Result<DoorAddress> parse_door_url(std::string_view url);

class DoorClient final : public diagnose::Door {
 public:
  // Connecting, an answer, a word sent: so long each.
  static constexpr std::chrono::milliseconds step_default{5000};

  // `random` outlives it.
  DoorClient(DoorAddress address, base::Random& random, std::chrono::milliseconds step = step_default)
      : address_(std::move(address)), random_(random), step_(step) {}

  base::Result<diagnose::Reply> ask(std::string_view method, std::string_view path,
                                    const diagnose::Headers& headers, std::string_view body) override;
  base::Result<diagnose::Opened> open_socket(std::string_view path,
                                             const diagnose::Headers& headers) override;

 private:
  [[nodiscard]] std::string head_of(std::string_view method, std::string_view path,
                                    const diagnose::Headers& headers) const;

  DoorAddress address_;
  base::Random& random_;
  std::chrono::milliseconds step_;
};

}  // namespace heartlink::net
