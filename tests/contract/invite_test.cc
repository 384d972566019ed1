// SPDX-License-Identifier: Apache-2.0
// Invites and joining: by a code, how often and how long it holds, and into public rooms by their id.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using model::Role;
using std::chrono::minutes;

class Invites : public RoomsContract {};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Invites, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Invites, a_code_lets_somebody_in) {
  const auto room = group(alice);
  EXPECT_TRUE(invite(room, alice, 'i').value());
  ASSERT_TRUE(post(message(room, alice, "soon")));
  forget_news();
  const auto joined = join('i', bob).value();
  EXPECT_FALSE(joined.already);
  EXPECT_EQ(joined.room.id, room);
  EXPECT_EQ(joined.room.name, "name of group");
  EXPECT_EQ(joined.room.last_id.value, 2);
  EXPECT_EQ(joined.room.epoch, resume(room, alice).value().room.epoch);
  EXPECT_EQ(news(), (Words{"group: 2 bob joined bob member", "group: +bob"}));
  EXPECT_EQ(people_in(room, bob), "alice owner, bob member");
  EXPECT_EQ(text_of(log_of(room, bob).back()), "2 bob joined bob member");
}

TEST_P(Invites, owner_and_admins_of_a_group_invite_and_nobody_else) {
  const auto room = group(alice, {bob, carol});
  ASSERT_TRUE(give(room, alice, bob, Role::admin));
  EXPECT_TRUE(invite(room, bob, 'a'));
  EXPECT_EQ(invite(room, carol, 'b').error().code, Code::not_allowed);
  EXPECT_EQ(invite(room, dave, 'b').error().code, Code::not_a_member);
  EXPECT_EQ(invite({"nowhere"}, alice, 'b').error().code, Code::room_not_found);
  EXPECT_EQ(invite(room_of(alice, bob), alice, 'b').error().code, Code::not_allowed);
  EXPECT_EQ(invite(public_room(alice), alice, 'b').error().code, Code::not_allowed);
  EXPECT_EQ(join('b', dave).error().code, Code::invite_invalid);
  ASSERT_TRUE(end_room(room, "closed"));
  EXPECT_EQ(invite(room, alice, 'b').error().code, Code::room_ended);
}

TEST_P(Invites, a_code_is_good_for_so_many_uses) {
  const auto room = group(alice);
  ASSERT_TRUE(invite(room, alice, 'i', 2));
  ASSERT_TRUE(join('i', bob));
  EXPECT_TRUE(join('i', bob).value().already);  // takes no use
  ASSERT_TRUE(join('i', carol));
  EXPECT_EQ(join('i', dave).error().code, Code::invite_invalid);
  EXPECT_TRUE(join('i', carol).value().already);
  EXPECT_EQ(people_in(room, alice), "alice owner, bob member, carol member");
}

TEST_P(Invites, uses_are_counted_inside_one_batch) {
  const auto room = group(alice);
  ASSERT_TRUE(invite(room, alice, 'i', 2));
  std::vector<std::optional<base::Result<store::Joined>>> joined(3);
  std::optional<base::Result<store::Posted>> posted;
  in_one_batch([&] {
    std::size_t at = 0;
    for (const auto& user : {bob, carol, dave}) {
      store::JoinRoom order;
      order.user = user;
      order.code_hash = secret('i');
      opened->members().join(order, into(joined[at++]));
    }
    opened->messages().post(message(room, alice, "welcome"), into(posted));
  });
  ASSERT_TRUE(executor.run_until([&] { return joined[0] && joined[1] && joined[2] && posted; }));
  EXPECT_EQ(joined[0]->value().room.last_id.value, 1);
  EXPECT_EQ(joined[1]->value().room.last_id.value, 2);
  EXPECT_EQ(joined[2]->error().code, Code::invite_invalid);
  EXPECT_EQ(posted->value().id.value, 3);  // the visits left no hole
  const auto log = log_of(room, alice);
  ASSERT_EQ(log.size(), 3U);
  EXPECT_EQ(text_of(log[2]), "3 alice says welcome");
}

