// SPDX-License-Identifier: Apache-2.0
// The shim below SQLite, and what the store makes of its failures where that is one call's matter; the sweep
// over all calls is fault_disk errors, of which a part runs here.
#include "tests/fault/disk/recording_vfs.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/sql/sqlite/data_directory.h"
#include "store/sql/sqlite/sqlite_driver.h"
#include "tests/fault/disk/crash_images.h"
#include "tests/fault/disk/error_sweep.h"
#include "tests/fault/disk/scratch.h"

namespace heartlink::fault::disk {
namespace {

using store::sql::Access;
using store::sql::FailureKind;
using store::sql::SqliteConnection;
using ::testing::IsEmpty;

class Recording : public ::testing::Test {
 protected:
  Recording() { write_files({{"heartlink.db", ""}}, directory); }

  std::unique_ptr<SqliteConnection> open() {
    return SqliteConnection::open(database, Access::read_write).value();
  }
  void fail(Call call, Trouble trouble, std::size_t at = 0, bool stays = false) {
    failures.arm({kinds_of({call}), at, trouble, stays});
  }
  // Runs it and answers what it met.
  static std::optional<store::sql::Failure> run(SqliteConnection& connection, const char* script) {
    (void)connection.execute(script);
    return connection.take_failure();
  }
  [[nodiscard]] std::vector<std::string> words_since(std::size_t step) const {
    std::vector<std::string> words;
    const auto steps = record.steps();
    for (; step < steps.size(); ++step) words.push_back(describe(*steps[step]));
    return words;
  }
  [[nodiscard]] DiskState replayed() const {
    DiskState disk{{{"heartlink.db", ""}}};
    for (const auto& step : record.steps()) disk.take(step);
    return disk;
  }
  [[nodiscard]] Files on_disk() const {
    Files files;
    for (const auto& entry : std::filesystem::directory_iterator{directory}) {
      const auto name = entry.path().filename().string();
      if (name.ends_with("-shm")) continue;
      std::ifstream file{entry.path(), std::ios::binary};
      files[name] = std::string{std::istreambuf_iterator<char>{file}, {}};
    }
    return files;
  }

