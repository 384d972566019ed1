// SPDX-License-Identifier: Apache-2.0
// Notices: what is unread, as the old pages list and clear it.
#include "store/conversation_store.h"
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class NoticeList : public RoomsContract {
 protected:
  void SetUp() override {
    RoomsContract::SetUp();
    room = room_of(alice, bob);
    of = group(alice, {bob});  // entry 1
  }
  store::Notices notices(const model::User& user, std::uint32_t most = 10) {
    return executor
        .ask<store::Notices>([&](auto done) { opened->conversations().notices(user.id, most, done); })
        .value();
  }
  std::uint32_t mark_all(const model::User& user, std::optional<std::vector<std::int64_t>> which = {}) {
    return executor
        .ask<std::uint32_t>([&](auto done) { opened->conversations().mark_all(user, which, done); })
        .value();
  }
  std::int64_t number_of(const model::RoomId& id, std::int64_t entry) {
    const auto details = executor.ask<store::RoomDetails>([&](auto done) { opened->rooms().show(id, done); });
    return store::notice_id(details.value().key, {entry});
  }

  model::RoomId room, of;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, NoticeList, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(NoticeList, the_newest_of_all_rooms_come_first) {
  ASSERT_TRUE(post(message(of, alice, "one")));
  for (const char* text : {"two", "three"}) {
    clock.advance(seconds{1});
    ASSERT_TRUE(post(message(room, alice, text)));
  }
  clock.advance(seconds{1});
  ASSERT_TRUE(post(message(of, bob, "his own")));
  const auto all = notices(bob);
  EXPECT_EQ(all.total, 3U);
  ASSERT_EQ(all.newest.size(), 3U);
  EXPECT_EQ(text_of(all.newest[0].entry), "2 alice says three");
  EXPECT_EQ(all.newest[0].id, number_of(room, 2));
  EXPECT_EQ(all.newest[0].room_name, "");
  EXPECT_EQ(all.newest[1].entry.content, "two");
  EXPECT_EQ(text_of(all.newest[2].entry), "2 alice says one");
  EXPECT_EQ(all.newest[2].id, number_of(of, 2));
  EXPECT_EQ(all.newest[2].entry.room, of);
  EXPECT_EQ(all.newest[2].room_name, "name of group");
  ASSERT_EQ(all.rooms.size(), 2U);
  EXPECT_EQ(all.rooms[0].first.id, room);
  EXPECT_EQ(all.rooms[0].second, 2U);
  EXPECT_EQ(all.rooms[1].first.id, of);
  EXPECT_EQ(all.rooms[1].second, 1U);
}

TEST_P(NoticeList, so_many_are_listed_and_all_are_counted) {
  post_many(of, alice, 3);
  clock.advance(seconds{1});
  post_many(room, alice, 2);
  const auto some = notices(bob, 3);
  EXPECT_EQ(some.total, 5U);
  ASSERT_EQ(some.newest.size(), 3U);
  EXPECT_EQ(some.newest[1].entry.room, room);
  EXPECT_EQ(text_of(some.newest[2].entry), "4 alice says 3");
  EXPECT_EQ(some.rooms[0].first.id, of);  // the most unread
}

TEST_P(NoticeList, what_is_read_recalled_or_ended_is_no_notice) {
  post_many(room, alice, 3);
  ASSERT_TRUE(read(room, bob, 1));
  ASSERT_TRUE(recall(room, alice, 2));
  EXPECT_EQ(notices(bob).total, 1U);
  EXPECT_EQ(notices(bob).newest.at(0).entry.id.value, 3);
  ASSERT_TRUE(end_room(room, "closed"));
  EXPECT_EQ(notices(bob).total, 0U);
  EXPECT_TRUE(notices(bob).newest.empty());
  EXPECT_TRUE(notices(bob).rooms.empty());
}

TEST_P(NoticeList, a_newcomer_has_none_of_what_was_before) {
  ASSERT_TRUE(post(message(of, alice, "old")));
  ASSERT_TRUE(add(of, alice, carol));
  EXPECT_EQ(notices(carol).total, 0U);
  ASSERT_TRUE(post(message(of, alice, "new")));
  EXPECT_EQ(notices(carol).newest.at(0).entry.content, "new");
}

TEST_P(NoticeList, marking_all_moves_every_mark_to_its_head_and_tells_it) {
  post_many(room, alice, 2);
  ASSERT_TRUE(post(message(of, alice, "x")));
  ASSERT_TRUE(post(message(of, bob, "y")));
  forget_news();
  EXPECT_EQ(mark_all(bob), 3U);
  EXPECT_EQ(news(), (Words{"room: bob read 2 delivered 2 new 1,2", "group: bob read 3 delivered 3 new 2"}));
  EXPECT_EQ(notices(bob).total, 0U);
  EXPECT_EQ(mark_all(bob), 0U);
  EXPECT_EQ(news(), Words{});
  EXPECT_EQ(notices(alice).total, 1U);  // hers is hers
}

TEST_P(NoticeList, marking_all_takes_no_delivered_mark_back) {
  post_many(room, alice, 3);
  auto got = mark_of(room, bob);
  got.delivered = model::EntryId{3};
  ASSERT_TRUE(mark(got));
  forget_news();
  EXPECT_EQ(mark_all(bob, {{number_of(room, 1)}}), 1U);
  EXPECT_EQ(news(), Words{"room: bob read 1 new 1"});
  EXPECT_EQ(resume(room, alice).value().marks.at(1).delivered.value, 3);
}

TEST_P(NoticeList, a_notice_takes_along_what_stands_before_it) {
  post_many(room, alice, 3);
  ASSERT_TRUE(post(message(of, alice, "x")));
  EXPECT_EQ(mark_all(bob, {{number_of(room, 1), number_of(room, 2)}}), 2U);
  EXPECT_EQ(notices(bob).total, 2U);
  EXPECT_EQ(mark_all(bob, {{number_of(room, 1)}}), 0U);
  EXPECT_EQ(resume(room, bob).value().read_up_to.value, 2);
  EXPECT_EQ(resume(of, bob).value().read_up_to.value, 0);
}

TEST_P(NoticeList, what_is_not_ones_own_is_skipped) {
  const auto foreign = room_of(alice, carol, "foreign");
  const auto ended = room_of(alice, bob, "ended");
  for (const auto& each : {foreign, ended, of}) ASSERT_TRUE(post(message(each, alice, "x")));
  ASSERT_TRUE(post(message(of, bob, "his own")));
  ASSERT_TRUE(end_room(ended, "closed"));
  forget_news();
  EXPECT_EQ(mark_all(bob, {{number_of(foreign, 1), number_of(ended, 1), -1, 0, 4711LL << 26, number_of(of, 1),
                            number_of(of, 3), number_of(of, 4)}}),
            0U);
  EXPECT_EQ(mark_all(bob, std::vector<std::int64_t>{}), 0U);
  EXPECT_EQ(news(), Words{});
  EXPECT_EQ(mark_all(bob, {{number_of(of, 3), number_of(of, 2), number_of(foreign, 1)}}), 1U);
  EXPECT_EQ(resume(of, bob).value().read_up_to.value, 2);
  EXPECT_EQ(resume(foreign, carol).value().read_up_to.value, 0);
}

TEST_P(NoticeList, a_notice_of_what_is_gone_marks_nothing) {
  const auto match = match_room(alice, bob);
  ASSERT_TRUE(post(message(match, alice, "old")));
  clock.advance(minutes{1});
  ASSERT_TRUE(post(message(match, alice, "new")));
  (void)executor.ask<std::uint32_t>([&](auto done) { opened->retention().prune(match, clock.wall(), done); })
      .value();
  EXPECT_EQ(mark_all(bob, {{number_of(match, 1)}}), 0U);
  EXPECT_EQ(resume(match, bob).value().read_up_to.value, 0);
  EXPECT_EQ(mark_all(bob), 1U);
}

TEST_P(NoticeList, a_notice_of_the_server_is_one_of_them) {
  const auto id =
      executor.ask<std::int64_t>([&](auto done) { opened->people().notify(bob, "welcome", done); }).value();
  ASSERT_EQ(notices(bob).newest.size(), 1U);
  EXPECT_EQ(notices(bob).newest[0].id, id);
  EXPECT_EQ(notices(bob).newest[0].entry.content, "welcome");
  EXPECT_EQ(mark_all(bob, {{id}}), 1U);
  EXPECT_EQ(notices(bob).total, 0U);
}

}  // namespace
}  // namespace heartlink::contract
