// SPDX-License-Identifier: Apache-2.0
// What one person has: rooms with what is unread in them, notices, and marking all of it read.
#include "store/conversation_store.h"
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using model::Role;
using std::chrono::minutes;
using std::chrono::seconds;

class Conversations : public RoomsContract {
 protected:
  std::vector<store::Conversation> conversations(const model::User& user) {
    return executor
        .ask<std::vector<store::Conversation>>(
            [&](auto done) { opened->conversations().conversations(user.id, done); })
        .value();
  }
  std::string rooms_of(const model::User& user) {
    std::string text;
    for (const auto& one : conversations(user)) text += (text.empty() ? "" : " ") + one.room.id.value;
    return text;
  }
  store::Conversation conversation(const model::RoomId& room, const model::User& user) {
    for (auto& one : conversations(user)) {
      if (one.room.id == room) return one;
    }
    throw std::runtime_error("no such conversation");
  }
  std::string member_rooms(const model::User& user) {
    const auto rooms = executor.ask<std::vector<model::RoomId>>(
        [&](auto done) { opened->conversations().member_rooms(user.id, done); });
    std::string text;
    for (const auto& room : rooms.value()) text += (text.empty() ? "" : " ") + room.value;
    return text;
  }
  base::Result<store::UnreadRoom> look_into(const model::RoomId& room, const model::User& user) {
    return executor.ask<store::UnreadRoom>(
        [&](auto done) { opened->conversations().unread_in(user.id, room, done); });
  }
  std::string all_unread(const model::User& user) {
    std::string text;
    for (const auto& room : unread(user).value()) {
      text += (text.empty() ? "" : " ") + room.room.value + ':' + std::to_string(room.unread);
    }
    return text;
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Conversations, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Conversations, a_room_of_two_names_the_other_one_and_the_last_entry) {
  const auto room = room_of(alice, bob);
  ASSERT_TRUE(post(message(room, alice, "hello")));
  ASSERT_TRUE(post(message(room, alice, "anybody?")));
  ASSERT_TRUE(read(room, bob, 1));
  const auto hers = conversation(room, alice);
  EXPECT_EQ(hers.role, Role::member);
  EXPECT_EQ(hers.other.value().name, "bob");
  EXPECT_EQ(text_of(hers.last.value()), "2 alice says anybody?");
  EXPECT_EQ(hers.unread, 0U);
  EXPECT_EQ(hers.read_up_to.value, 0);
  EXPECT_EQ(hers.others_read.value, 1);
  EXPECT_EQ(hers.member_count, 2U);
  const auto his = conversation(room, bob);
  EXPECT_EQ(his.other.value().name, "alice");
  EXPECT_EQ(his.unread, 1U);
  EXPECT_EQ(his.read_up_to.value, 1);
  EXPECT_EQ(his.others_read.value, 0);  // the last entry is not his
}

TEST_P(Conversations, a_group_has_a_name_a_role_and_no_other_one) {
  const auto room = group(alice, {bob, carol});
  const auto found = conversation(room, alice);
  EXPECT_EQ(found.room.name, "name of group");
  EXPECT_EQ(found.role, Role::owner);
  EXPECT_FALSE(found.other);
  EXPECT_EQ(found.member_count, 3U);
  EXPECT_EQ(text_of(found.last.value()), "2 alice added carol member");
  EXPECT_EQ(conversation(room, bob).role, Role::member);
  ASSERT_TRUE(post(message(room, alice, "hello")));
  ASSERT_TRUE(read(room, bob, 3));
  EXPECT_EQ(conversation(room, alice).others_read.value, 0);  // of many, one mark says nothing
}

TEST_P(Conversations, the_room_with_the_newest_entry_comes_first) {
  room_of(alice, bob, "one");
  for (const char* id : {"two", "three"}) {
    clock.advance(seconds{1});
    room_of(alice, bob, id);
  }
  EXPECT_EQ(rooms_of(alice), "three two one");
  clock.advance(seconds{1});
  ASSERT_TRUE(post(message({"two"}, bob, "x")));
  EXPECT_EQ(rooms_of(alice), "two three one");
  clock.advance(seconds{1});
  ASSERT_TRUE(end_room({"one"}, "closed"));
  EXPECT_EQ(rooms_of(alice), "one two three");
  config.limits.rooms_per_user = 2;
  reopen();
  EXPECT_EQ(rooms_of(alice), "one two");
}

TEST_P(Conversations, where_one_is_no_member_is_no_conversation) {
  const auto room = group(alice, {bob});
  const auto open = public_room(alice);
  ASSERT_TRUE(post(message(open, alice, "x")));
  ASSERT_TRUE(read(open, bob, 0));
  EXPECT_EQ(rooms_of(bob), "group");
  EXPECT_EQ(rooms_of(carol), "");
  EXPECT_EQ(look_into(open, bob).error().code, Code::not_a_member);
  EXPECT_EQ(look_into({"nowhere"}, bob).error().code, Code::not_a_member);
  ASSERT_TRUE(leave(room, bob));
  EXPECT_EQ(rooms_of(bob), "");
  EXPECT_EQ(all_unread(bob), "");
}

TEST_P(Conversations, unread_are_messages_of_others_that_were_not_recalled) {
  const auto room = group(alice, {bob});  // entry 1
  for (const char* text : {"a", "b", "c"}) ASSERT_TRUE(post(message(room, alice, text)));
  ASSERT_TRUE(post(message(room, bob, "mine")));
  ASSERT_TRUE(recall(room, alice, 3));
  ASSERT_TRUE(add(room, alice, carol));
  EXPECT_EQ(unread_in(room, bob), 2U);
  EXPECT_EQ(unread_in(room, alice), 1U);
  EXPECT_EQ(all_unread(bob), "group:2");
  const auto found = look_into(room, bob).value();
  EXPECT_EQ(found.room, room);
  EXPECT_EQ(found.last_id.value, 7);
  EXPECT_FALSE(found.is_crowd);
  ASSERT_TRUE(read(room, bob, 2));
  EXPECT_EQ(unread_in(room, bob), 1U);
  ASSERT_TRUE(read(room, bob, 7));
  EXPECT_EQ(all_unread(bob), "");
  EXPECT_EQ(unread_in(room, bob), 0U);
}

TEST_P(Conversations, to_a_newcomer_nothing_is_unread_that_was_there_before) {
  const auto room = group(alice);
  post_many(room, alice, 3);
  ASSERT_TRUE(add(room, alice, bob));
  ASSERT_TRUE(invite(room, alice, 'i'));
  ASSERT_TRUE(join('i', carol));
  EXPECT_EQ(unread_in(room, bob), 0U);
  EXPECT_EQ(unread_in(room, carol), 0U);
  EXPECT_EQ(conversation(room, bob).read_up_to.value, 0);
  ASSERT_TRUE(post(message(room, alice, "welcome")));
  EXPECT_EQ(unread_in(room, bob), 1U);
  EXPECT_EQ(conversation(room, carol).unread, 1U);
  ASSERT_TRUE(leave(room, bob));
  ASSERT_TRUE(add(room, alice, bob));
  EXPECT_EQ(unread_in(room, bob), 0U);
}

TEST_P(Conversations, unread_is_counted_up_to_a_bound) {
  config.limits.unread_max = 3;
  reopen();
  const auto room = room_of(alice, bob);
  post_many(room, alice, 5);
  EXPECT_EQ(unread_in(room, bob), 3U);
  EXPECT_EQ(conversation(room, bob).unread, 3U);
  EXPECT_EQ(all_unread(bob), "room:3");
}

TEST_P(Conversations, a_crowd_is_more_than_so_many_members) {
  config.limits.crowd_members = 2;
  reopen();
  const auto room = group(alice, {bob});
  EXPECT_FALSE(look_into(room, bob).value().is_crowd);
  ASSERT_TRUE(add(room, alice, carol));
  EXPECT_TRUE(look_into(room, bob).value().is_crowd);
  ASSERT_TRUE(post(message(room, alice, "x")));
  EXPECT_TRUE(unread(bob).value().at(0).is_crowd);
}

TEST_P(Conversations, in_an_ended_room_nothing_is_unread) {
  const auto room = room_of(alice, bob);
  post_many(room, alice, 3);
  group(alice, {bob});
  EXPECT_EQ(member_rooms(bob), "room group");
  EXPECT_EQ(all_unread(bob), "room:3");
  ASSERT_TRUE(end_room(room, "closed"));
  EXPECT_EQ(all_unread(bob), "");
  EXPECT_EQ(look_into(room, bob).error().code, Code::not_a_member);
  EXPECT_EQ(member_rooms(bob), "group");
  const auto ended = conversation(room, bob);
  EXPECT_EQ(ended.unread, 0U);
  EXPECT_EQ(ended.room.status, model::RoomStatus::ended);
  EXPECT_EQ(text_of(ended.last.value()), "4  ends closed");
}

TEST_P(Conversations, a_room_whose_entries_are_gone_has_no_last_one) {
  const auto room = match_room(alice, bob);
  EXPECT_FALSE(conversation(room, bob).last);
  ASSERT_TRUE(post(message(room, alice, "x")));
  clock.advance(minutes{1});
  ASSERT_EQ(
      executor.ask<std::uint32_t>([&](auto done) { opened->retention().prune(room, clock.wall(), done); })
          .value(),
      1U);
  EXPECT_FALSE(conversation(room, bob).last);
  EXPECT_EQ(conversation(room, bob).unread, 0U);
}

}  // namespace
}  // namespace heartlink::contract
