// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/crash_images.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace heartlink::fault::disk {
namespace {

constexpr std::size_t sector_bytes = 512;

constexpr std::string_view word_of(Fate fate) {
  constexpr std::string_view words[] = {"lost", "arrived", "torn"};
  return words[static_cast<std::size_t>(fate)];
}

using Dice = std::mt19937_64;

std::uint64_t below(Dice& dice, std::uint64_t bound) { return dice() % bound; }

// What becomes of change `at` of `count`.
Fate fate_of(const Loss& loss, std::size_t at, Dice& dice) {
  const auto arrived = [](bool yes) { return yes ? Fate::arrived : Fate::lost; };
  switch (loss.kind) {
    case Loss::Kind::all:
      return Fate::lost;
    case Loss::Kind::none:
      return Fate::arrived;
    case Loss::Kind::but_one:
      return arrived(at == loss.index);
    case Loss::Kind::only_one:
      return arrived(at != loss.index);
    case Loss::Kind::after:
      return arrived(at < loss.index);
    case Loss::Kind::subset:
      return arrived((loss.bits >> (at % 64) & 1U) != 0);
    case Loss::Kind::torn:
    case Loss::Kind::shuffled:
      break;
  }
  return static_cast<Fate>(below(dice, 3));
}

// Where a file has grown without data: zeros, or what was there before the file was.
void grow(std::string& content, std::size_t size, bool noise, Dice& dice) {
  const std::size_t before = content.size();
  if (size <= before) return;
  content.resize(size);
  if (!noise) return;
  for (std::size_t at = before; at < size; ++at) content[at] = static_cast<char>(dice() & 0xffU);
}

void apply(std::string& content, const Step& step) {
  if (step.act == Act::truncate) return content.resize(step.offset);
  if (content.size() < step.offset + step.bytes.size()) content.resize(step.offset + step.bytes.size());
  content.replace(step.offset, step.bytes.size(), step.bytes);
}

// Some sectors of a write; a truncation has none, it happens.
void apply_torn(std::string& content, const Step& step, bool noise, Dice& dice) {
  if (step.act == Act::truncate) return apply(content, step);
  std::uint64_t at = 0;
  while (at < step.bytes.size()) {
    const std::uint64_t offset = step.offset + at;
    const std::uint64_t here =
        std::min<std::uint64_t>(sector_bytes - offset % sector_bytes, step.bytes.size() - at);
    if (below(dice, 2) == 0) {
      grow(content, offset, noise, dice);
      apply(content, {Act::write, {}, offset, step.bytes.substr(at, here)});
    }
    at += here;
  }
}

}  // namespace

std::string describe(const Loss& loss) {
  switch (loss.kind) {
    case Loss::Kind::all:
      return "all that was not synced is lost";
    case Loss::Kind::none:
      return "nothing is lost";
    case Loss::Kind::but_one:
      return fmt::format("all is lost but change {}", loss.index);
    case Loss::Kind::only_one:
      return fmt::format("change {} is lost", loss.index);
    case Loss::Kind::after:
      return fmt::format("all after the first {} changes is lost", loss.index);
    case Loss::Kind::subset:
      return fmt::format("what is not in the subset {:x} is lost", loss.bits);
    case Loss::Kind::torn:
      return fmt::format("torn ({})", loss.bits);
    case Loss::Kind::shuffled:
      break;
  }
  return fmt::format("torn and in another order ({})", loss.bits);
}

DiskState::DiskState(const Files& files) {
  for (const auto& [name, content] : files) {
    names_[name].durable = inodes_.size();
    inodes_.push_back(content);
  }
}

void DiskState::take(const SharedStep& step) {
  if (step->act == Act::sync_directory) {
    for (auto& [text, name] : names_) name = {name.now(), {}};
    return;
  }
  Name& name = names_[step->file];
  switch (step->act) {
    case Act::create:
      name.since.emplace_back(inodes_.size());
      inodes_.emplace_back();
      return;
    case Act::remove:
      name.since.emplace_back(std::nullopt);
      return;
    case Act::write:
    case Act::truncate:
      changes_.push_back({name.now().value(), step});
      return;
    case Act::sync:
    case Act::failed_sync:
      return sync(name.now().value(), step->act == Act::failed_sync);
    case Act::sync_directory:
      break;
  }
}

