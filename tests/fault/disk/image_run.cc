// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/image_run.h"

#include <algorithm>
#include <functional>
#include <random>
#include <stdexcept>
#include <string_view>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "tests/fault/disk/crash_images.h"
#include "tests/fault/disk/judge.h"
#include "tests/fault/disk/recording_vfs.h"
#include "tests/fault/disk/scratch.h"
#include "tests/fault/disk/second_life.h"
#include "tests/fault/disk/workload.h"

namespace heartlink::fault::disk {
namespace {

// Of this many uncertain changes every subset is tried.
constexpr std::size_t all_subsets_changes = 4;
constexpr std::size_t walks_max = 40;
constexpr std::size_t more_losses = 6;  // at a point of a later walk
constexpr std::size_t rooms = 5;
constexpr std::size_t jobs_max = 9;

// What there is before SQLite does anything: the store makes the file and syncs its directory itself.
Files before_the_first_step() { return {{"heartlink.db", ""}}; }

// A snapshot that is held for as long as this lives: the log cannot be begun anew.
class LongReader {
 public:
  explicit LongReader(const std::string& directory) {
    sqlite3_open_v2((directory + "/heartlink.db").c_str(), &handle_, SQLITE_OPEN_READONLY, nullptr);
    if (sqlite3_exec(handle_, "BEGIN; SELECT COUNT(*) FROM entries", nullptr, nullptr, nullptr) !=
        SQLITE_OK) {
      throw std::runtime_error("no snapshot");
    }
  }
  LongReader(const LongReader&) = delete;
  LongReader& operator=(const LongReader&) = delete;
  ~LongReader() { sqlite3_close(handle_); }

 private:
  sqlite3* handle_ = nullptr;
};

struct Recorded {
  std::vector<SharedStep> steps;
  Notes notes;
};

// A first start on nothing, an orderly end in the middle, and the log in all of its states.
void record(const ImageOptions& options, const std::string& directory, Recorded& recorded) {
  Record record;
  Failures failures;
  {
    const RecordingVfs vfs{directory, record, failures, {options.lies_about_syncs, options.seed}};
    StoreRun run{directory, [&record] { return record.size(); }, recorded.notes};
    const auto open = [&run] {
      if (const auto opened = run.open(); !opened) throw std::runtime_error(opened.error().detail);
    };
    Workload workload{options.seed};
    open();
    workload.people(run, rooms);
    workload.batches(run, options.batches / 2, jobs_max);
    run.close();
    open();
    workload.batches(run, options.batches / 4, jobs_max);
    {
      const LongReader reader{directory};
      workload.batches(run, options.batches / 8, jobs_max);
    }
    workload.batches(run, options.batches / 8, jobs_max);
    run.close();
  }
  recorded.steps = record.steps();
}

std::size_t hash_of(const Files& files) {
  std::size_t hash = 0;
  for (const auto& [name, content] : files) {
    hash = hash * 31 + std::hash<std::string_view>{}(name);
    hash = hash * 31 + std::hash<std::string_view>{}(content);
  }
  return hash;
}

class Proof {
 public:
  Proof(const ImageOptions& options, const Recorded& recorded)
      : options_(options), recorded_(recorded), dice_(options.seed) {
    report_.acknowledged = recorded.notes.answers.size();
    report_.crash_points = recorded.steps.size() + 1;
  }

  ImageReport run() {
    // The first walk gives about as many as are wanted; what is missing comes from further ones.
    for (std::size_t walks = 0; !finished() && report_.images < options_.images; ++walks) {
      if (walks == walks_max) throw std::runtime_error("there are no more different images");
      walk(walks == 0);
    }
    return std::move(report_);
  }

 private:
  [[nodiscard]] bool finished() const { return report_.bad >= options_.wrong_max; }

