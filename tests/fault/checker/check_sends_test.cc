// SPDX-License-Identifier: Apache-2.0
// What becomes of sends: I1, I2, I4, I5 and I6, each with what breaks it and with what only looks like it.
#include <gtest/gtest.h>

#include "tests/fault/checker/story.h"

namespace heartlink::fault::checker {
namespace {

TEST(Loss, an_acknowledged_message_that_one_reader_does_not_find_is_lost) {
  Story story;
  story.sent("alice", "m1", 1).sent("alice", "m2", 2);
  story.lines("http", {"m1", "m2"}).lines("socket", {"m1", "m2"}).lines("database", {"m1", "role bob"});
  EXPECT_EQ(story.found(), "I1=1 I3=1");
}

TEST(Loss, the_last_message_is_lost_as_well) {
  Story story;
  story.sent("alice", "m1", 1).sent("alice", "m2", 2).final({"m1"});
  EXPECT_EQ(story.found(), "I1=1");
}

TEST(Loss, another_body_under_the_same_id_is_a_loss) {
  Story story;
  story.sent("alice", "m1", 1).line("database", 1, "m1").altered();
  EXPECT_EQ(story.found(), "I1=1 I5=1");
}

TEST(Loss, a_recalled_message_is_not_lost) {
  Story story;
  story.open("bob", 0).greeted("bob", 0).resumed("bob", 0);
  story.sent("alice", "m1", 1).deliver("bob", 1, "m1").deliver("bob", 2, "recall");
  story.final({"message recalled", "recall"});
  EXPECT_EQ(story.found(), "");
}

TEST(Loss, what_was_not_acknowledged_may_be_missing) {
  Story story;
  story.invoke("alice", "m1").unknown("alice", "m1").invoke("alice", "m2").fail("alice", "m2");
  story.invoke("alice", "m3").sent("bob", "m4", 1).final({"m4"});
  EXPECT_EQ(story.found(), "");
}

TEST(Loss, a_run_that_ended_must_have_been_read_in_three_ways) {
  Story story;
  story.sent("alice", "m1", 1).sent("alice", "m2", 2).phase("end");
  story.lines("http", {"m1", "m2"}).lines("database", {"m1", "m2"});
  EXPECT_EQ(story.found(), "I1=2");
}

TEST(Loss, a_partial_history_may_be_read_in_one_way) {
  Story story;
  story.sent("alice", "m1", 1).lines("database", {"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Loss, a_room_that_one_reader_left_out_counts_as_lost) {
  Story story;
  story.sent("alice", "m1", 1).in("s").sent("alice", "m2", 1).sent("alice", "m3", 2);
  story.in("r").lines("http", {"m1"}).lines("database", {"m1"}).in("s").lines("http", {"m2", "m3"});
  EXPECT_EQ(story.found(), "I1=2");
}

TEST(Loss, without_any_final_history_nothing_is_proven) {
  Story story;
  story.sent("alice", "m1", 1).sent("alice", "m2", 2);
  EXPECT_EQ(story.found(), "I1=2");
}

TEST(Loss, a_room_in_which_nothing_was_stored_needs_no_history) {
  Story story;
  story.sent("alice", "m1", 1).final({"m1"}).in("s").invoke("alice", "m2").fail("alice", "m2");
  EXPECT_EQ(story.found(), "");
}

TEST(Double, one_message_with_two_ids_is_a_double) {
  Story story;
  story.sent("alice", "m1", 1).final({"m1", "m1"});
  EXPECT_EQ(story.found(), "I2=1");
}

TEST(Double, a_message_under_another_id_than_the_acknowledged_is_not_lost_but_doubled) {
  Story story;
  story.sent("alice", "m1", 2).sent("bob", "m2", 3).final({"m1", "role bob", "m2"});
  EXPECT_EQ(story.found(), "I2=1 I3=1");
}

TEST(Double, an_id_twice_on_one_connection_is_a_double) {
  Story story;
  story.sent("alice", "m1", 1).open("bob", 0).greeted("bob", 1);
  story.deliver("bob", 1, "m1").deliver("bob", 1, "m1").final({"m1"});
  EXPECT_EQ(story.found(), "I2=1");
}

TEST(Double, an_id_that_the_socket_was_opened_behind_is_a_double) {
  Story story;
  story.sent("alice", "m1", 1).sent("alice", "m2", 2).open("bob", 0).greeted("bob", 1);
  story.deliver("bob", 1, "m1").resumed("bob", 1).closed("bob");
  story.open("bob", 1).greeted("bob", 2).deliver("bob", 1, "m1").deliver("bob", 2, "m2").resumed("bob", 2);
  story.final({"m1", "m2"});
  EXPECT_EQ(story.found(), "I2=1");
}

TEST(Double, an_id_that_was_asked_for_again_is_none) {
  Story story;
  story.sent("alice", "m1", 1).sent("alice", "m2", 2).open("bob", 0).greeted("bob", 2);
  story.deliver("bob", 1, "m1").deliver("bob", 2, "m2").closed("bob");
  story.open("bob", 1).greeted("bob", 2).deliver("bob", 2, "m2").resumed("bob", 2).final({"m1", "m2"});
  EXPECT_EQ(story.found(), "");
}

TEST(Double, a_fetch_that_raced_the_delivery_is_none) {
  Story story;
  story.sent("alice", "m1", 1)
      .open("bob", 0)
      .greeted("bob", 1)
      .fetched("bob", 1, "m1")
      .deliver("bob", 1, "m1");
  story.final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(RealTime, what_was_sent_after_an_acknowledgement_has_the_higher_id) {
  Story story;
  story.sent("alice", "m1", 2).sent("bob", "m2", 1).final({"m2", "m1"});
  EXPECT_EQ(story.found(), "I4=1");
}

TEST(RealTime, an_unanswered_message_that_is_there_has_its_place_too) {
  Story story;
  story.sent("alice", "m1", 2).invoke("bob", "m2").unknown("bob", "m2").final({"m2", "m1"});
  EXPECT_EQ(story.found(), "I4=1");
}

TEST(RealTime, what_was_under_way_together_may_have_any_order) {
  Story story;
  story.invoke("alice", "m1").invoke("bob", "m2").ok("alice", "m1", 2).ok("bob", "m2", 1).final({"m2", "m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(RealTime, one_instant_is_before_nothing) {
  Story story;
  story.sent("alice", "m1", 2).at_once().invoke("bob", "m2").ok("bob", "m2", 1).final({"m2", "m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(RealTime, the_first_attempt_counts_for_a_message_that_was_tried_again) {
  Story story;
  story.invoke("bob", "m2").unknown("bob", "m2").sent("alice", "m1", 2);
  story.invoke("bob", "m2").dup("bob", "m2", 1).final({"m2", "m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(RealTime, rooms_have_nothing_to_do_with_each_other) {
  Story story;
  story.sent("alice", "m0", 1).sent("alice", "m1", 2).in("s").sent("bob", "m2", 1);
  story.final({"m2"}).in("r").final({"m0", "m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(RealTime, one_clients_messages_keep_their_order) {
  Story story;
  story.invoke("alice", "m1")
      .invoke("alice", "m2")
      .ok("alice", "m2", 1)
      .ok("alice", "m1", 2)
      .final({"m2", "m1"});
  EXPECT_EQ(story.found(), "I4=1");
}

TEST(RealTime, one_clients_messages_keep_their_order_over_a_cut) {
  Story story;
  story.invoke("alice", "m1").invoke("alice", "m2").unknown("alice", "m1").unknown("alice", "m2");
  story.invoke("alice", "m1").invoke("alice", "m2").ok("alice", "m1", 2).ok("alice", "m2", 1);
  story.final({"m2", "m1"});
  EXPECT_EQ(story.found(), "I4=1");
}

TEST(RealTime, a_refused_message_may_be_overtaken_by_the_next) {
  Story story;
  story.invoke("alice", "m1").invoke("alice", "m2").fail("alice", "m1");
  story.invoke("alice", "m1").ok("alice", "m2", 1).ok("alice", "m1", 2).final({"m2", "m1"});
  EXPECT_EQ(story.found(), "");
}

// The refusal of m1 was lost with the connection; that this run refuses shows by m0.
TEST(RealTime, a_message_whose_refusal_may_be_lost_may_be_overtaken) {
  Story story;
  story.invoke("bob", "m0").fail("bob", "m0");
  story.invoke("alice", "m1").invoke("alice", "m2").unknown("alice", "m1").unknown("alice", "m2");
  story.invoke("alice", "m1").invoke("alice", "m2").ok("alice", "m1", 2).dup("alice", "m2", 1);
  story.final({"m2", "m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(RealTime, requests_side_by_side_have_no_order) {
  Story story;
  story.invoke_over_http("alice", "m1").invoke_over_http("alice", "m2");
  story.ok("alice", "m2", 1).ok("alice", "m1", 2).final({"m2", "m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Phantom, a_message_that_nobody_sent_is_one) {
  Story story;
  story.sent("alice", "m1", 1).final({"m1", "m2"});
  EXPECT_EQ(story.found(), "I5=1");
}

TEST(Phantom, a_message_that_was_refused_every_time_is_one) {
  Story story;
  story.invoke("alice", "m1").fail("alice", "m1").invoke("alice", "m1").fail("alice", "m1").final({"m1"});
  EXPECT_EQ(story.found(), "I5=1");
}

TEST(Phantom, another_body_than_was_sent_is_one_even_without_an_acknowledgement) {
  Story story;
  story.invoke("alice", "m1").open("bob", 0).greeted("bob", 1).deliver("bob", 1, "m1").altered();
  story.line("database", 1, "m1").altered();
  EXPECT_EQ(story.found(), "I5=1");
}

TEST(Phantom, what_is_refused_and_then_stored_is_none) {
  Story story;
  story.invoke("alice", "m1").fail("alice", "m1").sent("alice", "m1", 1).final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Phantom, what_is_unanswered_and_then_refused_is_none) {
  Story story;
  story.invoke("alice", "m1").unknown("alice", "m1").invoke("alice", "m1").fail("alice", "m1").final({"m1"});
  EXPECT_EQ(story.found(), "");
}

// A proxy had doubled the second frame, and both were refused.
TEST(Phantom, two_refusals_of_one_attempt_do_not_answer_another) {
  Story story;
  story.invoke("alice", "m1").unknown("alice", "m1").invoke("alice", "m1").fail("alice", "m1");
  story.fail("alice", "m1").final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Phantom, an_attempt_that_is_still_open_may_be_stored) {
  Story story;
  story.invoke("alice", "m1").fail("alice", "m1").invoke("alice", "m1").final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Unanswered, it_may_be_there_once) {
  Story story;
  story.invoke("alice", "m1").unknown("alice", "m1").final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Unanswered, twice_is_too_often) {
  Story story;
  story.invoke("alice", "m1").unknown("alice", "m1").final({"m1", "m1"});
  EXPECT_EQ(story.found(), "I6=1");
}

TEST(Unanswered, a_retry_that_is_stored_again_is_a_double) {
  Story story;
  story.invoke("alice", "m1").unknown("alice", "m1").open("bob", 0).greeted("bob", 1).deliver("bob", 1, "m1");
  story.sent("alice", "m1", 2).deliver("bob", 2, "m1").final({"m1", "m1"});
  EXPECT_EQ(story.found(), "I6=1");
}

TEST(Unanswered, a_duplicate_is_named_by_the_id_that_it_has) {
  Story story;
  story.sent("alice", "m1", 1).invoke("alice", "m1").dup("alice", "m1", 2).final({"m1", "role bob"});
  EXPECT_EQ(story.found(), "I3=1 I6=1");
}

TEST(Unanswered, a_second_acknowledgement_of_the_same_id_is_welcome) {
  Story story;
  story.sent("alice", "m1", 1)
      .dup("alice", "m1", 1)
      .invoke("alice", "m1")
      .dup("alice", "m1", 1)
      .final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST(Unanswered, the_first_attempt_of_all_is_no_duplicate) {
  Story story;
  story.invoke("alice", "m1").dup("alice", "m1", 1).final({"m1"});
  EXPECT_EQ(story.found(), "I6=1");
}

TEST(Unanswered, a_refused_attempt_has_stored_nothing_that_could_be_found_again) {
  Story story;
  story.invoke("alice", "m1").fail("alice", "m1").invoke("alice", "m1").dup("alice", "m1", 1).final({"m1"});
  EXPECT_EQ(story.found(), "I6=1");
}

}  // namespace
}  // namespace heartlink::fault::checker
