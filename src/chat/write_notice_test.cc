// SPDX-License-Identifier: Apache-2.0
#include "chat/write_notice.h"

#include <gtest/gtest.h>

#include "store/testing/queue_executor.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

using base::Code;

class WriteNoticeTest : public ::testing::Test {
 protected:
  base::Result<std::int64_t> write(std::string_view title, std::string_view text) {
    return worker_.ask<std::int64_t>([&](base::Done<std::int64_t> done) {
      WriteNotice{people_, registry_, clock_, limits_}.run(ann_, title, text, std::move(done));
    });
  }

  store::testing::FakePeopleStore people_;
  store::testing::QueueExecutor worker_;
  presence::Registry registry_;
  base::ManualClock clock_;
  base::Limits limits_;
  model::User ann_{model::UserId{1}, "ann", false, false, {}};
};

TEST_F(WriteNoticeTest, a_title_stands_above_the_text_and_may_be_missing) {
  people_.notified.answer = std::int64_t{99};
  EXPECT_EQ(write("", " hello ").value(), 99);
  EXPECT_EQ(people_.notified.asked->first.value, 1);
  EXPECT_EQ(people_.notified.asked->second, "hello");
  ASSERT_TRUE(write(" News ", "hello").has_value());
  EXPECT_EQ(people_.notified.asked->second, "News\nhello");
}

TEST_F(WriteNoticeTest, a_title_alone_says_nothing) {
  EXPECT_EQ(write("News", " \n ").error().code, Code::content_empty);
  EXPECT_FALSE(people_.notified.asked.has_value());
}

TEST_F(WriteNoticeTest, title_and_text_together_are_no_longer_than_a_message) {
  EXPECT_TRUE(write("ab", std::string(3997, 'x')).has_value());
  people_.notified.asked.reset();
  EXPECT_EQ(write("ab", std::string(3998, 'x')).error().code, Code::content_too_long);
  EXPECT_FALSE(people_.notified.asked.has_value());
}

TEST_F(WriteNoticeTest, notices_come_out_of_the_allowance_of_messages) {
  limits_.messages_burst = 1;
  limits_.messages_per_second = 1;
  EXPECT_TRUE(write("", "one").has_value());
  const auto second = write("", "two");
  EXPECT_EQ(second.error().code, Code::rate_limited);
  EXPECT_EQ(second.error().retry, std::chrono::seconds{1});
  clock_.advance(std::chrono::seconds{1});
  EXPECT_TRUE(write("", "two").has_value());
}

}  // namespace
}  // namespace heartlink::chat
