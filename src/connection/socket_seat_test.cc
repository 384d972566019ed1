// SPDX-License-Identifier: Apache-2.0
#include "connection/socket_seat.h"

#include <gtest/gtest.h>

namespace heartlink::connection {
namespace {

constexpr model::UserId ann{1};
constexpr model::UserId ben{2};

bool has_place(presence::Registry& registry, model::UserId user, std::uint32_t most) {
  return SocketSeat::take(registry, user, most).has_value();
}

TEST(SocketSeat, a_person_has_so_many_and_no_more) {
  presence::Registry registry;
  const auto first = SocketSeat::take(registry, ann, 2);
  const auto second = SocketSeat::take(registry, ann, 2);
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(has_place(registry, ann, 2));
  EXPECT_TRUE(has_place(registry, ben, 2));
}

TEST(SocketSeat, the_place_comes_back_once_however_often_the_seat_moved) {
  presence::Registry registry;
  {
    auto seat = SocketSeat::take(registry, ann, 1);
    SocketSeat moved{std::move(*seat)};
    SocketSeat again;
    again = std::move(moved);
    EXPECT_FALSE(has_place(registry, ann, 1));
  }
  const auto seat = SocketSeat::take(registry, ann, 1);
  EXPECT_TRUE(seat.has_value());
  EXPECT_FALSE(has_place(registry, ann, 1));
}

TEST(SocketSeat, a_seat_that_gives_way_to_another_gives_back_its_own_persons_place) {
  presence::Registry registry;
  auto of_ann = std::move(*SocketSeat::take(registry, ann, 1));
  {
    auto of_ben = std::move(*SocketSeat::take(registry, ben, 1));
    of_ann = std::move(of_ben);
  }
  EXPECT_TRUE(has_place(registry, ann, 1));
  EXPECT_FALSE(has_place(registry, ben, 1));
}

}  // namespace
}  // namespace heartlink::connection
