// SPDX-License-Identifier: Apache-2.0
// The composition root: the only file that names an implementation of a port. Everything else of the program
// is in cli/.
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include "bus/local/local_bus.h"
#include "cli/program.h"
#include "cli/serve.h"
#include "store/sql/sqlite/sqlite_store.h"

namespace {

heartlink::cli::Environment environment_of_process() {
  heartlink::cli::Environment environment;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string text{*variable};
    const auto equals = text.find('=');
    if (equals != std::string::npos)
      environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

int run(const std::vector<std::string>& arguments) {
  using namespace heartlink;
  bus::LocalBus bus;
  cli::Program program{
      {std::cin, std::cout, std::cerr}, environment_of_process(), store::sql::open_sqlite_store, {}};
  program.bus = &bus;
  program.serve = [&program, &bus](const base::LoadedConfig& loaded) {
    return cli::run_serve(loaded, program.open_store, bus, program.console, program.common.json);
  };
  return cli::run_program(program, arguments);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& bug) {
    std::cerr << "heartlink: " << bug.what() << std::endl;
    return EXIT_FAILURE;
  }
}
