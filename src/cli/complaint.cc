// SPDX-License-Identifier: Apache-2.0
#include "cli/complaint.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/text.h"

namespace heartlink::cli {
namespace {

constexpr Text no_such_command{"没有这个命令: ", "there is no command "};
constexpr Text no_such_option{"没有这个选项: ", "there is no option "};
constexpr Text did_you_mean{"，是不是 ", "; did you mean "};
constexpr Text too_many{"多出来的参数: ", "one argument too many: "};
constexpr Text missing{"还缺: ", "missing: "};
constexpr Text missing_command{"还缺一个命令: ", "a command is missing: "};
constexpr Text given_twice{" 只能写一次", " may be given only once"};
constexpr Text wants_no_value{" 后面不跟值", " takes no value"};
constexpr Text wants{" 后面要写 ", " wants "};
constexpr Text senseless{"这行命令看不懂", "this command line makes no sense"};

using Names = std::vector<std::string>;

Names commands_of(const CLI::App& app) {
  Names names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<const CLI::Option*> options_of(const CLI::App& app) {
  return app.get_options([](const CLI::Option*) { return true; });
}

Names options_named(const CLI::App& app) {
  Names names;
  for (const CLI::Option* option : options_of(app)) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// "; did you mean user?", if `word` is near any.
std::string suggestion(const Names& names, std::string_view word, Lang lang) {
  std::string nearest;
  std::size_t least = 3;
  for (const auto& name : names) {
    const auto distance = base::edit_distance(word, name);
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  return nearest.empty() ? nearest : did_you_mean.in(lang) + nearest + "?";
}

std::string joined(const Names& names) {
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

// CLI11 names the option in these complaints: "--last: …", and a flag that was given a value as "json was …".
const CLI::Option* option_of(const CLI::App& app, const CLI::ParseError& error) {
  const std::string_view what = error.what();
  for (const CLI::Option* option : options_of(app)) {
    const std::string name = option->get_name();
    if (what.find(name) != std::string_view::npos) return option;
    if (what.starts_with(name.substr(std::min(name.find_first_not_of('-'), name.size())) + " was "))
      return option;
  }
  return nullptr;
}

// An option that stands alone, twice or with a value it does not take.
std::optional<std::string> bad_option(const CLI::App& reached, const CLI::ParseError& error, Lang lang) {
  const std::string kind = error.get_name();
  if (kind != "ArgumentMismatch" && kind != "ValidationError" && kind != "ConversionError")
    return std::nullopt;
  const CLI::Option* option = option_of(reached, error);
  if (option == nullptr) return std::nullopt;
  if (option->get_items_expected_max() == 0) return option->get_name() + wants_no_value.in(lang);
  if (option->count() > 1) return option->get_name() + given_twice.in(lang);
  return option->get_name() + wants.in(lang) + option->get_option_text() + ": " + option->get_description();
}

// The first argument that nothing took.
std::string unknown(const CLI::App& reached, const std::string& word, Lang lang) {
  if (word.starts_with("--")) {
    const auto name = word.substr(0, word.find('='));
    return no_such_option.in(lang) + name + suggestion(options_named(reached), name, lang);
  }
  if (word.starts_with('-')) return no_such_option.in(lang) + word;
  if (reached.get_require_subcommand_min() == 0) return too_many.in(lang) + word;
  return no_such_command.in(lang) + word + suggestion(commands_of(reached), word, lang);
}

}  // namespace

std::string complaint(const CLI::App& app, const CLI::App& reached, const CLI::ParseError& error, Lang lang) {
  if (auto sentence = bad_option(reached, error, lang)) return *sentence;
  if (const auto left = app.remaining(true); !left.empty()) return unknown(reached, left.front(), lang);
  if (reached.get_require_subcommand_min() > 0)
    return missing_command.in(lang) + joined(commands_of(reached));
  Names absent;
  for (const CLI::Option* option : options_of(reached)) {
    if (option->get_required() && option->count() == 0) absent.push_back(option->get_name());
  }
  if (!absent.empty()) return missing.in(lang) + joined(absent);
  return senseless.in(lang) + " (" + error.what() + ")";
}

}  // namespace heartlink::cli
