// SPDX-License-Identifier: Apache-2.0
// Leaving: what it does to a room of two, a group and a public room, and who inherits.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using model::Role;
using std::chrono::seconds;

class Leaving : public RoomsContract {};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Leaving, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Leaving, a_room_of_two_ends_when_one_leaves) {
  for (const auto& room : {room_of(alice, bob), match_room(alice, bob)}) {
    ASSERT_TRUE(post(message(room, alice, "hello")));
    forget_news();
    const auto left = leave(room, bob).value();
    EXPECT_TRUE(left.ended);
    EXPECT_EQ(left.id.value, 2);
    ASSERT_EQ(parcels.size(), 1U);  // answered behind it
    EXPECT_EQ(news(), Words{room.value + ": 2 bob ends left"});
    EXPECT_EQ(post(message(room, alice, "hello?")).error().code, Code::room_ended);
    EXPECT_EQ(leave(room, alice).error().code, Code::room_ended);
    EXPECT_EQ(log_of(room, bob).size(), 2U);  // what was said can still be read
  }
}

TEST_P(Leaving, a_group_goes_on_without_a_member) {
  const auto room = group(alice, {bob});
  forget_news();
  const auto left = leave(room, bob).value();
  EXPECT_FALSE(left.ended);
  EXPECT_EQ(left.id.value, 2);
  ASSERT_EQ(parcels.size(), 1U);  // answered behind it
  EXPECT_EQ(news(), (Words{"group: 2 bob left bob", "group: -bob"}));
  EXPECT_EQ(people_in(room, alice), "alice owner");
  EXPECT_EQ(resume(room, bob).error().code, Code::not_a_member);
  EXPECT_EQ(leave(room, bob).error().code, Code::not_a_member);
  EXPECT_TRUE(add(room, alice, bob));
}

TEST_P(Leaving, the_owners_place_goes_to_the_admin_of_the_longest_standing) {
  const auto room = group(alice, {bob});
  for (const auto& next : {dave, carol}) {
    clock.advance(seconds{1});
    ASSERT_TRUE(add(room, alice, next));
  }
  for (const auto& admin : {carol, dave}) ASSERT_TRUE(give(room, alice, admin, Role::admin));
  forget_news();
  const auto left = leave(room, alice).value();
  EXPECT_FALSE(left.ended);
  EXPECT_EQ(left.id.value, 7);
  EXPECT_EQ(news(), (Words{"group: 6 alice role dave owner", "group: 7 alice left alice", "group: -alice"}));
  EXPECT_EQ(people_in(room, bob), "bob member, dave owner, carol admin");
}

TEST_P(Leaving, without_an_admin_it_goes_to_the_member_of_the_longest_standing) {
  const auto room = group(alice, {dave});
  clock.advance(seconds{1});
  for (const auto& next : {carol, bob}) ASSERT_TRUE(add(room, alice, next));
  ASSERT_TRUE(leave(room, alice));
  EXPECT_EQ(people_in(room, bob), "dave owner, bob member, carol member");
  ASSERT_TRUE(leave(room, dave));
  EXPECT_EQ(people_in(room, bob), "bob owner, carol member");
  EXPECT_TRUE(remove(room, bob, carol));
}

TEST_P(Leaving, an_admin_who_leaves_has_no_heir) {
  const auto room = group(alice, {bob, carol});
  ASSERT_TRUE(give(room, alice, bob, Role::admin));
  forget_news();
  ASSERT_TRUE(leave(room, bob));
  EXPECT_EQ(news(), (Words{"group: 4 bob left bob", "group: -bob"}));
  EXPECT_EQ(people_in(room, alice), "alice owner, carol member");
}

TEST_P(Leaving, who_stays_as_a_guest_for_a_mute_is_no_heir) {
  const auto room = group(alice, {bob});
  ASSERT_TRUE(mute(room, alice, bob, std::chrono::minutes{5}));
  ASSERT_TRUE(leave(room, bob));
  EXPECT_TRUE(leave(room, alice).value().ended);
}

