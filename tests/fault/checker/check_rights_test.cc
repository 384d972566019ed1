// SPDX-License-Identifier: Apache-2.0
// Who may hear what: I8 and I9, each with what breaks it and with what only looks like it.
#include <gtest/gtest.h>

#include "tests/fault/checker/story.h"

namespace heartlink::fault::checker {
namespace {

TEST(Isolation, a_message_of_one_room_is_never_read_in_another) {
  Story story;
  story.sent("alice", "m1", 1).final({"m1"}).in("s").sent("bob", "m2", 1);
  story.open("carol", 1).greeted("carol", 1).resumed("carol", 1).deliver("carol", 2, "m1");
  story.final({"m2"});
  EXPECT_EQ(story.found(), "I8=1");
}

TEST(Isolation, a_message_that_is_stored_in_the_wrong_room_is_lost_and_leaked) {
  Story story;
  story.sent("alice", "m1", 1).final({"role bob"}).in("s").final({"m1"});
  EXPECT_EQ(story.found(), "I1=1 I3=1 I8=1");
}

TEST(Isolation, the_same_id_in_two_rooms_is_two_messages) {
  Story story;
  story.sent("alice", "m1", 1).final({"m1"}).in("s").sent("alice", "m2", 1).final({"m2"});
  EXPECT_EQ(story.found(), "");
}

class Membership : public testing::Test {
 protected:
  Story story;
  Membership() {
    story.sent("alice", "m2", 2).open("bob", 0).greeted("bob", 2);
    story.deliver("bob", 1, "added bob").deliver("bob", 2, "m2").resumed("bob", 2);
  }
};

TEST_F(Membership, who_was_removed_hears_nothing_behind_it) {
  story.sent("alice", "m4", 4).deliver("bob", 4, "m4");
  story.final({"added bob", "m2", "removed bob", "m4"});
  EXPECT_EQ(story.found(), "I7=1 I8=1");
}

TEST_F(Membership, not_even_that_he_was) {
  story.deliver("bob", 3, "removed bob").final({"added bob", "m2", "removed bob"});
  EXPECT_EQ(story.found(), "I8=1");
}

TEST_F(Membership, whoever_left_hears_nothing_either) {
  story.deliver("bob", 3, "left bob").final({"added bob", "m2", "left bob"});
  EXPECT_EQ(story.found(), "I8=1");
}

TEST_F(Membership, who_was_removed_is_not_let_in) {
  story.closed("bob").open("bob", 2).greeted("bob", 3).closed("bob");
  story.final({"added bob", "m2", "removed bob"});
  EXPECT_EQ(story.found(), "I8=1");
}

TEST_F(Membership, an_attempt_to_come_in_is_no_entrance) {
  story.closed("bob").open("bob", 2).closed("bob").final({"added bob", "m2", "removed bob"});
  EXPECT_EQ(story.found(), "");
}

TEST_F(Membership, who_was_removed_says_nothing_behind_it) {
  story.closed("bob").sent("bob", "b4", 4).final({"added bob", "m2", "removed bob", "b4"});
  EXPECT_EQ(story.found(), "I8=1");
}

TEST_F(Membership, what_he_said_before_his_removal_and_after_his_return_stands) {
  story.closed("bob").sent("bob", "b3", 3).sent("bob", "b6", 6);
  story.final({"added bob", "m2", "b3", "removed bob", "added bob", "b6"});
  EXPECT_EQ(story.found(), "");
}

TEST_F(Membership, what_was_said_before_his_removal_may_still_arrive) {
  story.sent("alice", "m3", 3).deliver("bob", 3, "m3").closed("bob");
  story.final({"added bob", "m2", "m3", "removed bob"});
  EXPECT_EQ(story.found(), "");
}

TEST_F(Membership, who_was_added_again_gets_all_that_he_missed) {
  story.closed("bob")
      .sent("alice", "m4", 4)
      .open("bob", 2)
      .greeted("bob", 5)
      .deliver("bob", 3, "removed bob");
  story.deliver("bob", 4, "m4").deliver("bob", 5, "added bob").resumed("bob", 5).phase("end");
  story.final({"added bob", "m2", "removed bob", "m4", "added bob"});
  EXPECT_EQ(story.found(), "");
}

TEST_F(Membership, being_added_again_opens_no_old_connection) {
  story.sent("alice", "m4", 4).deliver("bob", 3, "removed bob").deliver("bob", 4, "m4");
  story.deliver("bob", 5, "added bob").final({"added bob", "m2", "removed bob", "m4", "added bob"});
  EXPECT_EQ(story.found(), "I8=1");
}

TEST_F(Membership, a_second_removal_counts_like_the_first) {
  story.closed("bob").open("bob", 4).greeted("bob", 4).resumed("bob", 4).deliver("bob", 5, "left bob");
  story.final({"added bob", "m2", "removed bob", "joined bob", "left bob"});
  EXPECT_EQ(story.found(), "I7=2 I8=1");
}

TEST_F(Membership, what_happens_to_others_does_not_concern_him) {
  story.deliver("bob", 3, "removed carol").deliver("bob", 4, "role bob").deliver("bob", 5, "muted bob");
  story.final({"added bob", "m2", "removed carol", "role bob", "muted bob"});
  EXPECT_EQ(story.found(), "");
}

TEST_F(Membership, nor_what_happens_to_him_elsewhere) {
  story.in("s").final({"removed bob"}).in("r").sent("alice", "m3", 3).deliver("bob", 3, "m3");
  story.final({"added bob", "m2", "m3"});
  EXPECT_EQ(story.found(), "");
}

class Revocation : public testing::Test {
 protected:
  Story story;
  Revocation() {
    story.open("bob", 0, "phone").greeted("bob", 0).resumed("bob", 0);
    story.sent("alice", "m1", 1).deliver("bob", 1, "m1").revoked("phone");
  }
};

TEST_F(Revocation, a_sign_in_that_is_gone_hears_nothing) {
  story.wait_ms(1100).sent("alice", "m2", 2).deliver("bob", 2, "m2").final({"m1", "m2"});
  EXPECT_EQ(story.found(), "I9=1");
}

TEST_F(Revocation, it_sends_nothing) {
  story.wait_ms(1100).sent("bob", "m2", 2).final({"m1", "m2"});
  EXPECT_EQ(story.found(), "I9=1");
}

TEST_F(Revocation, it_opens_no_connection) {
  story.closed("bob").wait_ms(1100).open("bob", 1, "phone").greeted("bob", 1).final({"m1"});
  EXPECT_EQ(story.found(), "I9=1");
}

TEST_F(Revocation, a_connection_is_reported_once) {
  story.wait_ms(1100).sent("alice", "m2", 2).deliver("bob", 2, "m2");
  story.sent("alice", "m3", 3).deliver("bob", 3, "m3").final({"m1", "m2", "m3"});
  EXPECT_EQ(story.found(), "I9=1");
}

TEST_F(Revocation, what_is_under_way_has_a_second) {
  story.wait_ms(900).sent("alice", "m2", 2).deliver("bob", 2, "m2").final({"m1", "m2"});
  EXPECT_EQ(story.found(), "");
}

TEST_F(Revocation, being_turned_away_is_right) {
  story.closed("bob").wait_ms(1100).open("bob", 1, "phone").closed("bob").final({"m1"});
  EXPECT_EQ(story.found(), "");
}

TEST_F(Revocation, another_sign_in_of_the_same_person_goes_on) {
  story.closed("bob").open("bob", 1, "laptop").greeted("bob", 1).resumed("bob", 1).wait_ms(1100);
  story.sent("alice", "m2", 2).deliver("bob", 2, "m2").final({"m1", "m2"});
  EXPECT_EQ(story.found(), "");
}

}  // namespace
}  // namespace heartlink::fault::checker
