// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "api/testing/house.h"

namespace heartlink::api {
namespace {

using base::Lifecycle;
using testing::QuietHouse;

TEST(Health, a_living_process_says_so_in_every_state) {
  QuietHouse house;
  for (const auto state :
       {Lifecycle::State::starting, Lifecycle::State::serving, Lifecycle::State::draining}) {
    house.lifecycle.enter(state);
    EXPECT_EQ(house.get("/livez").status, 200);
  }
}

TEST(Health, only_a_serving_process_with_a_healthy_disk_is_ready) {
  QuietHouse house;
  EXPECT_EQ(house.get("/readyz").status, 200);
  house.store.takes_writes = false;
  const auto verbose = house.get("/readyz?verbose");
  EXPECT_EQ(verbose.status, 503);
  const auto checks = boost::json::parse(verbose.body).at("checks").as_object();
  EXPECT_EQ(checks.at("store"), "read_only");
  EXPECT_EQ(checks.at("lifecycle"), "serving");
  house.store.takes_writes = true;
  house.lifecycle.enter(Lifecycle::State::draining);
  EXPECT_EQ(house.get("/readyz").status, 503);
}

TEST(Health, the_figures_are_text_for_a_scraper) {
  QuietHouse house;
  house.metrics.counter("heartlink_things_total", "Things");
  const auto response = house.get("/metrics");
  EXPECT_NE(response.body.find("heartlink_things_total"), std::string::npos);
  EXPECT_EQ(testing::header_of(response, "Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
}

TEST(Health, the_figures_are_for_this_machine_only) {
  QuietHouse house;
  EXPECT_EQ(house.get("/metrics", {{"x-forwarded-for", "127.0.0.1"}}).status, 404);
}

}  // namespace
}  // namespace heartlink::api
