// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/error_run.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "tests/fault/disk/recording_vfs.h"
#include "tests/fault/disk/second_life.h"

namespace heartlink::fault::disk {
namespace {

constexpr std::size_t rooms = 2;
constexpr std::size_t batches = 5;
constexpr std::size_t jobs_max = 4;

// Reliability §7, F6: sending is back so soon after space is.
constexpr std::chrono::seconds recovery_max{5};

// So small that five batches are copied to the file and begin the log anew.
void make_tiny(base::Limits& limits) {
  limits.wal_passive_bytes = 24UL * 1024;
  limits.wal_restart_bytes = 64UL * 1024;
}

class ErrorRun {
 public:
  ErrorRun(Stage stage, const Beginning& beginning, const Plan& plan, const Scratch& scratch)
      : stage_(stage),
        beginning_(beginning),
        plan_(plan),
        directory_(scratch.folder("data")),
        notes_(beginning.notes),
        vfs_(std::make_unique<RecordingVfs>(directory_, record_, failures_)),
        run_(std::make_unique<StoreRun>(directory_, [this] { return record_.size(); }, notes_)) {
    make_tiny(run_->config.limits);
    for (auto& event : notes_.events) event.position = 0;
    for (auto& entry : notes_.kept) entry.position = 0;
  }

  ErrorOutcome run(const std::string& scratch, std::mt19937_64& dice) {
    write_files(beginning_.disk.seen(), directory_);
    if (stage_ == Stage::starting) failures_.arm(plan_);
    if (!start()) return std::move(outcome_);
    if (stage_ == Stage::serving) failures_.arm(plan_);
    serve();
    end();
    next_process(scratch, dice);
    return std::move(outcome_);
  }

 private:
  void say(std::string what) { outcome_.wrong.push_back(std::move(what)); }

  // A start that fails says so cleanly, and the next one works once the disk does.
  bool start() {
    auto opened = run_->open();
    if (!opened) {
      outcome_.refused = true;
      const auto code = opened.error().code;
      if (code != base::Code::storage_failed && code != base::Code::storage_full) {
        say("the start fails as " + name_of(code) + ": " + opened.error().detail);
      }
      if (plan_.trouble == Trouble::io_error && code != base::Code::storage_failed) {
        say("a start that met EIO fails as " + name_of(code) + ": " + opened.error().detail);
      }
      note_failures();
      // A sync that failed is never a full disk.
      if (plan_.trouble != Trouble::io_error && outcome_.struck->call != Call::sync &&
          code != base::Code::storage_full) {
        say("a start on a full disk fails as " + name_of(code) + ": " + opened.error().detail);
      }
      failures_.disarm();
      opened = run_->open();
    }
    if (!opened) say("and does not start when the disk works again: " + opened.error().detail);
    return opened.has_value();
  }

  void serve() {
    Workload workload = beginning_.workload;
    if (!beginning_.has_people) {
      // They are asked for before anything is sent; who cannot come makes no run.
      failures_.disarm();
      workload.people(*run_, rooms);
    }
    for (const auto& message : notes_.unanswered()) run_->send(message);
    run_->settle();
    workload.batches(*run_, batches, jobs_max);
    note_failures();
    failures_.disarm();
    remember_refusals();
    if (std::ranges::count(refusals_, base::Code::unavailable) > 0) run_->wait_for_fatal();
    if (run_->fatal_calls() == 0) come_back(workload);
  }

  // What space there is again is found by itself.
  void come_back(Workload& workload) {
    const auto until = std::chrono::steady_clock::now() + recovery_max;
    do {
      run_->send(workload.message(0));
      run_->settle();
      const auto refusals = run_->take_refusals();
      if (refusals.empty()) return;
      refusals_.insert(refusals_.end(), refusals.begin(), refusals.end());
      if (refusals.back() == base::Code::unavailable) return run_->wait_for_fatal();
    } while (std::chrono::steady_clock::now() < until);
    say(fmt::format("sending does not come back within {} s", recovery_max.count()));
  }

  void note_failures() {
    outcome_.calls += failures_.calls();
    if (!outcome_.struck) outcome_.struck = failures_.struck();
  }

  void remember_refusals() {
    const auto refusals = run_->take_refusals();
    refusals_.insert(refusals_.end(), refusals.begin(), refusals.end());
  }