TEST_P(Invites, a_code_without_a_bound_is_used_again_and_again) {
  const auto room = group(alice);
  ASSERT_TRUE(invite(room, alice, 'i'));
  for (const auto& user : {bob, carol, dave}) EXPECT_TRUE(join('i', user));
}

TEST_P(Invites, a_code_is_over_at_its_time) {
  const auto room = group(alice);
  ASSERT_TRUE(invite(room, alice, 'i', {}, minutes{10}));
  clock.advance(minutes{10} - std::chrono::microseconds{1});
  EXPECT_TRUE(join('i', bob));
  clock.advance(std::chrono::microseconds{1});
  EXPECT_EQ(join('i', carol).error().code, Code::invite_invalid);
  EXPECT_TRUE(join('i', bob).value().already);
}

TEST_P(Invites, an_unknown_code_and_one_of_an_ended_room_say_the_same) {
  const auto room = group(alice, {bob});
  ASSERT_TRUE(invite(room, alice, 'i'));
  EXPECT_EQ(join('x', carol).error().code, Code::invite_invalid);
  ASSERT_TRUE(end_room(room, "closed"));
  EXPECT_EQ(join('i', carol).error().code, Code::invite_invalid);
  EXPECT_EQ(join('i', bob).error().code, Code::invite_invalid);
}

TEST_P(Invites, who_is_there_already_changes_nothing) {
  const auto room = group(alice);
  ASSERT_TRUE(invite(room, alice, 'i', 1));
  forget_news();
  EXPECT_TRUE(join('i', alice).value().already);
  EXPECT_EQ(news(), Words{});
  EXPECT_EQ(people_in(room, alice), "alice owner");
  EXPECT_TRUE(join('i', bob));
}

TEST_P(Invites, who_was_removed_is_let_in_by_no_code) {
  const auto room = group(alice, {bob});
  ASSERT_TRUE(invite(room, alice, 'i', 1));
  ASSERT_TRUE(remove(room, alice, bob));
  EXPECT_EQ(join('i', bob).error().code, Code::not_a_member);
  EXPECT_TRUE(join('i', carol));  // the refused one took no use
}

TEST_P(Invites, a_full_room_and_a_full_person_take_no_use) {
  config.limits.room_members = 2;
  config.limits.rooms_per_user = 1;
  reopen();
  const auto room = group(alice);
  ASSERT_TRUE(invite(room, alice, 'i', 1));
  group(bob, {}, "his own");
  EXPECT_EQ(join('i', bob).error().code, Code::too_many_rooms);
  ASSERT_TRUE(join('i', carol));
  EXPECT_EQ(join('i', dave).error().code, Code::invite_invalid);
  ASSERT_TRUE(invite(room, alice, 'j'));
  EXPECT_EQ(join('j', dave).error().code, Code::room_full);
}

TEST_P(Invites, a_room_has_a_bound_of_open_invites) {
  config.limits.invites_per_room = 2;
  reopen();
  const auto room = group(alice);
  ASSERT_TRUE(invite(room, alice, 'a', {}, minutes{1}));
  ASSERT_TRUE(invite(room, alice, 'b', 1));
  EXPECT_EQ(invite(room, alice, 'c').error().code, Code::too_many_rooms);
  EXPECT_TRUE(invite(group(alice, {}, "other"), alice, 'o'));
  clock.advance(minutes{1});  // the first is over
  EXPECT_TRUE(invite(room, alice, 'c'));
  EXPECT_EQ(invite(room, alice, 'd').error().code, Code::too_many_rooms);
  ASSERT_TRUE(join('b', bob));  // the second is used up
  EXPECT_TRUE(invite(room, alice, 'd'));
}

