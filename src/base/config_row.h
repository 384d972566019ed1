// SPDX-License-Identifier: Apache-2.0
// How a row of the key table is made: a field, its bounds, and from them the parser, the printer and the
// words for what is allowed, so that the three never disagree. Included by base/config_keys.cc only.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/config.h"
#include "base/config_values.h"
#include "base/text.h"
#include "base/utf8.h"

namespace heartlink::base::config_row {

template <class Number>
struct Range {
  Number min;
  Number max;
  [[nodiscard]] bool holds(Number value) const { return value >= min && value <= max; }
};
using Counts = Range<std::uint64_t>;
using Times = Range<std::chrono::milliseconds>;

template <class Owner, class Root>
auto& part_of(Root& config) {
  if constexpr (std::is_same_v<Owner, Limits>) {
    return config.limits;
  } else {
    return config;
  }
}

// `parse` answers an optional value of the field's type, `print` its text.
template <class Owner, class T, class Parse, class Print>
ConfigKey row(std::string_view name, T Owner::* field, std::string_view help, std::string allowed,
              Parse parse, Print print) {
  ConfigKey key;
  key.name = name;
  key.help = help;
  key.allowed = std::move(allowed);
  key.print = [field, print](const Config& config) { return print(part_of<Owner>(config).*field); };
  key.parse = [field, parse, text = key.allowed](Config& config, std::string_view value) -> Result<void> {
    auto parsed = parse(value);
    if (!parsed) return fail(Code::config_invalid, "expected " + text);
    part_of<Owner>(config).*field = std::move(*parsed);
    return {};
  };
  return key;
}

template <class Owner, class T>
ConfigKey number(std::string_view name, T Owner::* field, Counts range, std::string_view help) {
  const auto parse = [range](std::string_view text) -> std::optional<T> {
    const auto value = config_values::parse_count(text);
    if (!value || !range.holds(*value)) return std::nullopt;
    return static_cast<T>(*value);
  };
  return row(name, field, help, fmt::format("a whole number from {} to {}", range.min, range.max), parse,
             [](T value) { return fmt::format("{}", value); });
}

inline ConfigKey bytes(std::string_view name, std::size_t Limits::* field, Counts range,
                       std::string_view help) {
  const auto parse = [range](std::string_view text) -> std::optional<std::size_t> {
    const auto value = config_values::parse_bytes(text);
    if (!value || !range.holds(*value)) return std::nullopt;
    return static_cast<std::size_t>(*value);
  };
  const std::string allowed =
      fmt::format("a size from {} to {}, such as 4096, 64KiB or 10MB", config_values::print_bytes(range.min),
                  config_values::print_bytes(range.max));
  return row(name, field, help, allowed, parse, config_values::print_bytes);
}

template <class Owner, class Duration>
ConfigKey duration(std::string_view name, Duration Owner::* field, Times range, std::string_view help) {
  const auto parse = [range](std::string_view text) -> std::optional<Duration> {
    const auto value = config_values::parse_duration(text);
    if (!value || !range.holds(*value)) return std::nullopt;
    const auto whole = std::chrono::duration_cast<Duration>(*value);
    if (whole != *value) return std::nullopt;
    return whole;
  };
  constexpr bool by_seconds = std::is_same_v<Duration, std::chrono::seconds>;
  const std::string allowed =
      fmt::format("a time from {} to {}{}", config_values::print_duration(range.min),
                  config_values::print_duration(range.max),
                  by_seconds ? " in whole seconds, such as 10s or 2m" : ", such as 250ms, 10s or 2m");
  return row(name, field, help, allowed, parse, config_values::print_duration);
}

inline ConfigKey choice(std::string_view name, std::string Config::* field,
                        std::vector<std::string_view> words, std::string_view help) {
  std::string allowed = "one of";
  for (const auto word : words) allowed += fmt::format("{} {}", word == words.front() ? "" : ",", word);
  const auto parse = [words](std::string_view text) -> std::optional<std::string> {
    for (const auto word : words) {
      if (word == text) return std::string{text};
    }
    return std::nullopt;
  };
  return row(name, field, help, std::move(allowed), parse, [](const std::string& value) { return value; });
}

inline ConfigKey flag(std::string_view name, bool Config::* field, std::string_view help) {
  const auto parse = [](std::string_view text) -> std::optional<bool> {
    if (text == "on" || text == "true") return true;
    if (text == "off" || text == "false") return false;
    return std::nullopt;
  };
  return row(name, field, help, "one of on, off", parse,
             [](bool value) { return std::string{value ? "on" : "off"}; });
}

// One line that people read: valid, nothing invisible at its ends, at most so many characters as they count
// them.
inline ConfigKey text(std::string_view name, std::string Config::* field, std::size_t chars_max,
                      std::string_view help) {
  const auto parse = [chars_max](std::string_view value) -> std::optional<std::string> {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (!is_valid_utf8(value) || std::ranges::any_of(value, is_control)) return std::nullopt;
    const auto shown = trimmed(value);
    if (graphemes(shown, chars_max) > chars_max) return std::nullopt;
    return std::string{shown};
  };
  return row(name, field, help, fmt::format("one line of at most {} characters, or nothing", chars_max),
             parse, [](const std::string& value) { return value; });
}

// A list whose elements `check` turns into their final form, or refuses.
template <class Check>
ConfigKey list(std::string_view name, std::vector<std::string> Config::* field, std::string allowed,
               Check check, std::string_view help) {
  const auto parse = [check](std::string_view text) -> std::optional<std::vector<std::string>> {
    auto elements = config_values::parse_list(text);
    if (!elements) return std::nullopt;
    for (std::string& element : *elements) {
      auto checked = check(std::string_view{element});
      if (!checked) return std::nullopt;
      element = std::move(*checked);
    }
    return elements;
  };
  return row(name, field, help, std::move(allowed), parse, config_values::print_list);
}

}  // namespace heartlink::base::config_row
