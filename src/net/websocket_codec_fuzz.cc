// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target for the WebSocket codec: feeds the same octets whole and in random pieces and demands the
// same events, within bounded memory. The seeds are tests/corpus/websocket_codec, and every ordinary test
// run replays them.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>

#include "net/testing/codec_oracle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string wrong = heartlink::net::testing::check_codec(std::span(data, size));
  if (!wrong.empty()) {
    (void)std::fprintf(stderr, "websocket_codec: %s\n", wrong.c_str());
    std::abort();
  }
  return 0;
}
