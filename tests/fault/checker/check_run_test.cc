// SPDX-License-Identifier: Apache-2.0
// The run as a whole: I10, I11 and I12, each with what breaks it and with what only looks like it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fault/checker/story.h"

namespace heartlink::fault::checker {
namespace {

TEST(Recovery, a_send_within_five_seconds_is_a_recovery) {
  Story story;
  story.phase("healed").invoke("alice", "m1").wait_ms(4900).ok("alice", "m1", 1).wait_ms(9000).final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Recovery, later_is_too_late) {
  Story story;
  story.phase("healed").invoke("alice", "m1").wait_ms(5100).ok("alice", "m1", 1).final({"m1"});
  EXPECT_EQ(story.found(), "I10=1");
}

TEST(Recovery, refusals_are_no_recovery) {
  Story story;
  story.phase("healed").invoke("alice", "m1").fail("alice", "m1").wait_ms(6000).final({"added bob"});
  EXPECT_EQ(story.found(), "I10=1");
}

TEST(Recovery, a_send_that_was_open_and_is_given_up_late_is_none) {
  Story story;
  story.invoke("alice", "m1").phase("healed").wait_ms(8000).unknown("alice", "m1").final({"added bob"});
  EXPECT_EQ(story.found(), "I10=1");
}

TEST(Recovery, each_fault_is_followed_by_its_own) {
  Story story;
  story.phase("fault").phase("healed").sent("alice", "m1", 1).wait_ms(6000);
  story.phase("fault")
      .phase("healed")
      .invoke("alice", "m2")
      .wait_ms(6000)
      .ok("alice", "m2", 2)
      .final({"m1", "m2"});
  EXPECT_EQ(story.found(), "I10=1");
}

TEST(Recovery, nothing_is_asked_when_nobody_sends) {
  Story story;
  story.sent("alice", "m1", 1).phase("healed").wait_ms(20000).sent("alice", "m2", 2).final({"m1", "m2"});
  EXPECT_EQ(story.found(), "");
}

TEST(Recovery, a_sender_of_whom_nothing_more_is_heard_may_be_gone) {
  Story story;
  story.invoke("alice", "m1").phase("healed").wait_ms(20000).final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Recovery, a_send_of_the_fifth_second_has_time_to_be_answered) {
  Story story;
  story.phase("healed").wait_ms(4500).invoke("alice", "m1").wait_ms(600).ok("alice", "m1", 1).final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Recovery, the_next_fault_may_come_sooner) {
  Story story;
  story.phase("healed")
      .invoke("alice", "m1")
      .wait_ms(800)
      .phase("fault")
      .unknown("alice", "m1")
      .wait_ms(9000);
  story.final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Findings, a_finding_is_a_violation_in_its_own_words) {
  Story story;
  story.finding("integrity_check: row 7 missing from index").final({"added bob"});
  const auto verdict = story.verdict();
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(describe(verdict.violations[0]).substr(0, 22), "I11: integrity_check: ");
}

TEST(Findings, one_that_names_an_invariant_is_that_invariants) {
  Story story;
  story.finding("I10: the database grew by a half").finding("I13: no such thing").finding("Ix: nor this");
  EXPECT_EQ(story.final({"added bob"}).found(), "I10=1 I11=2");
}

TEST(Findings, none_is_clean) {
  Story story;
  EXPECT_EQ(story.final({"added bob"}).found(), "");
}

TEST(Bounds, a_measure_over_its_bound_is_a_violation) {
  Story story;
  story.bound("rss_bytes", 1000).measure("rss_bytes", 1001).final({"added bob"});
  EXPECT_EQ(story.found(), "I12=1");
}

TEST(Bounds, the_last_bound_before_it_counts) {
  Story story;
  story.measure("fds", 900).bound("fds", 50).measure("fds", 50).bound("rss_bytes", 1).bound("fds", 100);
  story.measure("fds", 80).final({"added bob"});
  EXPECT_EQ(story.found(), "");
  EXPECT_EQ(story.bound("fds", 70).measure("fds", 80).found(), "I12=1");
}

// `count` sends in a phase, each answered after so many milliseconds.
class Latencies : public testing::Test {
 protected:
  Story story;
  std::vector<std::string> entries;

  void send(const std::string& phase, int count, int ms, const std::string& client = "healthy-1") {
    story.phase(phase);
    for (int number = 0; number < count; ++number) {
      entries.push_back("m" + std::to_string(entries.size() + 1));
      story.invoke(client, entries.back()).wait_ms(ms - 1);
      story.ok(client, entries.back(), static_cast<std::int64_t>(entries.size()));
    }
  }
  std::string found() { return Story{story}.final(entries).found(); }
};

TEST_F(Latencies, healthy_clients_wait_at_most_twice_as_long) {
  send("baseline", 100, 40);
  send("fault", 100, 80);
  EXPECT_EQ(found(), "");
  const auto verdict = Story{story}.final(entries).verdict();
  EXPECT_EQ(verdict.exposure.baseline_p99_ns, 40'000'000);
  EXPECT_EQ(verdict.exposure.fault_p99_ns, 80'000'000);
  EXPECT_THAT(summary(verdict), testing::EndsWith("p99_ms=40.0/80.0"));
}

TEST_F(Latencies, longer_is_a_violation) {
  send("baseline", 100, 40);
  send("fault", 98, 40);
  send("fault", 2, 81);
  EXPECT_EQ(found(), "I12=1");
}

TEST_F(Latencies, one_of_a_hundred_may_wait) {
  send("baseline", 100, 40);
  send("fault", 99, 40);
  send("fault", 1, 900);
  EXPECT_EQ(found(), "");
}

TEST_F(Latencies, a_baseline_of_nothing_is_noise) {
  send("baseline", 100, 2);
  send("fault", 100, 50);
  EXPECT_EQ(found(), "");
  send("fault", 100, 51);
  EXPECT_EQ(found(), "I12=1");
}

TEST_F(Latencies, few_sends_show_nothing) {
  send("baseline", 99, 2);
  send("fault", 100, 500);
  EXPECT_EQ(found(), "");
}

TEST_F(Latencies, the_sick_may_be_slow) {
  send("baseline", 100, 2);
  send("fault", 100, 2);
  send("fault", 100, 500, "sick-1");
  EXPECT_EQ(found(), "");
}

TEST_F(Latencies, a_phase_that_is_neither_counts_for_neither) {
  send("baseline", 100, 2);
  send("fault", 100, 2);
  send("healed", 100, 500);
  EXPECT_EQ(found(), "");
}

TEST_F(Latencies, the_last_attempt_is_what_is_waited_for) {
  send("baseline", 100, 30);
  send("fault", 98, 30);
  for (int number = 99; number <= 100; ++number) {
    entries.push_back("late" + std::to_string(number));
    story.invoke("healthy-1", entries.back()).wait_ms(900).unknown("healthy-1", entries.back());
    story.invoke("healthy-1", entries.back()).wait_ms(10);
    story.ok("healthy-1", entries.back(), static_cast<std::int64_t>(entries.size()));
  }
  EXPECT_EQ(found(), "");
}

}  // namespace
}  // namespace heartlink::fault::checker
