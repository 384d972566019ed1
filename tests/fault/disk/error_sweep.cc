// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/error_sweep.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "tests/fault/disk/error_run.h"
#include "tests/fault/disk/recording_vfs.h"

namespace heartlink::fault::disk {
namespace {

// Calls that a full disk troubles, and those that it does not.
constexpr auto growing = kinds_of({Call::create, Call::write, Call::truncate, Call::sync});
constexpr auto others =
    kinds_of({Call::open, Call::read, Call::remove, Call::size, Call::lock, Call::map_memory});

constexpr std::size_t out_of_reach = 1'000'000'000;

std::string words_of(const Plan& plan) {
  constexpr const char* troubles[] = {"EIO", "ENOSPC", "short write"};
  return fmt::format("{} at {} call {}{}", troubles[static_cast<std::size_t>(plan.trouble)],
                     plan.kinds == growing ? "growing" : "other", plan.at,
                     plan.stays ? " and from then on" : "");
}

class Sweep {
 public:
  explicit Sweep(const ErrorOptions& options) : options_(options), dice_(options.seed) {}

  ErrorReport run() {
    const Beginning fresh = nothing_yet();
    const Beginning working = make_beginning(options_.seed, true);
    const Beginning killed = make_beginning(options_.seed, false);
    for (const auto& [stage, beginning, name] : {Case{Stage::serving, &working, "while it serves"},
                                                 Case{Stage::starting, &fresh, "at the first start"},
                                                 Case{Stage::starting, &killed, "at a start after a kill"}}) {
      for (const auto trouble : {Trouble::io_error, Trouble::no_space, Trouble::short_write}) {
        over_calls(stage, *beginning, name, {growing, 0, trouble, false});
        over_calls(stage, *beginning, name, {growing, 0, trouble, true});
      }
      over_calls(stage, *beginning, name, {others, 0, Trouble::io_error, false});
    }
    return std::move(report_);
  }

 private:
  struct Case {
    Stage stage;
    const Beginning* beginning;
    const char* name;
  };

  // One run for each call, until a plan finds no call to fail any more.
  void over_calls(Stage stage, const Beginning& beginning, const char* name, Plan plan) {
    Plan none = plan;
    none.at = out_of_reach;
    const std::size_t calls = run_with_error(stage, beginning, none, scratch_, dice_).calls;
    if (plan.trouble == Trouble::io_error && !plan.stays) report_.calls += calls;
    for (plan.at = dice_() % options_.stride; plan.at < calls; plan.at += options_.stride) {
      if (report_.bad >= options_.wrong_max) return;
      const auto outcome = run_with_error(stage, beginning, plan, scratch_, dice_);
      if (!outcome.struck) continue;
      ++report_.runs;
      report_.fatal += outcome.fatal ? 1U : 0U;
      report_.full += outcome.full ? 1U : 0U;
      report_.refused += outcome.refused ? 1U : 0U;
      report_.acked_after_fault += outcome.acked_after_fault;
      report_.lost += outcome.lost;
      if (outcome.wrong.empty()) continue;
      ++report_.bad;
      report_.wrong.push_back(fmt::format("{}, {}:", name, words_of(plan)));
      report_.wrong.insert(report_.wrong.end(), outcome.wrong.begin(), outcome.wrong.end());
    }
  }

  const ErrorOptions& options_;
  std::mt19937_64 dice_;
  Scratch scratch_;
  ErrorReport report_;
};

}  // namespace

ErrorReport run_errors(const ErrorOptions& options) { return Sweep{options}.run(); }

std::string line_of(const ErrorReport& report) {
  return fmt::format(
      "calls={} kinds=3 runs={} fatal={} full={} refused_starts={} acked_after_fault={} lost={} bad={}",
      report.calls, report.runs, report.fatal, report.full, report.refused, report.acked_after_fault,
      report.lost, report.bad);
}

}  // namespace heartlink::fault::disk
