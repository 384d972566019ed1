// SPDX-License-Identifier: Apache-2.0
#include "chat/block_person.h"

#include <gtest/gtest.h>

#include "chat/testing/waits_for_workers.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

using Done = base::Done<store::Blocked>;

struct BlockPersonTest : ::testing::Test {
  store::testing::FakePeopleStore people;
  store::testing::QueueExecutor worker;
  bus::testing::FakeBus bus;
  BlockPerson use_case{people, bus};
  model::User ann{model::UserId{1}, "ann", false, false, {}};
  model::User bob{model::UserId{2}, "bob", false, false, {}};
};

TEST_F(BlockPersonTest, a_person_is_blocked_when_the_rooms_of_the_two_are_closed) {
  EXPECT_TRUE(testing::waits_for_workers<store::Blocked>(
      worker, bus, [&](Done done) { use_case.run(ann, bob, std::move(done)); }));
  EXPECT_EQ(people.blocked_person.asked->first.value, 1);
  EXPECT_EQ(people.blocked_person.asked->second.value, 2);
}

TEST_F(BlockPersonTest, the_other_one_of_a_room_is_blocked_in_the_same_way) {
  EXPECT_TRUE(testing::waits_for_workers<store::Blocked>(
      worker, bus, [&](Done done) { use_case.run_in(model::RoomId{"direct-1"}, ann, std::move(done)); }));
  EXPECT_EQ(people.blocked_room.asked->first.value, "direct-1");
  EXPECT_EQ(people.blocked_room.asked->second.value, 1);
}

}  // namespace
}  // namespace heartlink::chat
