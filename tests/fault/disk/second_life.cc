// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/second_life.h"

#include <utility>

#include <fmt/format.h>

#include "tests/fault/disk/judge.h"
#include "tests/fault/disk/recording_vfs.h"
#include "tests/fault/disk/store_run.h"

namespace heartlink::fault::disk {
namespace {

// People know from before what they know; nothing of it happened in this record.
Notes known_from_before(Notes notes) {
  for (auto& event : notes.events) event.position = 0;
  for (auto& entry : notes.kept) entry.position = 0;
  return notes;
}

// Starts, answers, and is gone before it could tidy up: what it does at its end is after `ended`.
struct Life {
  Record record;
  Notes notes;
  std::size_t ended = 0;
  std::vector<std::string> wrong;
};

void live(Life& life, const std::string& directory, std::uint64_t seed) {
  Failures failures;
  const RecordingVfs vfs{directory, life.record, failures, {false, seed}};
  StoreRun run{directory, [&life] { return life.record.size(); }, life.notes};
  if (const auto opened = run.open(); !opened) {
    life.wrong.push_back("I11: the next process does not start: " + opened.error().detail);
    return;
  }
  for (const auto& message : life.notes.unanswered()) run.send(message);
  run.settle();
  if (const auto refusals = run.take_refusals(); !refusals.empty()) {
    life.wrong.push_back(
        fmt::format("the next process refuses {} messages that are sent again, the first one: {}",
                    refusals.size(), name_of(refusals.front())));
  }
  life.ended = life.record.size();
}

}  // namespace

SecondLife live_again(FirstLife first, const std::string& scratch, std::size_t images,
                      std::mt19937_64& dice) {
  SecondLife outcome;
  Life life;
  life.notes = known_from_before(std::move(first.notes));
  DiskState& disk = first.disk;
  Files files = disk.seen();
  if (first.marked) files["io-fault"] = "it failed\n";
  write_files(files, scratch);
  live(life, scratch, dice());
  outcome.wrong = std::move(life.wrong);

  const auto steps = life.record.steps();
  std::size_t at = 0;
  const auto judge_at = [&](std::size_t position, const Loss& loss) {
    for (; at < position; ++at) disk.take(steps[at]);
    const Image image = disk.after(loss);
    write_files(image.files, scratch);
    const auto judgement = judge(scratch, life.notes.until(position));
    ++outcome.images;
    outcome.lost += judgement.lost;
    for (const auto& what : judgement.wrong) {
      outcome.wrong.push_back(
          fmt::format("after step {} of the next process, {}: {}", position, describe(loss), what));
    }
    if (!judgement.wrong.empty()) {
      outcome.wrong.insert(outcome.wrong.end(), image.story.begin(), image.story.end());
    }
  };
  if (images > 1 && life.ended > 0) judge_at(dice() % life.ended, {Loss::Kind::torn, 0, dice()});
  judge_at(life.ended, {Loss::Kind::all, 0, 0});
  for (std::size_t more = 2; more < images; ++more) judge_at(life.ended, {Loss::Kind::shuffled, 0, dice()});
  return outcome;
}

}  // namespace heartlink::fault::disk
