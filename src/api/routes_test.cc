// SPDX-License-Identifier: Apache-2.0
#include "api/routes.h"

#include <gtest/gtest.h>

namespace heartlink::api {
namespace {

protocol::Request request(std::string method, std::string target) {
  protocol::Request made;
  made.method = std::move(method);
  made.target = std::move(target);
  protocol::split_target(made);
  return made;
}

Routes table() {
  const Handler nothing = [](const auto&, const auto&, auto) {};
  Routes routes;
  routes.add("GET", "/livez", nothing);
  routes.add("GET", "/users/login/", nothing);
  routes.add("POST", "/users/login/", nothing);
  routes.add("GET", "/tools/api/chat/:room/messages/", nothing);
  return routes;
}

TEST(Routes, a_pattern_gives_its_decoded_segments) {
  const auto found = table().find(request("GET", "/tools/api/chat/%E6%88%BF%2F1/messages/?after=3"));
  ASSERT_NE(found.handler, nullptr);
  EXPECT_EQ(found.arguments, Arguments{"房/1"});
}

TEST(Routes, a_get_without_the_final_slash_is_sent_there_and_a_post_is_served) {
  EXPECT_TRUE(table().find(request("GET", "/users/login")).add_slash);
  EXPECT_FALSE(table().find(request("GET", "/users/login/")).add_slash);
  const auto posted = table().find(request("POST", "/users/login"));
  EXPECT_NE(posted.handler, nullptr);
  EXPECT_FALSE(posted.add_slash);
}

TEST(Routes, a_wrong_method_names_the_right_ones) {
  const auto found = table().find(request("DELETE", "/users/login/"));
  EXPECT_EQ(found.handler, nullptr);
  EXPECT_EQ(found.allow, "GET, HEAD, POST");
}

TEST(Routes, an_address_may_have_words_of_its_own_for_a_wrong_method) {
  Routes routes;
  routes.add("POST", "/a/", [](const auto&, const auto&, const auto&) {}, "only POST");
  routes.add("POST", "/b/", [](const auto&, const auto&, const auto&) {});
  EXPECT_EQ(routes.find(request("GET", "/a/")).wrong_method, "only POST");
  EXPECT_EQ(routes.find(request("GET", "/b/")).wrong_method, "");
}

TEST(Routes, a_head_is_answered_like_a_get) {
  EXPECT_NE(table().find(request("HEAD", "/livez")).handler, nullptr);
}

TEST(Routes, what_is_not_in_the_table_is_not_found) {
  for (const auto* target : {"/", "/livez/", "/users/", "/users/login/x", "/tools/api/chat//messages/"}) {
    const auto found = table().find(request("GET", target));
    EXPECT_EQ(found.handler, nullptr) << target;
    EXPECT_EQ(found.allow, "") << target;
  }
}

}  // namespace
}  // namespace heartlink::api
