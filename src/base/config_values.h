// SPDX-License-Identifier: Apache-2.0
// The forms in which configuration values are written and printed. Called by base/config_keys.cc only; pure.
// Every parser answers nothing when the text is not of its form, and for every value `parse(print(value)) ==
// value`.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heartlink::base::config_values {

// Decimal digits only: "4096".
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text);

// "4096", "64KiB", "10MB": B, KB, MB, GB (powers of 1000), KiB, MiB, GiB (of 1024), in any case, blanks
// before the unit.
[[nodiscard]] std::optional<std::uint64_t> parse_bytes(std::string_view text);
[[nodiscard]] std::string print_bytes(std::uint64_t bytes);

// "250ms", "10s", "2m", "1h", "7d"; plain digits are seconds.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
[[nodiscard]] std::string print_duration(std::chrono::milliseconds duration);

// Comma-separated, each trimmed; the empty text is the empty list, an empty element is refused.
[[nodiscard]] std::optional<std::vector<std::string>> parse_list(std::string_view text);
[[nodiscard]] std::string print_list(const std::vector<std::string>& list);

// "127.0.0.1:8000", "[::1]:8000"; "localhost" becomes 127.0.0.1. Names are not looked up.
[[nodiscard]] std::optional<std::string> parse_endpoint(std::string_view text);

// "10.0.0.0/8", "::1": an address, or a network with its prefix length.
[[nodiscard]] bool is_network(std::string_view text);

// "https://chat.example.org", "http://127.0.0.1:8000", in lower case and without the slash at the end; no
// path, user or query. A port that is the scheme's own is left out, as browsers do in Origin (RFC 6454 §6.1).
[[nodiscard]] std::optional<std::string> parse_origin(std::string_view text);

}  // namespace heartlink::base::config_values
