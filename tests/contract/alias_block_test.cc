// SPDX-License-Identifier: Apache-2.0
// Blocks under an alias: as strong as one by name, and nothing tells whom they are about.
#include "tests/contract/masked_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using std::chrono::seconds;

class AliasBlocks : public MaskedContract {
 protected:
  base::Result<store::Blocked> block_in(const model::User& by, const model::RoomId& room) {
    return executor.ask<store::Blocked>([&](auto done) { opened->people().block_in(by, room, done); });
  }
  bool unblock_in(const model::User& by, const model::RoomId& room) {
    return executor.ask<bool>([&](auto done) { opened->people().unblock_in(by.id, room, done); }).value();
  }
  bool unblock(const model::User& by, const model::User& whom) {
    return executor.ask<bool>([&](auto done) { opened->people().unblock(by.id, whom.id, done); }).value();
  }
  // "Fox in heart-1", "bob".
  Words blocked(const model::User& by) {
    Words words;
    const auto list = executor.ask<std::vector<store::BlockedPerson>>(
        [&](auto done) { opened->people().blocked(by.id, done); });
    for (const auto& one : list.value())
      words.push_back(one.name + (one.room ? " in " + one.room->value : ""));
    return words;
  }
  static Words ids_of(const store::Blocked& blocked) {
    Words ids;
    for (const auto& id : blocked.ended) ids.push_back(id.value);
    return ids;
  }
  // "alice blocks bob", "alice does not block bob": what every worker has been told since the last call.
  Words walls_told() {
    wait_for_parcels();
    Words words;
    for (const auto& parcel : parcels) {
      for (const auto& one : parcel->blocks)
        words.push_back(names[one.by] + (one.blocks ? " blocks " : " does not block ") + names[one.whom]);
    }
    parcels.clear();
    return words;
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, AliasBlocks, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(AliasBlocks, a_block_in_a_masked_room_ends_it_and_names_the_alias) {
  const auto room = masked(alice, bob);
  forget_news();
  EXPECT_EQ(ids_of(block_in(alice, room).value()), Words{"heart-1"});
  EXPECT_EQ(news(), Words{"heart-1: 1 Owl ends left"});
  EXPECT_EQ(blocked(alice), Words{"Fox in heart-1"});
  EXPECT_EQ(blocked(bob), Words{});
  EXPECT_EQ(ids_of(block_in(alice, room).value()), Words{}) << "it is so already";
  EXPECT_EQ(blocked(alice), Words{"Fox in heart-1"});
}

TEST_P(AliasBlocks, whoever_was_revealed_is_blocked_by_name) {
  const auto room = masked(alice, bob);
  reveal_both(room);
  EXPECT_EQ(ids_of(block_in(alice, room).value()), Words{"heart-1"});
  EXPECT_EQ(blocked(alice), Words{"bob"});
}

TEST_P(AliasBlocks, towards_the_one_behind_the_alias_every_answer_is_neutral) {
  const auto ours = group(alice);
  ASSERT_TRUE(block_in(alice, masked(alice, bob)));
  EXPECT_EQ(open_direct(alice, bob, "d").error().code, Code::not_accepting);
  EXPECT_EQ(open_direct(bob, alice, "d").error().code, Code::not_accepting);
  EXPECT_EQ(add(ours, alice, bob).error().code, Code::not_accepting);
  EXPECT_EQ(add(group(bob, {}, "theirs"), bob, alice).error().code, Code::not_accepting);
}

TEST_P(AliasBlocks, which_rooms_end_tells_nothing) {
  const auto direct = open_direct(alice, bob, "direct-1").value().room.id;
  const auto room = masked(alice, bob);
  EXPECT_EQ(ids_of(block_in(alice, room).value()), Words{"heart-1"});
  EXPECT_TRUE(post(message(direct, bob, "hello"))) << "its end would tell who he is";
  EXPECT_EQ(open_direct(alice, bob, "d").value().room.id, direct) << "and so would a refusal";
  const auto other = masked(bob, alice, "heart-2");
  EXPECT_EQ(ids_of(block(bob, alice).value()), Words{"direct-1"});
  EXPECT_TRUE(post(message(other, alice, "hello")));
}

TEST_P(AliasBlocks, blocked_in_both_ways_is_told_as_two_people) {
  ASSERT_TRUE(block_in(alice, masked(alice, bob)));
  clock.advance(seconds{1});
  ASSERT_TRUE(block(alice, bob));
  clock.advance(seconds{1});
  ASSERT_TRUE(block(alice, carol));
  EXPECT_EQ(blocked(alice), (Words{"carol", "bob", "Fox in heart-1"}));
  EXPECT_EQ(open_direct(alice, bob, "d").error().code, Code::person_blocked) << "as of a block by name";
  EXPECT_TRUE(add(group(alice), alice, bob)) << "likewise";
  EXPECT_TRUE(unblock(alice, bob));
  EXPECT_EQ(open_direct(alice, bob, "d").error().code, Code::not_accepting);
  EXPECT_EQ(blocked(alice), (Words{"carol", "Fox in heart-1"}));
}

TEST_P(AliasBlocks, the_list_is_bounded_over_both_kinds) {
  config.limits.blocked_people = 2;
  reopen();
  ASSERT_TRUE(block(alice, carol));
  clock.advance(seconds{1});
  ASSERT_TRUE(block_in(alice, masked(alice, bob)));
  clock.advance(seconds{1});
  ASSERT_TRUE(block(alice, dave));
  EXPECT_EQ(blocked(alice), (Words{"dave", "Fox in heart-1"}));
}

TEST_P(AliasBlocks, each_kind_is_taken_back_in_its_own_way) {
  const auto room = masked(alice, bob);
  ASSERT_TRUE(block_in(alice, room));
  EXPECT_FALSE(unblock(alice, bob)) << "by name nobody is blocked";
  EXPECT_FALSE(unblock_in(bob, room));
  EXPECT_TRUE(unblock_in(alice, room));
  EXPECT_FALSE(unblock_in(alice, room));
  EXPECT_EQ(blocked(alice), Words{});
  EXPECT_TRUE(open_direct(bob, alice, "d").value().made);
}

TEST_P(AliasBlocks, matching_hears_when_the_first_wall_stands_and_the_last_has_gone) {
  const auto room = masked(alice, bob);
  (void)walls_told();
  ASSERT_TRUE(block_in(alice, room));
  EXPECT_EQ(walls_told(), Words{"alice blocks bob"});
  ASSERT_TRUE(block(alice, bob));
  (void)walls_told();
  EXPECT_TRUE(unblock(alice, bob));
  EXPECT_EQ(walls_told(), Words{}) << "the other one still stands";
  EXPECT_TRUE(unblock_in(alice, room));
  EXPECT_EQ(walls_told(), Words{"alice does not block bob"});
}

}  // namespace
}  // namespace heartlink::contract
