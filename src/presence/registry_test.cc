// SPDX-License-Identifier: Apache-2.0
#include "presence/registry.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace heartlink::presence {
namespace {

using namespace std::chrono_literals;

constexpr model::UserId alice{1};
constexpr model::UserId bob{2};
const model::RoomId room{"r"};

TEST(Registry, a_person_has_at_most_so_many_sockets) {
  Registry registry;
  EXPECT_TRUE(registry.try_add_socket(alice, 2));
  EXPECT_TRUE(registry.try_add_socket(alice, 2));
  EXPECT_FALSE(registry.try_add_socket(alice, 2));
  EXPECT_TRUE(registry.try_add_socket(bob, 2));
  registry.remove_socket(alice);
  EXPECT_TRUE(registry.try_add_socket(alice, 2));
}

TEST(Registry, a_second_tab_is_no_second_person) {
  Registry registry;
  EXPECT_TRUE(registry.enter(room, alice, "somebody").of_person);
  const auto second = registry.enter(room, alice, "somebody");
  EXPECT_FALSE(second.of_person);
  EXPECT_EQ(second.people, 1U);
  EXPECT_EQ(registry.enter(room, bob, "somebody").people, 2U);
  EXPECT_FALSE(registry.leave(room, alice).of_person);
  const auto gone = registry.leave(room, alice);
  EXPECT_TRUE(gone.of_person);
  EXPECT_EQ(gone.people, 1U);
  registry.leave(room, bob);
  EXPECT_EQ(registry.people(room), 0U);
}

TEST(Registry, leaving_a_room_one_is_not_in_changes_nothing) {
  Registry registry;
  registry.enter(room, bob, "somebody");
  EXPECT_FALSE(registry.leave(room, alice).of_person);
  EXPECT_EQ(registry.people(room), 1U);
}

TEST(Registry, a_crowd_is_everybody_who_is_live_and_every_room_with_somebody_inside) {
  Registry registry;
  base::ManualClock clock;
  EXPECT_EQ(registry.crowd(clock.now()).people, 0U);
  ASSERT_TRUE(registry.try_add_socket(alice, 5) && registry.try_add_socket(alice, 5));
  registry.touch(bob, clock);
  registry.enter(room, alice, "alice");
  registry.enter(room, bob, "bob");
  registry.enter(model::RoomId{"s"}, alice, "alice");
  EXPECT_EQ(registry.crowd(clock.now()).people, 2U);
  EXPECT_EQ(registry.crowd(clock.now()).rooms, 2U);
  clock.advance(16s);
  registry.leave(model::RoomId{"s"}, alice);
  EXPECT_EQ(registry.crowd(clock.now()).people, 1U) << "bob asked for something long ago";
  EXPECT_EQ(registry.crowd(clock.now()).rooms, 1U);
}

TEST(Registry, a_burst_is_allowed_and_then_one_message_at_a_time) {
  Registry registry;
  base::ManualClock clock;
  const Rate rate{10, 20};
  for (int i = 0; i < 20; ++i)
    EXPECT_FALSE(registry.refuse(Allowance::messages, alice, clock.now(), rate)) << i;
  EXPECT_EQ(registry.refuse(Allowance::messages, alice, clock.now(), rate), 100ms);
  EXPECT_FALSE(registry.refuse(Allowance::messages, bob, clock.now(), rate));
  clock.advance(100ms);
  EXPECT_FALSE(registry.refuse(Allowance::messages, alice, clock.now(), rate));
  EXPECT_TRUE(registry.refuse(Allowance::messages, alice, clock.now(), rate));
}

TEST(Registry, reconnecting_does_not_refill_the_allowance) {
  Registry registry;
  base::ManualClock clock;
  const Rate rate{1, 1};
  ASSERT_TRUE(registry.try_add_socket(alice, 1));
  EXPECT_FALSE(registry.refuse(Allowance::messages, alice, clock.now(), rate));
  registry.remove_socket(alice);
  ASSERT_TRUE(registry.try_add_socket(alice, 1));
  EXPECT_TRUE(registry.refuse(Allowance::messages, alice, clock.now(), rate));
}

TEST(Registry, rooms_are_made_from_an_allowance_of_their_own) {
  Registry registry;
  base::ManualClock clock;
  const Rate rate{2, 2, std::chrono::hours{1}};
  EXPECT_FALSE(registry.refuse(Allowance::rooms, alice, clock.now(), rate));
  EXPECT_FALSE(registry.refuse(Allowance::rooms, alice, clock.now(), rate));
  EXPECT_EQ(registry.refuse(Allowance::rooms, alice, clock.now(), rate), std::chrono::minutes{30});
  EXPECT_FALSE(registry.refuse(Allowance::messages, alice, clock.now(), {1, 1}));
  clock.advance(std::chrono::minutes{30});
  EXPECT_FALSE(registry.refuse(Allowance::rooms, alice, clock.now(), rate));
}

TEST(Registry, somebody_is_live_with_a_socket_or_for_fifteen_seconds_after_a_request) {
  Registry registry;
  base::ManualClock clock;
  EXPECT_FALSE(registry.sight(alice, clock.now()).live);
  EXPECT_FALSE(registry.sight(alice, clock.now()).last_seen);
  registry.touch(alice, clock);
  const auto seen = clock.wall();
  clock.advance(15s);
  EXPECT_TRUE(registry.sight(alice, clock.now()).live);
  clock.advance(1ms);
  EXPECT_FALSE(registry.sight(alice, clock.now()).live);
  EXPECT_EQ(registry.sight(alice, clock.now()).last_seen, seen);
  ASSERT_TRUE(registry.try_add_socket(alice, 1));
  EXPECT_TRUE(registry.sight(alice, clock.now()).live);
}

TEST(Registry, whoever_closes_his_last_socket_is_gone_at_once_and_was_seen_just_now) {
  Registry registry;
  base::ManualClock clock;
  ASSERT_TRUE(registry.try_add_socket(alice, 1));
  registry.see(alice, clock);
  EXPECT_TRUE(registry.sight(alice, clock.now()).live);
  clock.advance(1min);
  registry.see(alice, clock);
  registry.remove_socket(alice);
  EXPECT_FALSE(registry.sight(alice, clock.now()).live);
  EXPECT_EQ(registry.sight(alice, clock.now()).last_seen, clock.wall());
}

TEST(Registry, one_tab_of_three_that_closes_changes_nothing) {
  Registry registry;
  base::ManualClock clock;
  for (int tab = 0; tab < 3; ++tab) ASSERT_TRUE(registry.try_add_socket(alice, 20));
  registry.remove_socket(alice);
  clock.advance(1h);
  EXPECT_TRUE(registry.sight(alice, clock.now()).live);
}

TEST(Registry, people_of_a_room_are_told_by_name) {
  Registry registry;
  registry.enter(room, bob, "bob");
  registry.enter(room, alice, "alice");
  registry.enter(room, alice, "alice");
  const auto both = registry.present(room, 50);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].name, "alice");
  EXPECT_EQ(both[1].user, bob);
  EXPECT_EQ(registry.present(room, 1).size(), 1U);
  EXPECT_TRUE(registry.is_in(room, alice));
  registry.leave(room, alice);
  EXPECT_TRUE(registry.is_in(room, alice)) << "the other tab is still there";
  registry.leave(room, alice);
  EXPECT_FALSE(registry.is_in(room, alice));
  EXPECT_FALSE(registry.is_in(model::RoomId{"elsewhere"}, bob));
}

