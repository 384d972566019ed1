// SPDX-License-Identifier: Apache-2.0
#include "diagnose/pulse.h"

#include <gtest/gtest.h>
#include <prometheus/counter.h>

#include "store/testing/queue_executor.h"

namespace heartlink::diagnose {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class PulseTest : public ::testing::Test {
 protected:
  Figures figures() {
    Figures found;
    pulse_.figures({&home_, [&found](const base::Result<Figures>& figures) { found = *figures; }});
    home_.run_ready();
    return found;
  }
  // A message that was written so long ago.
  void deliver(milliseconds ago, model::EntryKind kind = model::EntryKind::message) {
    model::Parcel parcel;
    auto& entry = parcel.entries.emplace_back();
    entry.kind = kind;
    entry.created_at = {clock_.wall().us - ago.count() * 1000};
    pulse_.deliver(parcel);
  }
  void pass(int count) {
    for (int second = 0; second < count; ++second) {
      clock_.advance(seconds{1});
      pulse_.sample(5);
    }
  }

  store::testing::QueueExecutor home_;
  base::ManualClock clock_;
  base::Metrics metrics_;
  Pulse pulse_{metrics_, clock_, home_};
};

TEST_F(PulseTest, before_anything_happens_nothing_is_invented) {
  const auto now = figures();
  EXPECT_EQ(now.started_at, clock_.wall());
  EXPECT_EQ(now.uptime, seconds{0});
  EXPECT_EQ(now.messages_per_minute, 0U);
  EXPECT_FALSE(now.delivery);
  EXPECT_GT(now.memory_bytes, 1'000'000U);
}

TEST_F(PulseTest, a_minute_is_counted_and_what_is_older_is_not) {
  deliver(milliseconds{1});
  deliver(milliseconds{1}, model::EntryKind::recall);
  server_errors(metrics_).Increment();
  error_frames(metrics_).Increment();
  pass(30);
  deliver(milliseconds{1});
  EXPECT_EQ(figures().messages_per_minute, 2U) << "a recall is no message";
  EXPECT_EQ(figures().errors_per_minute, 2U);
  EXPECT_EQ(figures().connections, 5U);
  pass(30);
  EXPECT_EQ(figures().messages_per_minute, 2U) << "the start is a minute ago";
  pass(1);
  EXPECT_EQ(figures().messages_per_minute, 1U);
  EXPECT_EQ(figures().errors_per_minute, 0U);
  pass(300);
  EXPECT_EQ(figures().messages_per_minute, 0U);
  EXPECT_EQ(figures().uptime, seconds{361});
}

TEST_F(PulseTest, deliveries_are_ranked_and_old_ones_forgotten) {
  for (int ms = 100; ms >= 1; --ms) deliver(milliseconds{ms});
  ASSERT_TRUE(figures().delivery);
  EXPECT_DOUBLE_EQ(figures().delivery->p50, 50);
  EXPECT_DOUBLE_EQ(figures().delivery->p99, 99);
  pass(30);
  deliver(milliseconds{7});
  pass(31);
  EXPECT_DOUBLE_EQ(figures().delivery->p99, 7);
  pass(30);
  EXPECT_FALSE(figures().delivery);
}

TEST_F(PulseTest, the_newest_deliveries_count_and_a_clock_that_was_set_back_makes_none_negative) {
  deliver(milliseconds{9'000});
  for (std::size_t i = 0; i < Pulse::deliveries_max; ++i) deliver(milliseconds{-3});
  EXPECT_DOUBLE_EQ(figures().delivery->p99, 0);
}

}  // namespace
}  // namespace heartlink::diagnose