void DiskState::sync(std::size_t inode, bool failed) {
  for (auto& change : changes_) {
    if (change.inode != inode || change.durable) continue;
    if (failed) {
      change.given_up = true;
    } else if (!change.given_up) {
      change.durable = true;
    }
  }
  // What is durable and has nothing uncertain before it is the file.
  bool blocked = false;
  std::erase_if(changes_, [&](const Change& change) {
    if (change.inode != inode) return false;
    blocked = blocked || !change.durable;
    if (blocked) return false;
    apply(inodes_[inode], *change.step);
    return true;
  });
}

std::size_t DiskState::uncertain() const {
  const auto changes = std::ranges::count_if(changes_, [](const Change& each) { return !each.durable; });
  std::size_t count = static_cast<std::size_t>(changes);
  for (const auto& [text, name] : names_) count += name.since.size();
  return count;
}

Files DiskState::seen() const {
  std::vector<std::string> contents = inodes_;
  for (const auto& change : changes_) apply(contents[change.inode], *change.step);
  Files files;
  for (const auto& [text, name] : names_) {
    if (const auto inode = name.now()) files[text] = contents[*inode];
  }
  return files;
}

std::map<std::string, std::size_t> DiskState::names_after(const Fates& fates, Image& image) const {
  std::map<std::string, std::size_t> behind;
  for (const auto& [text, name] : names_) {
    auto inode = name.durable;
    for (const auto& later : name.since) {
      const bool arrived = fates() != Fate::lost;
      image.story.push_back(
          fmt::format("name {} {}: {}", text, later ? "made" : "removed", arrived ? "arrived" : "lost"));
      if (!arrived) ++image.lost;
      // One that arrived brings those before it along: one name's changes are in order.
      if (arrived) inode = later;
    }
    if (inode) behind[text] = *inode;
  }
  return behind;
}

Image DiskState::after(const Loss& loss) const {
  Dice dice{loss.bits * 1000003 + loss.index};
  const bool noise = loss.kind >= Loss::Kind::torn && below(dice, 2) == 0;
  const Fates fates = [&, at = std::size_t{0}]() mutable { return fate_of(loss, at++, dice); };
  Image image;
  const auto names = names_after(fates, image);

  std::vector<std::size_t> order(changes_.size());
  std::iota(order.begin(), order.end(), 0U);
  const bool all_uncertain = std::ranges::none_of(changes_, &Change::durable);
  if (loss.kind == Loss::Kind::shuffled && all_uncertain) std::ranges::shuffle(order, dice);
  std::size_t newest = 0;  // the place, in the order in which they were asked for, of the last that arrived
  std::size_t missed = changes_.size();  // and of the first that did not
  std::vector<std::string> contents = inodes_;
  for (const std::size_t place : order) {
    const Change& change = changes_[place];
    const Fate fate = change.durable ? Fate::arrived : fates();
    if (!change.durable) image.story.push_back(describe(*change.step) + ": " + std::string{word_of(fate)});
    if (fate == Fate::lost) {
      ++image.lost;
      missed = std::min(missed, place);
      continue;
    }
    image.reordered = image.reordered || place < newest || (missed < place && !change.durable);
    newest = std::max(newest, place);
    std::string& content = contents[change.inode];
    if (change.step->act == Act::write) grow(content, change.step->offset, noise, dice);
    if (fate == Fate::torn) ++image.torn;
    fate == Fate::torn ? apply_torn(content, *change.step, noise, dice) : apply(content, *change.step);
  }
  for (const auto& [text, inode] : names) image.files[text] = contents[inode];
  return image;
}

void write_files(const Files& files, const std::string& directory) {
  std::filesystem::create_directories(directory);
  for (const auto& entry : std::filesystem::directory_iterator{directory}) {
    std::filesystem::remove_all(entry.path());
  }
  for (const auto& [name, content] : files) {
    std::ofstream file{directory + "/" + name, std::ios::binary};
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    if (!file.flush()) throw std::runtime_error("cannot write " + name + " in " + directory);
  }
}

}  // namespace heartlink::fault::disk
