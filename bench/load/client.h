// SPDX-License-Identifier: Apache-2.0
// One WebSocket to the server: connects, upgrades, waits for its first frame, then hands every text
// frame to the audience and answers pings by itself. Owned and driven by the swarm; knows nothing of what a
// run measures.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fd.h"
#include "time_now.h"

namespace heartlink::load {

class Client;

// Hears what live sockets receive. Called on the one thread, from inside Swarm::turn.
class Audience {
 public:
  virtual ~Audience() = default;
  // `text` is valid during the call. `read_ns` is when its bytes were read.
  virtual void on_text(Client& client, std::string_view text, Nanoseconds read_ns) = 0;
  // All frames of one read were handed over: the place to send what they allow, in one write.
  virtual void on_read_end(Client& client) = 0;
  // A live socket ended: the server's close code, or 1006 when it went without one.
  virtual void on_close(Client& client, std::uint16_t code, std::string_view reason) = 0;
};

// Where a socket sits.
struct Seat {
  std::uint32_t room = 0;  // index of the room
  std::string room_id;
  std::string token;
  std::string path = {};  // empty: of the room
};

struct Traffic {
  std::uint64_t bytes = 0;
  std::uint64_t reads = 0;
  std::uint64_t pings = 0;
};

class Client {
 public:
  enum class State : std::uint8_t { connecting, upgrading, greeting, live, closed };

  // `ordinal` is its place among the swarm's sockets.
  Client(Fd fd, const Seat& seat, std::string_view authority, std::uint32_t ordinal);

  [[nodiscard]] int fd() const { return fd_.number(); }
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] std::uint32_t ordinal() const { return ordinal_; }
  [[nodiscard]] std::uint32_t room() const { return seat_.room; }
  [[nodiscard]] const std::string& room_id() const { return seat_.room_id; }
  [[nodiscard]] const std::string& token() const { return seat_.token; }
  [[nodiscard]] const Traffic& traffic() const { return traffic_; }

  // The last entry of the room that this socket knows: first from connection_established, then kept by the
  // audience.
  std::int64_t last_id = 0;

  // Edge-triggered: writes what is queued until the kernel takes no more. Throws Failure before the socket is
  // live.
  void on_writable(Audience& audience);

  // Edge-triggered: reads into `buffer`, which all clients share, until there is no more. Throws Failure
  // before the socket is live.
  void on_readable(std::vector<char>& buffer, Audience& audience);

  // Queues one text frame; flush() sends what is queued, or as much as the kernel takes. No effect once
  // closed.
  void queue_text(std::string_view text);
  void flush(Audience& audience);

  // Says 1000 and closes without waiting for the answer.
  void leave();

  // Data segments that the kernel received on this socket. Over loopback, with a window that is open, one
  // write call of the server arrives as one segment. 0 when closed.
  [[nodiscard]] std::uint64_t data_segments() const;

 private:
  [[nodiscard]] std::size_t consume(std::string_view received, Audience& audience);
  [[nodiscard]] std::size_t consume_upgrade(std::string_view received, bool at_end);
  void on_text(std::string_view text, Audience& audience);
  void greet(std::string_view text);
  void end(std::uint16_t code, std::string_view reason, Audience& audience);
  [[nodiscard]] std::uint32_t next_mask() { return mask_ = mask_ * 1'664'525U + 1'013'904'223U; }

  Fd fd_;
  Seat seat_;
  std::uint32_t ordinal_;
  State state_ = State::connecting;
  std::uint32_t mask_;
  std::string unread_;  // the beginning of a frame whose rest has not come
  std::string unsent_;
  Nanoseconds read_ns_ = 0;
  Traffic traffic_;
};

}  // namespace heartlink::load
