// SPDX-License-Identifier: Apache-2.0
// fault_simulation [--seeds N] [--first S] [--seed S]: runs that many seeds and prints what they met; the
// first that breaks the promise is printed with its counter-example, and the program exits 1. --seed runs one
// of them and prints its steps. Called by `./dev fault` and by hand.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "tests/fault/simulation/run.h"

namespace heartlink::fault::simulation {
namespace {

// Every edge is met at least once in so many seeds, or the simulation has lost its teeth.
constexpr std::uint64_t seeds_for_all_edges = 1'000;

constexpr std::size_t violations_shown = 3;

// A seed may end the process: by an exception, a hardened assertion, a bad pointer. It is named then too.
std::array<char, 64> last_words{};

void name_seed(std::uint64_t seed) {
  std::snprintf(last_words.data(), last_words.size(), "simulation: seed %llu ends the process\n",
                static_cast<unsigned long long>(seed));
}

extern "C" void say_last_words(int signal) {
  static_cast<void>(!::write(STDOUT_FILENO, last_words.data(), std::strlen(last_words.data())));
  std::signal(signal, SIG_DFL);
  static_cast<void>(std::raise(signal));
}

bool report(std::uint64_t seed, const Outcome& outcome) {
  if (outcome.verdict.violations.empty()) return true;
  std::printf("simulation: seed %llu breaks the promise\n", static_cast<unsigned long long>(seed));
  const auto shown = std::min(outcome.verdict.violations.size(), violations_shown);
  for (std::size_t at = 0; at < shown; ++at) {
    std::printf("%s\n", describe(outcome.verdict.violations[at]).c_str());
  }
  std::printf("simulation: again, with its steps: fault_simulation --seed %llu\n",
              static_cast<unsigned long long>(seed));
  return false;
}

int run_many(std::uint64_t first, std::uint64_t count) {
  const Shelf shelf;
  // What the server logs about failures that were put there is of no interest.
  if (std::freopen("/dev/null", "w", stderr) == nullptr) return 1;
  Counts counts;
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    name_seed(seed);
    const auto outcome = run_seed(shelf, seed);
    if (!report(seed, outcome)) return 1;
    counts.add(outcome.counts);
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::printf("simulation: seeds=%llu %s seconds=%.1f\n", static_cast<unsigned long long>(count),
              counts.text().c_str(), taken.count());
  if (count < seeds_for_all_edges || counts.never_met().empty()) return 0;
  std::printf("simulation: never met: %s\n", std::string{counts.never_met()}.c_str());
  return 1;
}

int run_one(std::uint64_t seed) {
  const Shelf shelf;
  name_seed(seed);
  const auto outcome = run_seed(shelf, seed, true);
  std::printf("simulation: seed=%llu %s\n", static_cast<unsigned long long>(seed),
              outcome.counts.text().c_str());
  return report(seed, outcome) ? 0 : 1;
}

}  // namespace
}  // namespace heartlink::fault::simulation

int main(int argc, char** argv) {
  CLI::App app{"Three workers, a writer and their clients in one thread, seed after seed."};
  std::uint64_t seeds = 10'000;
  std::uint64_t first = 1;
  std::optional<std::uint64_t> one;
  app.add_option("--seeds", seeds, "how many");
  app.add_option("--first", first, "the first of them");
  app.add_option("--seed", one, "one alone, with its steps");
  CLI11_PARSE(app, argc, argv);
  using namespace heartlink::fault::simulation;
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE}) std::signal(signal, say_last_words);
  return one ? run_one(*one) : run_many(first, seeds);
}
