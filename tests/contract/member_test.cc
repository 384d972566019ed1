// SPDX-License-Identifier: Apache-2.0
// Changes of members: who may add, remove, mute and promote whom, what the log says, and what is told.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using model::Role;
using std::chrono::minutes;
using std::chrono::seconds;

class Members : public RoomsContract {
 protected:
  static constexpr Kind every_kind[] = {Kind::add, Kind::remove, Kind::mute, Kind::role};
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Members, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Members, an_added_person_is_told_to_all_and_stands_in_the_log) {
  const auto room = group(alice);
  forget_news();
  clock.advance(seconds{1});
  EXPECT_EQ(add(room, alice, bob).value().value, 1);
  EXPECT_EQ(news(), (Words{"group: 1 alice added bob member", "group: +bob"}));
  EXPECT_EQ(people_in(room, bob), "alice owner, bob member");
  reopen();
  const auto entry = log_of(room, bob).at(0);
  EXPECT_EQ(entry.kind, model::EntryKind::member_changed);
  EXPECT_EQ(entry.sender, alice.id);
  EXPECT_EQ(entry.member, bob.id);
  EXPECT_EQ(entry.created_at, clock.wall());
  EXPECT_FALSE(entry.target);
  EXPECT_EQ(text_of(entry), "1 alice added bob member");
}

TEST_P(Members, who_is_there_already_is_not_added_again) {
  const auto room = group(alice, {bob});
  ASSERT_TRUE(give(room, alice, bob, Role::admin));
  forget_news();
  EXPECT_EQ(add(room, alice, bob).value().value, 0);
  EXPECT_EQ(add(room, bob, alice).value().value, 0);
  EXPECT_EQ(news(), Words{});
  EXPECT_EQ(people_in(room, bob), "alice owner, bob admin");
}

TEST_P(Members, a_plain_member_changes_nobody) {
  const auto room = group(alice, {bob, carol});
  for (const Kind kind : every_kind) {
    EXPECT_EQ(change(room, bob, kind == Kind::add ? dave : carol, kind).error().code, Code::not_allowed);
  }
}

TEST_P(Members, strangers_ended_rooms_and_disabled_people_are_refused) {
  const auto room = group(alice, {bob});
  for (const Kind kind : every_kind) {
    EXPECT_EQ(change(room, carol, bob, kind).error().code, Code::not_a_member);
    EXPECT_EQ(change({"nowhere"}, alice, bob, kind).error().code, Code::room_not_found);
  }
  ASSERT_TRUE(end_room(room, "closed"));
  for (const Kind kind : every_kind) {
    EXPECT_EQ(change(room, alice, bob, kind).error().code, Code::room_ended);
    EXPECT_EQ(change(room, carol, bob, kind).error().code, Code::not_a_member);
  }
  const auto other = group(alice, {bob}, "other");
  disable(alice);
  EXPECT_EQ(remove(other, alice, bob).error().code, Code::account_disabled);
}

TEST_P(Members, a_room_of_two_and_a_persons_notices_have_no_such_changes) {
  const auto room = room_of(alice, bob);
  const auto match = match_room(alice, bob);
  ASSERT_TRUE(notify(alice, "hello"));
  const model::RoomId notices{"system-" + std::to_string(alice.id.value)};
  for (const Kind kind : every_kind) {
    EXPECT_EQ(change(room, alice, kind == Kind::add ? carol : bob, kind).error().code, Code::not_allowed);
    EXPECT_EQ(change(match, alice, kind == Kind::add ? carol : bob, kind).error().code, Code::not_allowed);
    EXPECT_EQ(change(notices, alice, carol, kind).error().code, Code::not_allowed);
  }
}

TEST_P(Members, nobody_acts_on_an_equal_or_a_higher_role) {
  const auto room = group(alice, {bob, carol, dave});
  for (const auto& admin : {bob, carol}) ASSERT_TRUE(give(room, alice, admin, Role::admin));
  forget_news();
  for (const Kind kind : {Kind::remove, Kind::mute}) {
    EXPECT_EQ(change(room, bob, carol, kind).error().code, Code::not_allowed);
    EXPECT_EQ(change(room, bob, bob, kind).error().code, Code::not_allowed);
    EXPECT_EQ(change(room, bob, alice, kind).error().code, Code::not_allowed);
    EXPECT_EQ(change(room, alice, alice, kind).error().code, Code::not_allowed);
  }
  EXPECT_EQ(news(), Words{});
  EXPECT_TRUE(mute(room, bob, dave, minutes{1}));
  EXPECT_TRUE(remove(room, bob, dave));
  EXPECT_TRUE(remove(room, alice, bob));
}

