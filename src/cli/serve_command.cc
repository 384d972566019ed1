// SPDX-License-Identifier: Apache-2.0
// `heartlink serve` on the command line: its options and its configuration. What serving is, is in cli/serve.
#include <CLI/CLI.hpp>

#include "cli/program.h"

namespace heartlink::cli {
namespace {

constexpr Text serve_about{"启动服务器", "run the server"};
constexpr Text examples{
    "示例:\n"
    "  heartlink serve\n"
    "  heartlink serve --listen 0.0.0.0:8000 --data /var/lib/heartlink --workers 4\n"
    "  heartlink serve --set public_url=https://chat.example.org --set limits.messages_per_second=20\n"
    "\n"
    "每项配置也可以写进 TOML 文件 (--config)，或写成环境变量，例如 HEARTLINK_LISTEN",
    "Examples:\n"
    "  heartlink serve\n"
    "  heartlink serve --listen 0.0.0.0:8000 --data /var/lib/heartlink --workers 4\n"
    "  heartlink serve --set public_url=https://chat.example.org --set limits.messages_per_second=20\n"
    "\n"
    "Every key may also stand in a TOML file (--config) or in the environment, as HEARTLINK_LISTEN does."};

int serve(const Program& program) {
  const auto loaded = load_options(program.common, program.environment);
  if (!loaded) return complain(program.console, loaded.error(), program.common.json);
  return program.serve(*loaded);
}

}  // namespace

void add_serve_command(CLI::App& app, Program& program) {
  const Lang lang = program.console.lang;
  auto* command = app.add_subcommand("serve", serve_about.in(lang));
  command->footer(examples.in(lang));
  add_serve_options(*command, program.common, lang);
  add_json_option(*command, program.common, lang);
  add_common_options(*command, program.common, lang);
  command->callback([&program] { program.chosen = [&program] { return serve(program); }; });
}

}  // namespace heartlink::cli
