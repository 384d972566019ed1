// SPDX-License-Identifier: Apache-2.0
// HTTP requests over a few connections that stay open, each with one request on its way; what finds none free
// waits its turn. Owned and turned by a mode, beside the swarm.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint.h"
#include "fd.h"
#include "time_now.h"

namespace heartlink::load {

class Asker {
 public:
  virtual ~Asker() = default;
  // `tag` is the request's. `body` is valid during the call.
  virtual void on_answer(std::uint64_t tag, int status, std::string_view body, Nanoseconds read_ns) = 0;
};

class Requests {
 public:
  // Opens all connections. The asker must outlive the requests. Throws Failure.
  Requests(Endpoint endpoint, std::uint32_t connections, Asker& asker);

  // Sends it, or lets it wait for a free connection.
  void post(std::string_view token, std::string_view target, std::string_view body, std::uint64_t tag);

  // Serves the connections that are ready. Throws Failure when the server ends one.
  void turn();

  // Readable when turn() has something to do.
  [[nodiscard]] int number() const { return epoll_.number(); }
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

 private:
  struct Request {
    std::string text;
    std::uint64_t tag = 0;
  };
  struct Line {
    Fd fd;
    bool busy = false;
    std::uint64_t tag = 0;
    std::string unsent;
    std::string received;
  };

  void send(Line& line, Request request);
  static void flush(Line& line);
  void read(Line& line);
  bool try_answer(Line& line, Nanoseconds read_ns);

  Endpoint endpoint_;
  Asker& asker_;
  Fd epoll_;
  std::deque<Line> lines_;  // addresses stay: epoll holds them
  std::vector<Line*> free_;
  std::deque<Request> waiting_;
};

}  // namespace heartlink::load
