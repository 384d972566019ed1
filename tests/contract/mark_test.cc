// SPDX-License-Identifier: Apache-2.0
// Marks: how far somebody has read and got, who may move them, and what the others are told.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;

class Marks : public RoomsContract {
 protected:
  void SetUp() override {
    RoomsContract::SetUp();
    room = room_of(alice, bob);
  }
  base::Result<store::Marked> read_ids(const model::RoomId& of, const model::User& user,
                                       std::vector<model::EntryId> ids) {
    auto to = mark_of(of, user);
    to.ids = std::move(ids);
    return mark(to);
  }
  base::Result<store::Marked> got(const model::RoomId& of, const model::User& user, std::int64_t up_to) {
    auto to = mark_of(of, user);
    to.delivered = model::EntryId{up_to};
    return mark(to);
  }

  model::RoomId room;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Marks, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Marks, reading_moves_the_mark_and_tells_what_was_newly_read) {
  post_many(room, alice, 3);
  forget_news();
  const auto marked = read(room, bob, 2).value();
  EXPECT_TRUE(marked.moved);
  EXPECT_EQ(marked.read.value, 2);
  EXPECT_EQ(marked.delivered.value, 2);
  EXPECT_EQ(text_of(marked.newly_read), "1,2");
  EXPECT_EQ(marked.passed, 2U);
  EXPECT_EQ(news(), Words{"room: bob read 2 delivered 2 new 1,2"});
  EXPECT_EQ(resume(room, bob).value().read_up_to.value, 2);
  reopen();
  EXPECT_EQ(resume(room, bob).value().read_up_to.value, 2);
}

TEST_P(Marks, a_mark_only_goes_up) {
  post_many(room, alice, 3);
  ASSERT_TRUE(read(room, bob, 3));
  forget_news();
  for (const std::int64_t back : {2, 0, -5, 3}) {
    const auto marked = read(room, bob, back).value();
    EXPECT_FALSE(marked.moved) << back;
    EXPECT_EQ(marked.read.value, 3);
    EXPECT_EQ(marked.delivered.value, 3);
    EXPECT_TRUE(marked.newly_read.empty());
    EXPECT_EQ(marked.passed, 0U);
  }
  EXPECT_FALSE(got(room, bob, 1).value().moved);
  EXPECT_EQ(news(), Words{});
  EXPECT_EQ(resume(room, bob).value().read_up_to.value, 3);
}

TEST_P(Marks, a_mark_is_cut_at_the_head) {
  post_many(room, alice, 2);
  EXPECT_EQ(got(room, bob, 99).value().delivered.value, 2);
  EXPECT_EQ(read(room, bob, 99).value().read.value, 2);
}

TEST_P(Marks, all_is_read_up_to_the_head) {
  post_many(room, alice, 2);
  ASSERT_TRUE(post(message(room, bob, "mine")));
  auto to = mark_of(room, bob);
  to.all = true;
  const auto marked = mark(to).value();
  EXPECT_EQ(marked.read.value, 3);
  EXPECT_EQ(text_of(marked.newly_read), "1,2");
  EXPECT_EQ(marked.passed, 2U);
}

TEST_P(Marks, ids_that_are_no_messages_of_others_count_for_nothing) {
  const auto of = group(alice, {bob});  // entry 1
  ASSERT_TRUE(post(message(of, alice, "hers")));
  ASSERT_TRUE(post(message(of, bob, "his own")));
  ASSERT_TRUE(post(message(of, alice, "recalled")));
  ASSERT_TRUE(recall(of, alice, 4));  // entry 5
  const auto own = read_ids(of, bob, {{3}, {1}, {5}, {0}, {-1}, {6}, {99}}).value();
  EXPECT_FALSE(own.moved);
  EXPECT_TRUE(own.asked.empty());
  EXPECT_EQ(own.read.value, 0);
  const auto marked = read_ids(of, bob, {{4}, {3}, {2}, {99}, {2}}).value();
  EXPECT_EQ(text_of(marked.asked), "2,4");
  EXPECT_EQ(marked.read.value, 4);
  EXPECT_EQ(text_of(marked.newly_read), "2,4");
  EXPECT_EQ(marked.passed, 1U);  // a recalled one was not unread
}

TEST_P(Marks, asked_is_what_was_named_and_newly_read_what_was_passed) {
  post_many(room, alice, 5);
  ASSERT_TRUE(read(room, bob, 1));
  forget_news();
  const auto marked = read_ids(room, bob, {{5}, {1}}).value();
  EXPECT_EQ(text_of(marked.asked), "1,5");
  EXPECT_EQ(text_of(marked.newly_read), "2,3,4,5");
  EXPECT_EQ(news(), Words{"room: bob read 5 delivered 5 new 2,3,4,5 asked 1,5"});
}

