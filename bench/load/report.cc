// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "latencies.h"

namespace heartlink::load {
namespace {

std::string quoted(std::string_view text) { return boost::json::serialize(boost::json::string_view(text)); }

}  // namespace

Report& Report::text(std::string_view key, std::string_view value) { return add(key, quoted(value)); }

Report& Report::count(std::string_view key, std::uint64_t value) {
  return add(key, fmt::format("{}", value));
}

Report& Report::number(std::string_view key, double value) { return add(key, fmt::format("{:.3f}", value)); }

Report& Report::counts(std::string_view key, const std::map<std::string, std::uint64_t>& values) {
  std::string object = "{";
  for (const auto& [name, value] : values) {
    object += fmt::format("{}{}: {}", object.size() > 1 ? ", " : "", quoted(name), value);
  }
  return add(key, object + "}");
}

Report& Report::latencies(std::string_view key, const Latencies& values) {
  return add(key, fmt::format(R"({{"p50": {:.3f}, "p99": {:.3f}, "max": {:.3f}}})", values.quantile_ms(0.5),
                              values.quantile_ms(0.99), values.max_ms()));
}

Report& Report::add(std::string_view key, std::string_view json_value) {
  lines_ += fmt::format("{}  {}: {}", lines_.empty() ? "" : ",\n", quoted(key), json_value);
  return *this;
}

}  // namespace heartlink::load
