// SPDX-License-Identifier: Apache-2.0
// Posting: places in the log, resends, refusals, and what is told to whom in which order.
#include <algorithm>

#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;

class Posting : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Posting, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Posting, an_id_is_dense_and_starts_at_one) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  for (std::int64_t id = 1; id <= 5; ++id)
    EXPECT_EQ(post(message(room, alice, "hello")).value().id.value, id);
}

TEST_P(Posting, each_room_counts_for_itself) {
  const auto alice = person("alice");
  const auto bob = person("bob");
  const auto one = room_of(alice, bob, "one");
  const auto two = room_of(alice, bob, "two");
  EXPECT_EQ(post(message(one, alice, "a")).value().id.value, 1);
  EXPECT_EQ(post(message(two, alice, "b")).value().id.value, 1);
  EXPECT_EQ(post(message(one, bob, "c")).value().id.value, 2);
}

TEST_P(Posting, a_burst_keeps_its_order_in_each_room) {
  const auto alice = person("alice");
  const auto bob = person("bob");
  const std::vector<model::RoomId> rooms{room_of(alice, bob, "one"), room_of(alice, bob, "two")};
  std::vector<std::vector<std::int64_t>> answered(2);
  constexpr std::size_t burst = 100;
  for (std::size_t sent = 0; sent < 2 * burst; ++sent) {
    base::Done<store::Posted> done;
    done.on = &executor;
    done.call = [&answered, sent](const base::Result<store::Posted>& posted) {
      answered[sent % 2].push_back(posted.value().id.value);
    };
    opened->messages().post(message(rooms[sent % 2], alice, std::to_string(sent / 2 + 1)), done);
  }
  ASSERT_TRUE(executor.run_until([&] { return answered[0].size() + answered[1].size() == 2 * burst; }));
  for (std::size_t which = 0; which < 2; ++which) {
    EXPECT_TRUE(std::is_sorted(answered[which].begin(), answered[which].end()));
    const auto resumed = resume(rooms[which], bob, 0).value();
    ASSERT_EQ(resumed.entries.size(), burst);
    for (const auto& entry : resumed.entries) EXPECT_EQ(entry.content, std::to_string(entry.id.value));
  }
}

TEST_P(Posting, a_resent_message_keeps_its_id) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  const auto first = post(message(room, alice, "hello", "c-1")).value();
  clock.advance(std::chrono::hours{1});
  ASSERT_EQ(post(message(room, alice, "more", "c-2")).value().id.value, 2);
  const auto again = post(message(room, alice, "hello", "c-1")).value();
  EXPECT_FALSE(first.dup);
  EXPECT_TRUE(again.dup);
  EXPECT_EQ(again.id, first.id);
  EXPECT_EQ(again.created_at, first.created_at);
  EXPECT_EQ(post(message(room, alice, "next", "c-3")).value().id.value, 3);
}

TEST_P(Posting, a_resend_in_the_same_batch_is_found_too) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  std::vector<store::Posted> answers;
  for (int copy = 0; copy < 20; ++copy) {
    base::Done<store::Posted> done;
    done.on = &executor;
    done.call = [&answers](const base::Result<store::Posted>& posted) { answers.push_back(posted.value()); };
    opened->messages().post(message(room, alice, "hello", "c-1"), done);
  }
  ASSERT_TRUE(executor.run_until([&] { return answers.size() == 20; }));
  for (std::size_t at = 0; at < answers.size(); ++at) {
    EXPECT_EQ(answers[at].id.value, 1);
    EXPECT_EQ(answers[at].dup, at > 0);
  }
}

TEST_P(Posting, a_resend_is_answered_after_a_restart) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  ASSERT_TRUE(post(message(room, alice, "hello", "c-1")));
  reopen();
  EXPECT_TRUE(post(message(room, alice, "hello", "c-1")).value().dup);
  EXPECT_EQ(post(message(room, alice, "next", "c-2")).value().id.value, 2);
}

TEST_P(Posting, a_reused_client_id_with_another_body_is_refused) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  ASSERT_TRUE(post(message(room, alice, "hello", "c-1")));
  EXPECT_EQ(post(message(room, alice, "other", "c-1")).error().code, Code::client_id_reused);
  auto other_kind = message(room, alice, "hello", "c-1");
  other_kind.message_type = "emoji";
  EXPECT_EQ(post(other_kind).error().code, Code::client_id_reused);
  auto reply = message(room, alice, "hello", "c-1");
  reply.reply_to = model::EntryId{1};
  EXPECT_EQ(post(reply).error().code, Code::client_id_reused);
}

