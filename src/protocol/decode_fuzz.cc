// SPDX-License-Identifier: Apache-2.0
// Any bytes may be decoded; what is accepted obeys the rules of its fields.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "protocol/decode.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heartlink::protocol;
  const auto decoded = decode(std::string_view{reinterpret_cast<const char*>(data), size});
  if (!decoded.client_id.empty() && !is_client_id(decoded.client_id)) std::abort();
  if (decoded.command.has_error()) return 0;
  if (const auto* message = std::get_if<PostMessage>(&decoded.command.value())) {
    if (message->reply_to && message->reply_to->value < 1) std::abort();
    if (message->message_type != "text" && message->message_type != "emoji") std::abort();
  }
  return 0;
}
