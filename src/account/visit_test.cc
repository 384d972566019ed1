// SPDX-License-Identifier: Apache-2.0
#include "account/visit.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace heartlink::account {
namespace {

Visit visit_with(std::string agent) {
  protocol::Request request;
  request.peer = "192.0.2.1";
  request.headers.emplace_back("user-agent", std::move(agent));
  return visit_of(request);
}

TEST(Visit, it_says_from_where_and_with_which_browser) {
  const auto visit = visit_with("Mozilla/5.0 (X11)");
  EXPECT_EQ(visit.address, "192.0.2.1");
  EXPECT_EQ(visit.agent, "Mozilla/5.0 (X11)");
}

TEST(Visit, a_long_agent_is_cut_between_two_characters) {
  const auto agent = visit_with("x" + std::string(400, 'y') + std::string(30, 'z') +
                                "心动心动心动心动心动"
                                "心动心动心动心动心动心动心动心动心动心动心动")
                         .agent;
  EXPECT_LE(agent.size(), agent_bytes_max);
  EXPECT_GT(agent.size(), agent_bytes_max - 3);
  EXPECT_TRUE(base::is_valid_utf8(agent));
}

TEST(Visit, an_agent_that_is_no_text_or_is_missing_is_empty) {
  EXPECT_EQ(visit_with("Mozilla \xFF").agent, "");
  EXPECT_EQ(visit_of(protocol::Request{}).agent, "");
}

}  // namespace
}  // namespace heartlink::account
