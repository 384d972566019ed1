// SPDX-License-Identifier: Apache-2.0
#include "cli/program.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "base/version.h"
#include "cli/complaint.h"

namespace heartlink::cli {
namespace {

constexpr Text about{"心动链接 (Heartlink)：一个程序就是整个聊天服务器",
                     "Heartlink: a chat server in one program"};
constexpr Text examples{
    "示例:\n"
    "  heartlink serve --listen 127.0.0.1:8000 --data ./data\n"
    "  heartlink user create alice --password-stdin < password.txt\n"
    "  heartlink room create test-room-123 --user1 alice\n"
    "  heartlink token create alice --json\n"
    "  heartlink doctor\n"
    "\n"
    "每个命令都有自己的说明: heartlink user create --help\n"
    "退出码: 0 成功, 1 失败, 2 用法有误, 78 配置有误",
    "Examples:\n"
    "  heartlink serve --listen 127.0.0.1:8000 --data ./data\n"
    "  heartlink user create alice --password-stdin < password.txt\n"
    "  heartlink room create test-room-123 --user1 alice\n"
    "  heartlink token create alice --json\n"
    "  heartlink doctor\n"
    "\n"
    "Every command has its own help: heartlink user create --help\n"
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 78 bad configuration"};
constexpr Text help_help{"显示这段说明", "print this help"};
constexpr Text version_help{"显示版本", "print the version"};
constexpr Text options_word{"选项", "Options"};
constexpr Text commands_word{"命令", "Commands"};

// CLI11's own words.
void translate(CLI::App& app, Lang lang) {
  constexpr std::pair<const char*, Text> labels[] = {
      {"Usage", {"用法", "Usage"}},           {"OPTIONS", {"选项", "OPTIONS"}},
      {"SUBCOMMAND", {"命令", "COMMAND"}},    {"SUBCOMMANDS", {"命令", "COMMAND"}},
      {"Positionals", {"参数", "Arguments"}}, {"REQUIRED", {"(必填)", "(required)"}},
  };
  for (const auto& [label, text] : labels) app.get_formatter()->label(label, text.in(lang));
  app.get_formatter()->column_width(36);
  app.option_defaults()->group(options_word.in(lang));
  app.group(commands_word.in(lang));
  app.set_help_flag("-h,--help", help_help.in(lang));
}

void add_commands(CLI::App& app, Program& program) {
  app.require_subcommand(1);
  add_lang_option(app, program.common, program.console.lang);
  app.footer(examples.in(program.console.lang));
  app.set_version_flag("--version", "heartlink " + std::string{base::version()},
                       version_help.in(program.console.lang));
  add_serve_command(app, program);
  add_user_command(app, program);
  add_room_command(app, program);
  add_token_command(app, program);
  add_session_command(app, program);
  add_reports_command(app, program);
  add_match_command(app, program);
  add_ledger_command(app, program);
  add_doctor_command(app, program);
  add_config_command(app, program);
  add_version_command(app, program);
}

// The subcommand that was reached, which is where help and complaints belong: "user create".
const CLI::App* innermost(const CLI::App* app, std::string& path) {
  for (auto named = app->get_subcommands(); !named.empty(); named = app->get_subcommands()) {
    app = named.front();
    path += " " + app->get_name();
  }
  return app;
}

int usage_error(const CLI::App& app, const CLI::ParseError& error, const Program& program,
                const std::vector<std::string>& arguments) {
  const Console& console = program.console;
  std::string path = "heartlink";
  const CLI::App* reached = innermost(&app, path);
  if (reached->get_require_subcommand_min() > 0 && app.remaining(true).empty())
    console.err << app.help() << "\n";
  if (arguments.empty()) return exit_usage;
  const bool as_json = std::ranges::find(arguments, "--json") != arguments.end();
  return complain_usage(console, complaint(app, *reached, error, console.lang), path, as_json);
}

}  // namespace

int run_program(Program& program, const std::vector<std::string>& arguments) {
  program.console.lang = language_of(arguments, program.environment);
  const Console& console = program.console;
  CLI::App app{about.in(console.lang), "heartlink"};
  translate(app, console.lang);
  add_commands(app, program);
  try {
    auto reversed = arguments;  // CLI11 takes them from the end
    std::reverse(reversed.begin(), reversed.end());
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    console.out << app.help() << std::flush;
    return exit_ok;
  } catch (const CLI::CallForVersion& version) {
    console.out << version.what() << std::endl;
    return exit_ok;
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, program, arguments);
  }
  return program.chosen();
}

}  // namespace heartlink::cli
