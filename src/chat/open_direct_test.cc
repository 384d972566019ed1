// SPDX-License-Identifier: Apache-2.0
#include "chat/open_direct.h"

#include <gtest/gtest.h>

#include "store/testing/queue_executor.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

using base::Code;

class OpenDirectTest : public ::testing::Test {
 protected:
  OpenDirectTest() { limits_.new_rooms_per_hour = 2; }
  base::Result<store::Direct> open(std::int64_t by = 1) {
    return worker_.ask<store::Direct>([&](base::Done<store::Direct> done) {
      const model::User from{model::UserId{by}, "somebody", false, false, {}};
      use_case_.run(from, bob_, std::move(done));
    });
  }

  store::testing::FakePeopleStore people_;
  store::testing::QueueExecutor worker_;
  presence::Registry registry_;
  base::SeededRandom random_{1};
  base::ManualClock clock_;
  base::Limits limits_;
  model::User bob_{model::UserId{2}, "bob", false, false, {}};
  OpenDirect use_case_{{people_, registry_, random_, clock_, limits_}};
};

TEST_F(OpenDirectTest, a_room_is_asked_for_under_an_id_that_nobody_guesses) {
  ASSERT_TRUE(open().has_value());
  const auto id = people_.opened.asked->id.value;
  EXPECT_TRUE(id.starts_with("direct-")) << id;
  EXPECT_EQ(id.size(), std::string_view{"direct-"}.size() + 16) << id;
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef", 7), std::string::npos) << id;
  EXPECT_EQ(people_.opened.asked->by.id.value, 1);
  EXPECT_EQ(people_.opened.asked->with.id.value, 2);
  ASSERT_TRUE(open().has_value());
  EXPECT_NE(people_.opened.asked->id.value, id);
}

TEST_F(OpenDirectTest, more_in_an_hour_than_allowed_are_throttled_until_there_is_room_again) {
  ASSERT_TRUE(open().has_value());
  ASSERT_TRUE(open().has_value());
  people_.opened.asked.reset();
  const auto refused = open();
  EXPECT_EQ(refused.error().code, Code::throttled);
  EXPECT_EQ(refused.error().retry, std::chrono::minutes{30});
  EXPECT_FALSE(people_.opened.asked.has_value());
  EXPECT_TRUE(open(3).has_value()) << "it is counted per person";
  clock_.advance(std::chrono::minutes{30});
  EXPECT_TRUE(open().has_value());
}

TEST_F(OpenDirectTest, a_room_that_is_there_costs_nothing) {
  people_.direct_exists = true;
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(open().has_value()) << i;
  people_.direct_exists = false;
  EXPECT_TRUE(open().has_value()) << "nothing was taken from the allowance";
}

TEST_F(OpenDirectTest, what_is_refused_costs_nothing) {
  people_.direct_exists = true;
  people_.opened.answer = base::fail(Code::not_accepting);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(open().error().code, Code::not_accepting);
  people_.direct_exists = false;
  people_.opened.answer = store::Direct{};
  EXPECT_TRUE(open().has_value());
}

}  // namespace
}  // namespace heartlink::chat
