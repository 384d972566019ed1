// SPDX-License-Identifier: Apache-2.0
// Two people: the room they share, the wall between them, and what the server tells one of them.
#include <algorithm>

#include "store/conversation_store.h"
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using std::chrono::seconds;

class People : public RoomsContract {
 protected:
  base::Result<store::Blocked> block_in(const model::User& by, const model::RoomId& room) {
    return executor.ask<store::Blocked>([&](auto done) { opened->people().block_in(by, room, done); });
  }
  base::Result<bool> unblock(const model::User& by, const model::User& whom) {
    return executor.ask<bool>([&](auto done) { opened->people().unblock(by.id, whom.id, done); });
  }
  std::vector<store::BlockedPerson> blocked(const model::User& by) {
    return executor
        .ask<std::vector<store::BlockedPerson>>([&](auto done) { opened->people().blocked(by.id, done); })
        .value();
  }
  static Words ids_of(const store::Blocked& blocked) {
    Words ids;
    for (const auto& id : blocked.ended) ids.push_back(id.value);
    return ids;
  }
  static model::RoomId notices_of(const model::User& user) {
    return {"system-" + std::to_string(user.id.value)};
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, People, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(People, whoever_opens_it_the_two_share_one_room) {
  const auto first = open_direct(alice, bob, "direct-1").value();
  EXPECT_TRUE(first.made);
  EXPECT_EQ(first.room.id.value, "direct-1");
  EXPECT_EQ(first.room.user1, alice.id);
  EXPECT_EQ(first.room.user2, bob.id);
  EXPECT_EQ(first.room.made_by, model::MadeBy::direct);
  EXPECT_EQ(news(), (Words{"direct-1: +alice", "direct-1: +bob"}));
  for (const bool turned : {false, true}) {
    const auto again = open_direct(turned ? bob : alice, turned ? alice : bob, "direct-2").value();
    EXPECT_FALSE(again.made);
    EXPECT_EQ(again.room.id.value, "direct-1");
    EXPECT_EQ(again.room.epoch, first.room.epoch);
  }
  EXPECT_EQ(news(), Words{});
  EXPECT_NE(open_direct(alice, carol, "direct-3").value().room.id.value, "direct-1");
}

TEST_P(People, both_at_once_still_share_one_room) {
  std::optional<base::Result<store::Direct>> one, two;
  in_one_batch([&] {
    store::NewDirect direct;
    direct.by = alice;
    direct.with = bob;
    direct.id = {"direct-1"};
    opened->people().open_direct(direct, into(one));
    std::swap(direct.by, direct.with);
    direct.id = {"direct-2"};
    opened->people().open_direct(direct, into(two));
  });
  ASSERT_TRUE(executor.run_until([&] { return one && two; }));
  EXPECT_TRUE(one->value().made);
  EXPECT_FALSE(two->value().made);
  EXPECT_EQ(two->value().room.id.value, "direct-1");
}

TEST_P(People, the_oldest_active_direct_room_is_the_one) {
  match_room(alice, bob);  // is none
  room_of(bob, alice, "one");
  room_of(alice, bob, "two");
  EXPECT_EQ(open_direct(alice, bob, "three").value().room.id.value, "one");
  ASSERT_TRUE(end_room({"one"}, "left"));
  EXPECT_EQ(open_direct(alice, bob, "three").value().room.id.value, "two");
  ASSERT_TRUE(end_room({"two"}, "left"));
  EXPECT_TRUE(open_direct(alice, bob, "three").value().made);
}

TEST_P(People, a_direct_room_needs_two_who_want_it) {
  EXPECT_EQ(open_direct(alice, alice, "d").error().code, Code::self_refused);
  ASSERT_TRUE(block(alice, bob));
  EXPECT_EQ(open_direct(alice, bob, "d").error().code, Code::person_blocked);
  EXPECT_EQ(open_direct(bob, alice, "d").error().code, Code::not_accepting);
  disable(carol);
  EXPECT_EQ(open_direct(alice, carol, "d").error().code, Code::not_accepting);
  model::User nobody;
  nobody.id = {4711};
  EXPECT_EQ(open_direct(alice, nobody, "d").error().code, Code::not_accepting);
  ASSERT_TRUE(block(bob, alice));
  EXPECT_EQ(open_direct(alice, bob, "d").error().code, Code::person_blocked);
}

TEST_P(People, who_has_too_many_rooms_opens_no_more) {
  config.limits.rooms_per_user = 1;
  reopen();
  ASSERT_TRUE(open_direct(alice, bob, "one"));
  EXPECT_EQ(open_direct(alice, carol, "two").error().code, Code::too_many_rooms);
  EXPECT_FALSE(open_direct(alice, bob, "two").value().made);
  EXPECT_TRUE(open_direct(carol, alice, "two"));  // his bound, not hers
}

TEST_P(People, an_id_that_is_taken_makes_no_room) {
  ASSERT_TRUE(open_direct(alice, bob, "d"));
  forget_news();
  EXPECT_EQ(open_direct(alice, carol, "d").error().code, Code::room_exists);
  EXPECT_EQ(news(), Words{});
  EXPECT_EQ(people_in({"d"}, alice), "alice member, bob member");
}

TEST_P(People, a_block_ends_every_open_room_of_the_two_and_no_other) {
  const auto direct = open_direct(alice, bob, "direct-1").value().room.id;
  match_room(bob, alice, "match-2");
  match_room(alice, carol, "match-3");
  const auto of = group(alice, {bob});
  ASSERT_TRUE(post(message(direct, bob, "hello")));
  forget_news();
  EXPECT_EQ(ids_of(block(alice, bob).value()), (Words{"direct-1", "match-2"}));
  ASSERT_EQ(parcels.size(), 1U);  // answered behind it
  EXPECT_EQ(news(), (Words{"direct-1: 2 alice ends left", "match-2: 1 alice ends left"}));
  EXPECT_EQ(post(message(direct, bob, "hello?")).error().code, Code::room_ended);
  EXPECT_TRUE(post(message({"match-3"}, carol, "hello")));
  EXPECT_TRUE(post(message(of, bob, "hello")));
  EXPECT_EQ(ids_of(block(alice, bob).value()), Words{});
  EXPECT_EQ(ids_of(block(bob, alice).value()), Words{});
}

TEST_P(People, ids_stay_dense_when_a_block_shares_its_batch_with_messages) {
  const auto one = open_direct(alice, bob, "direct-1").value().room.id;
  const auto two = match_room(bob, alice, "match-2");
  const auto three = group(alice, {bob});  // entry 1
  for (const auto& room : {one, two}) post_many(room, bob, 3);
  std::optional<base::Result<store::Blocked>> blocked;
  std::vector<std::optional<base::Result<store::Posted>>> posted(6);
  in_one_batch([&] {
    for (const std::size_t at : {0U, 1U}) {
      opened->messages().post(message(one, alice, "late"), into(posted[at]));
      opened->messages().post(message(two, alice, "late"), into(posted[at + 2]));
      opened->messages().post(message(three, alice, "in time"), into(posted[at + 4]));
      if (at == 0) opened->people().block(alice, bob, into(blocked));
    }
  });
  ASSERT_TRUE(executor.run_until([&] {
    return blocked && std::all_of(posted.begin(), posted.end(), [](const auto& each) { return !!each; });
  }));
  EXPECT_EQ(ids_of(blocked->value()), (Words{"direct-1", "match-2"}));
  for (const std::size_t at : {0U, 1U, 2U, 3U}) EXPECT_EQ(posted[at]->error().code, Code::room_ended);
  EXPECT_EQ(posted[4]->value().id.value, 2);
  EXPECT_EQ(posted[5]->value().id.value, 3);
  for (const auto& room : {one, two}) {
    const auto history = page(room, bob, store::PageQuery::From::newest, 0, 10).value();
    EXPECT_EQ(history.room.last_id.value, 4);
    ASSERT_EQ(history.entries.size(), 4U);
    EXPECT_EQ(text_of(history.entries.back()), "4 alice ends left");
  }
}

TEST_P(People, a_block_out_of_a_room_is_one_of_its_other_person) {
  const auto room = room_of(alice, bob);
  EXPECT_EQ(block_in(carol, room).error().code, Code::not_a_member);
  EXPECT_EQ(block_in(alice, {"nowhere"}).error().code, Code::room_not_found);
  EXPECT_EQ(block_in(alice, group(alice, {bob})).error().code, Code::not_allowed);
  EXPECT_EQ(ids_of(block_in(bob, room).value()), Words{"room"});
  EXPECT_EQ(blocked(bob).at(0).name, "alice");
  EXPECT_TRUE(block_in(bob, room));  // it has ended, and is so already
}

TEST_P(People, nobody_blocks_himself_or_nobody) {
  EXPECT_EQ(block(alice, alice).error().code, Code::self_refused);
  model::User nobody;
  nobody.id = {4711};
  EXPECT_EQ(block(alice, nobody).error().code, Code::user_not_found);
}

TEST_P(People, taking_a_block_back_opens_the_way_and_no_ended_room) {
  const auto room = room_of(alice, bob);
  EXPECT_FALSE(unblock(alice, bob).value());
  ASSERT_TRUE(block(alice, bob));
  EXPECT_FALSE(unblock(bob, alice).value());
  EXPECT_EQ(open_direct(alice, bob, "d").error().code, Code::person_blocked);
  EXPECT_TRUE(unblock(alice, bob).value());
  EXPECT_FALSE(unblock(alice, bob).value());
  EXPECT_TRUE(open_direct(bob, alice, "d").value().made);
  EXPECT_EQ(post(message(room, alice, "hello")).error().code, Code::room_ended);
}

TEST_P(People, the_blocked_are_listed_the_newest_first) {
  config.limits.blocked_people = 2;
  reopen();
  ASSERT_TRUE(block(alice, carol));
  const auto when = clock.wall();
  for (const auto& whom : {bob, carol}) {
    clock.advance(seconds{1});
    ASSERT_TRUE(block(alice, whom));  // carol's is so already, and keeps its time
  }
  ASSERT_TRUE(block(bob, dave));
  const auto list = blocked(alice);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].name, "bob");
  EXPECT_EQ(list[1].name, "carol");
  EXPECT_EQ(list[1].at, when);
  clock.advance(seconds{1});
  ASSERT_TRUE(block(alice, dave));
  EXPECT_EQ(blocked(alice).size(), 2U);
  EXPECT_EQ(blocked(alice)[0].name, "dave");
  EXPECT_TRUE(blocked(carol).empty());
}

