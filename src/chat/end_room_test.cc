// SPDX-License-Identifier: Apache-2.0
#include "chat/end_room.h"

#include <gtest/gtest.h>

#include "chat/testing/waits_for_workers.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

TEST(EndRoom, who_ends_a_room_is_named_and_answered_when_its_sockets_are_closed) {
  store::testing::ScriptedRooms rooms;
  store::testing::QueueExecutor worker;
  bus::testing::FakeBus bus;
  const model::User ann{model::UserId{3}, "ann", true, false, {}};
  EXPECT_TRUE(testing::waits_for_workers<model::EntryId>(worker, bus, [&](base::Done<model::EntryId> done) {
    EndRoom{rooms, bus}.run(model::RoomId{"g"}, ann, std::move(done));
  }));
  ASSERT_TRUE(rooms.ended.asked.has_value());
  EXPECT_EQ(rooms.ended.asked->room.value, "g");
  EXPECT_EQ(rooms.ended.asked->reason, "ended");
  ASSERT_TRUE(rooms.ended.asked->by.has_value()) << "nobody would be the operator, who may end everything";
  EXPECT_EQ(rooms.ended.asked->by->id.value, 3);
  EXPECT_TRUE(rooms.ended.asked->by->staff);
}

}  // namespace
}  // namespace heartlink::chat
