// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sqlite/sqlite_driver.h"

#include <sys/types.h>
#include <unistd.h>

#include <cerrno>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/sql/migrate.h"
#include "store/sql/query.h"
#include "store/testing/temporary_directory.h"

namespace heartlink::store::sql {
namespace {

class SqliteDriverTest : public ::testing::Test {
 protected:
  SqliteDriverTest() {
    (void)migrate(*writing, migration_files(), "sqlite", base::WallTime{1}, {}).value();
    reading = SqliteConnection::open(path, Access::read_only).value();
  }
  void keep(std::string_view name, const std::string& value) {
    Query{*writing, Dml::keep_meta, name, value}.run();
  }
  std::optional<std::string> read(Connection& connection, std::string_view name) {
    Query row{connection, Dml::read_meta, name};
    if (!row.row()) return std::nullopt;
    return row.text(0);
  }
  FailureKind taken(Connection& connection) {
    const auto failure = connection.take_failure();
    EXPECT_TRUE(failure);
    return failure ? failure->kind : FailureKind::other;
  }

  store::testing::TemporaryDirectory directory;
  std::string path = directory.file("x.db");
  std::unique_ptr<SqliteConnection> writing = SqliteConnection::open(path, Access::read_write).value();
  std::unique_ptr<SqliteConnection> reading;
};

TEST_F(SqliteDriverTest, every_commit_is_synced_to_a_log_that_we_trim) {
  EXPECT_EQ(writing->pragma("journal_mode"), "wal");
  EXPECT_EQ(writing->pragma("synchronous"), "2");
  EXPECT_EQ(writing->pragma("wal_autocheckpoint"), "0");
  EXPECT_EQ(writing->pragma("foreign_keys"), "1");
  EXPECT_EQ(writing->pragma("mmap_size").value_or("0"), "0");
}

TEST_F(SqliteDriverTest, a_reader_sees_what_is_committed_and_nothing_else) {
  writing->control(Control::begin_write);
  keep("a", "1");
  EXPECT_EQ(read(*reading, "a"), std::nullopt);
  writing->control(Control::commit);
  EXPECT_EQ(read(*reading, "a"), "1");
}

TEST_F(SqliteDriverTest, a_snapshot_stays_as_it_was) {
  reading->control(Control::begin_read);
  EXPECT_EQ(read(*reading, "a"), std::nullopt);
  keep("a", "1");
  EXPECT_EQ(read(*reading, "a"), std::nullopt);
  reading->control(Control::commit);
  EXPECT_EQ(read(*reading, "a"), "1");
}

TEST_F(SqliteDriverTest, a_reader_cannot_write) {
  EXPECT_FALSE(reading->execute("DELETE FROM meta"));
  EXPECT_TRUE(reading->take_failure());
}

TEST_F(SqliteDriverTest, a_failure_stays_until_it_is_taken) {
  keep("a", "1");
  EXPECT_FALSE(writing->execute("SELECT nonsense"));
  EXPECT_EQ(read(*writing, "a"), std::nullopt);
  EXPECT_FALSE(writing->control(Control::begin_write));
  EXPECT_EQ(taken(*writing), FailureKind::other);
  EXPECT_EQ(read(*writing, "a"), "1");
}

TEST_F(SqliteDriverTest, a_savepoint_is_undone_alone) {
  writing->control(Control::begin_write);
  keep("a", "1");
  writing->control(Control::savepoint);
  keep("b", "2");
  writing->control(Control::rollback_to);
  writing->control(Control::release);
  writing->control(Control::commit);
  EXPECT_EQ(read(*reading, "a"), "1");
  EXPECT_EQ(read(*reading, "b"), std::nullopt);
}

TEST_F(SqliteDriverTest, a_rollback_outside_of_a_transaction_is_no_failure) {
  EXPECT_TRUE(writing->control(Control::rollback));
  EXPECT_FALSE(writing->failed());
}

TEST_F(SqliteDriverTest, a_broken_rule_is_a_constraint) {
  writing->execute(
      "INSERT INTO members (room, user_id, role, joined_at, read_up_to, delivered_up_to) VALUES (1, 1, 0, 0, "
      "0, 0)");
  EXPECT_EQ(taken(*writing), FailureKind::constraint);
}

TEST_F(SqliteDriverTest, a_second_writer_is_busy) {
  auto second = SqliteConnection::open(path, Access::read_write).value();
  writing->control(Control::begin_write);
  EXPECT_FALSE(second->control(Control::begin_write));
  EXPECT_EQ(taken(*second), FailureKind::busy);
  writing->control(Control::rollback);
}

TEST_F(SqliteDriverTest, a_database_that_may_not_grow_is_full) {
  const auto pages = writing->pragma("page_count").value();
  EXPECT_EQ(writing->pragma("max_page_count = " + pages), pages);
  keep("big", std::string(100'000, 'x'));
  EXPECT_EQ(taken(*writing), FailureKind::full);
  writing->control(Control::rollback);
  keep("small", "x");
  EXPECT_FALSE(writing->failed());
}

// SQLite's own place for it: its calls of the system can be replaced. While one is in scope, writes fail with
// this errno.
class FailingWrites {
 public:
  explicit FailingWrites(int error) {
    error_ = error;
    replace(reinterpret_cast<sqlite3_syscall_ptr>(&fail));
  }
  FailingWrites(const FailingWrites&) = delete;
  FailingWrites& operator=(const FailingWrites&) = delete;
  ~FailingWrites() { replace(nullptr); }

 private:
  static ssize_t fail(int, const void*, size_t, off_t) {
    errno = error_;
    return -1;
  }
  static void replace(sqlite3_syscall_ptr call) {
    auto* vfs = sqlite3_vfs_find("unix");
    // Which of them it uses was decided when it was built.
    for (const auto* name : {"write", "pwrite", "pwrite64"}) vfs->xSetSystemCall(vfs, name, call);
  }
  static inline int error_ = 0;
};

TEST_F(SqliteDriverTest, a_quota_that_is_used_up_is_a_full_disk) {
  {
    const FailingWrites failing{EDQUOT};
    keep("a", "1");
  }
  EXPECT_EQ(taken(*writing), FailureKind::full);
  keep("a", "2");
  EXPECT_EQ(read(*reading, "a"), "2");
}

TEST_F(SqliteDriverTest, a_bad_disk_is_no_full_one_even_when_it_was_full_before) {
  {
    const FailingWrites failing{EDQUOT};
    keep("a", "1");
  }
  (void)taken(*writing);
  {
    const FailingWrites failing{EIO};
    keep("a", "2");
  }
  EXPECT_EQ(taken(*writing), FailureKind::io);
}

TEST_F(SqliteDriverTest, a_file_that_is_no_database_is_an_error) {
  const auto other = directory.file("text");
  FILE* file = std::fopen(other.c_str(), "w");
  ASSERT_NE(file, nullptr);
  std::fputs(std::string(5000, 'x').c_str(), file);
  std::fclose(file);
  const auto opened = SqliteConnection::open(other, Access::read_write);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, base::Code::storage_failed);
}

TEST_F(SqliteDriverTest, the_log_begins_anew_after_a_complete_checkpoint) {
  for (int number = 0; number < 50; ++number) keep("n" + std::to_string(number), std::string(4000, 'x'));
  const auto before = writing->wal_bytes();
  EXPECT_GT(before, 200'000U);
  EXPECT_EQ(writing->checkpoint_passive(), CheckpointOutcome::complete);
  keep("after", "1");
  EXPECT_LT(writing->wal_bytes(), before);
}

TEST_F(SqliteDriverTest, a_reader_inside_spoils_a_restart_but_nothing_fails) {
  reading->control(Control::begin_read);
  (void)read(*reading, "a");
  keep("a", "1");
  EXPECT_EQ(writing->checkpoint_restart(std::chrono::milliseconds{1}), CheckpointOutcome::partial);
  EXPECT_FALSE(writing->failed());
  reading->control(Control::commit);
  EXPECT_EQ(writing->checkpoint_restart(std::chrono::milliseconds{1}), CheckpointOutcome::complete);
}

TEST_F(SqliteDriverTest, empty_texts_and_blobs_are_not_null) {
  keep("empty", "");
  EXPECT_EQ(read(*reading, "empty"), "");
  EXPECT_FALSE(writing->failed());
}

TEST_F(SqliteDriverTest, a_copy_holds_everything) {
  keep("a", "1");
  const auto copy = directory.file("copy.db");
  ASSERT_TRUE(writing->copy_to(copy));
  auto opened = SqliteConnection::open(copy, Access::read_write).value();
  EXPECT_EQ(read(*opened, "a"), "1");
  EXPECT_FALSE(writing->copy_to(copy));
  EXPECT_TRUE(writing->check_integrity());
}

}  // namespace
}  // namespace heartlink::store::sql