TEST_P(People, a_notice_is_an_unread_entry_of_ones_own_room) {
  const auto id = notify(alice, "welcome").value();
  EXPECT_EQ(news(), (Words{"system-1: 1  says welcome", "system-1: +alice"}));
  EXPECT_EQ(notices_of(alice).value, "system-1");
  const auto details =
      executor.ask<store::RoomDetails>([&](auto done) { opened->rooms().show(notices_of(alice), done); });
  EXPECT_EQ(id, store::notice_id(details.value().key, {1}));
  EXPECT_EQ(details.value().room.type, model::RoomType::system);
  EXPECT_EQ(notify(alice, "again").value(), id + 1);
  EXPECT_EQ(unread_in(notices_of(alice), alice), 2U);
  EXPECT_EQ(news(), Words{"system-1: 2  says again"});
  EXPECT_EQ(resume(notices_of(alice), bob).error().code, Code::not_a_member);
}

TEST_P(People, two_first_notices_in_one_batch_share_a_room) {
  std::optional<base::Result<std::int64_t>> one, two;
  in_one_batch([&] {
    opened->people().notify(alice, "one", into(one));
    opened->people().notify(alice, "two", into(two));
  });
  ASSERT_TRUE(executor.run_until([&] { return one && two; }));
  EXPECT_EQ(two->value(), one->value() + 1);
  EXPECT_EQ(log_of(notices_of(alice), alice).size(), 2U);
}

