// SPDX-License-Identifier: Apache-2.0
// A house in which ann (1) is signed in and bob (2) is known: what the tests of addresses for signed-in
// people have in common.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "api/testing/house.h"

namespace heartlink::api::testing {

struct AnnsHouse : ::testing::Test {
  AnnsHouse() {
    add("ann", 1);
    add("bob", 2);
    secret = house.sign_in_as(model::UserId{1}, "ann");
  }

  model::User& add(const std::string& name, std::int64_t id) {
    auto& user = house.store.fake_users.by_key[name].user;
    user.id = model::UserId{id};
    user.name = name;
    user.created_at = base::WallTime{house.clock.wall().us - 40LL * 86'400 * 1'000'000};
    return user;
  }
  model::User& ann() { return house.store.fake_users.by_key["ann"].user; }

  protocol::Response get(std::string target) {
    return house.get(std::move(target), {{"cookie", "sessionid=" + secret}});
  }
  protocol::Response post(std::string target, std::string body = {}) {
    return house.ask(request_of("POST", std::move(target),
                                {{"origin", "http://127.0.0.1:8000"},
                                 {"content-type", "application/json"},
                                 {"cookie", "sessionid=" + secret}},
                                std::move(body)));
  }

  static boost::json::object json_of(const protocol::Response& response) {
    return boost::json::parse(response.body).as_object();
  }

  // "404 room_not_found 聊天室不存在".
  static std::string refusal_in(const protocol::Response& response) {
    const auto body = json_of(response);
    if (body.at("success").as_bool() || !body.contains("hint")) return "no refusal: " + response.body;
    std::string text = std::to_string(response.status) + " ";
    text += std::string_view{body.at("code").as_string()};
    text += ' ';
    text += std::string_view{body.at("error").as_string()};
    return text;
  }

  // Without a session: what every address says then.
  bool is_for_members_only(const char* method, const std::string& target) {
    const auto response = house.ask(request_of(
        method, target, {{"origin", "http://127.0.0.1:8000"}, {"accept", "application/json"}}, "{}"));
    return refusal_in(response) == "401 login_required 请先登录" &&
           json_of(response).at("redirect_url") == "/users/login/";
  }

  // What a person of this house looks like to others: 40 days old, online or not.
  static boost::json::object profile_of(const char* name, std::int64_t id, bool is_online) {
    return {{"id", id},
            {"username", name},
            {"first_name", ""},
            {"last_name", ""},
            {"display_name", name},
            {"avatar_url", nullptr},
            {"bio", ""},
            {"membership_type", "免费用户"},
            {"theme_mode", "默认模式"},
            {"tags", boost::json::array{"🌟 活跃用户"}},
            {"is_online", is_online}};
  }

  QuietHouse house;
  std::string secret;
};

// The clock of every house stands here at first.
inline constexpr const char* start_of_time = "2023-11-14T22:13:20+00:00";

}  // namespace heartlink::api::testing
