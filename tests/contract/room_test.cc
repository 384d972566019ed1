// SPDX-License-Identifier: Apache-2.0
// Rooms: making, finding, and who may enter.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;

class Rooms : public StoreContract {
 protected:
  base::Result<model::Room> create(store::NewRoom room) {
    return executor.ask<model::Room>([&](auto done) { opened->rooms().create(room, done); });
  }
  base::Result<store::RoomView> find(const std::string& id, const model::User& viewer) {
    return executor.ask<store::RoomView>([&](auto done) { opened->rooms().find({id}, viewer.id, done); });
  }
  static store::NewRoom debug_room(const std::string& id, const model::User& maker) {
    store::NewRoom room;
    room.id = {id};
    room.type = model::RoomType::group;
    room.made_by = model::MadeBy::test;
    room.user1 = maker.id;
    return room;
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Rooms, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Rooms, the_public_room_is_there_from_the_first_start) {
  const auto view = find("public-room", person("alice")).value();
  EXPECT_TRUE(view.may_enter);
  EXPECT_EQ(view.room.type, model::RoomType::public_room);
  EXPECT_EQ(view.room.status, model::RoomStatus::active);
  reopen();
  EXPECT_TRUE(find("public-room", person("bob")));
}

TEST_P(Rooms, a_pair_has_exactly_its_two_members) {
  const auto alice = person("alice");
  const auto bob = person("bob");
  const auto room = room_of(alice, bob, "二人");
  EXPECT_TRUE(find(room.value, alice).value().may_enter);
  EXPECT_TRUE(find(room.value, bob).value().may_enter);
  EXPECT_FALSE(find(room.value, person("eve")).value().may_enter);
  const auto found = find(room.value, alice).value().room;
  EXPECT_EQ(found.user1, alice.id);
  EXPECT_EQ(found.user2, bob.id);
  EXPECT_EQ(found.id, room);
  EXPECT_EQ(found.created_at, clock.wall());
}

TEST_P(Rooms, a_room_that_is_there_is_not_made_again) {
  const auto alice = person("alice");
  ASSERT_TRUE(create(debug_room("test-room-1", alice)));
  EXPECT_EQ(create(debug_room("test-room-1", alice)).error().code, Code::room_exists);
}

TEST_P(Rooms, keep_existing_answers_the_room_that_is_there) {
  const auto alice = person("alice");
  const auto bob = person("bob");
  ASSERT_TRUE(create(debug_room("test-room-1", alice)));
  ASSERT_TRUE(post(message({"test-room-1"}, alice, "hello")));
  auto again = debug_room("test-room-1", bob);
  again.keep_existing = true;
  const auto kept = create(again).value();
  EXPECT_EQ(kept.user1, alice.id);
  EXPECT_EQ(kept.last_id.value, 1);
}

TEST_P(Rooms, a_message_may_follow_its_room_in_the_same_batch) {
  const auto alice = person("alice");
  std::optional<base::Result<store::Posted>> answer;
  // While the first of these is written, the others and the pair below gather.
  for (int sent = 0; sent < 20; ++sent) {
    base::Done<store::Posted> ignored;
    ignored.on = &executor;
    ignored.call = [](const base::Result<store::Posted>&) {};
    opened->messages().post(message({"test-room-1"}, alice, "too early"), ignored);
  }
  base::Done<model::Room> made;
  made.on = &executor;
  made.call = [](const base::Result<model::Room>&) {};
  base::Done<store::Posted> posted;
  posted.on = &executor;
  posted.call = [&answer](const base::Result<store::Posted>& result) { answer = result; };
  opened->rooms().create(debug_room("test-room-1", alice), made);
  opened->messages().post(message({"test-room-1"}, alice, "first"), posted);
  ASSERT_TRUE(executor.run_until([&] { return answer.has_value(); }));
  EXPECT_EQ(answer->value().id.value, 1);
}

TEST_P(Rooms, debug_rooms_are_bounded) {
  const auto alice = person("alice");
  for (const char* id : {"test-room-1", "test-room-2"}) {
    auto room = debug_room(id, alice);
    room.made_by_max = 2;
    ASSERT_TRUE(create(room));
  }
  auto third = debug_room("test-room-3", alice);
  third.made_by_max = 2;
  third.keep_existing = true;
  const auto refused = create(third);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::busy);
  EXPECT_GT(refused.error().retry.count(), 0);
  auto second = debug_room("test-room-2", alice);
  second.made_by_max = 2;
  second.keep_existing = true;
  EXPECT_TRUE(create(second));
}

TEST_P(Rooms, a_room_of_somebody_who_does_not_exist_is_not_made) {
  auto room = debug_room("test-room-1", person("alice"));
  room.user2 = model::UserId{4711};
  EXPECT_EQ(create(room).error().code, Code::user_not_found);
  EXPECT_EQ(find("test-room-1", person("bob")).error().code, Code::room_not_found);
}

TEST_P(Rooms, the_epoch_is_one_word_of_the_rooms_own_that_outlives_a_restart) {
  const auto alice = person("alice");
  const auto epoch = create(debug_room("test-room-1", alice)).value().epoch;
  EXPECT_EQ(epoch.size(), 16U);
  EXPECT_NE(epoch, find("public-room", alice).value().room.epoch);
  reopen();
  EXPECT_EQ(find("test-room-1", alice).value().room.epoch, epoch);
}

}  // namespace
}  // namespace heartlink::contract
