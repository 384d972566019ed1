// SPDX-License-Identifier: Apache-2.0
// Letting old things go: entries of match rooms, test rooms that nobody uses, and the walk that finds them.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using From = store::PageQuery::From;
using std::chrono::hours;
using std::chrono::minutes;

class Retention : public RoomsContract {
 protected:
  void SetUp() override {
    RoomsContract::SetUp();
    room = match_room(alice, bob);
  }
  // Posts "1" … "count", an hour apart, the last one now.
  void post_hourly(int count) {
    for (int number = 1; number <= count; ++number) {
      if (number > 1) clock.advance(hours{1});
      const auto text = std::to_string(number);
      (void)post(message(room, alice, text, "c-" + text)).value();
    }
  }
  base::WallTime ago(std::chrono::microseconds time) { return {clock.wall().us - time.count()}; }
  std::uint32_t prune(const model::RoomId& of, base::WallTime before) {
    return executor.ask<std::uint32_t>([&](auto done) { opened->retention().prune(of, before, done); })
        .value();
  }
  bool remove_test_room(const model::RoomId& of, base::WallTime before) {
    return executor.ask<bool>([&](auto done) { opened->retention().remove_test_room(of, before, done); })
        .value();
  }
  // The whole walk; how many steps it took.
  Words leftovers(base::WallTime match_before, base::WallTime test_before, int* steps = nullptr) {
    Words found;
    std::int64_t after = 0;
    do {
      const auto step = executor.ask<store::Leftovers>(
          [&](auto done) { opened->retention().leftovers(after, match_before, test_before, done); });
      for (const auto& each : step.value().rooms) found.push_back(each.id.value);
      after = step.value().next;
      if (steps != nullptr) ++*steps;
    } while (after != 0);
    return found;
  }

  model::RoomId room;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Retention, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Retention, what_is_older_goes_and_the_first_that_stays_is_told) {
  post_hourly(4);
  EXPECT_EQ(prune(room, ago(minutes{90})), 2U);
  EXPECT_EQ(prune(room, ago(minutes{90})), 0U);
  reopen();
  const auto history = page(room, bob, From::newest, 0, 10).value();
  EXPECT_EQ(history.room.pruned_before.value, 3);
  EXPECT_EQ(history.room.last_id.value, 4);
  EXPECT_FALSE(history.has_more);
  ASSERT_EQ(history.entries.size(), 2U);
  EXPECT_EQ(text_of(history.entries[0]), "3 alice says 3");
}

TEST_P(Retention, an_entry_of_exactly_that_time_stays) {
  post_hourly(2);
  EXPECT_EQ(prune(room, ago(hours{1})), 0U);
  EXPECT_EQ(prune(room, {ago(hours{1}).us + 1}), 1U);
}

TEST_P(Retention, what_is_gone_is_on_no_page_in_neither_direction) {
  post_hourly(6);
  ASSERT_EQ(prune(room, ago(minutes{150})), 3U);
  for (const std::int64_t anchor : {0, 2, 3}) {
    const auto forward = page(room, bob, From::after, anchor, 2).value();
    ASSERT_EQ(forward.entries.size(), 2U);
    EXPECT_EQ(forward.entries[0].id.value, 4);
    EXPECT_TRUE(forward.has_more);
  }
  for (const std::int64_t anchor : {4, 3, 1}) {
    const auto back = page(room, bob, From::before, anchor, 2).value();
    EXPECT_TRUE(back.entries.empty());
    EXPECT_FALSE(back.has_more);
  }
  const auto back = page(room, bob, From::before, 6, 2).value();
  EXPECT_EQ(back.entries.size(), 2U);
  EXPECT_FALSE(back.has_more);
}

TEST_P(Retention, a_resume_from_below_gives_what_is_kept_without_a_gap) {
  config.limits.resume_entries = 2;
  config.limits.resume_tail = 1;
  reopen();
  post_hourly(5);
  ASSERT_EQ(prune(room, ago(minutes{90})), 3U);
  for (const std::int64_t after : {0, 2, 3}) {
    const auto resumed = resume(room, bob, after).value();
    ASSERT_EQ(resumed.entries.size(), 2U) << after;
    EXPECT_EQ(resumed.entries[0].id.value, 4);
    EXPECT_FALSE(resumed.gap);
    EXPECT_FALSE(resumed.reset);
    EXPECT_EQ(resumed.room.pruned_before.value, 4);
  }
}

