// SPDX-License-Identifier: Apache-2.0
#include "base/config_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heartlink::base {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(ConfigFile, tables_nest_as_dotted_names_from_top_to_bottom) {
  const auto entries = parse_config_text(R"(workers = 2
data = "./d"
limits.drain = "5s"

[limits.more]
yes = true
)",
                                         "c.toml");
  ASSERT_TRUE(entries.has_value());
  ASSERT_EQ(entries->size(), 4U);
  EXPECT_EQ((*entries)[0].key, "workers");
  EXPECT_EQ((*entries)[0].value, "2");
  EXPECT_EQ((*entries)[0].line, 1U);
  EXPECT_EQ((*entries)[1].value, "./d");
  EXPECT_EQ((*entries)[2].key, "limits.drain");
  EXPECT_EQ((*entries)[2].line, 3U);
  EXPECT_EQ((*entries)[3].key, "limits.more.yes");
  EXPECT_EQ((*entries)[3].value, "true");
  EXPECT_EQ((*entries)[3].line, 6U);
}

TEST(ConfigFile, arrays_are_lists_and_numbers_are_decimal) {
  const auto entries = parse_config_text("a = [\"x\", \"y\"]\nb = []\nc = 0x10\nd = 1.5\n", "c.toml");
  ASSERT_TRUE(entries.has_value());
  EXPECT_EQ((*entries)[0].value, "x,y");
  EXPECT_EQ((*entries)[1].value, "");
  EXPECT_EQ((*entries)[2].value, "16");
  EXPECT_EQ((*entries)[3].value, "1.5");
}

TEST(ConfigFile, a_mistake_is_named_with_its_place) {
  const auto entries = parse_config_text("workers = 2\nlisten = \n", "c.toml");
  ASSERT_TRUE(entries.has_error());
  EXPECT_EQ(entries.error().code, Code::config_invalid);
  EXPECT_THAT(entries.error().detail, StartsWith("c.toml:2:"));
}

TEST(ConfigFile, a_key_that_is_given_twice_is_a_mistake) {
  const auto entries = parse_config_text("workers = 2\nworkers = 3\n", "c.toml");
  ASSERT_TRUE(entries.has_error());
  EXPECT_THAT(entries.error().detail, StartsWith("c.toml:2:"));
}

TEST(ConfigFile, a_file_that_cannot_be_read_says_why) {
  const auto missing = read_config_file("/nowhere/heartlink.toml");
  ASSERT_TRUE(missing.has_error());
  EXPECT_EQ(missing.error().detail, "/nowhere/heartlink.toml: cannot be read: No such file or directory");
  const auto folder = read_config_file("/");
  ASSERT_TRUE(folder.has_error());
  EXPECT_THAT(folder.error().detail, HasSubstr("Is a directory"));
}

}  // namespace
}  // namespace heartlink::base
