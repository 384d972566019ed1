// SPDX-License-Identifier: Apache-2.0
// fault_disk [--loud] images [--seed N] [--images N]: the durability proof (image_run.h).
// fault_disk [--loud] errors [--seed N] [--stride N]: an I/O error at every call (error_sweep.h).
// One line of figures; what went wrong, if anything did, and then exit 1. Run by `./dev fault`.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <random>

#include <CLI/CLI.hpp>

#include "tests/fault/disk/error_sweep.h"
#include "tests/fault/disk/image_run.h"

namespace heartlink::fault::disk {
namespace {

int images(const ImageOptions& options) {
  const auto report = run_images(options);
  for (const auto& what : report.wrong) std::cout << what << '\n';
  std::cout << "disk: " << line_of(report) << " seed=" << options.seed << std::endl;
  return report.bad == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int errors(const ErrorOptions& options) {
  const auto report = run_errors(options);
  for (const auto& what : report.wrong) std::cout << what << '\n';
  std::cout << "io-errors: " << line_of(report) << " seed=" << options.seed << std::endl;
  return report.bad == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int run(int count, char** arguments) {
  CLI::App app{"The disk: what is acknowledged is there whatever becomes of it."};
  app.require_subcommand(1);
  ImageOptions options;
  options.seed = std::random_device{}();
  auto* proof = app.add_subcommand("images", "every image of a power loss");
  proof->add_option("--images", options.images, "at least so many different ones");
  proof->add_option("--seed", options.seed, "the same seed, the same images");
  proof->add_flag("--lie", options.lies_about_syncs, "the disk lies about its syncs: must fail");
  ErrorOptions sweep;
  sweep.seed = options.seed;
  auto* failing = app.add_subcommand("errors", "an I/O error at every call");
  failing->add_option("--seed", sweep.seed, "of what people do");
  failing->add_option("--stride", sweep.stride, "only every n-th call")->check(CLI::PositiveNumber);
  failing->add_option("--wrong", sweep.wrong_max, "stops after so many bad runs");
  bool loud = false;
  app.add_flag("--loud", loud, "with the store's own log");
  CLI11_PARSE(app, count, arguments);
  // The store's own log tells of every failure that is made here, thousands of lines of it.
  if (!loud && std::freopen("/dev/null", "w", stderr) == nullptr) return EXIT_FAILURE;
  return proof->parsed() ? images(options) : errors(sweep);
}

}  // namespace
}  // namespace heartlink::fault::disk

int main(int count, char** arguments) try {
  return heartlink::fault::disk::run(count, arguments);
} catch (const std::exception& error) {
  std::cout << "fault_disk: " << error.what() << std::endl;
  return EXIT_FAILURE;
}