  // Once over the record: the first time to every point unless fewer images than points are wanted, then to
  // some points for what is still missing.
  void walk(bool first) {
    const std::size_t left = options_.images - report_.images;
    // Beside that of everything, and of the subsets of a few.
    const std::size_t each = first ? std::max<std::size_t>(2, left / report_.crash_points) - 1 : more_losses;
    const std::size_t wanted_points =
        first && left >= report_.crash_points ? report_.crash_points : left / 2 + 1;
    const std::size_t stride = std::max<std::size_t>(1, report_.crash_points / wanted_points);
    DiskState disk{before_the_first_step()};
    for (std::size_t point = 0; point < report_.crash_points && !finished(); ++point) {
      if (point > 0) disk.take(recorded_.steps[point - 1]);
      if (stride > 1 && dice_() % stride != 0) continue;
      const Notes promised = recorded_.notes.until(point);
      for (const auto& loss : losses(disk.uncertain(), each)) try_image(disk, point, loss, promised);
      if (disk.uncertain() > 0 && dice_() % 16 == 0) kill_first(disk, point, promised);
    }
  }

  std::vector<Loss> losses(std::size_t uncertain, std::size_t each) {
    std::vector<Loss> chosen{{Loss::Kind::all, 0, 0}};
    if (uncertain == 0) return chosen;
    if (uncertain <= all_subsets_changes && dice_() % 4 == 0) {
      for (std::uint64_t bits = 1; bits < 1U << uncertain; ++bits)
        chosen.push_back({Loss::Kind::subset, 0, bits});
    }
    constexpr Loss::Kind kinds[] = {Loss::Kind::none,  Loss::Kind::but_one, Loss::Kind::only_one,
                                    Loss::Kind::after, Loss::Kind::subset,  Loss::Kind::torn,
                                    Loss::Kind::torn,  Loss::Kind::shuffled};
    for (std::size_t more = 0; more < each; ++more) {
      chosen.push_back({kinds[dice_() % std::size(kinds)], dice_() % uncertain, dice_()});
    }
    return chosen;
  }

  void try_image(const DiskState& disk, std::size_t point, const Loss& loss, const Notes& promised) {
    const Image image = disk.after(loss);
    // The same bytes with more promises are another question.
    if (!known_.insert(hash_of(image.files) * 31 + promised.answers.size() + promised.kept.size()).second)
      return;
    ++report_.images;
    report_.torn += image.torn > 0 ? 1U : 0U;
    report_.dropped += image.lost > 0 ? 1U : 0U;
    report_.reordered += image.reordered ? 1U : 0U;
    const auto directory = scratch_.folder("image");
    write_files(image.files, directory);
    const auto judgement = judge(directory, promised);
    report_.lost += judgement.lost;
    if (judgement.wrong.empty()) return;
    ++report_.bad;
    report_.wrong.push_back(fmt::format("crash point {}: {}", point, describe(loss)));
    add(judgement.wrong);
    add(image.story);
  }

  void kill_first(const DiskState& disk, std::size_t point, const Notes& promised) {
    const auto outcome = live_again({disk, promised}, scratch_.folder("second"), 2, dice_);
    report_.images += outcome.images;
    report_.killed_first += outcome.images;
    report_.lost += outcome.lost;
    if (outcome.wrong.empty()) return;
    ++report_.bad;
    report_.wrong.push_back(fmt::format("killed at point {}, then started again", point));
    add(outcome.wrong);
  }

  void add(const std::vector<std::string>& lines) {
    report_.wrong.insert(report_.wrong.end(), lines.begin(), lines.end());
  }

  const ImageOptions& options_;
  const Recorded& recorded_;
  std::mt19937_64 dice_;
  Scratch scratch_;
  std::unordered_set<std::size_t> known_;
  ImageReport report_;
};

}  // namespace

ImageReport run_images(const ImageOptions& options) {
  const Scratch scratch;
  Recorded recorded;
  record(options, scratch.folder("data"), recorded);
  return Proof{options, recorded}.run();
}

std::string line_of(const ImageReport& report) {
  return fmt::format(
      "images={} crash_points={} torn={} dropped={} reordered={} killed_first={} acked={} lost={} bad={}",
      report.images, report.crash_points, report.torn, report.dropped, report.reordered, report.killed_first,
      report.acknowledged, report.lost, report.bad);
}

}  // namespace heartlink::fault::disk
