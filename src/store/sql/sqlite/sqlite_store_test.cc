// SPDX-License-Identifier: Apache-2.0
// The data directory of the SQLite store: modes, the lock, the fault marker.
#include "store/sql/sqlite/sqlite_store.h"

#include <cstdio>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "store/sql/fault_marker.h"
#include "store/sql/sqlite/sqlite_driver.h"
#include "store/testing/shared_clock.h"
#include "store/testing/temporary_directory.h"

namespace heartlink::store::sql {
namespace {

using base::Code;

class SqliteStoreTest : public ::testing::Test {
 protected:
  SqliteStoreTest() { config.data = directory.file("data"); }

  base::Result<std::unique_ptr<Store>> open() {
    Environment environment;
    environment.config = &config;
    environment.clock = &clock;
    return open_sqlite_store(environment);
  }
  [[nodiscard]] std::string file(const std::string& name) const { return config.data + "/" + name; }
  static unsigned mode(const std::string& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
  }
  // Overwrites the middle of the file with noise, as a bad disk would.
  static void damage(const std::string& path) {
    const int handle = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const std::string noise(3 * 4096, '\xA5');
    ASSERT_GT(::pwrite(handle, noise.data(), noise.size(), 2 * 4096), 0);
    ::close(handle);
  }

  store::testing::TemporaryDirectory directory;
  store::testing::SharedClock clock;
  base::Config config;
};

TEST_F(SqliteStoreTest, the_data_is_for_its_owner_alone) {
  const auto store = open();
  ASSERT_TRUE(store);
  EXPECT_EQ(mode(config.data), 0700U);
  EXPECT_EQ(mode(file("heartlink.db")), 0600U);
  EXPECT_EQ(mode(file("heartlink.db-wal")), 0600U);
  EXPECT_EQ(mode(file("lock")), 0600U);
}

TEST_F(SqliteStoreTest, closing_folds_the_log_into_the_file_and_frees_the_lock) {
  ASSERT_TRUE(open());
  EXPECT_EQ(std::filesystem::file_size(file("heartlink.db-wal")), 0U);
  EXPECT_TRUE(open());
}

// What it needs to be read has its place already, and nothing is written before somebody writes.
TEST_F(SqliteStoreTest, a_start_that_finds_everything_needs_no_space) {
  ASSERT_TRUE(open());
  EXPECT_TRUE(std::filesystem::exists(file("heartlink.db-shm")));
  const auto store = open();
  ASSERT_TRUE(store);
  EXPECT_EQ(std::filesystem::file_size(file("heartlink.db-wal")), 0U);
}

TEST_F(SqliteStoreTest, after_a_fault_a_sound_file_is_checked_and_served) {
  ASSERT_TRUE(open());
  FaultMarker{file("io-fault")}.write("injected");
  EXPECT_TRUE(open());
  EXPECT_FALSE(std::filesystem::exists(file("io-fault")));
}

TEST_F(SqliteStoreTest, after_a_fault_a_damaged_file_is_not_served) {
  ASSERT_TRUE(open());
  damage(file("heartlink.db"));
  FaultMarker{file("io-fault")}.write("injected");
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::storage_failed);
  EXPECT_TRUE(std::filesystem::exists(file("io-fault")));
}

TEST_F(SqliteStoreTest, a_newer_schema_is_not_opened) {
  ASSERT_TRUE(open());
  {
    auto database = SqliteConnection::open(file("heartlink.db"), Access::read_write).value();
    ASSERT_TRUE(database->execute("INSERT INTO schema_migrations VALUES (9999, 'future', 1)"));
  }
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::schema_too_new);
}

}  // namespace
}  // namespace heartlink::store::sql
