// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target for the client's reader of frames: the same octets, whole and one by one, must make the
// same messages and end the same way. The seeds are tests/corpus/door_frames, and every ordinary test run
// replays them.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/door_frames.h"

namespace {

std::string read_in_pieces(std::string_view bytes, std::size_t piece_bytes) {
  heartlink::net::ServerFrames frames;
  std::string log;
  while (!bytes.empty()) {
    const auto piece = bytes.substr(0, piece_bytes);
    bytes.remove_prefix(piece.size());
    frames.append(piece);
    for (auto next = frames.next(); next.has_error() || *next; next = frames.next()) {
      if (next.has_error()) return log + "broken";
      log += std::to_string(static_cast<int>((*next)->opcode)) + " " + (*next)->payload + "\n";
    }
  }
  return log;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  if (read_in_pieces(bytes, size) == read_in_pieces(bytes, 1)) return 0;
  (void)std::fprintf(stderr, "door_frames: the cut leaves a trace\n");
  std::abort();
}
