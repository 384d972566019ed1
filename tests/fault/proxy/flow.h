// SPDX-License-Identifier: Apache-2.0
// One way of a proxied connection: what was read from one side and waits, in its order, until the weather
// lets it go to the other. Holds bytes and times, no sockets. Called by proxied_connection.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "tests/fault/proxy/dice.h"
#include "tests/fault/proxy/weather.h"

namespace heartlink::fault {

class Flow {
 public:
  using Time = std::chrono::steady_clock::time_point;
  enum class End : std::uint8_t { none, orderly, reset };

  // More than this does not wait: whoever sends must wait himself.
  static constexpr std::size_t waiting_bytes_max = 1024UL * 1024;

  [[nodiscard]] bool takes_more() const {
    return end_ == End::none && !done_ && waiting_bytes_ < waiting_bytes_max;
  }
  void add(std::string bytes, bool whole_text, Time now, const OneWay& way, Dice& dice);
  // The sender has ended; the news travels behind what it sent.
  void add_end(End end, Time now, const OneWay& way, Dice& dice);

  // Sends one chunk to `sink`, of at most `budget` bytes, or passes the end on; only if it is time.
  struct Sent {
    std::size_t bytes = 0;
    bool text_ended = false;  // the last byte of a whole text frame was among them
    bool reset = false;       // the sender's reset has arrived: both sockets are to be reset
  };
  Sent send_some(int sink, std::size_t budget, Time now, const OneWay& way);

  // When send_some may have something to do next, if nothing else happens.
  [[nodiscard]] std::optional<Time> due(const OneWay& way) const;
  // The kernel takes no more for now: send_some is of use when `sink` is writable.
  [[nodiscard]] bool blocked(const OneWay& way) const { return blocked_ && !way.silent; }

  // Nothing will go this way any more: the end was passed on, or the receiver has gone.
  [[nodiscard]] bool done() const { return done_; }

 private:
  struct Piece {
    std::string bytes;
    bool whole_text;
    Time due;
  };
  Sent pass_end_on(int sink);

  std::deque<Piece> pieces_;
  std::size_t sent_of_first_ = 0;
  std::size_t waiting_bytes_ = 0;
  Time free_at_{};  // nothing is sent before; what the bandwidth and chopping ask for
  End end_ = End::none;
  Time end_due_{};
  bool blocked_ = false;
  bool done_ = false;
};

}  // namespace heartlink::fault
