// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sqlite/data_directory.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "store/testing/temporary_directory.h"

namespace heartlink::store::sql {
namespace {

class DataDirectory : public ::testing::Test {
 protected:
  static unsigned mode(const std::string& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
  }
  store::testing::TemporaryDirectory directory;
  std::string path = directory.file("heartlink.db");
};

TEST_F(DataDirectory, the_file_is_for_its_owner_and_is_not_emptied_when_it_is_there) {
  ASSERT_TRUE(make_database_file(directory.path(), path));
  EXPECT_EQ(mode(path), 0600U);
  {
    const auto database = SqliteConnection::open(path, Access::read_write).value();
    ASSERT_TRUE(database->execute("CREATE TABLE a (x INTEGER)"));
  }
  ASSERT_TRUE(make_database_file(directory.path(), path));
  EXPECT_GT(std::filesystem::file_size(path), 0U);
}

TEST_F(DataDirectory, a_log_that_is_renewed_keeps_every_byte_and_one_that_is_not_there_is_not_made) {
  ASSERT_TRUE(make_database_file(directory.path(), path));
  ASSERT_TRUE(renew_log(path));
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
  std::string log(200'001, 'x');
  for (std::size_t at = 0; at < log.size(); at += 7) log[at] = static_cast<char>(at);
  std::ofstream{path + "-wal", std::ios::binary} << log;
  ASSERT_TRUE(renew_log(path));
  std::ifstream file{path + "-wal", std::ios::binary};
  EXPECT_TRUE(log == std::string(std::istreambuf_iterator<char>{file}, {}));
}

TEST_F(DataDirectory, a_log_that_cannot_be_renewed_is_an_error) {
  ASSERT_TRUE(make_database_file(directory.path(), path));
  std::filesystem::create_directory(path + "-wal");
  EXPECT_EQ(renew_log(path).error().code, base::Code::storage_failed);
}

TEST_F(DataDirectory, a_copy_is_complete_private_and_replaces_an_older_one) {
  const auto database = SqliteConnection::open(path, Access::read_write).value();
  ASSERT_TRUE(keep_copy(*database, directory.path(), 7));
  ASSERT_TRUE(database->execute("CREATE TABLE a (x INTEGER)"));
  ASSERT_TRUE(keep_copy(*database, directory.path(), 7));
  const auto kept = directory.file("backup-before-7.db");
  EXPECT_EQ(mode(kept), 0600U);
  EXPECT_FALSE(std::filesystem::exists(kept + ".part"));
  const auto copy = SqliteConnection::open(kept, Access::read_write).value();
  EXPECT_TRUE(copy->execute("SELECT * FROM a"));
}

TEST_F(DataDirectory, a_copy_that_cannot_be_written_is_an_error) {
  const auto database = SqliteConnection::open(path, Access::read_write).value();
  EXPECT_FALSE(keep_copy(*database, directory.file("missing"), 7));
  EXPECT_FALSE(database->failed());
}

}  // namespace
}  // namespace heartlink::store::sql
