// SPDX-License-Identifier: Apache-2.0
#include "presence/registry.h"

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

TEST(Registry, a_burst_is_allowed_and_then_one_message_at_a_time) {
  Registry registry;
  base::ManualClock clock;
  const Rate rate{10, 20};
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(registry.refuse(Allowance::messages, alice, clock.now(), rate)) << i;
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

}  // namespace
}  // namespace heartlink::presence