TEST_P(Posting, a_client_id_belongs_to_one_sender_and_one_room) {
  const auto alice = person("alice");
  const auto bob = person("bob");
  const auto one = room_of(alice, bob, "one");
  const auto two = room_of(alice, bob, "two");
  ASSERT_TRUE(post(message(one, alice, "hello", "c-1")));
  EXPECT_FALSE(post(message(one, bob, "mine", "c-1")).value().dup);
  EXPECT_FALSE(post(message(two, alice, "there", "c-1")).value().dup);
}

TEST_P(Posting, messages_without_a_client_id_are_never_the_same) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  EXPECT_EQ(post(message(room, alice, "hello")).value().id.value, 1);
  EXPECT_EQ(post(message(room, alice, "hello")).value().id.value, 2);
}

TEST_P(Posting, a_refused_job_leaves_no_hole) {
  const auto alice = person("alice");
  const auto stranger = person("stranger");
  const auto room = room_of(alice, person("bob"));
  std::vector<std::int64_t> ids;
  int refused = 0;
  // One burst, so that refusals stand between posts inside one transaction.
  for (int round = 0; round < 10; ++round) {
    for (const auto& sender : {alice, stranger}) {
      base::Done<store::Posted> done;
      done.on = &executor;
      done.call = [&](const base::Result<store::Posted>& posted) {
        posted ? ids.push_back(posted->id.value) : void(++refused);
      };
      opened->messages().post(message(room, sender, "x"), done);
    }
  }
  ASSERT_TRUE(executor.run_until([&] { return ids.size() + static_cast<std::size_t>(refused) == 20; }));
  EXPECT_EQ(refused, 10);
  EXPECT_EQ(ids, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
}

TEST_P(Posting, who_is_not_a_member_is_refused) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  EXPECT_EQ(post(message(room, person("eve"), "hello")).error().code, Code::not_a_member);
  EXPECT_EQ(post(message({"nowhere"}, alice, "hello")).error().code, Code::room_not_found);
}

TEST_P(Posting, a_room_that_is_open_to_all_takes_everybody) {
  const auto room = test_room(person("alice"));
  EXPECT_EQ(post(message(room, person("bob"), "hello")).value().id.value, 1);
  EXPECT_EQ(post(message({"public-room"}, person("carol"), "hello")).value().id.value, 1);
}

TEST_P(Posting, a_person_who_does_not_exist_posts_nothing) {
  model::User nobody;
  nobody.id = {4711};
  EXPECT_EQ(post(message({"public-room"}, nobody, "hello")).error().code, Code::account_disabled);
}

TEST_P(Posting, a_reply_names_a_message_that_is_there) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  auto reply = message(room, alice, "yes");
  reply.reply_to = model::EntryId{1};
  EXPECT_EQ(post(reply).error().code, Code::reply_to_invalid);
  ASSERT_TRUE(post(message(room, alice, "is it?")));
  ASSERT_EQ(post(reply).value().id.value, 2);
  EXPECT_EQ(resume(room, alice, 1).value().entries.at(0).reply_to, model::EntryId{1});
  reply.reply_to = model::EntryId{0};
  EXPECT_EQ(post(reply).error().code, Code::reply_to_invalid);
}

TEST_P(Posting, a_stranger_learns_nothing_of_what_can_be_answered) {
  auto reply = message(room_of(person("alice"), person("bob")), person("eve"), "yes");
  reply.reply_to = model::EntryId{1};
  EXPECT_EQ(post(reply).error().code, Code::not_a_member);
}

TEST_P(Posting, who_is_disabled_has_no_resend_either) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  ASSERT_TRUE(post(message(room, alice, "hello", "c-1")));
  ASSERT_TRUE(
      executor.ask<model::User>([&](auto done) { opened->users().set_disabled(alice.id, true, done); }));
  EXPECT_EQ(post(message(room, alice, "hello", "c-1")).error().code, Code::account_disabled);
}

