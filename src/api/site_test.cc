// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "api/testing/house.h"

namespace heartlink::api {
namespace {

using boost::json::object;
using testing::QuietHouse;

constexpr const char* address = "/tools/api/site/";

object facts(QuietHouse& house) {
  const auto response = house.get(address);
  EXPECT_EQ(response.status, 200);
  return boost::json::parse(response.body).as_object();
}

TEST(Site, tells_everybody_its_rules_and_whom_to_reach) {
  QuietHouse house;
  EXPECT_EQ(facts(house), (object{{"success", true},
                                  {"contact", ""},
                                  {"help", ""},
                                  {"filter", "warn"},
                                  {"aliases", true},
                                  {"match", object{{"wait_ms", 600'000},
                                                   {"confirm_ms", 20'000},
                                                   {"absence_ms", 60'000},
                                                   {"history_ms", 86'400'000}}}}));
  house.config.site_contact = "站长 \"a\" <a@b.example>";
  house.config.site_help = "12356";
  house.config.filter_action = "hold";
  house.config.match_aliases = false;
  house.config.match_wait = std::chrono::milliseconds{1500};
  const auto told = facts(house);
  EXPECT_EQ(told.at("contact"), "站长 \"a\" <a@b.example>");
  EXPECT_EQ(told.at("help"), "12356");
  EXPECT_EQ(told.at("filter"), "hold");
  EXPECT_EQ(told.at("aliases"), false);
  EXPECT_EQ(told.at("match").at("wait_ms"), 1500);
}

TEST(Site, is_only_asked) {
  QuietHouse house;
  const auto refused = house.ask(testing::request_of("POST", address, {{"origin", "http://127.0.0.1:8000"}}));
  EXPECT_EQ(refused.status, 405);
}

}  // namespace
}  // namespace heartlink::api
