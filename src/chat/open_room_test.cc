// SPDX-License-Identifier: Apache-2.0
#include "chat/open_room.h"

#include <gtest/gtest.h>

#include "store/testing/queue_executor.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

using base::Code;

class OpenRoomTest : public testing::Test {
 protected:
  OpenRoomTest() {
    rooms_.found.answer = base::fail(Code::room_not_found);
    rooms_.created.answer.value().id = model::RoomId{"made"};
  }
  base::Result<model::Room> open(const char* id, bool may_make = false) {
    return worker_.ask<model::Room>([&](base::Done<model::Room> done) {
      use_case_.run(model::RoomId{id}, person_, may_make, std::move(done));
    });
  }
  Code refusal(const char* id, bool may_make = false) {
    const auto result = open(id, may_make);
    return result.has_error() ? result.error().code : Code::last_;
  }
  void there_is(bool may_enter, model::RoomStatus status = model::RoomStatus::active) {
    store::RoomView view;
    view.room.id = model::RoomId{"here"};
    view.room.status = status;
    view.may_enter = may_enter;
    rooms_.found.answer = view;
  }

  model::User person_{model::UserId{5}, "ben", false, false, {}};
  base::Limits limits_;
  store::testing::ScriptedRooms rooms_;
  store::testing::QueueExecutor worker_;
  OpenRoom use_case_{rooms_, limits_};
};

TEST_F(OpenRoomTest, a_member_enters) {
  there_is(true);
  ASSERT_TRUE(open("here").has_value());
  EXPECT_EQ(rooms_.found.asked->second.value, 5);
}

TEST_F(OpenRoomTest, a_stranger_is_not_even_told_that_a_room_has_ended) {
  there_is(false);
  EXPECT_EQ(refusal("here"), Code::not_a_member);
  there_is(false, model::RoomStatus::ended);
  EXPECT_EQ(refusal("here"), Code::not_a_member);
}

TEST_F(OpenRoomTest, an_ended_room_is_closed_to_its_members_too) {
  there_is(true, model::RoomStatus::ended);
  EXPECT_EQ(refusal("here"), Code::room_ended);
}

TEST_F(OpenRoomTest, only_a_test_room_is_made_and_only_when_it_may_be) {
  EXPECT_EQ(refusal("test-room-1"), Code::room_not_found);
  EXPECT_EQ(refusal("family", true), Code::room_not_found);
  EXPECT_FALSE(rooms_.created.asked.has_value());
  ASSERT_TRUE(open("test-room-1", true).has_value());
  ASSERT_TRUE(rooms_.created.asked.has_value());
  EXPECT_EQ(rooms_.created.asked->made_by, model::MadeBy::test);
  EXPECT_EQ(rooms_.created.asked->made_by_max, limits_.debug_rooms);
  EXPECT_TRUE(rooms_.created.asked->keep_existing) << "two people may come at the same moment";
  EXPECT_EQ(rooms_.created.asked->user1, model::UserId{5});
}

TEST_F(OpenRoomTest, too_many_test_rooms_are_a_refusal) {
  rooms_.created.answer = base::fail(Code::busy);
  EXPECT_EQ(refusal("test-room-1", true), Code::busy);
}

TEST_F(OpenRoomTest, a_sick_store_makes_no_room) {
  rooms_.found.answer = base::fail(Code::unavailable);
  EXPECT_EQ(refusal("test-room-1", true), Code::unavailable);
  EXPECT_FALSE(rooms_.created.asked.has_value());
}

}  // namespace
}  // namespace heartlink::chat
