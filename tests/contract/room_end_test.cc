// SPDX-License-Identifier: Apache-2.0
// Rooms that end: the last entry, who is told, and what is refused from then on.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;
using From = store::PageQuery::From;

class RoomEnd : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    alice = person("alice");
    bob = person("bob");
    room = room_of(alice, bob);
  }
  base::Result<model::EntryId> end(const model::RoomId& id, const std::string& reason = "closed") {
    return end_room(id, reason);
  }

  model::User alice, bob;
  model::RoomId room;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, RoomEnd, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(RoomEnd, the_last_entry_is_published_before_the_answer) {
  post_many(room, alice, 3);
  clock.advance(std::chrono::seconds{1});
  EXPECT_EQ(end(room, "维护").value().value, 4);
  ASSERT_FALSE(parcels.empty());
  ASSERT_EQ(parcels.back()->entries.size(), 1U);
  const auto& entry = parcels.back()->entries[0];
  EXPECT_EQ(entry.room, room);
  EXPECT_EQ(entry.id.value, 4);
  EXPECT_EQ(entry.kind, model::EntryKind::ended);
  EXPECT_EQ(entry.sender.value, 0);
  EXPECT_EQ(entry.sender_name, "");
  EXPECT_EQ(entry.message_type, "system");
  EXPECT_EQ(entry.content, "维护");
  EXPECT_EQ(entry.created_at, clock.wall());
}

TEST_P(RoomEnd, the_last_entry_is_in_the_history_with_its_kind) {
  post_many(room, alice, 2);
  ASSERT_TRUE(end(room, "维护"));
  reopen();
  const auto history = page(room, bob, From::newest, 0, 10).value();
  EXPECT_EQ(history.room.status, model::RoomStatus::ended);
  EXPECT_EQ(history.room.last_id.value, 3);
  ASSERT_EQ(history.entries.size(), 3U);
  EXPECT_EQ(history.entries[1].kind, model::EntryKind::message);
  const auto& last = history.entries[2];
  EXPECT_EQ(last.kind, model::EntryKind::ended);
  EXPECT_EQ(last.id.value, 3);
  EXPECT_EQ(last.sender.value, 0);
  EXPECT_EQ(last.sender_name, "");
  EXPECT_EQ(last.message_type, "system");
  EXPECT_EQ(last.content, "维护");
  EXPECT_EQ(last.client_id, "");
  EXPECT_FALSE(last.reply_to);
}

TEST_P(RoomEnd, afterwards_nobody_posts_or_resumes) {
  ASSERT_TRUE(post(message(room, alice, "kept", "c-1")));
  ASSERT_TRUE(end(room));
  EXPECT_EQ(post(message(room, alice, "late")).error().code, Code::room_ended);
  EXPECT_EQ(resume(room, alice, 0).error().code, Code::room_ended);
  EXPECT_TRUE(post(message(room, alice, "kept", "c-1")).value().dup);
}

TEST_P(RoomEnd, a_message_behind_it_in_the_same_batch_is_refused) {
  // While the first of these is written, the others and the two below gather.
  std::vector<base::Result<store::Posted>> answers;
  std::optional<base::Result<model::EntryId>> ended;
  const auto send = [&] {
    base::Done<store::Posted> done;
    done.on = &executor;
    done.call = [&answers](const base::Result<store::Posted>& posted) { answers.push_back(posted); };
    opened->messages().post(message(room, alice, "x"), done);
  };
  for (int sent = 0; sent < 20; ++sent) send();
  base::Done<model::EntryId> done;
  done.on = &executor;
  done.call = [&ended](const base::Result<model::EntryId>& id) { ended = id; };
  store::EndRoom order;
  order.room = room;
  order.reason = "closed";
  opened->rooms().end(order, done);
  send();
  ASSERT_TRUE(executor.run_until([&] { return answers.size() == 21 && ended.has_value(); }));
  for (std::size_t sent = 0; sent < 20; ++sent) EXPECT_TRUE(answers[sent]) << sent;
  EXPECT_EQ(answers[20].error().code, Code::room_ended);
  EXPECT_EQ(ended->value().value, 21);
  EXPECT_EQ(page(room, alice, From::newest, 0, 1).value().room.last_id.value, 21);
}

TEST_P(RoomEnd, a_room_ends_once) {
  ASSERT_TRUE(end(room));
  parcels.clear();
  EXPECT_EQ(end(room).error().code, Code::room_ended);
  EXPECT_EQ(end({"nowhere"}).error().code, Code::room_not_found);
  EXPECT_TRUE(parcels.empty());
}

}  // namespace
}  // namespace heartlink::contract