TEST_P(Leaving, with_the_last_one_the_room_ends) {
  const auto room = group(alice);
  ASSERT_TRUE(invite(room, alice, 'i'));
  forget_news();
  const auto left = leave(room, alice).value();
  EXPECT_TRUE(left.ended);
  EXPECT_EQ(left.id.value, 2);
  EXPECT_EQ(news(), (Words{"group: 1 alice left alice", "group: 2 alice ends empty", "group: -alice"}));
  EXPECT_EQ(join('i', bob).error().code, Code::invite_invalid);
  const auto details =
      executor.ask<store::RoomDetails>([&](auto done) { opened->rooms().show(room, done); }).value();
  EXPECT_EQ(details.room.status, model::RoomStatus::ended);
  EXPECT_EQ(details.room.last_id.value, 2);
}

TEST_P(Leaving, a_public_room_outlives_its_last_member_and_lets_him_in_again) {
  const auto room = public_room(alice);
  ASSERT_TRUE(post(message(room, bob, "hello")));
  ASSERT_TRUE(read(room, alice, 1));
  forget_news();
  const auto left = leave(room, alice).value();
  EXPECT_FALSE(left.ended);
  EXPECT_EQ(news(), (Words{"open: 2 alice left alice", "open: -alice"}));
  EXPECT_EQ(participants(room, bob).value().member_count, 0U);
  EXPECT_EQ(resume(room, alice).value().read_up_to.value, 1);  // she keeps her mark
  EXPECT_EQ(leave(room, bob).error().code, Code::not_a_member);
  EXPECT_FALSE(join(room, alice).value().already);
  EXPECT_EQ(people_in(room, bob), "alice member");
}

TEST_P(Leaving, a_public_rooms_owner_has_an_heir_too) {
  const auto room = public_room(alice);
  ASSERT_TRUE(join(room, bob));
  ASSERT_TRUE(leave(room, alice));
  EXPECT_EQ(people_in(room, carol), "bob owner");
}

TEST_P(Leaving, strangers_and_ended_rooms_are_refused) {
  const auto room = group(alice, {bob});
  EXPECT_EQ(leave(room, carol).error().code, Code::not_a_member);
  EXPECT_EQ(leave({"nowhere"}, carol).error().code, Code::room_not_found);
  ASSERT_TRUE(end_room(room, "closed"));
  EXPECT_EQ(leave(room, bob).error().code, Code::room_ended);
  EXPECT_EQ(leave(room, carol).error().code, Code::not_a_member);
}

TEST_P(Leaving, two_who_leave_at_once_leave_a_room_that_ended) {
  const auto room = group(alice, {bob});
  std::optional<base::Result<store::Left>> first, second;
  std::optional<base::Result<store::Posted>> late;
  in_one_batch([&] {
    opened->members().leave(room, alice, into(first));
    opened->members().leave(room, bob, into(second));
    opened->messages().post(message(room, bob, "late"), into(late));
  });
  ASSERT_TRUE(executor.run_until([&] { return first && second && late; }));
  EXPECT_FALSE(first->value().ended);
  EXPECT_EQ(first->value().id.value, 3);
  EXPECT_TRUE(second->value().ended);
  EXPECT_EQ(second->value().id.value, 5);
  EXPECT_EQ(late->error().code, Code::not_a_member);
}

// Rooms also end by the word of somebody in them.
TEST_P(Leaving, an_owner_ends_his_group_and_either_of_two_their_room) {
  const auto room = group(alice, {bob});
  ASSERT_TRUE(give(room, alice, bob, Role::admin));
  EXPECT_EQ(end_room(room, "ended", bob).error().code, Code::not_allowed);
  EXPECT_EQ(end_room(room, "ended", carol).error().code, Code::not_a_member);
  forget_news();
  EXPECT_EQ(end_room(room, "ended", alice).value().value, 3);
  EXPECT_EQ(news(), Words{"group: 3 alice ends ended"});
  EXPECT_EQ(end_room(room, "ended", alice).error().code, Code::room_ended);
  EXPECT_EQ(end_room(room, "ended", carol).error().code, Code::not_a_member);
  EXPECT_TRUE(end_room(room_of(alice, bob), "ended", bob));
}

TEST_P(Leaving, staff_end_public_rooms_and_nobody_else_does) {
  const auto room = public_room(alice);
  const auto helper = staff("helper");
  EXPECT_EQ(end_room(room, "ended", alice).error().code, Code::not_allowed);
  EXPECT_EQ(end_room(group(alice), "ended", helper).error().code, Code::not_a_member);
  EXPECT_EQ(end_room(room, "ended", helper).value().value, 1);
}

}  // namespace
}  // namespace heartlink::contract