  // Before the process ends: what it said and did about the failure.
  void end() {
    remember_refusals();
    outcome_.fatal = run_->fatal_calls() > 0;
    outcome_.full = std::ranges::count(refusals_, base::Code::storage_full) > 0;
    const bool marked = std::filesystem::exists(directory_ + "/io-fault");
    if (run_->fatal_calls() > 1) say("on_fatal is called twice");
    if (outcome_.fatal != marked)
      say(marked ? "data/io-fault without an end" : "an end without data/io-fault");
    if (outcome_.struck) after_strike(*outcome_.struck);
    if (stage_ == Stage::serving) failures_.arm({plan_.kinds, ~std::size_t{0}, plan_.trouble, false});
    run_.reset();
    vfs_.reset();
    no_sync_was_tried_again();
  }

  void after_strike(const Strike& strike) {
    // A start that failed was not the process that served.
    if (outcome_.refused) return;
    const bool untrustworthy = plan_.trouble == Trouble::io_error || strike.call == Call::sync;
    if (untrustworthy && !outcome_.fatal) say("an I/O error, and it goes on");
    if (!untrustworthy && outcome_.fatal) say("a full disk ends the process");
    if (!untrustworthy) return;
    for (const auto& event : notes_.events) {
      if (event.what.what != What::ok || event.position <= strike.position) continue;
      ++outcome_.acked_after_fault;
      say("acknowledged after the error: " + event.what.cid);
    }
  }

  void no_sync_was_tried_again() {
    std::vector<std::string> failed;
    for (const auto& step : record_.steps()) {
      if (step->act == Act::failed_sync) failed.push_back(step->file);
      if (step->act == Act::sync && !outcome_.refused && std::ranges::count(failed, step->file) > 0) {
        return say("a sync of " + step->file + " is tried again");
      }
    }
  }

  void next_process(const std::string& scratch, std::mt19937_64& dice) {
    FirstLife first{beginning_.disk, notes_, outcome_.fatal};
    for (const auto& step : record_.steps()) first.disk.take(step);
    const std::size_t images = outcome_.fatal || outcome_.refused ? 2 : 1;
    const auto second = live_again(std::move(first), scratch, images, dice);
    outcome_.lost += second.lost;
    outcome_.wrong.insert(outcome_.wrong.end(), second.wrong.begin(), second.wrong.end());
  }

  const Stage stage_;
  const Beginning& beginning_;
  const Plan plan_;
  const std::string directory_;
  Record record_;
  Failures failures_;
  Notes notes_;
  std::unique_ptr<RecordingVfs> vfs_;
  std::unique_ptr<StoreRun> run_;
  std::vector<base::Code> refusals_;
  ErrorOutcome outcome_;
};

}  // namespace

Beginning nothing_yet() {
  Beginning beginning;
  beginning.disk = DiskState{{{"heartlink.db", ""}}};
  return beginning;
}

Beginning make_beginning(std::uint64_t seed, bool in_order) {
  const Scratch scratch;
  const std::string directory = scratch.folder("data");
  Record record;
  Failures failures;
  Beginning beginning = nothing_yet();
  beginning.workload = Workload{seed};
  beginning.has_people = true;
  std::size_t end = 0;
  {
    const RecordingVfs vfs{directory, record, failures};
    StoreRun run{directory, [&record] { return record.size(); }, beginning.notes};
    make_tiny(run.config.limits);
    if (const auto opened = run.open(); !opened) throw std::runtime_error(opened.error().detail);
    beginning.workload.people(run, rooms);
    beginning.workload.batches(run, batches, jobs_max);
    end = record.size();
    run.close();
  }
  const auto steps = record.steps();
  if (in_order) end = steps.size();
  // Before the last sync of the log, which nobody has heard of: its answers are not there yet.
  while (!in_order &&
         !(steps[end - 1]->act == Act::write && end < steps.size() && steps[end]->act == Act::sync))
    --end;
  for (std::size_t step = 0; step < end; ++step) beginning.disk.take(steps[step]);
  beginning.notes = beginning.notes.until(end);
  return beginning;
}

ErrorOutcome run_with_error(Stage stage, const Beginning& beginning, const Plan& plan, const Scratch& scratch,
                            std::mt19937_64& dice) {
  ErrorRun run{stage, beginning, plan, scratch};
  return run.run(scratch.folder("next"), dice);
}

}  // namespace heartlink::fault::disk
