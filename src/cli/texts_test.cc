// SPDX-License-Identifier: Apache-2.0
#include "cli/texts.h"

#include <gtest/gtest.h>

namespace heartlink::cli {
namespace {

TEST(Texts, the_option_beats_the_locale_wherever_it_stands) {
  const Environment chinese{{"LANG", "zh_CN.UTF-8"}};
  EXPECT_EQ(language_of({"user", "create", "--lang", "en"}, chinese), Lang::en);
  EXPECT_EQ(language_of({"--lang=zh", "version"}, {}), Lang::zh);
  EXPECT_EQ(language_of({"version"}, chinese), Lang::zh);
}

TEST(Texts, the_locale_is_the_first_variable_that_is_set) {
  EXPECT_EQ(language_of({}, {{"LANG", "zh_CN.UTF-8"}, {"LC_ALL", "de_DE.UTF-8"}}), Lang::en);
  EXPECT_EQ(language_of({}, {{"LANG", "en_GB.UTF-8"}, {"LC_MESSAGES", "zh_TW"}, {"LC_ALL", ""}}), Lang::zh);
  EXPECT_EQ(language_of({}, {}), Lang::en);
}

}  // namespace
}  // namespace heartlink::cli
