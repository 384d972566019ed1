// SPDX-License-Identifier: Apache-2.0
#include "chat/recall_message.h"

#include <gtest/gtest.h>

#include "store/testing/queue_executor.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

TEST(RecallMessage, the_store_is_told_who_takes_what_back_where) {
  store::testing::ScriptedMessages log;
  store::testing::QueueExecutor worker;
  log.recalled.answer = store::Posted{model::EntryId{12}, base::WallTime{5}, true};
  const model::User ann{model::UserId{3}, "ann", true, false, {}};
  const auto posted = worker.ask<store::Posted>([&](base::Done<store::Posted> done) {
    RecallMessage{log}.run(model::RoomId{"a"}, ann, model::EntryId{7}, "c-1", std::move(done));
  });
  ASSERT_TRUE(posted.has_value());
  EXPECT_EQ(posted->id.value, 12);
  EXPECT_TRUE(posted->dup);
  ASSERT_TRUE(log.recalled.asked.has_value());
  EXPECT_EQ(log.recalled.asked->room.value, "a");
  EXPECT_EQ(log.recalled.asked->by.id.value, 3);
  EXPECT_TRUE(log.recalled.asked->by.staff) << "staff may in public rooms";
  EXPECT_EQ(log.recalled.asked->target.value, 7);
  EXPECT_EQ(log.recalled.asked->client_id, "c-1");
}

}  // namespace
}  // namespace heartlink::chat
