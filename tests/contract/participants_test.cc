// SPDX-License-Identifier: Apache-2.0
// Who is in a room, and whom somebody may know.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;

class Participants : public RoomsContract {
 protected:
  base::Result<model::User> acquaintance(const model::User& viewer, const model::User& subject) {
    return executor.ask<model::User>(
        [&](auto done) { opened->members().acquaintance(viewer.id, subject.id, done); });
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Participants, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Participants, the_two_of_a_pair_come_in_their_order) {
  EXPECT_EQ(people_in(room_of(dave, alice), alice), "dave member, alice member");
}

TEST_P(Participants, members_come_in_the_order_in_which_they_came) {
  const auto room = group(carol);
  for (const auto& next : {dave, alice, bob}) {
    clock.advance(std::chrono::seconds{1});
    ASSERT_TRUE(add(room, carol, next));
  }
  EXPECT_EQ(people_in(room, bob), "carol owner, dave member, alice member, bob member");
  ASSERT_TRUE(post(message(room, alice, "hello")));
  ASSERT_TRUE(read(room, dave, 2));
  auto got = mark_of(room, dave);
  got.delivered = model::EntryId{4};
  ASSERT_TRUE(mark(got));
  const auto found = participants(room, alice).value();
  EXPECT_EQ(found.room.id, room);
  EXPECT_EQ(found.room.name, "name of group");
  EXPECT_EQ(found.member_count, 4U);
  EXPECT_EQ(found.people[1].read.value, 2);
  EXPECT_EQ(found.people[1].delivered.value, 4);
  EXPECT_EQ(found.people[3].joined_at, clock.wall());
}

TEST_P(Participants, a_long_list_is_cut_and_still_counted) {
  config.limits.history_page = 2;
  reopen();
  const auto found = participants(group(alice, {bob, carol}), alice).value();
  EXPECT_EQ(found.people.size(), 2U);
  EXPECT_EQ(found.member_count, 3U);
}

TEST_P(Participants, whoever_may_enter_sees_them_and_nobody_else) {
  const auto room = group(alice, {bob});
  EXPECT_EQ(participants(room, carol).error().code, Code::not_a_member);
  EXPECT_EQ(participants({"nowhere"}, carol).error().code, Code::room_not_found);
  EXPECT_EQ(people_in(public_room(alice), carol), "alice owner");
}

TEST_P(Participants, one_knows_oneself_and_who_shares_an_active_room) {
  const auto room = group(alice, {bob});
  EXPECT_EQ(acquaintance(alice, alice).value().name, "alice");
  EXPECT_EQ(acquaintance(alice, bob).value().name, "bob");
  EXPECT_EQ(acquaintance(bob, alice).value().name, "alice");
  EXPECT_EQ(acquaintance(alice, carol).error().code, Code::user_not_found);
  model::User nobody;
  nobody.id = {4711};
  EXPECT_EQ(acquaintance(nobody, nobody).error().code, Code::user_not_found);
  EXPECT_EQ(acquaintance(alice, nobody).error().code, Code::user_not_found);
  ASSERT_TRUE(end_room(room, "closed"));
  EXPECT_EQ(acquaintance(alice, bob).error().code, Code::user_not_found);
}

TEST_P(Participants, an_open_room_makes_nobody_acquainted) {
  const auto open = public_room(alice);
  ASSERT_TRUE(join(open, bob));
  const auto test = test_room(alice);
  ASSERT_TRUE(add(test, alice, bob));
  ASSERT_TRUE(read(test, carol, 0));
  EXPECT_EQ(acquaintance(alice, bob).error().code, Code::user_not_found);
  EXPECT_EQ(acquaintance(alice, carol).error().code, Code::user_not_found);
}

TEST_P(Participants, a_guest_for_his_mute_is_no_acquaintance) {
  const auto room = group(alice, {bob});
  ASSERT_TRUE(mute(room, alice, bob, std::chrono::minutes{5}));
  ASSERT_TRUE(leave(room, bob));
  EXPECT_EQ(acquaintance(alice, bob).error().code, Code::user_not_found);
  EXPECT_EQ(acquaintance(bob, alice).error().code, Code::user_not_found);
}

}  // namespace
}  // namespace heartlink::contract
