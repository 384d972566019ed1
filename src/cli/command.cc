// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include <utility>

#include <CLI/CLI.hpp>

namespace heartlink::cli {
namespace {

constexpr Text last_help{"最多几行，1 到 10000", "at most so many rows, 1 to 10000"};

}  // namespace

CLI::App* add_group(CLI::App& app, const Program& program, const CommandTexts& texts) {
  auto* group = app.add_subcommand(texts.name, texts.about.in(program.console.lang));
  group->require_subcommand(1);
  return group;
}

CLI::App* begin_command(CLI::App& parent, const Program& program, const CommandTexts& texts) {
  const Lang lang = program.console.lang;
  auto* command = parent.add_subcommand(texts.name, texts.about.in(lang));
  command->footer(texts.examples.in(lang));
  return command;
}

void end_command(CLI::App& command, Program& program, std::function<int()> run) {
  add_json_option(command, program.common, program.console.lang);
  add_common_options(command, program.common, program.console.lang);
  command.callback([&program, run = std::move(run)] { program.chosen = run; });
}

void add_argument(CLI::App& command, const char* name, std::string& value, const std::string& help) {
  command.add_option(name, value, help)->type_name("")->required();
}

void add_last_option(CLI::App& command, std::uint32_t& last, Lang lang) {
  command.add_option("--last", last, last_help.in(lang))->option_text("N")->check(CLI::Range(1, 10'000));
}

int complain_usage(const Program& program, const Text& sentence, std::string_view command) {
  return complain_usage(program.console, sentence.in(program.console.lang), command, program.common.json);
}

}  // namespace heartlink::cli
