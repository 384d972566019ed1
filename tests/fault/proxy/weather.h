// SPDX-License-Identifier: Apache-2.0
// What the way between clients and server is like (chaos_proxy.h). The default is a fine day: everything goes
// through at once. A new weather holds for connections that are open too.
#pragma once

#include <chrono>
#include <cstddef>

namespace heartlink::fault {

// One direction.
struct OneWay {
  // How long bytes are under way, anew for what each read took; they never overtake each other.
  std::chrono::milliseconds delay_min{0};
  std::chrono::milliseconds delay_max{0};
  // What one send carries at most, each a segment of its own; 1 is byte by byte. 0: all there is.
  std::size_t chop_bytes = 0;
  std::size_t bytes_per_second = 0;  // 0: as fast as they come
  // Half-open: nothing goes on, not even the end of the connection, and nobody is told. It waits, 1 MiB of
  // it, then the sender is not read from any more.
  bool silent = false;
};

struct Weather {
  OneWay up = {};  // client to server
  OneWay down = {};  // server to client

  // Cuts: the connection ends for both sides. Each is a reset (RST) with this chance, else an orderly end
  // (FIN).
  double resets = 0.5;
  double cuts_per_second = 0;  // of each connection, on average
  std::size_t cut_after_bytes = 0;  // each connection goes on for 1 to so many bytes, both ways; 0: for ever
  // The chance that the connection is cut when a client's text frame has gone up and before anything comes
  // back; the server gets that frame and then an orderly end.
  double cut_after_send = 0;

  // The chance that a client's text frame is sent once more, between two messages, up to so much later.
  double duplicates = 0;
  std::chrono::milliseconds duplicate_delay_max{50};
};

}  // namespace heartlink::fault
