// SPDX-License-Identifier: Apache-2.0
// What readers see: I3 (one order for all) and I7 (every client has all of it), each with what breaks it and
// with what only looks like it.
#include <gtest/gtest.h>

#include "tests/fault/checker/story.h"

namespace heartlink::fault::checker {
namespace {

// A room with m1 … m<count>, all acknowledged.
Story room_of(int count, std::vector<std::string>& entries) {
  Story story;
  for (int number = 1; number <= count; ++number) {
    entries.push_back("m" + std::to_string(number));
    story.sent("alice", entries.back(), number);
  }
  return story;
}

class Streams : public testing::Test {
 protected:
  std::vector<std::string> entries;
  Story story = room_of(6, entries);

  // Tells the deliveries of all ids from `first` to `last`.
  Story& deliver(const std::string& client, int first, int last) {
    for (int id = first; id <= last; ++id) story.deliver(client, id, "m" + std::to_string(id));
    return story;
  }
  std::string found_at_end() { return story.phase("end").final(entries).found(); }
};

TEST(Order, a_hole_in_the_ids_is_one) {
  Story story;
  story.sent("alice", "m1", 1).sent("alice", "m3", 3).line("database", 1, "m1").line("database", 3, "m3");
  EXPECT_EQ(story.found(), "I3=1");
}

TEST(Order, ids_begin_with_one) {
  Story story;
  story.sent("alice", "m2", 2).line("database", 2, "m2");
  EXPECT_EQ(story.found(), "I3=1");
}

TEST(Order, a_reader_whose_ids_go_back_is_wrong) {
  Story story;
  story.sent("alice", "m1", 1).sent("alice", "m2", 2).line("database", 2, "m2").line("database", 1, "m1");
  EXPECT_EQ(story.found(), "I3=2");
}

TEST(Order, all_readers_end_with_the_same_id) {
  Story story;
  story.sent("alice", "m1", 1).invoke("alice", "m2").unknown("alice", "m2");
  story.lines("http", {"m1"}).lines("database", {"m1", "m2"});
  EXPECT_EQ(story.found(), "I3=1");
}

TEST(Order, two_observers_who_see_different_messages_at_one_id_disagree) {
  Story story;
  story.invoke("alice", "m1").invoke("bob", "m2").unknown("alice", "m1").unknown("bob", "m2");
  story.lines("http", {"m1", "m2"}).lines("database", {"m2", "m1"});
  EXPECT_EQ(story.found(), "I3=2 I6=2");
}

// After a restart the id of a delivered message is given to another one.
TEST(Order, an_id_is_never_used_again) {
  Story story;
  story.invoke("alice", "m1").open("bob", 0).greeted("bob", 0).resumed("bob", 0).deliver("bob", 1, "m1");
  story.unknown("alice", "m1").sent("carol", "m2", 1).final({"m2"});
  EXPECT_EQ(story.found(), "I3=1");
}

TEST(Order, an_acknowledgement_agrees_with_what_is_read) {
  Story story;
  story.invoke("alice", "m1").ok("alice", "m1", 1).invoke("bob", "m2").unknown("bob", "m2");
  story.final({"m2", "m1"});
  EXPECT_EQ(story.found(), "I2=1 I3=1");
}

TEST(Order, an_entry_has_the_same_kind_for_all) {
  Story story;
  story.lines("http", {"added bob"}).lines("database", {"added carol"});
  EXPECT_EQ(story.found(), "I3=1");
}

TEST(Order, live_entries_ascend) {
  Story story;
  story.invoke("alice", "m1").invoke("carol", "m2").ok("alice", "m1", 1).ok("carol", "m2", 2);
  story.open("bob", -1).greeted("bob", 0).deliver("bob", 2, "m2").deliver("bob", 1, "m1").final({"m1", "m2"});
  EXPECT_EQ(story.found(), "I3=1 I7=1");
}

TEST(Order, who_read_before_a_recall_and_who_read_after_it_agree) {
  Story story;
  const std::string gone = "message recalled";
  story.sent("alice", "m1", 1).open("bob", 0).greeted("bob", 1).deliver("bob", 1, "m1").resumed("bob", 1);
  story.deliver("bob", 2, "recall").open("carol", 0).greeted("carol", 2).deliver("carol", 1, gone);
  story.deliver("carol", 2, "recall").resumed("carol", 2).final({gone, "recall"});
  EXPECT_EQ(story.found(), "");
}

TEST_F(Streams, a_client_that_resumes_exactly_is_complete) {
  story.open("bob", 0).greeted("bob", 2);
  deliver("bob", 1, 2).resumed("bob", 2);
  deliver("bob", 3, 3).closed("bob").open("bob", 3).closed("bob").open("bob", 3).greeted("bob", 5);
  deliver("bob", 4, 5).resumed("bob", 5);
  deliver("bob", 6, 6);
  EXPECT_EQ(found_at_end(), "");
}

TEST_F(Streams, a_frame_that_is_missing_on_a_live_connection_is_missed) {
  story.open("bob", -1).greeted("bob", 2);
  deliver("bob", 3, 4);
  deliver("bob", 6, 6);
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, fetching_it_afterwards_does_not_heal_a_live_connection) {
  story.open("bob", -1).greeted("bob", 2);
  deliver("bob", 3, 4);
  deliver("bob", 6, 6).fetched("bob", 5, "m5");
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, a_connection_without_after_begins_right_behind_its_greeting) {
  story.open("bob", -1).greeted("bob", 2);
  deliver("bob", 4, 6);
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, a_resume_that_skips_its_first_is_not_exact) {
  story.open("bob", 2).greeted("bob", 6);
  deliver("bob", 4, 6).resumed("bob", 6);
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, a_resume_that_skips_its_last_is_not_exact) {
  story.open("bob", 2).greeted("bob", 6);
  deliver("bob", 3, 5).resumed("bob", 6).closed("bob");
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, fetching_afterwards_makes_no_resume_exact) {
  story.open("bob", 2).greeted("bob", 6);
  deliver("bob", 4, 5).resumed("bob", 6).fetched("bob", 3, "m3").fetched("bob", 6, "m6");
  EXPECT_EQ(found_at_end(), "I7=2");
}

// What was committed while the socket caught up is forgotten, and nothing comes after it.
TEST_F(Streams, who_is_connected_to_the_end_has_seen_the_last_entry) {
  story.open("bob", 2).greeted("bob", 5);
  deliver("bob", 3, 5).resumed("bob", 5);
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, who_hung_up_before_the_end_owes_nothing_more) {
  story.open("bob", 2).greeted("bob", 5);
  deliver("bob", 3, 5).resumed("bob", 5).closed("bob");
  EXPECT_EQ(found_at_end(), "");
}

TEST_F(Streams, who_hangs_up_after_the_end_was_connected) {
  story.open("bob", 5).greeted("bob", 5).resumed("bob", 5).phase("end").closed("bob");
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, a_gap_that_is_told_and_fetched_is_whole) {
  story.open("bob", 1).greeted("bob", 6);
  deliver("bob", 5, 6).resumed("bob", 6, "gap");
  story.fetched("bob", 2, "m2").fetched("bob", 3, "m3").fetched("bob", 4, "m4");
  EXPECT_EQ(found_at_end(), "");
}

TEST_F(Streams, a_gap_in_the_midst_of_catching_up_may_be_told_too) {
  story.open("bob", 1).greeted("bob", 4);
  deliver("bob", 2, 3);
  deliver("bob", 5, 6).resumed("bob", 6, "gap").fetched("bob", 4, "m4");
  EXPECT_EQ(found_at_end(), "");
}

TEST_F(Streams, a_gap_that_cannot_be_fetched_whole_is_a_hole) {
  story.open("bob", 1).greeted("bob", 6);
  deliver("bob", 5, 6).resumed("bob", 6, "gap").fetched("bob", 2, "m2").fetched("bob", 4, "m4");
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, a_gap_closes_no_later_hole) {
  story.open("bob", 0).greeted("bob", 3);
  deliver("bob", 3, 3).resumed("bob", 3, "gap").fetched("bob", 1, "m1").fetched("bob", 2, "m2");
  deliver("bob", 5, 6);
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, a_cut_before_the_gap_could_be_told_is_made_good_by_asking_again) {
  story.open("bob", 1).greeted("bob", 6);
  deliver("bob", 5, 5).closed("bob").open("bob", 1).greeted("bob", 6);
  deliver("bob", 2, 6).resumed("bob", 6);
  EXPECT_EQ(found_at_end(), "");
}

TEST_F(Streams, who_is_cut_off_for_good_need_not_have_fetched_the_gap) {
  story.open("bob", 1).greeted("bob", 6);
  deliver("bob", 5, 5).closed("bob").open("bob", 5).greeted("bob", 6);
  deliver("bob", 6, 6).resumed("bob", 6).closed("bob");
  EXPECT_EQ(found_at_end(), "");
}

TEST_F(Streams, who_is_not_must_have_fetched_it_on_a_later_connection_at_the_latest) {
  story.open("bob", 1).greeted("bob", 6);
  deliver("bob", 5, 5).closed("bob").open("bob", 5).greeted("bob", 6);
  deliver("bob", 6, 6).resumed("bob", 6).fetched("bob", 3, "m3");
  EXPECT_EQ(found_at_end(), "I7=2");
}

TEST_F(Streams, what_falls_between_two_connections_is_missed) {
  story.open("bob", 0).greeted("bob", 2);
  deliver("bob", 1, 2).resumed("bob", 2).closed("bob").open("bob", -1).greeted("bob", 4);
  deliver("bob", 5, 6);
  EXPECT_EQ(found_at_end(), "I7=2");
}

TEST_F(Streams, a_reset_never_happens) {
  story.open("bob", 6).greeted("bob", 6).resumed("bob", 6, "reset");
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, what_a_client_knew_before_a_reset_counts_no_more) {
  story.open("bob", 0).greeted("bob", 2);
  deliver("bob", 1, 2).resumed("bob", 2).closed("bob").open("bob", 2).greeted("bob", 5);
  story.resumed("bob", 5, "reset").closed("bob").open("bob", 5).greeted("bob", 6);
  deliver("bob", 6, 6).resumed("bob", 6);
  EXPECT_EQ(found_at_end(), "I7=1");
}

TEST_F(Streams, who_was_removed_need_not_see_the_end) {
  entries.emplace_back("removed bob");
  entries.emplace_back("m7");
  story.open("bob", 5).greeted("bob", 6);
  deliver("bob", 6, 6).resumed("bob", 6).sent("alice", "m7", 8);
  EXPECT_EQ(found_at_end(), "");
}

TEST_F(Streams, a_connection_that_was_refused_is_none) {
  story.open("bob", 0).closed("bob").open("carol", -1);
  EXPECT_EQ(found_at_end(), "");
}

TEST_F(Streams, entries_that_are_no_messages_count_as_well) {
  entries.emplace_back("added bob");
  entries.emplace_back("end");
  story.open("bob", 6).greeted("bob", 7).deliver("bob", 7, "added bob").resumed("bob", 7);
  EXPECT_EQ(found_at_end(), "I7=1");
}

}  // namespace
}  // namespace heartlink::fault::checker
