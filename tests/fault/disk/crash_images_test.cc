// SPDX-License-Identifier: Apache-2.0
// The model of a disk by itself, without SQLite; and the proof on a disk that lies, which it must find out.
#include "tests/fault/disk/crash_images.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fault/disk/image_run.h"

namespace heartlink::fault::disk {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::size_t sector = 512;

class CrashImages : public ::testing::Test {
 protected:
  void take(Act act, std::uint64_t offset = 0, const std::string& bytes = {},
            const std::string& file = "db") {
    disk.take(std::make_shared<const Step>(Step{act, act == Act::sync_directory ? "" : file, offset, bytes}));
  }
  void write(std::uint64_t offset, const std::string& bytes) { take(Act::write, offset, bytes); }

  // Every content of the file that `tries` losses of a kind leave.
  std::set<std::string> contents(Loss::Kind kind, std::size_t tries = 64) {
    std::set<std::string> all;
    for (std::size_t at = 0; at < tries; ++at) all.insert(disk.after({kind, at, at}).files.at("db"));
    return all;
  }

  DiskState disk{{{"db", ""}}};
};

TEST_F(CrashImages, an_unsynced_write_may_be_lost) {
  write(0, "a");
  EXPECT_EQ(disk.uncertain(), 1U);
  EXPECT_EQ(disk.after({Loss::Kind::all}).files.at("db"), "");
  EXPECT_EQ(disk.after({Loss::Kind::none}).files.at("db"), "a");
  EXPECT_EQ(disk.seen().at("db"), "a");
}

TEST_F(CrashImages, a_synced_write_is_in_every_image) {
  write(0, "a");
  take(Act::sync);
  write(1, "b");
  for (const auto kind : {Loss::Kind::all, Loss::Kind::subset, Loss::Kind::torn, Loss::Kind::shuffled}) {
    for (const auto& content : contents(kind)) EXPECT_EQ(content.substr(0, 1), "a");
  }
}

TEST_F(CrashImages, a_sync_is_of_one_file) {
  take(Act::create, 0, {}, "log");
  take(Act::sync_directory);
  take(Act::write, 0, "a", "log");
  write(0, "b");
  take(Act::sync);
  const auto image = disk.after({Loss::Kind::all});
  EXPECT_EQ(image.files.at("db"), "b");
  EXPECT_EQ(image.files.at("log"), "");
}

TEST_F(CrashImages, every_subset_of_what_is_not_synced_is_possible) {
  write(0, "a");
  write(1, "b");
  write(2, "c");
  const std::string gap(1, '\0');
  EXPECT_EQ(contents(Loss::Kind::subset, 8), (std::set<std::string>{"", "a", gap + "b", "ab", gap + gap + "c",
                                                                    "a" + gap + "c", gap + "bc", "abc"}));
  EXPECT_EQ(contents(Loss::Kind::after, 4), (std::set<std::string>{"", "a", "ab", "abc"}));
  EXPECT_EQ(contents(Loss::Kind::only_one, 3), (std::set<std::string>{gap + "bc", "a" + gap + "c", "ab"}));
  EXPECT_EQ(contents(Loss::Kind::but_one, 3), (std::set<std::string>{"a", gap + "b", gap + gap + "c"}));
}

TEST_F(CrashImages, a_later_write_that_came_alone_is_out_of_order) {
  write(0, "a");
  write(1, "b");
  EXPECT_TRUE(disk.after({Loss::Kind::but_one, 1}).reordered);
  EXPECT_FALSE(disk.after({Loss::Kind::but_one, 0}).reordered);
}

TEST_F(CrashImages, of_two_writes_to_one_place_the_older_one_may_come_last) {
  write(0, "a");
  write(0, "b");
  EXPECT_THAT(contents(Loss::Kind::shuffled), Contains("a"));
  EXPECT_THAT(contents(Loss::Kind::shuffled), Contains("b"));
}

TEST_F(CrashImages, a_torn_write_keeps_whole_sectors) {
  write(0, std::string(4 * sector, 'o'));
  take(Act::sync);
  write(100, std::string(3 * sector, 'n'));
  bool torn = false;
  for (const auto& content : contents(Loss::Kind::torn)) {
    ASSERT_EQ(content.size(), 4 * sector);
    EXPECT_EQ(content.substr(0, 100), std::string(100, 'o'));
    std::set<char> kinds;
    for (std::size_t at = 0; at < 4; ++at) {
      const std::size_t begin = at == 0 ? 100 : at * sector;
      const std::size_t end = at == 3 ? 3 * sector + 100 : (at + 1) * sector;
      const auto part = content.substr(begin, end - begin);
      EXPECT_EQ(part, std::string(part.size(), part.front()));
      kinds.insert(part.front());
    }
    torn = torn || kinds.size() == 2;
  }
  EXPECT_TRUE(torn);
}

TEST_F(CrashImages, a_truncation_may_not_have_happened) {
  write(0, "abc");
  take(Act::sync);
  take(Act::truncate, 1);
  EXPECT_EQ(contents(Loss::Kind::subset, 2), (std::set<std::string>{"abc", "a"}));
}

TEST_F(CrashImages, a_name_is_durable_once_its_directory_is) {
  take(Act::create, 0, {}, "log");
  take(Act::write, 0, "a", "log");
  take(Act::sync, 0, {}, "log");
  EXPECT_FALSE(disk.after({Loss::Kind::all}).files.contains("log"));
  take(Act::sync_directory);
  EXPECT_EQ(disk.after({Loss::Kind::all}).files.at("log"), "a");
  take(Act::remove, 0, {}, "log");
  EXPECT_TRUE(disk.after({Loss::Kind::all}).files.contains("log"));
  EXPECT_FALSE(disk.seen().contains("log"));
}

TEST_F(CrashImages, what_a_failed_sync_left_no_later_sync_makes_durable) {
  write(0, "a");
  take(Act::failed_sync);
  write(1, "b");
  take(Act::sync);
  const std::string gap(1, '\0');
  EXPECT_EQ(disk.after({Loss::Kind::all}).files.at("db"), gap + "b");
  EXPECT_EQ(disk.seen().at("db"), "ab");
  write(0, "a");  // anew
  take(Act::sync);
  EXPECT_EQ(disk.after({Loss::Kind::all}).files.at("db"), "ab");
}

// A store on an honest disk, and the same one on a disk that says of every sync that it was done.
ImageOptions small_proof() {
  ImageOptions options;
  options.seed = 7;
  options.images = 150;
  options.batches = 24;
  return options;
}

TEST(TheProof, nothing_is_lost_on_an_honest_disk) {
  const auto report = run_images(small_proof());
  EXPECT_THAT(report.wrong, IsEmpty());
  EXPECT_GE(report.images, 150U);
  EXPECT_GT(report.acknowledged, 20U);
  EXPECT_GT(report.torn, 10U);
  EXPECT_GT(report.reordered, 10U);
  EXPECT_GT(report.killed_first, 0U);
}

TEST(TheProof, a_disk_that_lies_is_found_out) {
  auto options = small_proof();
  options.lies_about_syncs = true;
  const auto report = run_images(options);
  EXPECT_GT(report.bad, 0U);
  EXPECT_THAT(report.wrong, Not(IsEmpty()));
}

}  // namespace
}  // namespace heartlink::fault::disk
