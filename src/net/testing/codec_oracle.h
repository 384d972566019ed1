// SPDX-License-Identifier: Apache-2.0
//
// The differential check of the WebSocket codec on arbitrary input, used by the fuzz target and by the test
// that plays it with random scripts: however the octets are cut and whenever the sink stops, the events are
// the same, the heap stays bounded, and what was delivered keeps the promises of the codec's interface.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "net/testing/client_frames.h"
#include "net/testing/codec_log.h"

namespace heartlink::net::testing {

// How an input is read: octet 0 holds flags and the size limit, octet 1 the fragment limit, octets 2 and 3
// the seed of the cuts; the rest is the stream, either raw or as a script of frames (first octet, size,
// payload).
class CodecInput {
 public:
  explicit CodecInput(std::span<const std::uint8_t> data) {
    const auto at = [&](std::size_t i) { return i < data.size() ? data[i] : std::uint8_t{0}; };
    limits_ = {.message_bytes_max = std::size_t{1} << ((at(0) >> 1U) % 17U),
               .fragments_max = static_cast<std::uint32_t>(at(1)) + 1U};
    seed_ = static_cast<std::uint32_t>(at(2)) << 8U | at(3);
    const std::span<const std::uint8_t> rest = data.subspan(std::min<std::size_t>(4, data.size()));
    const bool script = (at(0) & 1U) != 0;
    stream_ = script ? frames_of(rest) : std::string(rest.begin(), rest.end());
  }

  [[nodiscard]] const std::string& stream() const { return stream_; }
  [[nodiscard]] CodecLimits limits() const { return limits_; }
  [[nodiscard]] std::uint32_t seed() const { return seed_; }

 private:
  // Correctly masked frames of the shortest form, so that a mutation reaches the states behind the header.
  static std::string frames_of(std::span<const std::uint8_t> script) {
    std::string stream;
    while (script.size() >= 2) {
      const std::uint8_t first = script[0];
      const std::size_t size = std::min<std::size_t>(script[1], script.size() - 2);
      const auto payload = script.subspan(2, size);
      stream += encode({.opcode = static_cast<std::uint8_t>(first & 0x0FU),
                        .payload = std::string(payload.begin(), payload.end()),
                        .fin = (first & 0x80U) != 0,
                        .reserved = static_cast<std::uint8_t>((first >> 4U) & 7U),
                        .mask = {first, script[1], 0x5A, 0x00}});
      script = script.subspan(2 + size);
    }
    return stream;
  }

  std::string stream_;
  CodecLimits limits_;
  std::uint32_t seed_ = 0;
};

// Pieces of 0 to 16 octets, now and then a long one, from a small generator of its own so that a failing
// input fails again everywhere.
inline NextPiece random_pieces(std::uint32_t seed) {
  return [state = seed | 1U](std::size_t left) mutable {
    state = state * 1664525U + 1013904223U;
    const std::size_t draw = state >> 16U;
    return draw % 16 == 0 ? left / 2 : draw % 17;
  };
}

inline std::string broken_promise(const CodecRun& run, CodecLimits limits) {
  const std::size_t heap_max = 2 * (limits.message_bytes_max + protocol::control_payload_bytes_max) + 1;
  if (run.owned_bytes_max > heap_max) return "too much memory";
  if (run.finished && run.owned_bytes_end != 0) return "memory after the end";
  for (const std::string_view line : run.log) {
    const std::string_view payload = line.substr(line.find(' ') + 1);
    const bool text = line.starts_with("text ");
    if ((text || line.starts_with("close ")) && !base::is_valid_utf8(line)) return "bad UTF-8 was delivered";
    if ((text || line.starts_with("binary ")) && payload.size() > limits.message_bytes_max)
      return "over the limit";
    if (line.starts_with("pi") && payload.size() > protocol::control_payload_bytes_max) return "a long ping";
  }
  return {};
}

// What is wrong, or nothing.
inline std::string check_codec(std::span<const std::uint8_t> data) {
  const CodecInput input(data);
  const CodecRun whole = run_whole(input.stream(), input.limits());
  if (std::string broken = broken_promise(whole, input.limits()); !broken.empty()) return broken;
  const std::size_t stop_every = input.seed() % 4;
  for (const CodecRun& run :
       {run_octets(input.stream(), input.limits()),
        run_codec(input.stream(), input.limits(), random_pieces(input.seed()), stop_every),
        run_codec(input.stream(), input.limits(), random_pieces(~input.seed()))}) {
    if (run.log != whole.log) return "the cut changed the events";
    if (run.finished != whole.finished) return "the cut changed the end";
    if (std::string broken = broken_promise(run, input.limits()); !broken.empty()) return broken;
  }
  return {};
}

}  // namespace heartlink::net::testing
