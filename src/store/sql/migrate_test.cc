// SPDX-License-Identifier: Apache-2.0
#include "store/sql/migrate.h"

#include <vector>

#include <gtest/gtest.h>

#include "store/sql/query.h"
#include "store/sql/sqlite/sqlite_driver.h"
#include "store/testing/temporary_directory.h"

namespace heartlink::store::sql {
namespace {

using base::Code;

const MigrationFile one{1, "one", "sqlite", "CREATE TABLE a (x INTEGER);"};
const MigrationFile two{2, "two", "sqlite", "CREATE TABLE b (x INTEGER); INSERT INTO b VALUES (1);"};
const MigrationFile broken{2, "broken", "sqlite",
                           "CREATE TABLE b (x INTEGER); INSERT INTO nowhere VALUES (1);"};
const MigrationFile foreign{3, "foreign", "postgres", "CREATE TABLE c (x BIGINT);"};

class MigrateTest : public ::testing::Test {
 protected:
  base::Result<int> run(const std::vector<MigrationFile>& files) {
    return migrate(*database, files, "sqlite", base::WallTime{1}, [this](int number) {
      copies.push_back(number);
      return copy_answer;
    });
  }
  bool has_table(const std::string& name) {
    const bool there = database->execute("SELECT * FROM " + name);
    (void)database->take_failure();
    return there;
  }

  store::testing::TemporaryDirectory directory;
  std::unique_ptr<SqliteConnection> database =
      SqliteConnection::open(directory.file("x.db"), Access::read_write).value();
  std::vector<int> copies;
  base::Result<void> copy_answer;
};

TEST_F(MigrateTest, a_new_database_gets_all_of_them_without_a_copy) {
  EXPECT_EQ(run({two, one, foreign}).value(), 2);
  EXPECT_TRUE(has_table("a"));
  EXPECT_TRUE(has_table("b"));
  EXPECT_FALSE(has_table("c"));
  EXPECT_TRUE(copies.empty());
}

TEST_F(MigrateTest, nothing_runs_twice) {
  ASSERT_TRUE(run({one, two}));
  EXPECT_EQ(run({one, two}).value(), 2);
  EXPECT_TRUE(copies.empty());
}

TEST_F(MigrateTest, what_holds_data_is_copied_before_it_changes) {
  ASSERT_TRUE(run({one}));
  EXPECT_EQ(run({one, two}).value(), 2);
  EXPECT_EQ(copies, (std::vector<int>{2}));
}

TEST_F(MigrateTest, without_a_copy_nothing_changes) {
  ASSERT_TRUE(run({one}));
  copy_answer = base::fail(Code::storage_full);
  EXPECT_EQ(run({one, two}).error().code, Code::storage_full);
  EXPECT_FALSE(has_table("b"));
}

TEST_F(MigrateTest, a_migration_that_fails_leaves_nothing_behind) {
  ASSERT_TRUE(run({one}));
  const auto failed = run({one, broken});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Code::storage_failed);
  EXPECT_NE(failed.error().detail.find("nowhere"), std::string::npos);
  EXPECT_FALSE(has_table("b"));
  EXPECT_EQ(run({one, two}).value(), 2);
}

TEST_F(MigrateTest, a_newer_schema_is_refused_with_both_numbers) {
  ASSERT_TRUE(run({one, two}));
  const auto refused = run({one});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::schema_too_new);
  EXPECT_NE(refused.error().detail.find("schema 2"), std::string::npos);
  EXPECT_NE(refused.error().detail.find("up to 1"), std::string::npos);
}

// The files inside the binary: every statement of the program must make sense on the schema they build.
TEST_F(MigrateTest, every_statement_compiles_on_the_schema_of_this_binary) {
  ASSERT_TRUE(migrate(*database, migration_files(), "sqlite", base::WallTime{1}, {}));
  for (const auto& statement : all_statements()) {
    database->prepare(statement);
    const auto failure = database->take_failure();
    EXPECT_FALSE(failure) << statement.name << ": " << (failure ? failure->text : "");
  }
}

// Migration 0002 on what 0001 left.
TEST_F(MigrateTest, sign_ins_of_the_first_schema_are_kept) {
  std::vector<MigrationFile> first;
  for (const auto& file : migration_files()) {
    if (file.number == 1) first.push_back(file);
  }
  ASSERT_EQ(run(first).value(), 1);
  ASSERT_TRUE(
      database->execute("INSERT INTO users VALUES (7, 'Alice', 'alice', 'hash', 0, 0, 1);"
                        "INSERT INTO sessions VALUES (x'6100', 7, 1, 99);"));
  EXPECT_GT(migrate(*database, migration_files(), "sqlite", base::WallTime{2},
                    [this](int number) {
                      copies.push_back(number);
                      return copy_answer;
                    })
                .value(),
            1);
  EXPECT_EQ(copies, (std::vector<int>{2}));
  Query row{*database, Dml::sessions_of, 7, 50, 10};
  ASSERT_TRUE(row.row());
  EXPECT_EQ(row.text(0), std::string("a\0", 2));
  EXPECT_EQ(row.integer(2), 99);
  EXPECT_EQ(row.text(3), "");
  EXPECT_EQ(row.text(4), "");
  EXPECT_TRUE(has_table("handshakes"));
}

TEST(MigrationFiles, both_dialects_have_the_same_migrations) {
  std::vector<int> sqlite;
  std::vector<int> postgres;
  for (const auto& file : migration_files())
    (file.dialect == "sqlite" ? sqlite : postgres).push_back(file.number);
  EXPECT_EQ(sqlite, postgres);
  EXPECT_FALSE(sqlite.empty());
}

}  // namespace
}  // namespace heartlink::store::sql
