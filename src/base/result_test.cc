// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace heartlink::base {
namespace {

Result<int> half_of(int number) {
  if (number % 2 != 0) return fail(Code::field_invalid, "odd", std::chrono::milliseconds{5});
  return number / 2;
}

TEST(Result, is_a_value_or_an_error) {
  EXPECT_EQ(half_of(4).value(), 2);
  const auto failed = half_of(3);
  ASSERT_TRUE(failed.has_error());
  EXPECT_EQ(failed.error().code, Code::field_invalid);
  EXPECT_EQ(failed.error().detail, "odd");
  EXPECT_EQ(failed.error().retry, std::chrono::milliseconds{5});
}

TEST(Result, to_ask_a_failure_for_its_value_is_a_bug_that_throws) {
  EXPECT_THROW(static_cast<void>(half_of(3).value()), std::logic_error);
}

}  // namespace
}  // namespace heartlink::base
