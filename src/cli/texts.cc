// SPDX-License-Identifier: Apache-2.0
#include "cli/texts.h"

#include <optional>

namespace heartlink::cli {
namespace {

std::optional<std::string_view> language_option(const std::vector<std::string>& arguments) {
  constexpr std::string_view option = "--lang";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == option && i + 1 < arguments.size()) return arguments[i + 1];
    if (argument.starts_with("--lang=")) return argument.substr(option.size() + 1);
  }
  return std::nullopt;
}

std::string_view variable(const Environment& environment, std::string_view name) {
  for (const auto& [key, value] : environment) {
    if (key == name) return value;
  }
  return {};
}

Lang named(std::string_view locale) { return locale.starts_with("zh") ? Lang::zh : Lang::en; }

}  // namespace

Lang language_of(const std::vector<std::string>& arguments, const Environment& environment) {
  if (const auto option = language_option(arguments)) return named(*option);
  for (const std::string_view name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const auto locale = variable(environment, name); !locale.empty()) return named(locale);
  }
  return Lang::en;
}

}  // namespace heartlink::cli