TEST_P(Members, who_is_not_there_cannot_be_changed) {
  const auto room = group(alice);
  for (const Kind kind : {Kind::remove, Kind::mute, Kind::role}) {
    EXPECT_EQ(change(room, alice, bob, kind).error().code, Code::member_not_found);
  }
  model::User nobody;
  nobody.id = {4711};
  for (const Kind kind : every_kind) {
    EXPECT_EQ(change(room, alice, nobody, kind).error().code, Code::member_not_found);
  }
}

TEST_P(Members, a_removed_person_is_out_until_somebody_adds_him) {
  const auto room = group(alice, {bob, carol});
  ASSERT_TRUE(invite(room, alice, 'i'));
  ASSERT_TRUE(read(room, bob, 1));
  forget_news();
  EXPECT_EQ(remove(room, alice, bob).value().value, 3);
  EXPECT_EQ(news(), (Words{"group: 3 alice removed bob", "group: -bob"}));
  EXPECT_EQ(people_in(room, carol), "alice owner, carol member");
  EXPECT_EQ(post(message(room, bob, "hello")).error().code, Code::not_a_member);
  EXPECT_EQ(resume(room, bob).error().code, Code::not_a_member);
  EXPECT_EQ(join('i', bob).error().code, Code::not_a_member);
  EXPECT_EQ(remove(room, alice, bob).error().code, Code::member_not_found);
  EXPECT_EQ(add(room, alice, bob).value().value, 4);
  EXPECT_EQ(post(message(room, bob, "hello")).value().id.value, 5);
  EXPECT_EQ(resume(room, bob).value().read_up_to.value, 0);
  ASSERT_TRUE(leave(room, bob));
  EXPECT_TRUE(join('i', bob));
}

TEST_P(Members, what_takes_a_right_away_is_answered_behind_its_parcel) {
  const auto room = group(alice, {bob});
  for (const Kind kind : {Kind::role, Kind::mute, Kind::remove}) {
    forget_news();
    ASSERT_TRUE(change(room, alice, bob, kind));
    ASSERT_EQ(parcels.size(), 1U) << static_cast<int>(kind);
    EXPECT_EQ(parcels[0]->entries.at(0).member, bob.id);
  }
  forget_news();
  std::size_t parcels_at_answer = 99;
  base::Done<model::EntryId> done;
  done.on = &executor;
  done.call = [&](const base::Result<model::EntryId>&) { parcels_at_answer = parcels.size(); };
  store::MemberChange order;
  order.room = room;
  order.by = alice;
  order.subject = carol;
  opened->members().change(order, done);
  ASSERT_TRUE(executor.run_until([&] { return !parcels.empty(); }));
  EXPECT_EQ(parcels_at_answer, 0U);
}

TEST_P(Members, who_was_added_in_the_same_batch_may_post) {
  const auto room = group(alice);
  std::optional<base::Result<store::Posted>> early, posted;
  std::optional<base::Result<model::EntryId>> added;
  in_one_batch([&] {
    store::MemberChange change;
    change.room = room;
    change.by = alice;
    change.subject = bob;
    opened->messages().post(message(room, bob, "too early"), into(early));
    opened->members().change(change, into(added));
    opened->messages().post(message(room, bob, "hello"), into(posted));
  });
  ASSERT_TRUE(executor.run_until([&] { return early && added && posted; }));
  EXPECT_EQ(early->error().code, Code::not_a_member);
  EXPECT_EQ(added->value().value, 1);
  EXPECT_EQ(posted->value().id.value, 2);
}

