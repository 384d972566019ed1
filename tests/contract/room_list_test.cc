// SPDX-License-Identifier: Apache-2.0
// Rooms as their operator sees them.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;

class RoomList : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    alice = person("alice");
    bob = person("bob");
  }
  base::Result<store::RoomDetails> show(const std::string& id) {
    return executor.ask<store::RoomDetails>([&](auto done) { opened->rooms().show({id}, done); });
  }
  std::vector<store::RoomDetails> list(const store::RoomsQuery& query) {
    return executor
        .ask<std::vector<store::RoomDetails>>([&](auto done) { opened->rooms().list(query, done); })
        .value();
  }
  static std::vector<std::string> ids(const std::vector<store::RoomDetails>& rooms) {
    std::vector<std::string> found;
    for (const auto& details : rooms) found.push_back(details.room.id.value);
    return found;
  }
  void end(const model::RoomId& id) { ASSERT_TRUE(end_room(id, "over")); }

  model::User alice, bob;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, RoomList, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(RoomList, a_room_is_shown_with_its_people) {
  const auto room = room_of(alice, bob, "二人");
  post_many(room, alice, 2);
  const auto details = show("二人").value();
  EXPECT_GT(details.key, 0);
  EXPECT_EQ(details.room.id, room);
  EXPECT_EQ(details.room.type, model::RoomType::private_room);
  EXPECT_EQ(details.room.last_id.value, 2);
  EXPECT_EQ(details.room.user1, alice.id);
  EXPECT_EQ(details.user1, "alice");
  EXPECT_EQ(details.user2, "bob");
  EXPECT_FALSE(details.ended_at);
  EXPECT_EQ(details.member_count, 2U);
  ASSERT_EQ(details.members.size(), 2U);
  EXPECT_EQ(details.members[0].name, "alice");
  EXPECT_EQ(details.members[0].role, "member");
  EXPECT_EQ(details.members[0].joined_at, clock.wall());
  EXPECT_EQ(details.members[0].read.value, 0);
  EXPECT_EQ(details.members[0].delivered.value, 0);
  EXPECT_EQ(details.members[1].name, "bob");
  EXPECT_EQ(show("nowhere").error().code, Code::room_not_found);
}

TEST_P(RoomList, a_group_has_an_owner_and_nobody_else) {
  test_room(alice);
  const auto details = show("test-room-1").value();
  EXPECT_EQ(details.user1, "alice");
  EXPECT_EQ(details.user2, "");
  ASSERT_EQ(details.members.size(), 1U);
  EXPECT_EQ(details.members[0].role, "owner");
}

TEST_P(RoomList, an_ended_room_says_when) {
  const auto room = room_of(alice, bob);
  clock.advance(std::chrono::seconds{5});
  end(room);
  const auto details = show("room").value();
  EXPECT_EQ(details.room.status, model::RoomStatus::ended);
  EXPECT_EQ(details.ended_at, clock.wall());
}

TEST_P(RoomList, of_many_members_only_so_many_are_shown) {
  config.limits.history_page = 1;
  reopen();
  room_of(alice, bob);
  const auto details = show("room").value();
  EXPECT_EQ(details.member_count, 2U);
  EXPECT_EQ(details.members.size(), 1U);
}

TEST_P(RoomList, rooms_are_listed_page_by_page_from_the_newest) {
  for (const char* id : {"one", "two", "three"}) room_of(alice, bob, id);
  store::RoomsQuery query;
  query.limit = 2;
  const auto first = list(query);
  EXPECT_EQ(ids(first), (std::vector<std::string>{"three", "two"}));
  EXPECT_EQ(first[0].user2, "bob");
  EXPECT_EQ(first[0].member_count, 2U);
  EXPECT_TRUE(first[0].members.empty());
  EXPECT_FALSE(first[0].room.epoch.empty());
  query.before = first.back().key;
  const auto second = list(query);
  EXPECT_EQ(ids(second), (std::vector<std::string>{"one", "public-room"}));
  query.before = second.back().key;
  EXPECT_TRUE(list(query).empty());
}

TEST_P(RoomList, rooms_are_listed_by_status_and_maker) {
  room_of(alice, bob, "pair");
  end(room_of(alice, bob, "ended pair"));
  test_room(alice, "test-room-1");
  end(test_room(alice, "test-room-2"));
  store::RoomsQuery ended;
  ended.status = model::RoomStatus::ended;
  EXPECT_EQ(ids(list(ended)), (std::vector<std::string>{"test-room-2", "ended pair"}));
  store::RoomsQuery tests;
  tests.made_by = model::MadeBy::test;
  EXPECT_EQ(ids(list(tests)), (std::vector<std::string>{"test-room-2", "test-room-1"}));
  tests.status = model::RoomStatus::active;
  EXPECT_EQ(ids(list(tests)), (std::vector<std::string>{"test-room-1"}));
}

}  // namespace
}  // namespace heartlink::contract
