// SPDX-License-Identifier: Apache-2.0
#include "net/connection_count.h"

#include <gtest/gtest.h>

namespace heartlink::net {
namespace {

TEST(ConnectionCount, what_is_configured_holds_while_the_system_allows_it) {
  EXPECT_EQ(connections_within(19'000, 20'000, 60), 19'000U);
  EXPECT_EQ(connections_within(19'000, UINT64_MAX, 60), 19'000U) << "an unlimited process";
}

TEST(ConnectionCount, the_descriptors_of_the_server_itself_are_never_given_to_strangers) {
  EXPECT_EQ(connections_within(19'000, 256, 60), 196U);
  EXPECT_EQ(connections_within(19'000, 19'030, 60), 18'970U);
}

TEST(ConnectionCount, with_hardly_any_descriptors_half_of_them_are_for_connections) {
  EXPECT_EQ(connections_within(19'000, 64, 60), 32U);
}

TEST(ConnectionCount, a_place_is_free_again_when_its_connection_ends) {
  ConnectionCount count{2};
  ConnectionCount::Place first{count};
  {
    const ConnectionCount::Place second{count};
    EXPECT_TRUE(count.full());
  }
  EXPECT_FALSE(count.full());
  const ConnectionCount::Place moved{std::move(first)};
  EXPECT_EQ(count.open(), 1U) << "a place that moves is still one";
}

}  // namespace
}  // namespace heartlink::net