TEST_P(Members, an_order_behind_a_removal_in_the_same_batch_sees_it) {
  const auto room = group(alice, {bob, carol});
  ASSERT_TRUE(give(room, alice, bob, Role::admin));  // entry 3
  std::optional<base::Result<store::Posted>> before, after;
  std::optional<base::Result<model::EntryId>> removed, order;
  in_one_batch([&] {
    store::MemberChange change;
    change.room = room;
    change.by = alice;
    change.subject = bob;
    change.kind = Kind::remove;
    opened->messages().post(message(room, bob, "hello"), into(before));
    opened->members().change(change, into(removed));
    opened->messages().post(message(room, bob, "am I out?"), into(after));
    change.by = bob;
    change.subject = carol;
    opened->members().change(change, into(order));
  });
  ASSERT_TRUE(executor.run_until([&] { return before && removed && after && order; }));
  EXPECT_EQ(before->value().id.value, 4);
  EXPECT_EQ(removed->value().value, 5);
  EXPECT_EQ(after->error().code, Code::not_a_member);
  EXPECT_EQ(order->error().code, Code::not_a_member);
}

TEST_P(Members, the_owner_alone_gives_roles) {
  const auto room = group(alice, {bob, carol});
  forget_news();
  EXPECT_EQ(give(room, alice, bob, Role::admin).value().value, 3);
  EXPECT_EQ(news(), Words{"group: 3 alice role bob admin"});
  EXPECT_EQ(give(room, alice, bob, Role::admin).value().value, 0);
  EXPECT_EQ(give(room, alice, alice, Role::owner).value().value, 0);
  EXPECT_EQ(news(), Words{});
  EXPECT_EQ(give(room, bob, carol, Role::admin).error().code, Code::not_allowed);
  EXPECT_EQ(give(room, bob, bob, Role::owner).error().code, Code::not_allowed);
  EXPECT_EQ(give(room, alice, carol, Role::guest).error().code, Code::not_allowed);
  EXPECT_EQ(give(room, alice, alice, Role::member).error().code, Code::not_allowed);
  EXPECT_EQ(give(room, alice, bob, Role::member).value().value, 4);
  EXPECT_EQ(remove(room, bob, carol).error().code, Code::not_allowed);
}

TEST_P(Members, who_gives_his_room_away_becomes_an_admin) {
  const auto room = group(alice, {bob});
  forget_news();
  EXPECT_EQ(give(room, alice, bob, Role::owner).value().value, 2);
  EXPECT_EQ(news(), (Words{"group: 2 alice role bob owner", "group: 3 alice role alice admin"}));
  EXPECT_EQ(people_in(room, bob), "alice admin, bob owner");
  EXPECT_EQ(give(room, alice, bob, Role::member).error().code, Code::not_allowed);
  EXPECT_TRUE(remove(room, bob, alice));
}

TEST_P(Members, who_has_blocked_the_adder_or_is_disabled_is_not_added) {
  const auto room = group(alice, {dave});
  ASSERT_TRUE(give(room, alice, dave, Role::admin));
  ASSERT_TRUE(block(bob, alice));
  forget_news();
  EXPECT_EQ(add(room, alice, bob).error().code, Code::not_accepting);
  disable(carol);
  EXPECT_EQ(add(room, alice, carol).error().code, Code::not_accepting);
  EXPECT_EQ(news(), Words{});
  ASSERT_TRUE(block(dave, bob));
  EXPECT_TRUE(add(room, dave, bob));
}

TEST_P(Members, a_room_has_a_bound) {
  config.limits.room_members = 2;
  reopen();
  const auto room = group(alice, {bob});
  EXPECT_EQ(add(room, alice, carol).error().code, Code::room_full);
  ASSERT_TRUE(mute(room, alice, bob, minutes{5}));
  ASSERT_TRUE(remove(room, alice, bob));  // who stays as a guest for his mute takes no seat
  EXPECT_TRUE(add(room, alice, carol));
}

TEST_P(Members, a_person_is_in_a_bounded_number_of_active_rooms) {
  config.limits.rooms_per_user = 2;
  reopen();
  const auto first = group(alice, {bob}, "first");
  const auto second = group(alice, {bob}, "second");
  const auto third = group(carol, {}, "third");
  EXPECT_EQ(add(third, carol, bob).error().code, Code::too_many_rooms);
  ASSERT_TRUE(end_room(first, "closed"));
  EXPECT_TRUE(add(third, carol, bob));
  store::NewRoom room;
  room.id = {"fourth"};
  room.type = model::RoomType::group;
  room.made_by = model::MadeBy::group;
  room.user1 = bob.id;
  EXPECT_EQ(executor.ask<model::Room>([&](auto done) { opened->rooms().create(room, done); }).error().code,
            Code::too_many_rooms);
}

}  // namespace
}  // namespace heartlink::contract
