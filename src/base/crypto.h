// SPDX-License-Identifier: Apache-2.0
// The few primitives that several floors need, over OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heartlink::base {

// 32 raw bytes.
[[nodiscard]] std::string sha256(std::string_view data);

// RFC 4648 §5, without padding.
[[nodiscard]] std::string base64url(std::string_view bytes);

[[nodiscard]] std::string hex(std::string_view bytes);

// Takes the same time wherever the two differ; lengths are public.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace heartlink::base
