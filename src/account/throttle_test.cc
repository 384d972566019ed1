// SPDX-License-Identifier: Apache-2.0
#include "account/throttle.h"

#include <gtest/gtest.h>

namespace heartlink::account {
namespace {

using namespace std::chrono_literals;

const base::SteadyTime start{1000s};

TEST(Throttle, after_the_last_allowed_failure_it_says_how_long_to_wait) {
  Throttle throttle{3, 300s};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(throttle.charge("alice", "192.0.2.1", start));
  const auto refused = throttle.charge("alice", "192.0.2.2", start + 100s);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::Code::throttled);
  EXPECT_EQ(refused.error().retry, 200s);
}

TEST(Throttle, the_wait_is_told_in_whole_seconds_begun) {
  Throttle throttle{1, 300s};
  EXPECT_TRUE(throttle.charge("alice", "192.0.2.1", start));
  EXPECT_EQ(throttle.charge("alice", "192.0.2.1", start + 1ms).error().retry, 300s);
  EXPECT_EQ(throttle.charge("alice", "192.0.2.1", start + 299'001ms).error().retry, 1s);
}

TEST(Throttle, when_the_window_is_over_the_account_may_try_again) {
  Throttle throttle{2, 300s};
  EXPECT_TRUE(throttle.charge("alice", "192.0.2.1", start));
  EXPECT_TRUE(throttle.charge("alice", "192.0.2.1", start + 299s));
  EXPECT_FALSE(throttle.charge("alice", "192.0.2.1", start + 299s));
  EXPECT_TRUE(throttle.charge("alice", "192.0.2.1", start + 300s));
}

TEST(Throttle, one_address_cannot_try_many_accounts) {
  Throttle throttle{2, 300s};
  EXPECT_TRUE(throttle.charge("alice", "192.0.2.1", start));
  EXPECT_TRUE(throttle.charge("bob", "192.0.2.1", start));
  EXPECT_FALSE(throttle.charge("carol", "192.0.2.1", start));
  EXPECT_TRUE(throttle.charge("carol", "192.0.2.2", start));
}

TEST(Throttle, a_refused_try_does_not_make_the_wait_longer) {
  Throttle throttle{1, 300s};
  EXPECT_TRUE(throttle.charge("alice", "192.0.2.1", start));
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(throttle.charge("alice", "192.0.2.1", start + 10s));
  EXPECT_TRUE(throttle.charge("alice", "192.0.2.1", start + 300s));
}

TEST(Throttle, a_forgiven_try_does_not_count) {
  Throttle throttle{2, 300s};
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(throttle.charge("alice", "192.0.2.1", start));
    throttle.forgive("alice", "192.0.2.1");
  }
}

TEST(Throttle, an_ipv6_network_of_64_bits_is_one_address) {
  EXPECT_EQ(throttled_network("2001:db8:1:2:3:4:5:6"), throttled_network("2001:db8:1:2:ffff::1"));
  EXPECT_NE(throttled_network("2001:db8:1:2::1"), throttled_network("2001:db8:1:3::1"));
  EXPECT_EQ(throttled_network("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(throttled_network("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(throttled_network(""), "");
}

TEST(Counts, over_the_bound_the_oldest_key_is_forgotten) {
  Counts counts{1, 300s, 2};
  counts.add("a", start);
  counts.add("b", start + 1s);
  counts.add("c", start + 2s);
  EXPECT_EQ(counts.wait("a", start + 2s), 0ms);
  EXPECT_GT(counts.wait("b", start + 2s), 0ms);
  EXPECT_GT(counts.wait("c", start + 2s), 0ms);
}

TEST(Counts, a_key_that_comes_back_after_its_window_begins_a_new_one) {
  Counts counts{1, 300s, 2};
  counts.add("a", start);
  counts.add("a", start + 301s);
  EXPECT_EQ(counts.wait("a", start + 400s), 201s);
}

}  // namespace
}  // namespace heartlink::account
