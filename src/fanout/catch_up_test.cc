// SPDX-License-Identifier: Apache-2.0
#include "fanout/catch_up.h"

#include <string>

#include <gtest/gtest.h>

namespace heartlink::fanout {
namespace {

using model::EntryId;
using protocol::Frame;

void hold(CatchUp& catch_up, std::int64_t first, std::int64_t last) {
  for (auto id = first; id <= last; ++id) catch_up.hold(EntryId{id}, Frame::text(std::to_string(id)));
}

std::string released(CatchUp& catch_up, std::int64_t head) {
  std::string out;
  catch_up.release(EntryId{head}, [&](const Frame& frame) { out += std::string{frame.payload()} + " "; });
  return out;
}

TEST(CatchUp, it_hands_out_in_order_what_the_snapshot_did_not_have) {
  CatchUp catch_up{512};
  hold(catch_up, 3, 7);
  EXPECT_EQ(released(catch_up, 5), "6 7 ");
  EXPECT_EQ(released(catch_up, 0), "") << "it lets go of what it handed out";
}

TEST(CatchUp, nothing_is_left_when_the_snapshot_had_it_all) {
  CatchUp catch_up{512};
  hold(catch_up, 1, 4);
  EXPECT_EQ(released(catch_up, 4), "");
}

TEST(CatchUp, it_holds_exactly_its_cap) {
  CatchUp catch_up{3};
  hold(catch_up, 1, 3);
  EXPECT_FALSE(catch_up.overflowed());
  hold(catch_up, 4, 4);
  EXPECT_TRUE(catch_up.overflowed());
  hold(catch_up, 5, 5);
  EXPECT_EQ(released(catch_up, 0), "") << "half of what came would be a hole";
}

TEST(CatchUp, after_an_overflow_it_starts_again) {
  CatchUp catch_up{2};
  hold(catch_up, 1, 3);
  catch_up.restart();
  EXPECT_FALSE(catch_up.overflowed());
  hold(catch_up, 4, 5);
  EXPECT_EQ(released(catch_up, 3), "4 5 ");
}

TEST(CatchUp, a_restart_lets_go_of_what_the_next_snapshot_will_have) {
  CatchUp catch_up{8};
  hold(catch_up, 1, 3);
  catch_up.restart();
  EXPECT_EQ(released(catch_up, 0), "");
}

}  // namespace
}  // namespace heartlink::fanout
