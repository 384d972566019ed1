// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "cli/testing/command_line.h"

namespace heartlink::cli {
namespace {

struct MatchCommandTest : testing::CommandLine {};

TEST_F(MatchCommandTest, a_crowd_is_simulated_without_a_server_or_data) {
  EXPECT_EQ(run({"match", "sim", "--arrivals", "120/min", "--people", "500"}), 0) << err;
  EXPECT_NE(out.find("GROUP       PEOPLE  MATCHED"), std::string::npos) << out;
  EXPECT_NE(out.find("\nall         500 "), std::string::npos) << out;
  EXPECT_NE(out.find("The promise is kept"), std::string::npos) << out;
  EXPECT_EQ(opened_stores, 0);
}

TEST_F(MatchCommandTest, every_property_of_the_crowd_can_be_given) {
  const auto report = json_of({"match",   "sim", "--arrivals",  "60", "--people", "300", "--seed", "7",
                               "--burst", "2.5", "--languages", "3",  "--skew",   "0",   "--wish", "10",
                               "--hard",  "20",  "--no-show",   "0"});
  EXPECT_EQ(report.at("crowd"), (boost::json::value{{"seed", 7},
                                                    {"people", 300},
                                                    {"per_minute", 60.0},
                                                    {"burst", 2.5},
                                                    {"languages", 3},
                                                    {"skew", 0.0},
                                                    {"wish_percent", 10},
                                                    {"hard_percent", 20},
                                                    {"no_show_percent", 0}}));
  EXPECT_EQ(report.at("by_language").as_array().size(), 3U);
  EXPECT_EQ(report.at("all").at("people"), 300);
  EXPECT_EQ(report.at("all").at("no_shows"), 0);
  EXPECT_EQ(report.at("promise_kept"), true);
}

TEST_F(MatchCommandTest, the_same_seed_gives_the_same_figures) {
  const std::vector<std::string> one{"match", "sim", "--people", "200", "--seed", "1"};
  const auto first = json_of(one);
  EXPECT_EQ(first, json_of(one));
  EXPECT_NE(first.at("all"), json_of({"match", "sim", "--people", "200", "--seed", "2"}).at("all"));
}

TEST_F(MatchCommandTest, what_is_out_of_range_is_a_usage_error) {
  const std::pair<const char*, std::vector<const char*>> wrong[] = {
      {"--arrivals", {"0", "-5", "nan", "inf", "120/day", "/min", "1000001", ""}},
      {"--people", {"0", "1000001", "many", "1.5"}},
      {"--burst", {"0", "101", "nan"}},
      {"--languages", {"0", "65"}},
      {"--skew", {"-1", "11"}},
      {"--wish", {"101", "-1"}},
      {"--hard", {"101"}},
      {"--no-show", {"1000"}},
      {"--seed", {"-1", "x"}}};
  for (const auto& [option, values] : wrong) {
    for (const auto* value : values) {
      EXPECT_EQ(run({"match", "sim", option + std::string{"="} + value}), 2) << option << "=" << value;
      EXPECT_EQ(out, "") << option << "=" << value;
    }
  }
  EXPECT_EQ(run({"match"}), 2);
  EXPECT_NE(err.find("a command is missing: status, explain, sim"), std::string::npos) << err;
}

}  // namespace
}  // namespace heartlink::cli
