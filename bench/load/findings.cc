// SPDX-License-Identifier: Apache-2.0
#include "findings.h"

#include <fmt/format.h>

namespace heartlink::load {

void Findings::violation(std::string_view name, std::string_view detail, std::uint64_t times) {
  if (violations_.empty()) first_ = fmt::format("{}: {}", name, detail);
  violations_[std::string(name)] += times;
}

void Findings::close(std::uint16_t code, std::string_view detail) {
  violation(fmt::format("closed_{}", code), detail);
}

}  // namespace heartlink::load
