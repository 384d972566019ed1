// SPDX-License-Identifier: Apache-2.0
// One client and the connection to the server that stands for it, with the weather between them: reads,
// forwards, duplicates and cuts. Owned and called by the proxy's one thread (chaos_proxy.cc); never blocks.
#pragma once

#include <poll.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fault/proxy/dice.h"
#include "tests/fault/proxy/flow.h"
#include "tests/fault/proxy/frame_splitter.h"
#include "tests/fault/proxy/weather.h"
#include "tests/process/file_descriptor.h"

namespace heartlink::fault {

// Read by any thread at any time.
struct ProxyCounts {
  std::atomic<std::uint64_t> connections{0};
  std::atomic<std::uint64_t> open{0};
  std::atomic<std::uint64_t> cuts{0};
  std::atomic<std::uint64_t> text_frames{0};  // that clients sent
  std::atomic<std::uint64_t> duplicated_frames{0};
  std::atomic<std::uint64_t> taken_up_bytes{0};  // read from clients, and below: forwarded to the server
  std::atomic<std::uint64_t> sent_up_bytes{0};
  std::atomic<std::uint64_t> taken_down_bytes{0};
  std::atomic<std::uint64_t> sent_down_bytes{0};
};

class ProxiedConnection {
 public:
  using Time = Flow::Time;

  // `server` may still be connecting; when that fails the client is reset.
  ProxiedConnection(process::FileDescriptor client, process::FileDescriptor server, ProxyCounts& counts);

  // The weather has changed, or is the first: draws when this connection is to be cut.
  void prepare_for(const Weather& weather, Time now, Dice& dice);

  // What to ask of poll(2): the client, then the server. -1 for a side of which nothing is wanted.
  [[nodiscard]] std::array<pollfd, 2> interests(const Weather& weather) const;
  // When turn() has something to do even if poll(2) says nothing.
  [[nodiscard]] std::optional<Time> due(const Weather& weather) const;

  // Does what can be done now. False when the connection has ended and may be forgotten.
  bool turn(const std::array<pollfd, 2>& ready, const Weather& weather, Time now, Dice& dice);

  // Ends it for both sides: by a reset, or in order.
  void cut(bool by_reset);

 private:
  struct Again {
    std::string frame;
    Time due;
  };
  void read_client(const Weather& weather, Time now, Dice& dice);
  void read_server(const Weather& weather, Time now, Dice& dice);
  void send_again(bool all, const Weather& weather, Time now, Dice& dice);
  // False when it ended.
  bool forward(const Weather& weather, Time now, Dice& dice);
  void reset_both();

  process::FileDescriptor client_;
  process::FileDescriptor server_;
  ProxyCounts& counts_;
  FrameSplitter splitter_;
  Flow up_;
  Flow down_;
  std::vector<Again> again_;  // text frames that will go up once more
  std::size_t again_bytes_ = 0;
  std::optional<Time> cut_at_;
  std::optional<std::size_t> cut_after_bytes_;
};

}  // namespace heartlink::fault
