// SPDX-License-Identifier: Apache-2.0
#include "chat/retention.h"

#include <gtest/gtest.h>

#include "store/testing/queue_executor.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

using namespace std::chrono_literals;
using model::RoomId;

model::Room room_of(const std::string& id, model::MadeBy made_by) {
  model::Room room;
  room.id = RoomId{id};
  room.made_by = made_by;
  return room;
}

class RetentionTest : public ::testing::Test {
 protected:
  void found(std::vector<model::Room> rooms, std::int64_t next = 0) {
    auto& step = store_.steps.emplace_back();
    step.rooms = std::move(rooms);
    step.next = next;
  }
  void step() {
    retention_.step();
    worker_.run_ready();
  }

  base::Config config_;
  base::ManualClock clock_;
  store::testing::QueueExecutor worker_;
  presence::Registry registry_;
  store::testing::FakeRetention store_;
  Retention retention_{store_, registry_, config_, clock_, worker_};
};

TEST_F(RetentionTest, what_is_older_than_the_configured_time_is_asked_for) {
  config_.retention_match = 24h;
  config_.retention_test_rooms = 1h;
  step();
  ASSERT_EQ(store_.walked.size(), 1U);
  EXPECT_EQ(store_.walked[0].after, 0);
  EXPECT_EQ(clock_.wall().us - store_.walked[0].match_before.us, 24LL * 3600 * 1'000'000);
  EXPECT_EQ(clock_.wall().us - store_.walked[0].test_before.us, 3600LL * 1'000'000);
}

TEST_F(RetentionTest, each_step_goes_on_behind_the_last_one_and_the_walk_begins_anew_at_its_end) {
  found({}, 500);
  found({}, 0);
  for (int i = 0; i < 3; ++i) step();
  ASSERT_EQ(store_.walked.size(), 3U);
  EXPECT_EQ(store_.walked[1].after, 500);
  EXPECT_EQ(store_.walked[2].after, 0);
}

TEST_F(RetentionTest, a_match_room_is_pruned_until_nothing_is_left) {
  found({room_of("m", model::MadeBy::heart), room_of("n", model::MadeBy::number)});
  store_.batches = {500, 20, 0, 0};
  step();
  EXPECT_EQ(store_.pruned, (std::vector<RoomId>{{"m"}, {"m"}, {"m"}, {"n"}}));
}

TEST_F(RetentionTest, a_test_room_goes_unless_somebody_sits_in_it) {
  found({room_of("test-room-quiet", model::MadeBy::test), room_of("test-room-empty", model::MadeBy::test)});
  registry_.enter(RoomId{"test-room-quiet"}, model::UserId{1}, "ann");
  step();
  EXPECT_EQ(store_.removed, std::vector<RoomId>{{"test-room-empty"}});
}

TEST_F(RetentionTest, the_oldest_acts_go_behind_the_rooms_when_there_are_too_many) {
  found({});
  step();
  EXPECT_EQ(store_.acts_pruned, 0);
  found({room_of("m", model::MadeBy::heart)});
  store_.steps.back().acts = true;
  store_.act_batches = {500, 3};
  step();
  EXPECT_EQ(store_.pruned.size(), 1U);
  EXPECT_EQ(store_.acts_pruned, 3) << "until nothing is left";
  step();
  EXPECT_EQ(store_.acts_pruned, 3);
  EXPECT_EQ(store_.walked.size(), 3U);
}

TEST_F(RetentionTest, a_step_that_still_runs_is_not_joined_by_another) {
  retention_.step();
  retention_.step();
  EXPECT_EQ(store_.walked.size(), 1U);
  worker_.run_ready();
  retention_.step();
  EXPECT_EQ(store_.walked.size(), 2U);
}

}  // namespace
}  // namespace heartlink::chat