TEST_P(People, in_the_room_of_notices_one_only_reads) {
  ASSERT_TRUE(notify(alice, "welcome"));
  const auto room = notices_of(alice);
  EXPECT_EQ(post(message(room, alice, "thanks")).error().code, Code::not_a_member);
  EXPECT_EQ(leave(room, alice).error().code, Code::not_a_member);
  EXPECT_EQ(recall(room, alice, 1).error().code, Code::not_your_message);
  EXPECT_EQ(end_room(room, "enough", alice).error().code, Code::not_allowed);
  EXPECT_EQ(block_in(alice, room).error().code, Code::not_allowed);
  EXPECT_EQ(read(room, alice, 1).value().passed, 1U);
}

TEST_P(People, a_room_that_only_looks_like_one_of_notices_gets_none) {
  const auto impostor = group(bob, {}, notices_of(alice).value);
  EXPECT_EQ(notify(alice, "secret").error().code, Code::room_exists);
  EXPECT_TRUE(log_of(impostor, bob).empty());
}

TEST_P(People, nobody_is_notified_who_is_not_there) {
  model::User nobody;
  nobody.id = {4711};
  EXPECT_EQ(notify(nobody, "hello").error().code, Code::user_not_found);
  EXPECT_EQ(news(), Words{});
}

}  // namespace
}  // namespace heartlink::contract
