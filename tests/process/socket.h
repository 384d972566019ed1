// SPDX-License-Identifier: Apache-2.0
// A TCP connection to this machine as the clients of the tests need it: never blocking, every wait bounded.
// Knows no protocol. Called by http_client and websocket_client.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/process/deadline.h"
#include "tests/process/file_descriptor.h"

namespace heartlink::process {

class Socket {
 public:
  // Connects to 127.0.0.1. `receive_buffer_bytes` (0: the kernel's choice) makes a client that soon takes no
  // more. Throws when nobody listens.
  explicit Socket(std::uint16_t port, int receive_buffer_bytes = 0);

  [[nodiscard]] int number() const { return file_.number(); }

  // Sends everything. Throws when the peer has gone or takes nothing until the deadline.
  void send_all(std::string_view bytes, Deadline deadline = Deadline{});

  // Sends what the kernel takes now and removes it from `bytes`. False when the peer has gone.
  bool send_some(std::string& bytes);

  // Appends what has arrived. `ended`: the peer has closed or reset the connection, and nothing is left to
  // read.
  enum class Received { something, nothing, ended };
  Received receive(std::string& into);

  // Waits until there is something to read, or with `writable` until the kernel takes more as well. False at
  // the deadline.
  [[nodiscard]] bool wait(Deadline deadline, bool writable = false) const;

  // Goes without a word.
  void close() { file_.close(); }

 private:
  FileDescriptor file_;
};

// Keeps a port of 127.0.0.1 for one test: bound, never listening, so that a server may take it again and
// again and nobody else is given it in between.
class ReservedPort {
 public:
  ReservedPort();
  [[nodiscard]] std::uint16_t number() const { return number_; }

 private:
  FileDescriptor file_;
  std::uint16_t number_ = 0;
};

}  // namespace heartlink::process
