// SPDX-License-Identifier: Apache-2.0
//
// The fuzz target's check on scripts of our own making, so that every build plays the fuzzer for a moment.
// The corpus itself is replayed by the target, which is an ordinary test outside of fuzz builds.
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "net/testing/codec_oracle.h"

namespace heartlink::net {
namespace {

// Scripts of mostly sensible frames: a few opcodes, short payloads, pieces of a text that is cut inside
// characters.
TEST(WebSocketCodecRandom, scripts_of_frames_keep_the_promises) {
  std::mt19937 random(20240520);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same scripts in every run.
  const std::vector<std::uint8_t> firsts = {0x81, 0x01, 0x00, 0x00, 0x80, 0x80,
                                            0x82, 0x02, 0x89, 0x8A, 0x89, 0x88};
  const std::string text = "心动链接 heart 😀 link";
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::uint8_t> data = {
        static_cast<std::uint8_t>(random() | 1U), static_cast<std::uint8_t>(random()),
        static_cast<std::uint8_t>(random()), static_cast<std::uint8_t>(random())};
    std::size_t place = 0;
    for (int frame = 0; frame < 8; ++frame) {
      const std::size_t size = random() % 12;
      data.push_back(firsts[random() % firsts.size()]);
      data.push_back(static_cast<std::uint8_t>(size));
      for (std::size_t i = 0; i < size; ++i)
        data.push_back(static_cast<std::uint8_t>(text[place++ % text.size()]));
    }
    ASSERT_EQ(testing::check_codec(data), "") << "round " << round;
  }
}

}  // namespace
}  // namespace heartlink::net
