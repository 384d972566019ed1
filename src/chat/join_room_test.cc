// SPDX-License-Identifier: Apache-2.0
#include "chat/join_room.h"

#include <gtest/gtest.h>

#include "base/crypto.h"
#include "store/testing/queue_executor.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

struct JoinRoomTest : ::testing::Test {
  store::testing::FakeMembers members;
  store::testing::QueueExecutor worker;
  model::User ann{model::UserId{1}, "ann", false, false, {}};
};

TEST_F(JoinRoomTest, by_a_code_of_which_the_store_sees_the_hash) {
  members.joined.answer.value().already = true;
  const auto joined = worker.ask<store::Joined>([&](base::Done<store::Joined> done) {
    JoinRoom{members}.run(ann, std::string_view{"secret"}, std::move(done));
  });
  ASSERT_TRUE(joined.has_value());
  EXPECT_TRUE(joined->already);
  EXPECT_EQ(members.joined.asked->code_hash, base::sha256("secret"));
  EXPECT_EQ(members.joined.asked->user.id.value, 1);
  EXPECT_FALSE(members.joined.asked->room.has_value());
}

TEST_F(JoinRoomTest, or_into_a_public_room_by_its_id) {
  const auto joined = worker.ask<store::Joined>([&](base::Done<store::Joined> done) {
    JoinRoom{members}.run(ann, model::RoomId{"public-room"}, std::move(done));
  });
  ASSERT_TRUE(joined.has_value());
  EXPECT_EQ(members.joined.asked->room->value, "public-room");
  EXPECT_EQ(members.joined.asked->code_hash, "");
}

}  // namespace
}  // namespace heartlink::chat
