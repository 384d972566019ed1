// SPDX-License-Identifier: Apache-2.0
#include "store/sql/data_lock.h"

#include <optional>

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "store/testing/temporary_directory.h"

namespace heartlink::store::sql {

TEST(DataLock, a_directory_has_one_owner_at_a_time) {
  const store::testing::TemporaryDirectory directory;
  std::optional<base::Result<DataLock>> first{DataLock::take(directory.path())};
  ASSERT_TRUE(*first);
  const auto second = DataLock::take(directory.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::Code::data_busy);
  first.reset();
  EXPECT_TRUE(DataLock::take(directory.path()));
}

TEST(DataLock, a_missing_directory_is_made_for_its_owner_alone) {
  const store::testing::TemporaryDirectory directory;
  const auto path = directory.file("deep/data");
  const auto lock = DataLock::take(path);
  ASSERT_TRUE(lock);
  struct stat status{};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST(DataLock, a_directory_that_cannot_be_made_is_an_error) {
  const auto lock = DataLock::take("/proc/heartlink/data");
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().code, base::Code::storage_failed);
}

}  // namespace heartlink::store::sql
