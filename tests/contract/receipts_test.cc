// SPDX-License-Identifier: Apache-2.0
// Who is told how far whom has read: two who both tell it, and everybody his own. Marks move all the same,
// and what was delivered is told of everybody.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;

class Receipts : public RoomsContract {
 protected:
  // The room's marks as somebody is told them when he resumes: "alice 0/3, bob 3/3", read/delivered.
  std::string marks(const model::RoomId& room, const model::User& viewer) {
    std::string text;
    for (const auto& mark : resume(room, viewer).value().marks) {
      text += (text.empty() ? "" : ", ") + mark.username + ' ' + std::to_string(mark.read.value) + '/' +
              std::to_string(mark.delivered.value);
    }
    return text;
  }
  // The same in the list of participants.
  std::string listed(const model::RoomId& room, const model::User& viewer) {
    std::string text;
    for (const auto& one : participants(room, viewer).value().people) {
      text += (text.empty() ? "" : ", ") + one.user.name + ' ' + std::to_string(one.read.value) + '/' +
              std::to_string(one.delivered.value);
    }
    return text;
  }
  // Up to where history says that others have read.
  std::int64_t others_read(const model::RoomId& room, const model::User& viewer) {
    return page(room, viewer, store::PageQuery::From::newest, 0, 50).value().others_read.value;
  }
  store::Conversation conversation(const model::User& user) {
    using Conversations = std::vector<store::Conversation>;
    return executor
        .ask<Conversations>([&](auto done) { opened->conversations().conversations(user.id, done); })
        .value()
        .at(0);
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Receipts, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Receipts, are_told_until_somebody_chooses_not_to_and_the_choice_is_kept) {
  forget_news();
  EXPECT_TRUE(preferences(bob).value().read_receipts);
  EXPECT_FALSE(choose_receipts(bob, false).value().read_receipts);
  EXPECT_EQ(news(), Words{"bob does not tell"});
  EXPECT_FALSE(choose_receipts(bob, false).value().read_receipts);
  EXPECT_EQ(news(), Words{}) << "it was so already";
  reopen();
  EXPECT_FALSE(preferences(bob).value().read_receipts);
  EXPECT_TRUE(preferences(alice).value().read_receipts);
  EXPECT_TRUE(choose_receipts(bob, true).value().read_receipts);
  EXPECT_EQ(news(), Words{"bob tells"});
  model::User nobody;
  nobody.id = {12345};
  EXPECT_EQ(preferences(nobody).error().code, Code::user_not_found);
  EXPECT_EQ(choose_receipts(nobody, true).error().code, Code::user_not_found);
}

TEST_P(Receipts, what_a_choice_does_not_name_stays_as_it_was) {
  const auto choose = [&](model::Choice choice) {
    return executor
        .ask<model::Preferences>([&](auto done) { opened->users().set_preferences(bob.id, choice, done); })
        .value();
  };
  EXPECT_FALSE(preferences(bob).value().rules_accepted) << "nobody has until he says so";
  EXPECT_EQ(choose({.rules_accepted = true}), (model::Preferences{true, true}));
  EXPECT_EQ(choose({.read_receipts = false}), (model::Preferences{false, true}));
  reopen();
  EXPECT_EQ(preferences(bob).value(), (model::Preferences{false, true}));
  EXPECT_FALSE(preferences(alice).value().rules_accepted);
  EXPECT_EQ(choose({.rules_accepted = false}), (model::Preferences{false, false}));
}

TEST_P(Receipts, whoever_does_not_tell_still_has_his_mark_and_others_see_what_he_got) {
  const auto room = room_of(alice, bob);
  post_many(room, alice, 3);
  ASSERT_TRUE(choose_receipts(bob, false));
  forget_news();
  const auto marked = read(room, bob, 2).value();
  EXPECT_TRUE(marked.moved);
  EXPECT_EQ(marked.passed, 2U);
  EXPECT_EQ(news(), Words{"room: bob read 2 delivered 2 new 1,2 for himself"});
  EXPECT_EQ(resume(room, bob).value().read_up_to.value, 2);
  EXPECT_EQ(unread_in(room, bob), 1U);
  EXPECT_EQ(marks(room, alice), "alice 0/0, bob 0/2");
  EXPECT_EQ(marks(room, bob), "alice 0/0, bob 2/2");
  EXPECT_EQ(listed(room, alice), "alice 0/0, bob 0/2");
  EXPECT_EQ(listed(room, bob), "alice 0/0, bob 2/2");
  EXPECT_EQ(others_read(room, alice), 0);
  EXPECT_EQ(conversation(alice).others_read.value, 0);
}

TEST_P(Receipts, whoever_does_not_tell_is_not_told) {
  const auto of = group(alice, {bob, carol});  // entries 1 and 2
  ASSERT_TRUE(post(message(of, bob, "his")));
  ASSERT_TRUE(read(of, alice, 3));
  ASSERT_TRUE(choose_receipts(bob, false));
  EXPECT_EQ(marks(of, bob), "alice 0/3, bob 0/0, carol 0/0");
  EXPECT_EQ(listed(of, bob), "alice 0/3, bob 0/0, carol 0/0");
  EXPECT_EQ(others_read(of, bob), 0);
  EXPECT_FALSE(resume(of, bob).value().sees_reads);
  EXPECT_EQ(marks(of, carol), "alice 3/3, bob 0/0, carol 0/0") << "the others tell each other";
  EXPECT_TRUE(resume(of, carol).value().sees_reads);
}

TEST_P(Receipts, what_was_read_meanwhile_shows_when_both_tell_again) {
  const auto room = room_of(alice, bob);
  post_many(room, alice, 3);
  ASSERT_TRUE(choose_receipts(bob, false));
  ASSERT_TRUE(read(room, bob, 3));
  ASSERT_TRUE(choose_receipts(bob, true));
  EXPECT_EQ(marks(room, alice), "alice 0/0, bob 3/3");
  EXPECT_EQ(others_read(room, alice), 3);
  EXPECT_EQ(conversation(alice).others_read.value, 3);
  EXPECT_EQ(others_read(room, bob), 0) << "nothing on the page is his";
}

TEST_P(Receipts, a_guest_of_an_open_room_chooses_too) {
  const auto open = public_room(alice);
  post_many(open, alice, 2);
  ASSERT_TRUE(choose_receipts(bob, false));
  ASSERT_TRUE(read(open, bob, 2));
  EXPECT_EQ(marks(open, alice), "alice 0/0, bob 0/2");
  EXPECT_EQ(others_read(open, alice), 0);
  ASSERT_TRUE(read(open, carol, 1));
  EXPECT_EQ(others_read(open, alice), 1);
}

TEST_P(Receipts, marks_of_all_rooms_are_moved_by_the_same_choice) {
  const auto room = room_of(alice, bob);
  post_many(room, alice, 2);
  ASSERT_TRUE(choose_receipts(bob, false));
  forget_news();
  EXPECT_EQ(executor.ask<std::uint32_t>([&](auto done) { opened->conversations().mark_all(bob, {}, done); })
                .value(),
            2U);
  EXPECT_EQ(news(), Words{"room: bob read 2 delivered 2 new 1,2 for himself"});
}

TEST_P(Receipts, a_choice_and_a_mark_of_one_batch_keep_their_order) {
  const auto room = room_of(alice, bob);
  post_many(room, alice, 1);
  forget_news();
  std::optional<base::Result<store::Marked>> marked;
  in_one_batch([&] {
    opened->users().set_preferences(bob.id, {.read_receipts = false}, {&executor, [](const auto&) {}});
    auto to = mark_of(room, bob);
    to.read = model::EntryId{1};
    opened->messages().mark(to, into(marked));
  });
  ASSERT_TRUE(executor.run_until([&] { return marked.has_value(); }));
  const auto told = news();
  EXPECT_EQ(told, (Words{"room: bob read 1 delivered 1 new 1 for himself", "bob does not tell"}));
}

}  // namespace
}  // namespace heartlink::contract
