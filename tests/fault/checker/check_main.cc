// SPDX-License-Identifier: Apache-2.0
// fault_check FOLDER: reads the histories of a run (*.jsonl), says what they show, and exits with 1 when an
// invariant is broken, with 2 when they cannot be read.
#include <cstdio>
#include <exception>

#include "tests/fault/checker/check.h"
#include "tests/fault/history/lines.h"

int main(int argc, char** argv) try {
  if (argc != 2) {
    std::fputs("usage: fault_check FOLDER\n", stderr);
    return 2;
  }
  const auto history = heartlink::fault::read_histories(argv[1]);
  const auto verdict = heartlink::fault::check(history);
  std::puts(heartlink::fault::report(verdict).c_str());
  return verdict.violations.empty() ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 2;
}
