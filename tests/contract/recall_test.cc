// SPDX-License-Identifier: Apache-2.0
// Taking a message back: who may and until when, what stays in its place, and what is told.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using std::chrono::microseconds;
using std::chrono::minutes;

class Recall : public RoomsContract {
 protected:
  void SetUp() override {
    RoomsContract::SetUp();
    room = room_of(alice, bob);
  }

  model::RoomId room;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Recall, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Recall, a_message_keeps_its_place_without_its_text) {
  ASSERT_TRUE(post(message(room, alice, "oops", "c-1")));
  ASSERT_TRUE(post(message(room, bob, "what?")));
  forget_news();
  clock.advance(minutes{1});
  const auto recalled = recall(room, alice, 1, "r-1").value();
  EXPECT_EQ(recalled.id.value, 3);
  EXPECT_EQ(recalled.created_at, clock.wall());
  EXPECT_FALSE(recalled.dup);
  wait_for_parcels();
  ASSERT_EQ(parcels.size(), 1U);
  EXPECT_EQ(parcels[0]->entries.at(0).client_id, "r-1");
  EXPECT_EQ(news(), Words{"room: 3 alice recalls 1"});
  reopen();
  const auto log = log_of(room, bob);
  ASSERT_EQ(log.size(), 3U);
  EXPECT_EQ(log[0].id.value, 1);
  EXPECT_EQ(log[0].kind, model::EntryKind::recalled);
  EXPECT_EQ(log[0].content, "");
  EXPECT_EQ(log[0].message_type, "system");
  EXPECT_EQ(log[0].sender, alice.id);
  EXPECT_EQ(log[0].target, model::EntryId{3});
  EXPECT_EQ(text_of(log[1]), "2 bob says what?");
  EXPECT_EQ(log[2].kind, model::EntryKind::recall);
  EXPECT_EQ(log[2].target, model::EntryId{1});
  EXPECT_EQ(log[2].message_type, "system");
  EXPECT_EQ(text_of(log[2]), "3 alice recalls 1");
}

TEST_P(Recall, the_window_is_five_minutes_and_includes_its_end) {
  ASSERT_TRUE(post(message(room, alice, "one")));
  ASSERT_TRUE(post(message(room, alice, "two")));
  clock.advance(minutes{5});
  EXPECT_TRUE(recall(room, alice, 1));
  clock.advance(microseconds{1});
  EXPECT_EQ(recall(room, alice, 2).error().code, Code::recall_too_late);
  EXPECT_EQ(text_of(log_of(room, bob)[1]), "2 alice says two");
}

TEST_P(Recall, the_window_is_configured) {
  config.recall_window = std::chrono::seconds{10};
  reopen();
  ASSERT_TRUE(post(message(room, alice, "one")));
  clock.advance(std::chrono::seconds{11});
  EXPECT_EQ(recall(room, alice, 1).error().code, Code::recall_too_late);
}

TEST_P(Recall, in_a_room_of_two_nobody_takes_back_the_others_message) {
  ASSERT_TRUE(post(message(room, alice, "hello")));
  EXPECT_EQ(recall(room, bob, 1).error().code, Code::not_your_message);
}

TEST_P(Recall, owner_and_admins_of_a_group_recall_anybodys_message_at_any_time) {
  const auto of = group(alice, {bob, carol});  // entries 1, 2
  ASSERT_TRUE(give(of, alice, bob, model::Role::admin));  // 3
  for (const auto& sender : {carol, carol, alice}) ASSERT_TRUE(post(message(of, sender, "x")));  // 4, 5, 6
  clock.advance(std::chrono::hours{100});
  EXPECT_EQ(recall(of, carol, 4).error().code, Code::recall_too_late);
  EXPECT_EQ(recall(of, carol, 6).error().code, Code::not_your_message);
  EXPECT_EQ(recall(of, bob, 4).value().id.value, 7);
  EXPECT_EQ(recall(of, alice, 5).value().id.value, 8);
  EXPECT_EQ(recall(of, bob, 6).value().id.value, 9);
  EXPECT_EQ(text_of(log_of(of, carol).back()), "9 bob recalls 6");
}

TEST_P(Recall, staff_moderate_public_rooms_and_no_others) {
  const auto helper = staff("helper");
  const auto open = public_room(alice);
  const auto test = test_room(alice);
  const auto of = group(alice, {helper});
  for (const auto& each : {open, test, of}) ASSERT_TRUE(post(message(each, alice, "x")));
  EXPECT_EQ(recall(open, bob, 1).error().code, Code::not_your_message);
  EXPECT_FALSE(recall(open, helper, 1).value().dup);
  EXPECT_EQ(recall(test, helper, 1).error().code, Code::not_your_message);
  EXPECT_EQ(recall(of, helper, 2).error().code, Code::not_your_message);
  ASSERT_TRUE(post(message(room, alice, "x")));
  EXPECT_EQ(recall(room, helper, 1).error().code, Code::not_a_member);
}

