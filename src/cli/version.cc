// SPDX-License-Identifier: Apache-2.0
// `heartlink version`: which Heartlink this is.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "base/version.h"
#include "cli/command.h"

namespace heartlink::cli {
namespace {

constexpr CommandTexts texts{"version",
                             {"显示版本", "print the version"},
                             {"示例:\n  heartlink version --json", "Examples:\n  heartlink version --json"}};

int show_version(const Program& program) {
  const auto loaded = load_options(program.common, program.environment);
  if (!loaded) return complain(program.console, loaded.error(), program.common.json);
  if (program.common.json) {
    print(program.console, {{"version", base::version()}});
  } else {
    program.console.out << "heartlink " << base::version() << std::endl;
  }
  return exit_ok;
}

}  // namespace

void add_version_command(CLI::App& app, Program& program) {
  auto* command = begin_command(app, program, texts);
  end_command(*command, program, [&program] { return show_version(program); });
}

}  // namespace heartlink::cli
