// SPDX-License-Identifier: Apache-2.0
// How a subcommand is put together, so that all of them look alike: name, help and examples first, then its
// own arguments, then --json and the options that every command takes. Called by the files of the
// subcommands.
#pragma once

#include <functional>

#include "cli/program.h"

namespace heartlink::cli {

struct CommandTexts {
  const char* name;
  Text about;
  Text examples = {};  // of a command, not of a group of commands
};

// A group such as `user`, which wants one of its subcommands.
CLI::App* add_group(CLI::App& app, const Program& program, const CommandTexts& texts);

CLI::App* begin_command(CLI::App& parent, const Program& program, const CommandTexts& texts);

// Called after the command's own arguments. `run` is called when the command was named, and returns the exit
// code.
void end_command(CLI::App& command, Program& program, std::function<int()> run);

// A positional argument that must be there.
void add_argument(CLI::App& command, const char* name, std::string& value, const std::string& help);

// --last N, 1 to 10,000.
void add_last_option(CLI::App& command, std::uint32_t& last, Lang lang);

// What is wrong with a command line that could be parsed, in a sentence, with the command whose help tells
// more. Returns the exit code.
int complain_usage(const Program& program, const Text& sentence, std::string_view command);

}  // namespace heartlink::cli
