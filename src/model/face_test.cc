// SPDX-License-Identifier: Apache-2.0
#include "model/face.h"

#include <gtest/gtest.h>

namespace heartlink::model {
namespace {

constexpr UserId alice{4711};
constexpr UserId bob{4712};

Room masked_room() {
  Room room;
  room.made_by = MadeBy::heart;
  room.user1 = alice;
  room.user2 = bob;
  room.alias1 = "one";
  room.alias2 = "two";
  return room;
}

std::string text_of(const Face& face) {
  return std::to_string(face.id) + ' ' + face.name + (face.is_alias ? " alias" : "");
}

TEST(Face, the_two_of_a_masked_room_appear_under_their_aliases) {
  const auto room = masked_room();
  EXPECT_EQ(text_of(present_person(alice, "alice", room)), "1 one alias");
  EXPECT_EQ(text_of(present_person(bob, "bob", room)), "2 two alias");
}

TEST(Face, anybody_else_is_himself) {
  const auto room = masked_room();
  EXPECT_EQ(text_of(present_person(UserId{1}, "first", room)), "1 first");
  EXPECT_EQ(text_of(present_person(UserId{}, "", room)), "0 ");
}

TEST(Face, one_word_is_not_enough_to_be_seen) {
  auto room = masked_room();
  for (const std::uint8_t revealed : {std::uint8_t{1}, std::uint8_t{2}}) {
    room.revealed = revealed;
    EXPECT_TRUE(present_person(alice, "alice", room).is_alias);
    EXPECT_TRUE(present_person(bob, "bob", room).is_alias);
  }
  room.revealed = 3;
  EXPECT_EQ(text_of(present_person(alice, "alice", room)), "4711 alice");
}

TEST(Face, without_aliases_everybody_is_himself) {
  auto room = masked_room();
  room.alias1.clear();
  room.alias2.clear();
  EXPECT_EQ(text_of(present_person(bob, "bob", room)), "4712 bob");
}

TEST(Face, an_entry_names_nobody_who_hides) {
  Entry entry;
  entry.kind = EntryKind::member_changed;
  entry.sender = alice;
  entry.sender_name = "alice";
  entry.member = bob;
  entry.member_name = "bob";
  present_people(entry, masked_room());
  EXPECT_EQ(entry.sender, alice) << "whose it is stays known";
  EXPECT_EQ(entry.sender_name, "one");
  EXPECT_EQ(entry.sender_alias, 1);
  EXPECT_EQ(entry.member_name, "two");
}

TEST(Face, an_entry_elsewhere_stays_as_it_is) {
  Entry entry;
  entry.sender = alice;
  entry.sender_name = "alice";
  present_people(entry, Room{});
  EXPECT_EQ(entry.sender_name, "alice");
  EXPECT_EQ(entry.sender_alias, 0);
}

}  // namespace
}  // namespace heartlink::model
