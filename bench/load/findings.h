// SPDX-License-Identifier: Apache-2.0
// What went against the promises of docs/protocol.md during a run. A run with a finding exits 1, after its
// figures.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace heartlink::load {

class Findings {
 public:
  // A broken promise: `gap`, `double`, `disorder`, `echo_before_ack`, `missing`, `unanswered` … The first
  // one's detail is kept, the others are counted.
  void violation(std::string_view name, std::string_view detail, std::uint64_t times = 1);

  // An error frame by its code. Those that the client may repeat are counted here and are no violation.
  void error(std::string_view code) { ++errors_[std::string(code)]; }

  // A live socket that the server ended, by close code.
  void close(std::uint16_t code, std::string_view detail);

  [[nodiscard]] bool clean() const { return violations_.empty(); }
  [[nodiscard]] const std::map<std::string, std::uint64_t>& violations() const { return violations_; }
  [[nodiscard]] const std::map<std::string, std::uint64_t>& errors() const { return errors_; }
  [[nodiscard]] const std::string& first() const { return first_; }

 private:
  std::map<std::string, std::uint64_t> violations_;
  std::map<std::string, std::uint64_t> errors_;
  std::string first_;
};

}  // namespace heartlink::load