TEST_P(Invites, a_public_room_is_joined_by_its_id) {
  const auto room = public_room(alice);
  forget_news();
  EXPECT_FALSE(join(room, bob).value().already);
  EXPECT_EQ(news(), (Words{"open: 1 bob joined bob member", "open: +bob"}));
  EXPECT_TRUE(join(room, bob).value().already);
  EXPECT_EQ(people_in(room, carol), "alice owner, bob member");
  ASSERT_TRUE(end_room(room, "closed"));
  EXPECT_EQ(join(room, carol).error().code, Code::room_ended);
  EXPECT_EQ(join(room, bob).error().code, Code::room_ended);
  EXPECT_EQ(join(model::RoomId{"nowhere"}, bob).error().code, Code::room_not_found);
}

TEST_P(Invites, no_other_room_is_joined_by_its_id) {
  for (const auto& room : {group(alice), room_of(alice, bob), test_room(alice)}) {
    EXPECT_EQ(join(room, carol).error().code, Code::not_a_member) << room.value;
    ASSERT_TRUE(end_room(room, "closed"));
    EXPECT_EQ(join(room, carol).error().code, Code::not_a_member) << room.value;
  }
}

TEST_P(Invites, who_is_disabled_neither_invites_nor_joins) {
  const auto room = group(alice);
  ASSERT_TRUE(invite(room, alice, 'i'));
  disable(bob);
  EXPECT_EQ(join('i', bob).error().code, Code::account_disabled);
  disable(alice);
  EXPECT_EQ(invite(room, alice, 'j').error().code, Code::account_disabled);
}

TEST_P(Invites, a_code_that_is_taken_spoils_nothing_else_in_its_batch) {
  const auto room = group(alice);
  ASSERT_TRUE(invite(room, alice, 'i'));
  std::optional<base::Result<store::Posted>> before, after;
  std::optional<base::Result<bool>> invited;
  in_one_batch([&] {
    store::NewInvite order;
    order.room = room;
    order.by = alice;
    order.code_hash = secret('i');
    order.expires_at = {clock.wall().us + 1'000'000};
    opened->messages().post(message(room, alice, "a"), into(before));
    opened->members().invite(order, into(invited));  // a constraint of the database refuses it
    opened->messages().post(message(room, alice, "b"), into(after));
  });
  ASSERT_TRUE(executor.run_until([&] { return before && invited && after; }));
  EXPECT_FALSE(*invited);
  EXPECT_EQ(before->value().id.value, 1);
  EXPECT_EQ(after->value().id.value, 2);
  clock.advance(minutes{1});
  EXPECT_TRUE(join('i', bob));  // the first one holds as it was made
}

// Were the job to run where the room that is named runs, its refusal would take that room's places along.
TEST_P(Invites, a_code_opens_its_own_room_whatever_is_named_beside_it) {
  const auto one = group(alice, {}, "one");
  const auto two = group(alice, {}, "two");
  ASSERT_TRUE(invite(one, alice, 'i', 1));
  ASSERT_TRUE(invite(one, alice, 'j', 1));
  ASSERT_TRUE(join('j', dave));
  std::vector<std::optional<base::Result<store::Posted>>> posted(2);
  std::vector<std::optional<base::Result<store::Joined>>> joined(2);
  in_one_batch([&] {
    opened->messages().post(message(two, alice, "p"), into(posted[0]));
    for (std::size_t at = 0; at < 2; ++at) {
      store::JoinRoom order;
      order.user = at == 0 ? carol : bob;
      order.code_hash = secret(at == 0 ? 'j' : 'i');
      order.room = two;
      opened->members().join(order, into(joined[at]));
    }
    opened->messages().post(message(two, alice, "q"), into(posted[1]));
  });
  ASSERT_TRUE(executor.run_until([&] { return posted[0] && posted[1] && joined[0] && joined[1]; }));
  EXPECT_EQ(joined[0]->error().code, Code::invite_invalid);
  EXPECT_EQ(joined[1]->value().room.id, one);
  EXPECT_EQ(posted[0]->value().id.value, 1);
  EXPECT_EQ(posted[1]->value().id.value, 2);
}

}  // namespace
}  // namespace heartlink::contract