  Scratch scratch;
  std::string directory = scratch.folder("data");
  std::string database = directory + "/heartlink.db";
  Record record;
  Failures failures;
  RecordingVfs vfs{directory, record, failures};
};

TEST_F(Recording, a_record_replayed_is_the_directory) {
  const auto connection = open();
  ASSERT_FALSE(run(*connection, "CREATE TABLE a (x TEXT); INSERT INTO a VALUES (hex(randomblob(9000)))"));
  EXPECT_TRUE(replayed().seen() == on_disk());
  (void)connection->checkpoint_passive();
  ASSERT_FALSE(run(*connection, "DELETE FROM a"));
  EXPECT_TRUE(replayed().seen() == on_disk());
}

TEST_F(Recording, a_commit_ends_with_a_sync_of_the_log) {
  const auto connection = open();
  ASSERT_FALSE(run(*connection, "CREATE TABLE a (x TEXT)"));
  const auto before = record.size();
  ASSERT_FALSE(run(*connection, "INSERT INTO a VALUES ('b')"));
  const auto words = words_since(before);
  ASSERT_FALSE(words.empty());
  EXPECT_EQ(words.back(), "sync heartlink.db-wal");
  EXPECT_EQ(replayed().uncertain(), 0U);
}

// Without that a power loss after the first commit would take the whole log with its name.
TEST_F(Recording, the_name_of_the_log_is_durable_before_the_first_commit_is) {
  const auto connection = open();
  ASSERT_FALSE(run(*connection, "CREATE TABLE a (x TEXT)"));
  EXPECT_TRUE(replayed().after({Loss::Kind::all}).files.contains("heartlink.db-wal"));
}

TEST_F(Recording, each_trouble_comes_as_sqlite_knows_it) {
  const auto connection = open();
  ASSERT_FALSE(run(*connection, "CREATE TABLE a (x TEXT)"));
  fail(Call::write, Trouble::no_space);
  EXPECT_EQ(run(*connection, "INSERT INTO a VALUES ('b')").value().kind, FailureKind::full);
  fail(Call::write, Trouble::short_write);
  EXPECT_EQ(run(*connection, "INSERT INTO a VALUES ('b')").value().kind, FailureKind::full);
  fail(Call::sync, Trouble::no_space);
  EXPECT_EQ(run(*connection, "INSERT INTO a VALUES ('b')").value().code, SQLITE_IOERR_FSYNC);
  fail(Call::write, Trouble::io_error);
  const auto failure = run(*connection, "INSERT INTO a VALUES ('b')").value();
  EXPECT_EQ(failure.code, SQLITE_IOERR_WRITE);
  EXPECT_EQ(failure.kind, FailureKind::io);
  failures.disarm();
  EXPECT_TRUE(replayed().seen() == on_disk());
}

TEST_F(Recording, a_failure_that_stays_strikes_until_it_is_disarmed) {
  const auto connection = open();
  fail(Call::write, Trouble::no_space, 0, true);
  EXPECT_TRUE(run(*connection, "CREATE TABLE a (x TEXT)"));
  EXPECT_TRUE(run(*connection, "CREATE TABLE a (x TEXT)"));
  failures.disarm();
  EXPECT_FALSE(run(*connection, "CREATE TABLE a (x TEXT)"));
}

// The transaction behind the pragma ends with its last row: a store that read the first one only served from
// a database that was in another mode.
TEST_F(Recording, a_database_that_did_not_become_a_wal_is_not_opened) {
  for (const auto call : {Call::sync, Call::remove, Call::write}) {
    fail(call, Trouble::io_error);
    EXPECT_FALSE(SqliteConnection::open(database, Access::read_write));
    failures.disarm();
  }
  EXPECT_EQ(open()->pragma("journal_mode"), "wal");
}

TEST_F(Recording, a_renewed_log_is_durable_whatever_its_last_sync_said) {
  {
    const auto connection = open();
    ASSERT_FALSE(run(*connection, "CREATE TABLE a (x TEXT)"));
    fail(Call::sync, Trouble::io_error);
    ASSERT_TRUE(run(*connection, "INSERT INTO a VALUES ('b')"));
    failures.disarm();
  }
  ASSERT_GT(replayed().uncertain(), 0U);
  ASSERT_TRUE(store::sql::renew_log(database));
  EXPECT_TRUE(replayed().after({Loss::Kind::all}).files == on_disk());
}

TEST_F(Recording, a_log_that_cannot_be_renewed_says_why) {
  {
    const auto connection = open();
    ASSERT_FALSE(run(*connection, "CREATE TABLE a (x TEXT)"));
    fail(Call::sync, Trouble::io_error);
    ASSERT_TRUE(run(*connection, "INSERT INTO a VALUES ('b')"));
  }
  for (const auto call : {Call::open, Call::read, Call::size, Call::sync}) {
    fail(call, Trouble::io_error);
    EXPECT_EQ(store::sql::renew_log(database).error().code, base::Code::storage_failed);
  }
  fail(Call::write, Trouble::no_space);
  EXPECT_EQ(store::sql::renew_log(database).error().code, base::Code::storage_full);
}

TEST(TheSweep, no_error_at_any_call_costs_an_acknowledged_message) {
  ErrorOptions options;
  options.seed = 5;
  options.stride = 23;
  const auto report = run_errors(options);
  EXPECT_THAT(report.wrong, IsEmpty());
  EXPECT_EQ(report.acked_after_fault, 0U);
  EXPECT_EQ(report.lost, 0U);
  EXPECT_GT(report.runs, 50U);
  EXPECT_GT(report.fatal, 5U);
  EXPECT_GT(report.full, 5U);
  EXPECT_GT(report.refused, 5U);
}

}  // namespace
}  // namespace heartlink::fault::disk
