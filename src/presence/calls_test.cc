// SPDX-License-Identifier: Apache-2.0
#include "presence/calls.h"

#include <gtest/gtest.h>

namespace heartlink::presence {
namespace {

using namespace std::chrono_literals;
using model::RoomId;
using model::UserId;

class CallsTest : public ::testing::Test {
 protected:
  std::vector<std::string> people() {
    std::vector<std::string> names;
    for (const auto& one : calls_.find(room_, clock_.now()).people) names.push_back(one.name);
    return names;
  }
  bool declined() { return calls_.find(room_, clock_.now()).declined; }
  void answer(std::int64_t user, const char* status) {
    calls_.changed(room_, UserId{user}, "user-" + std::to_string(user), status, clock_.now());
  }
  void invite() { calls_.invited(room_, UserId{1}, "user-1", clock_.now()); }

  base::ManualClock clock_;
  const RoomId room_{"a"};
  Calls calls_{2};
};

TEST_F(CallsTest, the_inviter_is_alone_until_somebody_joins) {
  invite();
  EXPECT_EQ(people(), std::vector<std::string>{"user-1"});
  answer(2, "joined");
  answer(2, "joined");
  EXPECT_EQ(people(), (std::vector<std::string>{"user-1", "user-2"}));
  answer(2, "left");
  EXPECT_EQ(people(), std::vector<std::string>{"user-1"});
  answer(1, "left");
  EXPECT_TRUE(people().empty());
}

TEST_F(CallsTest, a_no_is_remembered_until_somebody_joins_or_the_next_invitation) {
  invite();
  answer(2, "declined");
  EXPECT_TRUE(declined());
  answer(3, "joined");
  EXPECT_FALSE(declined());
  answer(2, "declined");
  EXPECT_FALSE(declined()) << "two are talking";
  answer(3, "left");
  answer(2, "declined");
  EXPECT_TRUE(declined());
  invite();
  EXPECT_FALSE(declined());
}

TEST_F(CallsTest, a_call_that_is_quiet_for_six_minutes_is_forgotten) {
  invite();
  clock_.advance(6min);
  EXPECT_EQ(people().size(), 1U);
  clock_.advance(1s);
  EXPECT_TRUE(people().empty());
  answer(2, "joined");
  EXPECT_TRUE(people().empty()) << "there is nothing to join";
}

TEST_F(CallsTest, over_the_bound_the_quietest_is_forgotten) {
  invite();
  clock_.advance(1s);
  calls_.invited(RoomId{"b"}, UserId{2}, "ben", clock_.now());
  clock_.advance(1s);
  calls_.invited(RoomId{"c"}, UserId{3}, "cy", clock_.now());
  EXPECT_TRUE(people().empty());
  EXPECT_EQ(calls_.find(RoomId{"b"}, clock_.now()).people.size(), 1U);
  EXPECT_EQ(calls_.find(RoomId{"c"}, clock_.now()).people.size(), 1U);
}

TEST_F(CallsTest, an_answer_without_a_call_and_an_unknown_word_change_nothing) {
  answer(2, "joined");
  EXPECT_TRUE(people().empty());
  invite();
  answer(1, "waving");
  EXPECT_EQ(people().size(), 1U);
}

}  // namespace
}  // namespace heartlink::presence
