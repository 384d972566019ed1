// SPDX-License-Identifier: Apache-2.0
// `heartlink config …`: what is configured and where it comes from, whether it is valid, and the table of
// docs/configuration.md. No key of the configuration is a secret.
#include <optional>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"
#include "cli/command.h"
#include "filter/filter.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr CommandTexts group{"config", {"查看配置", "the configuration"}};
constexpr CommandTexts show_texts{
    "show",
    {"显示每一项的值和来源", "every key with its value and where that comes from"},
    {"示例:\n  heartlink config show --config heartlink.toml",
     "Examples:\n  heartlink config show --config heartlink.toml"}};
constexpr CommandTexts check_texts{
    "check",
    {"检查配置: 没有问题是 0，有问题是 78", "exit 0 when the configuration is valid, else 78"},
    {"示例:\n  heartlink config check --config heartlink.toml && systemctl restart heartlink",
     "Examples:\n  heartlink config check --config heartlink.toml && systemctl restart heartlink"}};
constexpr CommandTexts docs_texts{
    "docs",
    {"以 Markdown 表格列出所有配置项", "all keys as a Markdown table"},
    {"示例:\n  heartlink config docs > keys.md", "Examples:\n  heartlink config docs > keys.md"}};

constexpr Text valid{"配置没有问题: ", "the configuration is valid: "};
constexpr Text no_file{"没有配置文件", "no configuration file"};

std::optional<base::LoadedConfig> load(const Program& program, int& code) {
  auto loaded = load_options(program.common, program.environment);
  if (loaded) return std::move(*loaded);
  code = complain(program.console, loaded.error(), program.common.json);
  return std::nullopt;
}

int show(const Program& program) {
  int code = exit_ok;
  const auto loaded = load(program, code);
  if (!loaded) return code;
  const Lang lang = program.console.lang;
  json::array rows;
  Table table{
      {Text{"配置项", "KEY"}.in(lang), Text{"值", "VALUE"}.in(lang), Text{"来源", "ORIGIN"}.in(lang)}};
  for (const auto& key : base::config_keys()) {
    const auto value = key.print(loaded->config);
    const auto& origin = loaded->origin.find(key.name)->second;
    rows.push_back(json::object{{"key", key.name}, {"value", value}, {"origin", origin}});
    table.add({std::string{key.name}, harmless(value), harmless(origin)});
  }
  if (program.common.json) {
    print(program.console, {{"keys", std::move(rows)}});
  } else {
    table.print(program.console.out);
  }
  return exit_ok;
}

int check(const Program& program) {
  int code = exit_ok;
  const auto loaded = load(program, code);
  if (!loaded) return code;
  // What a start would refuse besides: a mistake in the file that filter.words names.
  if (const auto opened = filter::Filter::open(loaded->config); opened.has_error())
    return complain(program.console, opened.error(), program.common.json);
  const auto file = config_file_of(program.common, program.environment);
  if (program.common.json) {
    print(program.console, {{"valid", true}, {"file", file ? json::value(*file) : json::value(nullptr)}});
  } else {
    const Lang lang = program.console.lang;
    tell(program.console, valid.in(lang) + (file ? harmless(*file) : no_file.in(lang)));
  }
  return exit_ok;
}

// The table of docs/configuration.md to the letter.
int docs(const Program& program) {
  const base::Config defaults;
  json::array rows;
  std::string table = "| Key | Default | What it is | Allowed |\n|---|---|---|---|\n";
  for (const auto& key : base::config_keys()) {
    const auto value = key.print(defaults);
    rows.push_back(
        json::object{{"key", key.name}, {"default", value}, {"help", key.help}, {"allowed", key.allowed}});
    table += "| `" + std::string{key.name} + "` |" + (value.empty() ? "" : " `" + value + "`") + " | " +
             std::string{key.help} + " | " + key.allowed + " |\n";
  }
  if (program.common.json) {
    print(program.console, {{"keys", std::move(rows)}});
  } else {
    program.console.out << table << std::flush;
  }
  return exit_ok;
}

void add(CLI::App& config, Program& program, const CommandTexts& texts, int (*run)(const Program&)) {
  auto* command = begin_command(config, program, texts);
  end_command(*command, program, [&program, run] { return run(program); });
}

}  // namespace

void add_config_command(CLI::App& app, Program& program) {
  auto* config = add_group(app, program, group);
  add(*config, program, show_texts, show);
  add(*config, program, check_texts, check);
  add(*config, program, docs_texts, docs);
}

}  // namespace heartlink::cli
