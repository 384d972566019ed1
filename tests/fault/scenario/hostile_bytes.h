// SPDX-License-Identifier: Apache-2.0
// What an enemy sends: requests that are none, frames that break RFC 6455, texts that are no commands.
// Nothing of it may ever be taken for a message. Called by hostile_crowd.cc.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace heartlink::fault {

using Dice = std::mt19937_64;

[[nodiscard]] std::string random_bytes(Dice& dice, std::size_t most);

// Must be answered by a refusal, or by the end of the connection.
[[nodiscard]] std::string broken_request(Dice& dice);

// Must be answered by a close frame with that code; 0: with any, or by the end of the connection.
struct BrokenFrames {
  std::string bytes;
  std::uint16_t code = 0;
};
[[nodiscard]] BrokenFrames broken_frames(Dice& dice);

// Must be answered by an error frame; the socket stays open.
[[nodiscard]] std::string nonsense(Dice& dice);

}  // namespace heartlink::fault