TEST(Registry, the_same_words_within_the_window_are_a_repetition) {
  Registry registry;
  base::ManualClock clock;
  EXPECT_FALSE(registry.is_repeated(alice, 7, clock.now(), 1s));
  EXPECT_TRUE(registry.is_repeated(alice, 7, clock.now(), 1s));
  EXPECT_FALSE(registry.is_repeated(bob, 7, clock.now(), 1s));
  EXPECT_FALSE(registry.is_repeated(alice, 8, clock.now(), 1s));
  EXPECT_FALSE(registry.is_repeated(alice, 7, clock.now(), 1s)) << "something else came between";
  clock.advance(1s);
  EXPECT_FALSE(registry.is_repeated(alice, 7, clock.now(), 1s));
}

TEST(Registry, what_somebody_says_of_himself_is_kept_while_he_is_known) {
  Registry registry;
  base::ManualClock clock;
  registry.set_status(alice, model::OnlineStatus::away);
  EXPECT_EQ(registry.sight(alice, clock.now()).status, model::OnlineStatus::online) << "nobody is there";
  registry.touch(alice, clock);
  registry.set_status(alice, model::OnlineStatus::busy);
  EXPECT_EQ(registry.sight(alice, clock.now()).status, model::OnlineStatus::busy);
}

TEST(Watching, whoever_is_watched_is_told_of_and_nobody_else) {
  base::ManualClock clock;
  Registry registry;
  std::vector<std::string> told;
  registry.set_watcher([&told](model::UserId user, const model::RoomId* entered) {
    told.push_back(std::to_string(user.value) + (entered == nullptr ? "" : " in " + entered->value));
  });
  const model::UserId ann{1};
  registry.touch(ann, clock);
  EXPECT_TRUE(told.empty());
  registry.watch(ann);
  EXPECT_TRUE(registry.is_watched(ann));
  registry.touch(ann, clock);
  registry.touch(model::UserId{2}, clock);
  EXPECT_TRUE(registry.try_add_socket(ann, 2));
  (void)registry.enter(room, ann, "ann");
  EXPECT_EQ(registry.attendance(ann).sockets, 1U);
  EXPECT_EQ(registry.attendance(ann).live_until, clock.now() + live_after_request);
  registry.remove_socket(ann);
  EXPECT_EQ(told, (std::vector<std::string>{"1", "1", "1 in r", "1"}));
  registry.unwatch(ann);
  registry.touch(ann, clock);
  EXPECT_EQ(told.size(), 4U);
}

TEST(Watching, who_is_refused_a_socket_has_not_come) {
  Registry registry;
  int told = 0;
  registry.set_watcher([&told](model::UserId, const model::RoomId*) { ++told; });
  registry.watch(model::UserId{1});
  EXPECT_FALSE(registry.try_add_socket(model::UserId{1}, 0));
  registry.remove_socket(model::UserId{1});
  EXPECT_EQ(told, 0);
}

}  // namespace
}  // namespace heartlink::presence
