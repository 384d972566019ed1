// SPDX-License-Identifier: Apache-2.0
// Pages of messages alone, as the old pages ask for them.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using From = store::PageQuery::From;

class MessagePages : public RoomsContract {
 protected:
  // Of alice's group with bob: 1 and 8 add somebody, 2 is recalled by 4, 5 gives a role; the rest are
  // messages.
  void SetUp() override {
    RoomsContract::SetUp();
    room = group(alice, {bob});
    post_many(room, alice, 2);
    ASSERT_TRUE(recall(room, alice, 2));
    ASSERT_TRUE(give(room, alice, bob, model::Role::admin));
    post_many(room, bob, 2);
    ASSERT_TRUE(add(room, bob, carol));
  }
  store::Page messages(From from, std::int64_t anchor, std::uint32_t limit) {
    store::PageQuery query;
    query.room = room;
    query.viewer = alice.id;
    query.from = from;
    query.only_messages = true;
    query.anchor = {anchor};
    query.limit = limit;
    return executor.ask<store::Page>([&](auto done) { opened->messages().page(query, done); }).value();
  }
  static std::string ids_of(const store::Page& page) {
    std::vector<model::EntryId> ids;
    for (const auto& entry : page.entries) ids.push_back(entry.id);
    return text_of(ids);
  }

  model::RoomId room;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, MessagePages, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(MessagePages, the_limit_counts_messages_and_leaves_the_rest_out) {
  const auto newest = messages(From::newest, 0, 3);
  EXPECT_EQ(ids_of(newest), "3,6,7");
  EXPECT_TRUE(newest.has_more);
}

TEST_P(MessagePages, a_recalled_one_keeps_its_place) {
  const auto all = messages(From::newest, 0, 4);
  EXPECT_EQ(ids_of(all), "2,3,6,7");
  EXPECT_FALSE(all.has_more);
  EXPECT_EQ(all.entries.at(0).kind, model::EntryKind::recalled);
  EXPECT_EQ(all.entries.at(0).target, model::EntryId{4});
  EXPECT_EQ(ids_of(messages(From::after, 1, 1)), "2");
}

TEST_P(MessagePages, both_directions_step_over_what_is_no_message) {
  const auto older = messages(From::before, 6, 1);
  EXPECT_EQ(ids_of(older), "3");
  EXPECT_TRUE(older.has_more);
  const auto newer = messages(From::after, 3, 1);
  EXPECT_EQ(ids_of(newer), "6");
  EXPECT_TRUE(newer.has_more);
  const auto behind = messages(From::after, 7, 9);
  EXPECT_EQ(ids_of(behind), "");
  EXPECT_FALSE(behind.has_more);
}

TEST_P(MessagePages, what_is_gone_is_in_neither_direction) {
  room = match_room(alice, bob);
  post_many(room, bob, 2);
  clock.advance(std::chrono::hours{1});
  const auto border = clock.wall();
  post_many(room, bob, 1);
  ASSERT_EQ(
      executor.ask<std::uint32_t>([&](auto done) { opened->retention().prune(room, border, done); }).value(),
      2U);
  const auto newest = messages(From::newest, 0, 1);
  EXPECT_EQ(ids_of(newest), "3");
  EXPECT_FALSE(newest.has_more);
  EXPECT_EQ(ids_of(messages(From::after, 0, 9)), "3");
}

}  // namespace
}  // namespace heartlink::contract
