// SPDX-License-Identifier: Apache-2.0
// What a stranger reads with: the clock, and single values of what the server says. Used by stranger*.cc,
// match_main.cc and read_ledger.cc.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "tests/fault/match/story.h"

namespace heartlink::fault::match {

[[nodiscard]] inline Micros now_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Nothing when it is no text, or is not there; the others likewise.
[[nodiscard]] inline std::string text_in(const boost::json::object& body, std::string_view key) {
  const auto* value = body.if_contains(key);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

[[nodiscard]] inline std::int64_t number_in(const boost::json::object& body, std::string_view key) {
  const auto* value = body.if_contains(key);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

[[nodiscard]] inline bool flag_in(const boost::json::object& body, std::string_view key) {
  const auto* value = body.if_contains(key);
  return value != nullptr && *value == true;
}

}  // namespace heartlink::fault::match
