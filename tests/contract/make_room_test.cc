// SPDX-License-Identifier: Apache-2.0
// Rooms that are made: who is seated in them, who hears of it, and how many one person may make.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using model::MadeBy;
using model::RoomType;

class MakingRooms : public RoomsContract {
 protected:
  base::Result<model::Room> create(const store::NewRoom& room) {
    return executor.ask<model::Room>([&](auto done) { opened->rooms().create(room, done); });
  }
  static store::NewRoom room_by(const model::User& maker, RoomType type, MadeBy made_by) {
    store::NewRoom room;
    room.id = {"made"};
    room.type = type;
    room.made_by = made_by;
    room.user1 = maker.id;
    return room;
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, MakingRooms, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(MakingRooms, who_is_seated_is_told_to_all) {
  forget_news();
  room_of(alice, bob, "pair");
  EXPECT_EQ(news(), (Words{"pair: +alice", "pair: +bob"}));
  test_room(carol);
  EXPECT_EQ(news(), Words{"test-room-1: +carol"});
  auto again = room_by(bob, RoomType::group, MadeBy::test);
  again.id = {"test-room-1"};
  again.keep_existing = true;
  ASSERT_TRUE(create(again));
  EXPECT_EQ(news(), Words{}) << "it was there";
}

TEST_P(MakingRooms, a_pair_has_members_and_other_rooms_have_an_owner) {
  EXPECT_EQ(people_in(room_of(alice, bob), alice), "alice member, bob member");
  EXPECT_EQ(people_in(group(alice), alice), "alice owner");
  EXPECT_EQ(people_in(public_room(alice), bob), "alice owner");
  const auto open = test_room(alice);
  EXPECT_EQ(people_in(open, alice), "alice owner");
  EXPECT_TRUE(log_of(open, alice).empty()) << "making a room is no member change";
}

TEST_P(MakingRooms, one_person_who_is_both_has_one_seat) {
  auto room = room_by(alice, RoomType::group, MadeBy::group);
  room.user2 = alice.id;
  forget_news();
  ASSERT_TRUE(create(room));
  EXPECT_EQ(news(), Words{"made: +alice"});
  EXPECT_EQ(people_in({"made"}, alice), "alice owner");
}

TEST_P(MakingRooms, a_name_is_kept) {
  auto room = room_by(alice, RoomType::group, MadeBy::group);
  room.name = "读书会";
  EXPECT_EQ(create(room).value().name, "读书会");
  reopen();
  EXPECT_EQ(resume({"made"}, alice).value().room.name, "读书会");
  EXPECT_EQ(resume({"public-room"}, alice).value().room.name, "");
}

TEST_P(MakingRooms, aliases_are_kept_and_hide_the_two) {
  auto room = room_by(alice, RoomType::private_room, MadeBy::heart);
  room.user2 = bob.id;
  room.alias1 = "夜航的松果";
  room.alias2 = "早起的云";
  EXPECT_TRUE(create(room).value().is_masked());
  reopen();
  const auto kept = resume({"made"}, bob).value().room;
  EXPECT_EQ(kept.alias1, "夜航的松果");
  EXPECT_EQ(kept.alias2, "早起的云");
  EXPECT_EQ(kept.revealed, 0);
  EXPECT_FALSE(resume(room_of(alice, bob), alice).value().room.is_masked());
}

TEST_P(MakingRooms, what_one_makes_for_others_is_bounded_and_nothing_else) {
  config.limits.rooms_per_user = 2;
  room_of(alice, bob);
  group(alice);
  auto room = room_by(alice, RoomType::group, MadeBy::group);
  EXPECT_EQ(create(room).error().code, Code::too_many_rooms);
  room = room_by(alice, RoomType::public_room, MadeBy::public_room);
  EXPECT_EQ(create(room).error().code, Code::too_many_rooms);
  room.user1.reset();
  EXPECT_TRUE(create(room)) << "nobody's";
  test_room(alice);
  match_room(bob, alice);
  for (const char* id : {"group", "room", "match-1"}) ASSERT_TRUE(end_room({id}, "over"));
  room = room_by(alice, RoomType::group, MadeBy::group);
  room.id = {"another"};
  EXPECT_TRUE(create(room)) << "ended rooms do not count";
}

}  // namespace
}  // namespace heartlink::contract
