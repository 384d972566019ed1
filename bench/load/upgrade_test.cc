// SPDX-License-Identifier: Apache-2.0
#include "upgrade.h"

#include <gtest/gtest.h>

namespace heartlink::load {
namespace {

using Kind = UpgradeAnswer::Kind;

constexpr std::string_view accepted =
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n"
    "sec-websocket-accept:  s3pPLMBiTxaQ9kYGzzhZRbK+xOo= \r\n\r\n";

TEST(Upgrade, frames_follow_right_after_the_head) {
  const UpgradeAnswer answer = judge_upgrade(std::string(accepted) + "\x81", false);
  EXPECT_EQ(answer.kind, Kind::accepted);
  EXPECT_EQ(answer.bytes, accepted.size());
}

TEST(Upgrade, a_wrong_accept_is_refused) {
  const UpgradeAnswer answer =
      judge_upgrade("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\n\r\n", false);
  EXPECT_EQ(answer.kind, Kind::refused);
}

TEST(Upgrade, a_refusal_waits_for_its_body_and_shows_it) {
  const std::string head = "HTTP/1.1 403 Forbidden\r\nContent-Length: 24\r\n\r\n";
  EXPECT_EQ(judge_upgrade(head + R"({"code":"not)", false).kind, Kind::unfinished);
  const UpgradeAnswer answer = judge_upgrade(head + R"({"code":"not_a_member"}.)", false);
  EXPECT_EQ(answer.kind, Kind::refused);
  EXPECT_EQ(answer.reason, "HTTP/1.1 403 Forbidden\n{\"code\":\"not_a_member\"}.");
}

TEST(Upgrade, a_server_that_hangs_up_has_refused) {
  EXPECT_EQ(judge_upgrade("", false).kind, Kind::unfinished);
  EXPECT_EQ(judge_upgrade("", true).reason, "closed without an answer");
  EXPECT_EQ(judge_upgrade("HTTP/1.1 500 Oops\r\n\r\nbody", true).reason, "HTTP/1.1 500 Oops\nbody");
}

}  // namespace
}  // namespace heartlink::load