TEST_P(Marks, ids_that_were_read_before_are_answered_without_a_write) {
  post_many(room, alice, 3);
  ASSERT_TRUE(read(room, bob, 3));
  forget_news();
  const auto again = read_ids(room, bob, {{2}}).value();
  EXPECT_FALSE(again.moved);
  EXPECT_EQ(text_of(again.asked), "2");
  EXPECT_EQ(news(), Words{});
}

TEST_P(Marks, delivered_goes_alone_and_reading_takes_it_along) {
  post_many(room, alice, 4);
  forget_news();
  ASSERT_TRUE(got(room, bob, 3));
  EXPECT_EQ(news(), Words{"room: bob delivered 3"});
  EXPECT_EQ(resume(room, bob).value().read_up_to.value, 0);
  ASSERT_TRUE(read(room, bob, 2));
  EXPECT_EQ(news(), Words{"room: bob read 2 new 1,2"});
  ASSERT_TRUE(read(room, bob, 4));
  EXPECT_EQ(news(), Words{"room: bob read 4 delivered 4 new 3,4"});
  const auto marks = resume(room, alice).value().marks;
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_EQ(marks[1].username, "bob");
  EXPECT_EQ(marks[1].read.value, 4);
  EXPECT_EQ(marks[1].delivered.value, 4);
}

TEST_P(Marks, the_newest_of_many_are_told_and_all_are_counted) {
  post_many(room, alice, 230);
  const auto marked = read(room, bob, 230).value();
  ASSERT_EQ(marked.newly_read.size(), 200U);
  EXPECT_EQ(marked.newly_read.front().value, 31);
  EXPECT_EQ(marked.newly_read.back().value, 230);
  EXPECT_EQ(marked.passed, 230U);
}

TEST_P(Marks, who_reads_in_an_open_room_is_its_guest_and_no_member) {
  for (const auto& open : {public_room(alice), test_room(alice)}) {
    ASSERT_TRUE(post(message(open, alice, "hello")));
    forget_news();
    EXPECT_EQ(read(open, bob, 1).value().read.value, 1);
    EXPECT_EQ(news(), Words{open.value + ": bob read 1 delivered 1 new 1"});
    EXPECT_EQ(resume(open, bob).value().read_up_to.value, 1);
    EXPECT_EQ(people_in(open, bob), "alice owner");
    EXPECT_EQ(resume(open, alice).value().marks.size(), 2U);
    EXPECT_EQ(read(open, bob, 0).value().read.value, 1);
    EXPECT_EQ(
        executor
            .ask<store::UnreadRoom>([&](auto done) { opened->conversations().unread_in(bob.id, open, done); })
            .error()
            .code,
        Code::not_a_member);
  }
}

TEST_P(Marks, a_guest_who_becomes_a_member_keeps_his_mark) {
  const auto open = public_room(alice);
  post_many(open, alice, 3);
  ASSERT_TRUE(read(open, bob, 2));
  ASSERT_TRUE(join(open, bob));
  EXPECT_EQ(resume(open, bob).value().read_up_to.value, 2);
}

TEST_P(Marks, what_stood_there_before_somebody_came_does_not_count_as_passed) {
  const auto of = group(alice);
  post_many(of, alice, 3);
  ASSERT_TRUE(add(of, alice, bob));  // entry 4
  ASSERT_TRUE(post(message(of, alice, "welcome")));
  const auto marked = read(of, bob, 5).value();
  EXPECT_EQ(marked.passed, 1U);
  EXPECT_EQ(text_of(marked.newly_read), "1,2,3,5");
}

TEST_P(Marks, strangers_and_ended_rooms_are_refused) {
  EXPECT_EQ(read(room, carol, 1).error().code, Code::not_a_member);
  EXPECT_EQ(read({"nowhere"}, alice, 1).error().code, Code::room_not_found);
  ASSERT_TRUE(post(message(room, alice, "hello")));
  ASSERT_TRUE(end_room(room, "closed"));
  EXPECT_EQ(read(room, bob, 1).error().code, Code::room_ended);
  EXPECT_EQ(read(room, carol, 1).error().code, Code::not_a_member);
}

TEST_P(Marks, who_was_taken_out_of_an_open_room_marks_nothing_there) {
  const auto open = public_room(alice);
  ASSERT_TRUE(post(message(open, alice, "hello")));
  ASSERT_TRUE(remove(open, alice, bob));
  EXPECT_EQ(read(open, bob, 1).error().code, Code::not_a_member);
}

TEST_P(Marks, a_message_and_its_mark_may_share_a_batch) {
  std::optional<base::Result<store::Posted>> posted;
  std::optional<base::Result<store::Marked>> marked;
  in_one_batch([&] {
    opened->messages().post(message(room, alice, "hello"), into(posted));
    auto to = mark_of(room, bob);
    to.read = model::EntryId{1};
    opened->messages().mark(to, into(marked));
  });
  ASSERT_TRUE(executor.run_until([&] { return marked.has_value(); }));
  EXPECT_EQ(marked->value().read.value, 1);
  EXPECT_EQ(text_of(marked->value().newly_read), "1");
}

}  // namespace
}  // namespace heartlink::contract
