// SPDX-License-Identifier: Apache-2.0
// A client's connection, plain or over TLS, for a program that does one thing at a time: every call blocks
// until it is done or the time that `limit` gave is over. Used by `net/door_client.h`; never on a worker.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace heartlink::net {

class DoorStream {
 public:
  struct Target {
    std::string host;  // a name or an address, without brackets
    std::string port;
    bool secure = false;  // TLS with the system's certificates, and the host's name checked
  };

  // Errors: server_unreachable (no such host, refused, timed out, no route), tls_failed.
  static base::Result<std::unique_ptr<DoorStream>> connect(const Target& target,
                                                           std::chrono::milliseconds within);

  DoorStream() = default;
  DoorStream(const DoorStream&) = delete;
  DoorStream& operator=(const DoorStream&) = delete;
  virtual ~DoorStream() = default;

  // What follows, all together, must be done within this time. A call that is over time fails, and the
  // connection stays as it is.
  virtual void limit(std::chrono::milliseconds within) = 0;

  // All of it. Error: server_unreachable.
  virtual base::Result<void> write(std::string_view bytes) = 0;

  // Appends what comes next. False: the other side has ended the connection. Error: server_unreachable.
  virtual base::Result<bool> read(std::string& into) = 0;

  // True when the last call failed because its time was over.
  [[nodiscard]] virtual bool timed_out() const = 0;
};

}  // namespace heartlink::net
