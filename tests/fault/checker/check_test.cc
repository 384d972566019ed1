// SPDX-License-Identifier: Apache-2.0
// The checker as a whole: what it says of a clean run, which counter-example it shows first, and how few
// events that needs. The invariants one by one: check_*_test.cc beside this.
#include "tests/fault/checker/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fault/checker/story.h"
#include "tests/fault/checker/violations.h"

namespace heartlink::fault::checker {
namespace {

using testing::HasSubstr;

// Two people in a room, a cut, a retry, a resume and a fetch: all that is usual, and nothing that is wrong.
Story clean_run() {
  Story story;
  story.phase("baseline")
      .open("alice", 0)
      .greeted("alice", 1)
      .deliver("alice", 1, "added bob")
      .resumed("alice", 1);
  story.open("bob", -1).greeted("bob", 1);
  story.invoke("alice", "a1").ok("alice", "a1", 2).deliver("alice", 2, "a1").deliver("bob", 2, "a1");
  story.phase("fault").invoke("bob", "b1").unknown("bob", "b1").closed("bob");
  story.invoke("alice", "a2").fail("alice", "a2");
  story.open("bob", 2).greeted("bob", 3).deliver("bob", 3, "b1").resumed("bob", 3);
  story.phase("healed").invoke("bob", "b1").dup("bob", "b1", 3).deliver("alice", 3, "b1");
  story.invoke("alice", "a2").ok("alice", "a2", 4).deliver("alice", 4, "a2").deliver("bob", 4, "a2");
  story.phase("end").final({"added bob", "a1", "b1", "a2"});
  return story;
}

TEST(Check, a_clean_run_is_clean_and_its_exposure_is_counted) {
  const auto verdict = clean_run().verdict();
  EXPECT_TRUE(verdict.violations.empty()) << report(verdict);
  EXPECT_EQ(
      summary(verdict),
      "0 of 3 acknowledged lost, 0 doubled, 0 reordered; unknown=1 refused=1 deliveries=7 connections=3 "
      "resumes=2 rooms=1");
  EXPECT_EQ(report(verdict), summary(verdict));
}

TEST(Check, an_empty_history_proves_nothing) {
  const auto verdict = check({});
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(verdict.violations[0].invariant, "I1");
  EXPECT_THAT(report(verdict), HasSubstr("nothing is proven"));
}

TEST(Check, the_smallest_counter_example_comes_first) {
  Story story;
  story.sent("alice", "m1", 1).sent("alice", "m2", 2).sent("alice", "m3", 3);
  story.open("bob", 0).greeted("bob", 3).deliver("bob", 1, "m1").deliver("bob", 1, "m1");
  story.final({"m1", "m2"});
  const auto verdict = story.verdict();
  ASSERT_EQ(story.found(), "I1=1 I2=1");
  EXPECT_EQ(verdict.violations[0].invariant, "I2");
  ASSERT_EQ(verdict.violations[0].evidence.size(), 2U);
  EXPECT_EQ(verdict.violations[0].evidence[0].what, What::deliver);
  EXPECT_LT(verdict.violations[0].evidence[0].at_ns, verdict.violations[0].evidence[1].at_ns);
}

// The send, its acknowledgement, and what stands where it belongs: no more, however long the run was.
TEST(Check, a_lost_message_is_shown_in_four_events) {
  Story story;
  std::vector<std::string> kept;
  for (int number = 1; number <= 500; ++number) {
    const auto cid = "m" + std::to_string(number);
    story.sent("alice", cid, number);
    kept.push_back(number == 250 ? "role bob" : cid);
  }
  story.final(kept);
  const auto verdict = story.verdict();
  ASSERT_EQ(verdict.found.at("I1"), 1U);
  for (const auto& violation : verdict.violations) {
    EXPECT_LE(violation.evidence.size(), 5U) << describe(violation);
    if (violation.invariant != "I1") continue;
    EXPECT_THAT(violation.sentence, HasSubstr("m250 was acknowledged as 250"));
    EXPECT_THAT(violation.sentence, HasSubstr("http and socket and database"));
    EXPECT_EQ(violation.evidence[0].what, What::invoke);
    EXPECT_EQ(violation.evidence[1].what, What::ok);
  }
}

TEST(Check, twenty_of_an_invariant_are_kept_and_all_are_counted) {
  Story story;
  for (int number = 1; number <= 300; ++number) story.sent("alice", "m" + std::to_string(number), number);
  story.final({"m1"});
  const auto verdict = story.verdict();
  EXPECT_EQ(verdict.violations.size(), 20U);
  EXPECT_EQ(verdict.found.at("I1"), 299U);
  EXPECT_THAT(summary(verdict), HasSubstr("299 of 300 acknowledged lost"));
  EXPECT_THAT(report(verdict), HasSubstr("besides this one: I1=298"));
}

TEST(Check, a_smaller_counter_example_takes_the_place_of_a_larger_one) {
  Story story;
  story.sent("alice", "m1", 1).sent("alice", "m2", 2);
  Violations violations{story.history()};
  for (int time = 0; time < 20; ++time) violations.add("I3", "large", {0, 1, 2});
  violations.add("I3", "small", {3, none, 3});
  Verdict verdict;
  violations.hand_over(verdict);
  ASSERT_EQ(verdict.violations.size(), 20U);
  EXPECT_EQ(verdict.violations[0].sentence, "small");
  EXPECT_EQ(verdict.violations[0].evidence.size(), 1U);
  EXPECT_EQ(verdict.found.at("I3"), 21U);
}

TEST(Check, the_report_shows_the_events_as_lines_of_a_history) {
  Story story;
  story.sent("alice", "m1", 1).final({"role bob"});
  const auto text = report(story.verdict());
  EXPECT_THAT(text, HasSubstr("\n  {\"at\":"));
  EXPECT_THAT(text, HasSubstr("\"cid\":\"m1\""));
}

TEST(Check, what_has_no_place_among_the_three_counts_is_named_behind_them) {
  Story story;
  story.finding("the file is torn").sent("alice", "m1", 1).final({"m1"});
  EXPECT_THAT(summary(story.verdict()), testing::EndsWith("rooms=1 I11=1"));
}

}  // namespace
}  // namespace heartlink::fault::checker