TEST_P(Retention, a_late_resend_to_an_active_room_is_no_second_message) {
  post_hourly(2);
  ASSERT_EQ(prune(room, ago(minutes{1})), 1U);
  const auto again = post(message(room, alice, "1", "c-1")).value();
  EXPECT_TRUE(again.dup);
  EXPECT_EQ(again.id.value, 1);
  EXPECT_EQ(again.created_at, ago(hours{1}));
  EXPECT_EQ(post(message(room, alice, "other", "c-1")).error().code, Code::client_id_reused);
  EXPECT_EQ(log_of(room, bob).size(), 1U);
}

TEST_P(Retention, a_room_of_which_all_is_gone_goes_on_with_its_ids) {
  post_hourly(2);
  clock.advance(hours{1});
  ASSERT_EQ(prune(room, clock.wall()), 2U);
  EXPECT_TRUE(log_of(room, bob).empty());
  EXPECT_EQ(resume(room, bob, 0).value().head.value, 2);
  EXPECT_TRUE(resume(room, bob, 0).value().entries.empty());
  EXPECT_EQ(unread_in(room, bob), 0U);
  EXPECT_EQ(post(message(room, alice, "more")).value().id.value, 3);
  EXPECT_EQ(unread_in(room, bob), 1U);
}

TEST_P(Retention, nobody_replies_to_recalls_or_counts_what_is_gone) {
  post_hourly(3);
  ASSERT_EQ(prune(room, ago(minutes{90})), 1U);
  auto reply = message(room, bob, "yes");
  reply.reply_to = model::EntryId{1};
  EXPECT_EQ(post(reply).error().code, Code::reply_to_invalid);
  EXPECT_EQ(recall(room, alice, 1).error().code, Code::message_not_found);
  EXPECT_EQ(unread_in(room, bob), 2U);
  auto ids = mark_of(room, bob);
  ids.ids = {{1}};
  EXPECT_TRUE(mark(ids).value().asked.empty());
  const auto marked = read(room, bob, 3).value();
  EXPECT_EQ(marked.passed, 2U);
  EXPECT_EQ(text_of(marked.newly_read), "2,3");
}

TEST_P(Retention, an_ended_room_forgets_who_sent_what) {
  post_hourly(2);
  ASSERT_EQ(prune(room, ago(minutes{1})), 1U);
  ASSERT_TRUE(end_room(room, "closed"));  // entry 3
  EXPECT_TRUE(post(message(room, alice, "1", "c-1")).value().dup);
  clock.advance(hours{1});
  EXPECT_EQ(prune(room, clock.wall()), 3U) << "with what was left of the first";
  EXPECT_EQ(post(message(room, alice, "1", "c-1")).error().code, Code::room_ended);
  EXPECT_EQ(post(message(room, alice, "2", "c-2")).error().code, Code::room_ended);
  EXPECT_TRUE(log_of(room, bob).empty());
  EXPECT_EQ(page(room, bob, From::newest, 0, 10).value().room.pruned_before.value, 4);
  EXPECT_EQ(prune(room, clock.wall()), 0U);
}

TEST_P(Retention, one_step_is_bounded) {
  config.limits.prune_entries = 2;
  reopen();
  post_hourly(5);
  clock.advance(hours{1});
  std::vector<std::uint32_t> steps;
  do steps.push_back(prune(room, clock.wall()));
  while (steps.back() > 0);
  EXPECT_EQ(steps, (std::vector<std::uint32_t>{2, 2, 1, 0}));
}

TEST_P(Retention, one_step_is_bounded_where_emptied_ones_go_too) {
  config.limits.prune_entries = 2;
  reopen();
  post_hourly(4);
  clock.advance(hours{1});
  while (prune(room, clock.wall()) > 0) {
  }
  ASSERT_TRUE(end_room(room, "closed"));  // entry 5
  clock.advance(hours{1});
  std::vector<std::uint32_t> steps;
  do steps.push_back(prune(room, clock.wall()));
  while (steps.back() > 0);
  EXPECT_EQ(steps, (std::vector<std::uint32_t>{2, 2, 1, 0}));
  EXPECT_EQ(page(room, bob, From::newest, 0, 10).value().room.pruned_before.value, 6);
}

TEST_P(Retention, it_stops_at_the_first_that_is_younger) {
  post_hourly(3);
  clock.advance(-minutes{90});  // somebody set the clock
  ASSERT_TRUE(post(message(room, alice, "4")));
  EXPECT_EQ(prune(room, clock.wall()), 1U);
  EXPECT_EQ(log_of(room, bob).size(), 3U);
}

TEST_P(Retention, a_message_in_the_same_batch_keeps_its_dense_id) {
  post_hourly(2);
  std::optional<base::Result<store::Posted>> before, after;
  std::optional<base::Result<std::uint32_t>> pruned;
  in_one_batch([&] {
    opened->messages().post(message(room, bob, "x"), into(before));
    opened->retention().prune(room, ago(minutes{1}), into(pruned));
    opened->messages().post(message(room, bob, "y"), into(after));
  });
  ASSERT_TRUE(executor.run_until([&] { return before && pruned && after; }));
  EXPECT_EQ(before->value().id.value, 3);
  EXPECT_EQ(pruned->value(), 1U);
  EXPECT_EQ(after->value().id.value, 4);
  EXPECT_EQ(log_of(room, bob).size(), 3U);
}

