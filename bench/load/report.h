// SPDX-License-Identifier: Apache-2.0
// The result of a run as one JSON object, keys in the order in which they were added, one per line.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace heartlink::load {

class Latencies;

class Report {
 public:
  Report& text(std::string_view key, std::string_view value);
  Report& count(std::string_view key, std::uint64_t value);
  Report& number(std::string_view key, double value);  // three decimals
  Report& counts(std::string_view key, const std::map<std::string, std::uint64_t>& values);
  Report& latencies(std::string_view key, const Latencies& values);  // {"p50","p99","max"} in ms

  [[nodiscard]] std::string json() const { return "{\n" + lines_ + "\n}\n"; }

 private:
  Report& add(std::string_view key, std::string_view json_value);

  std::string lines_;
};

}  // namespace heartlink::load
