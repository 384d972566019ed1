// SPDX-License-Identifier: Apache-2.0
// The command line as a whole: which subcommands there are, and what one run of the program is. Called by
// main.cc; every other file that ends in an add_…_command adds one subcommand.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/config.h"
#include "bus/bus.h"
#include "cli/console.h"
#include "cli/options.h"
#include "cli/texts.h"
#include "store/store.h"

namespace CLI {
class App;
}

namespace heartlink::cli {

// What one run works with. The composition root fills it; a subcommand that was named puts its work into
// `chosen`.
struct Program {
  Console console;
  Environment environment;
  store::Opener open_store;
  std::function<int(const base::LoadedConfig&)> serve;
  bus::Bus* bus = nullptr;  // of this process; outlives the run

  CommonOptions common = {};
  std::function<int()> chosen = {};
};

// Parses `arguments` (without the program's name) and runs the subcommand they name. Help goes to `out`; no
// subcommand at all prints it on `err` and is a usage error. Returns the exit code.
int run_program(Program& program, const std::vector<std::string>& arguments);

void add_serve_command(CLI::App& app, Program& program);
void add_user_command(CLI::App& app, Program& program);
void add_room_command(CLI::App& app, Program& program);
void add_token_command(CLI::App& app, Program& program);
void add_session_command(CLI::App& app, Program& program);
void add_reports_command(CLI::App& app, Program& program);
void add_match_command(CLI::App& app, Program& program);
void add_ledger_command(CLI::App& app, Program& program);
void add_doctor_command(CLI::App& app, Program& program);
void add_config_command(CLI::App& app, Program& program);
void add_version_command(CLI::App& app, Program& program);

}  // namespace heartlink::cli
