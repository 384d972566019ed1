// SPDX-License-Identifier: Apache-2.0
// Mutes, and what staff and owners do in rooms that are open to all.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using model::Role;
using std::chrono::minutes;
using std::chrono::seconds;

class Mutes : public RoomsContract {};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Mutes, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Mutes, a_mute_says_until_when_and_ends_by_itself) {
  const auto room = group(alice, {bob});
  forget_news();
  const auto until = clock.wall().us + 60'000'000;
  EXPECT_EQ(mute(room, alice, bob, minutes{1}).value().value, 2);
  EXPECT_EQ(news(), Words{"group: 2 alice muted bob " + std::to_string(until)});
  EXPECT_EQ(participants(room, alice).value().people.at(1).muted_until, base::WallTime{until});
  EXPECT_EQ(resume(room, bob).value().muted_until.us, until);
  clock.advance(seconds{59});
  EXPECT_EQ(post(message(room, bob, "hello")).error().code, Code::muted);
  clock.advance(seconds{1});
  EXPECT_TRUE(post(message(room, bob, "hello")));
  EXPECT_FALSE(participants(room, alice).value().people.at(1).muted_until);
}

TEST_P(Mutes, a_mute_is_changed_and_taken_away) {
  const auto room = group(alice, {bob});
  ASSERT_TRUE(mute(room, alice, bob, minutes{1}));
  forget_news();
  EXPECT_EQ(mute(room, alice, bob, minutes{1}).value().value, 0);  // it was so already
  EXPECT_EQ(news(), Words{});
  EXPECT_EQ(mute(room, alice, bob, minutes{2}).value().value, 3);
  forget_news();
  EXPECT_EQ(mute(room, alice, bob, {}).value().value, 4);
  EXPECT_EQ(news(), Words{"group: 4 alice unmuted bob"});
  EXPECT_TRUE(post(message(room, bob, "hello")));
}

TEST_P(Mutes, what_is_over_needs_no_end_and_what_is_past_mutes_nobody) {
  const auto room = group(alice, {bob});
  EXPECT_EQ(mute(room, alice, bob, {}).value().value, 0);
  EXPECT_EQ(mute(room, alice, bob, -seconds{1}).value().value, 0);
  ASSERT_TRUE(mute(room, alice, bob, minutes{1}));
  clock.advance(minutes{1});
  EXPECT_EQ(mute(room, alice, bob, {}).value().value, 0);
}

TEST_P(Mutes, going_out_and_in_again_ends_no_mute) {
  const auto room = group(alice, {bob});
  ASSERT_TRUE(invite(room, alice, 'i'));
  ASSERT_TRUE(mute(room, alice, bob, minutes{5}));
  ASSERT_TRUE(leave(room, bob));
  EXPECT_EQ(resume(room, bob).error().code, Code::not_a_member);
  EXPECT_EQ(people_in(room, alice), "alice owner");
  ASSERT_TRUE(join('i', bob));
  EXPECT_EQ(post(message(room, bob, "hello")).error().code, Code::muted);
  ASSERT_TRUE(remove(room, alice, bob));
  ASSERT_TRUE(add(room, alice, bob));
  EXPECT_EQ(post(message(room, bob, "hello")).error().code, Code::muted);
}

TEST_P(Mutes, a_mute_counts_in_its_room_only) {
  const auto room = group(alice, {bob});
  ASSERT_TRUE(mute(room, alice, bob, minutes{5}));
  EXPECT_TRUE(post(message(room_of(alice, bob), bob, "hello")));
  EXPECT_TRUE(read(room, bob, 1));
}

TEST_P(Mutes, staff_count_as_admins_in_public_rooms) {
  const auto helper = staff("helper");
  const auto open = public_room(alice);
  ASSERT_TRUE(join(open, bob));  // entry 1
  EXPECT_EQ(mute(open, carol, bob, minutes{1}).error().code, Code::not_a_member);
  EXPECT_EQ(mute(open, helper, alice, minutes{1}).error().code, Code::not_allowed);
  EXPECT_EQ(remove(open, helper, alice).error().code, Code::not_allowed);
  EXPECT_EQ(give(open, helper, bob, Role::admin).error().code, Code::not_allowed);
  EXPECT_EQ(mute(open, helper, bob, minutes{1}).value().value, 2);
  EXPECT_EQ(remove(open, helper, bob).value().value, 3);
  EXPECT_EQ(add(open, helper, bob).value().value, 4);
  EXPECT_EQ(remove(group(alice, {bob}), helper, bob).error().code, Code::not_a_member);
  EXPECT_EQ(mute(test_room(alice), helper, bob, minutes{1}).error().code, Code::not_a_member);
}

TEST_P(Mutes, who_only_came_into_an_open_room_is_within_reach) {
  const auto helper = staff("helper");
  const auto open = public_room(alice);
  forget_news();
  EXPECT_EQ(mute(open, helper, bob, minutes{1}).value().value, 1);
  EXPECT_EQ(post(message(open, bob, "hello")).error().code, Code::muted);
  EXPECT_EQ(people_in(open, bob), "alice owner");
  forget_news();
  EXPECT_EQ(remove(open, helper, bob).value().value, 2);
  EXPECT_EQ(news(), Words{"open: 2 helper removed bob"});
  EXPECT_EQ(remove(open, helper, bob).value().value, 0);  // it was so already
  EXPECT_EQ(news(), Words{});
}

TEST_P(Mutes, who_was_taken_out_of_an_open_room_may_not_even_look) {
  const auto open = public_room(alice);
  ASSERT_TRUE(join(open, bob));
  ASSERT_TRUE(read(open, bob, 1));
  ASSERT_TRUE(remove(open, alice, bob));
  EXPECT_EQ(post(message(open, bob, "hello")).error().code, Code::not_a_member);
  EXPECT_EQ(resume(open, bob).error().code, Code::not_a_member);
  EXPECT_EQ(page(open, bob, store::PageQuery::From::newest, 0, 10).error().code, Code::not_a_member);
  EXPECT_EQ(participants(open, bob).error().code, Code::not_a_member);
  EXPECT_EQ(join(open, bob).error().code, Code::not_a_member);
  const auto view =
      executor.ask<store::RoomView>([&](auto done) { opened->rooms().find(open, bob.id, done); });
  EXPECT_FALSE(view.value().may_enter);
  ASSERT_TRUE(add(open, alice, bob));
  EXPECT_EQ(resume(open, bob).value().read_up_to.value, 1);
}

}  // namespace
}  // namespace heartlink::contract
