// SPDX-License-Identifier: Apache-2.0
// fault_run: `list` names the faults, `run F1 --workers 4 --seed 7` runs one, `client PLAN` is a process of
// clients that a run starts for itself. The server under test is the environment's HEARTLINK.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>

#include "tests/fault/client/client_process.h"
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {
namespace {

int list() {
  for (const auto& scenario : scenarios())
    std::printf("%-4s %s\n", std::string{scenario.name}.c_str(), std::string{scenario.title}.c_str());
  return 0;
}

int run(const RunOptions& options) {
  for (const auto& scenario : scenarios()) {
    if (scenario.name != options.fault) continue;
    if (scenario.needs_root && ::geteuid() != 0) {
      std::fprintf(stderr, "%s needs root: %s\n", options.fault.c_str(), std::string{scenario.title}.c_str());
      return 2;
    }
    return scenario.run(options);
  }
  std::fprintf(stderr, "no fault is called %s; `fault_run list` names them\n", options.fault.c_str());
  return 2;
}

}  // namespace
}  // namespace heartlink::fault

int main(int argc, char** argv) try {
  ::signal(SIGPIPE, SIG_IGN);
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  CLI::App app{"fault runs over a real server"};
  app.require_subcommand(1);
  auto* list = app.add_subcommand("list", "the faults");
  auto* client = app.add_subcommand("client", "a process of clients");
  std::string plan;
  client->add_option("plan", plan)->required();
  auto* run = app.add_subcommand("run", "one fault");
  heartlink::fault::RunOptions options;
  run->add_option("fault", options.fault)->required();
  run->add_option("--workers", options.workers);
  run->add_option("--seed", options.seed);
  run->add_option("--folder", options.folder)->required();
  run->add_flag("--smoke", options.smoke);
  CLI11_PARSE(app, argc, argv);
  if (list->parsed()) return heartlink::fault::list();
  if (client->parsed()) return heartlink::fault::run_client_process(plan);
  return heartlink::fault::run(options);
} catch (const std::exception& error) {
  std::fprintf(stderr, "fault_run: %s\n", error.what());
  return 1;
}