TEST_P(Posting, the_answer_comes_before_the_parcel) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  forget_parcels();
  std::size_t parcels_at_answer = 99;
  base::Done<store::Posted> done;
  done.on = &executor;
  done.call = [&](const base::Result<store::Posted>&) { parcels_at_answer = parcels.size(); };
  opened->messages().post(message(room, alice, "hello", "c-1"), done);
  ASSERT_TRUE(executor.run_until([&] { return !parcels.empty(); }));
  EXPECT_EQ(parcels_at_answer, 0U);
}

TEST_P(Posting, the_parcel_holds_what_was_stored_once) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  forget_parcels();
  ASSERT_TRUE(post(message(room, alice, "hello", "c-1")));
  ASSERT_TRUE(post(message(room, alice, "hello", "c-1")));
  ASSERT_FALSE(post(message(room, person("eve"), "psst")));
  ASSERT_TRUE(post(message(room, alice, "bye")));
  ASSERT_TRUE(executor.run_until([&] { return parcels.size() == 2; }));
  ASSERT_EQ(parcels[0]->entries.size(), 1U);
  const auto& entry = parcels[0]->entries[0];
  EXPECT_EQ(entry.room, room);
  EXPECT_EQ(entry.id.value, 1);
  EXPECT_EQ(entry.sender, alice.id);
  EXPECT_EQ(entry.sender_name, "alice");
  EXPECT_EQ(entry.content, "hello");
  EXPECT_EQ(entry.client_id, "c-1");
  EXPECT_EQ(parcels[1]->entries.at(0).id.value, 2);
}

TEST_P(Posting, parcels_carry_each_room_in_the_order_of_its_log) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  post_many(room, alice, 300);
  ASSERT_TRUE(executor.run_until([&] {
    std::size_t entries = 0;
    for (const auto& parcel : parcels) entries += parcel->entries.size();
    return entries == 300;
  }));
  std::int64_t next = 1;
  for (const auto& parcel : parcels) {
    for (const auto& entry : parcel->entries) EXPECT_EQ(entry.id.value, next++);
  }
}

TEST_P(Posting, who_is_muted_is_told_how_long_still) {
  const auto alice = person("alice");
  const auto bob = person("bob");
  const auto room = test_room(alice);
  ASSERT_TRUE(post(message(room, bob, "hello", "c-1")));
  store::MemberChange order;
  order.room = room;
  order.by = alice;
  order.subject = bob;
  order.kind = store::MemberChange::Kind::mute;
  order.muted_until = base::WallTime{clock.wall().us + 60'000'000};
  ASSERT_TRUE(
      executor.ask<model::EntryId>([&](auto done) { opened->members().change(order, done); }));  // entry 2
  clock.advance(std::chrono::microseconds{1});
  auto refused = post(message(room, bob, "but"));
  EXPECT_EQ(refused.error().code, Code::muted);
  EXPECT_EQ(refused.error().retry, std::chrono::milliseconds{60'000});  // rounded up
  clock.advance(std::chrono::seconds{59});
  refused = post(message(room, bob, "but"));
  EXPECT_EQ(refused.error().code, Code::muted);
  EXPECT_EQ(refused.error().retry, std::chrono::milliseconds{1'000});
  EXPECT_TRUE(post(message(room, bob, "hello", "c-1")).value().dup);  // what was said is said
  clock.advance(refused.error().retry);
  EXPECT_EQ(post(message(room, bob, "at last")).value().id.value, 3);
}

TEST_P(Posting, nobody_answers_what_the_server_tells_him) {
  const auto alice = person("alice");
  ASSERT_TRUE(executor.ask<std::int64_t>([&](auto done) { opened->people().notify(alice, "hello", done); }));
  const model::RoomId room{"system-" + std::to_string(alice.id.value)};
  EXPECT_EQ(post(message(room, alice, "thanks")).error().code, Code::not_a_member);
  EXPECT_EQ(resume(room, alice, 0).value().entries.size(), 1U);
}

TEST_P(Posting, any_text_comes_back_as_it_went) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  const std::string text = "心动 ❤️ ' \" \\ ?1 $1 \n\t ; DROP TABLE entries; --";
  ASSERT_TRUE(post(message(room, alice, text)));
  EXPECT_EQ(resume(room, alice, 0).value().entries.at(0).content, text);
}

}  // namespace
}  // namespace heartlink::contract
