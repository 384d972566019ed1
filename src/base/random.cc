// SPDX-License-Identifier: Apache-2.0
// The kernel's generator, and a repeatable one for tests. Secrets only ever come from the first.

#include "base/random.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <sys/random.h>

namespace heartlink::base {
namespace {

// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
std::uint64_t next_of(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
  return mixed ^ (mixed >> 31U);
}

}  // namespace

// Draws from the lowest values, which would make some answers likelier than others, are thrown away and
// repeated: 2^64 mod bound of them, so fewer than every second draw whatever the bound.
std::uint64_t Random::below(std::uint64_t bound) {
  if (bound == 0) std::abort();
  const std::uint64_t uneven = (0 - bound) % bound;
  std::uint64_t drawn = 0;
  do {
    const std::string raw = bytes(sizeof drawn);
    std::memcpy(&drawn, raw.data(), sizeof drawn);
  } while (drawn < uneven);
  return drawn % bound;
}

std::string SystemRandom::bytes(std::size_t count) {
  std::string out(count, '\0');
  std::size_t filled = 0;
  while (filled < count) {
    const ssize_t got = ::getrandom(out.data() + filled, count - filled, 0);
    if (got < 0 && errno != EINTR) std::abort();
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  return out;
}

std::string SeededRandom::bytes(std::size_t count) {
  std::string out(count, '\0');
  for (std::size_t at = 0; at < count; at += sizeof(std::uint64_t)) {
    const std::uint64_t word = next_of(state_);
    std::memcpy(out.data() + at, &word, std::min(sizeof word, count - at));
  }
  return out;
}

}  // namespace heartlink::base