TEST_P(Retention, only_match_rooms_forget) {
  for (const auto& other : {room_of(alice, bob), group(alice), test_room(alice), public_room(alice)}) {
    ASSERT_TRUE(post(message(other, alice, "kept")));
    clock.advance(hours{1});
    EXPECT_EQ(prune(other, clock.wall()), 0U);
    EXPECT_EQ(log_of(other, alice).size(), 1U);
  }
  EXPECT_EQ(prune({"nowhere"}, clock.wall()), 0U);
}

TEST_P(Retention, the_walk_finds_old_entries_of_match_rooms) {
  const auto far = ago(hours{1'000});
  match_room(alice, carol, "match-empty");
  post_hourly(2);
  EXPECT_EQ(leftovers(ago(hours{1}), far), Words{});
  EXPECT_EQ(leftovers({ago(hours{1}).us + 1}, far), Words{"match-1"});
  ASSERT_EQ(prune(room, ago(minutes{1})), 1U);
  EXPECT_EQ(leftovers(ago(minutes{1}), far), Words{});
  ASSERT_TRUE(end_room(room, "closed"));
  clock.advance(hours{1});
  EXPECT_EQ(leftovers(clock.wall(), far), Words{"match-1"});
  ASSERT_EQ(prune(room, clock.wall()), 3U);
  EXPECT_EQ(leftovers(clock.wall(), far), Words{});
}

TEST_P(Retention, the_walk_finds_unused_test_rooms) {
  const auto far = ago(hours{1'000});
  const auto made = test_room(alice, "test-room-made");
  clock.advance(hours{1});
  const auto used = test_room(alice, "test-room-used");
  ASSERT_TRUE(post(message(made, alice, "x")));
  group(alice);
  room_of(alice, bob);
  clock.advance(hours{1});
  EXPECT_EQ(leftovers(far, ago(hours{1})), Words{});
  ASSERT_TRUE(post(message(made, alice, "y")));
  EXPECT_EQ(leftovers(far, ago(minutes{1})), Words{"test-room-used"});
}

TEST_P(Retention, the_walk_goes_in_steps_over_all_rooms) {
  config.limits.retention_rooms = 2;
  reopen();
  for (const char* id : {"test-room-1", "test-room-2", "test-room-3"}) test_room(alice, id);
  clock.advance(hours{1});
  int steps = 0;
  EXPECT_EQ(leftovers(clock.wall(), clock.wall(), &steps),
            (Words{"test-room-1", "test-room-2", "test-room-3"}));
  EXPECT_EQ(steps, 3);  // five rooms with the public and the match room
}

TEST_P(Retention, a_test_room_goes_with_all_that_was_in_it) {
  const auto test = test_room(alice);
  ASSERT_TRUE(post(message(test, bob, "hello", "c-1")));
  ASSERT_TRUE(read(test, carol, 1));
  ASSERT_TRUE(remove(test, alice, dave));
  const auto epoch = resume(test, alice).value().room.epoch;
  clock.advance(hours{1});
  forget_news();
  EXPECT_FALSE(remove_test_room(test, ago(hours{1})));
  EXPECT_TRUE(remove_test_room(test, clock.wall()));
  EXPECT_EQ(news(), Words{"test-room-1: -alice"});
  EXPECT_FALSE(remove_test_room(test, clock.wall()));
  EXPECT_EQ(resume(test, alice).error().code, Code::room_not_found);
  test_room(bob);
  const auto again = resume(test, dave, 2, epoch).value();
  EXPECT_NE(again.room.epoch, epoch);
  EXPECT_TRUE(again.reset);
  EXPECT_EQ(again.head.value, 0);
  EXPECT_FALSE(post(message(test, bob, "hello", "c-1")).value().dup);
  EXPECT_EQ(resume(test, carol).value().read_up_to.value, 0);
}

TEST_P(Retention, a_room_that_is_no_test_room_is_not_removed) {
  clock.advance(hours{1});
  for (const auto& other : {room, room_of(alice, bob), group(alice), public_room(alice)}) {
    EXPECT_FALSE(remove_test_room(other, {clock.wall().us + 1}));
    EXPECT_TRUE(resume(other, alice));
  }
  EXPECT_FALSE(remove_test_room({"nowhere"}, clock.wall()));
}

}  // namespace
}  // namespace heartlink::contract