TEST_P(Recall, recalling_again_answers_the_first_recall_and_tells_nobody) {
  ASSERT_TRUE(post(message(room, alice, "oops")));
  const auto first = recall(room, alice, 1, "r-1").value();
  forget_news();
  clock.advance(std::chrono::hours{1});  // long after the window
  const auto again = recall(room, alice, 1, "r-2").value();
  EXPECT_TRUE(again.dup);
  EXPECT_EQ(again.id, first.id);
  EXPECT_EQ(again.created_at, first.created_at);
  EXPECT_EQ(news(), Words{});
  EXPECT_EQ(recall(room, bob, 1).error().code, Code::not_your_message);
  EXPECT_EQ(post(message(room, alice, "next")).value().id.value, 3);
}

TEST_P(Recall, two_recalls_in_one_batch_are_one) {
  ASSERT_TRUE(post(message(room, alice, "oops")));
  std::optional<base::Result<store::Posted>> first, second, next;
  in_one_batch([&] {
    store::NewRecall order;
    order.room = room;
    order.by = alice;
    order.target = {1};
    opened->messages().recall(order, into(first));
    opened->messages().recall(order, into(second));
    opened->messages().post(message(room, alice, "next"), into(next));
  });
  ASSERT_TRUE(executor.run_until([&] { return next.has_value(); }));
  EXPECT_FALSE(first->value().dup);
  EXPECT_TRUE(second->value().dup);
  EXPECT_EQ(second->value().id.value, 2);
  EXPECT_EQ(next->value().id.value, 3);
}

TEST_P(Recall, a_resend_of_a_recalled_message_is_still_the_same_one) {
  ASSERT_TRUE(post(message(room, alice, "oops", "c-1")));
  ASSERT_TRUE(recall(room, alice, 1));
  const auto again = post(message(room, alice, "oops", "c-1")).value();
  EXPECT_TRUE(again.dup);
  EXPECT_EQ(again.id.value, 1);
  EXPECT_EQ(post(message(room, alice, "other", "c-1")).error().code, Code::client_id_reused);
  EXPECT_EQ(log_of(room, bob).size(), 2U);
}

TEST_P(Recall, the_recalls_own_client_id_is_free_for_a_message) {
  ASSERT_TRUE(post(message(room, alice, "oops")));
  ASSERT_TRUE(recall(room, alice, 1, "c-1"));
  const auto posted = post(message(room, alice, "hello", "c-1")).value();
  EXPECT_FALSE(posted.dup);
  EXPECT_EQ(posted.id.value, 3);
  ASSERT_TRUE(post(message(room, alice, "again", "c-2")));
  EXPECT_FALSE(recall(room, alice, 4, "c-2").value().dup);
}

TEST_P(Recall, nobody_replies_to_a_recalled_message) {
  ASSERT_TRUE(post(message(room, alice, "oops")));
  ASSERT_TRUE(recall(room, alice, 1));
  for (const std::int64_t target : {1, 2}) {
    auto reply = message(room, bob, "yes");
    reply.reply_to = model::EntryId{target};
    EXPECT_EQ(post(reply).error().code, Code::reply_to_invalid);
  }
}

TEST_P(Recall, what_is_no_message_cannot_be_recalled) {
  const auto of = group(alice, {bob});  // entry 1
  ASSERT_TRUE(post(message(of, alice, "oops")));
  ASSERT_TRUE(recall(of, alice, 2));  // entry 3
  for (const std::int64_t target : {-1, 0, 1, 3, 4, 99}) {
    EXPECT_EQ(recall(of, alice, target).error().code, Code::message_not_found) << target;
  }
}

TEST_P(Recall, strangers_ended_rooms_and_disabled_people_are_refused) {
  ASSERT_TRUE(post(message(room, alice, "hello")));
  EXPECT_EQ(recall(room, carol, 1).error().code, Code::not_a_member);
  EXPECT_EQ(recall({"nowhere"}, alice, 1).error().code, Code::room_not_found);
  disable(alice);
  EXPECT_EQ(recall(room, alice, 1).error().code, Code::account_disabled);
  ASSERT_TRUE(post(message(room, bob, "hello")));
  ASSERT_TRUE(end_room(room, "closed"));
  EXPECT_EQ(recall(room, bob, 2).error().code, Code::room_ended);
}

TEST_P(Recall, who_is_muted_may_still_take_back_what_he_said) {
  const auto of = group(alice, {bob});
  ASSERT_TRUE(post(message(of, bob, "oops")));
  ASSERT_TRUE(mute(of, alice, bob, minutes{10}));
  EXPECT_TRUE(recall(of, bob, 2));
}

}  // namespace
}  // namespace heartlink::contract
