// SPDX-License-Identifier: Apache-2.0
#include "protocol/http.h"

#include <gtest/gtest.h>

namespace heartlink::protocol {
namespace {

TEST(Http, a_cookie_is_found_among_others) {
  Request request;
  request.headers = {{"cookie", "a=1; sessionid=abc; xsessionid=no"}, {"cookie", "late=2"}};
  EXPECT_EQ(request.cookie("sessionid"), "abc");
  EXPECT_EQ(request.cookie("late"), "2");
  EXPECT_EQ(request.cookie("none"), "");
}

TEST(Http, a_form_is_decoded_once) {
  const auto fields = parse_form("username=%E5%B0%8F+%E6%BB%A1&next=%2Ftools%2F%3Fa%3D1&flag&bad=%zz");
  ASSERT_EQ(fields.size(), 4U);
  EXPECT_EQ(fields[0].second, "小 满");
  EXPECT_EQ(fields[1].second, "/tools/?a=1");
  EXPECT_EQ(fields[2].first, "flag");
  EXPECT_EQ(fields[3].second, "");
}

TEST(Http, an_encoded_slash_makes_no_new_segment) {
  Request request;
  request.target = "/tools/chat/a%2Fb/%25E5/?x=%E4%BD%A0&y";
  split_target(request);
  EXPECT_EQ(request.segments, (std::vector<std::string>{"tools", "chat", "a/b", "%E5"}));
  EXPECT_TRUE(request.final_slash);
  EXPECT_EQ(request.parameter("x"), "你");
  EXPECT_TRUE(request.has_parameter("y"));
  request.target = "//";
  split_target(request);
  EXPECT_EQ(request.segments, std::vector<std::string>{""});
}

TEST(Http, json_is_wanted_when_it_is_sent_or_accepted) {
  Request request;
  EXPECT_FALSE(request.wants_json());
  request.headers = {{"accept", "text/html,application/json;q=0.9"}};
  EXPECT_TRUE(request.wants_json());
}

}  // namespace
}  // namespace heartlink::protocol
