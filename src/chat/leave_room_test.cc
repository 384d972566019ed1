// SPDX-License-Identifier: Apache-2.0
#include "chat/leave_room.h"

#include <gtest/gtest.h>

#include "chat/testing/waits_for_workers.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

TEST(LeaveRoom, who_left_is_told_so_when_no_socket_of_his_is_in_the_room) {
  store::testing::FakeMembers members;
  store::testing::QueueExecutor worker;
  bus::testing::FakeBus bus;
  const model::User ann{model::UserId{3}, "ann", false, false, {}};
  EXPECT_TRUE(testing::waits_for_workers<store::Left>(worker, bus, [&](base::Done<store::Left> done) {
    LeaveRoom{members, bus}.run(model::RoomId{"g"}, ann, std::move(done));
  }));
  EXPECT_EQ(members.left.asked->first.value, "g");
  EXPECT_EQ(members.left.asked->second.value, 3);
}

TEST(LeaveRoom, what_the_store_refuses_is_answered_at_once) {
  store::testing::FakeMembers members;
  store::testing::QueueExecutor worker;
  bus::testing::FakeBus bus;
  bus.hold = true;
  members.left.answer = base::fail(base::Code::not_a_member);
  const auto left = worker.ask<store::Left>([&](base::Done<store::Left> done) {
    LeaveRoom{members, bus}.run(model::RoomId{"g"}, {}, std::move(done));
  });
  EXPECT_EQ(left.error().code, base::Code::not_a_member);
}

}  // namespace
}  // namespace heartlink::chat
