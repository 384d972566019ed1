// SPDX-License-Identifier: Apache-2.0
// Reports from the button to the operator: what was said is kept with the real names, whoever reported is
// told no more than a number, and the command line reads it while the server runs and when it is down.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

const std::string address = "/tools/api/reports/";

class Reports : public TownTest {
 protected:
  static std::string number_of(const HttpAnswer& answer) {
    return std::to_string(accepted(answer).at("report_id").as_int64());
  }
  static json::object shown(const std::string& number) {
    return json::parse(town().server.must({"reports", "show", number, "--json"})).as_object();
  }
  static void stop_and_judge_log() {
    EXPECT_EQ(town().server.stop(), 0);
    const auto log = town().server.log();
    EXPECT_THAT(log, ::testing::HasSubstr(R"("event":"report","id":")"));
    for (const auto* said : {"money", "他要钱"}) EXPECT_EQ(log.find(said), std::string::npos) << said;
  }
};

TEST_F(Reports, the_operator_reads_what_was_said_and_by_whom_whether_the_server_runs_or_not) {
  town().make_pair_room("reports-heart", "heart", "ann", "bo");
  person("bo").say("reports-heart", "give me money");
  auto bo = person("bo").live_in("reports-heart");
  const auto answer = person("ann").post(
      address, {{"room_id", "reports-heart"}, {"reason", "fraud"}, {"note", "他要钱"}, {"username", "cy"}});
  EXPECT_THAT(answer.body, ::testing::Not(::testing::HasSubstr("bo")));
  const auto number = number_of(answer);
  person("ann").say("reports-heart", "bye");
  EXPECT_EQ(bo.await("chat_message").at("message").at("id"), 2) << "the report is no entry";
  bo.drop();
  EXPECT_EQ(refused(person("ann").post(address, {{"room_id", "reports-heart"}, {"reason", "minors"}})),
            "409 already_reported 你已经举报过这段对话");

  for (const bool runs : {true, false}) {
    if (!runs) stop_and_judge_log();
    const auto report = shown(number);
    EXPECT_EQ(report.at("reporter"), "ann") << runs;
    EXPECT_EQ(report.at("subject"), "bo");
    EXPECT_EQ(report.at("note"), "他要钱");
    ASSERT_EQ(report.at("evidence").as_array().size(), 1U);
    EXPECT_EQ(report.at("evidence").at(0).at("sender"), "bo");
    EXPECT_EQ(report.at("evidence").at(0).at("text"), "give me money");
  }
  town().server.must({"reports", "resolve", number, "--outcome", "warned"});
  town().server.start();
  EXPECT_EQ(shown(number).at("outcome"), "warned");
  EXPECT_THAT(town().server.must({"reports", "list", "--json"}),
              ::testing::Not(::testing::HasSubstr("reports-heart")));
  EXPECT_THAT(town().server.must({"reports", "list", "--all"}), ::testing::HasSubstr("reports-heart"));
}

TEST_F(Reports, who_may_not_read_a_room_reports_nobody_in_it) {
  town().make_group("reports-group", "dee", {"ed"});
  (void)person("fay");
  EXPECT_EQ(refused(person("fay").post(
                address, {{"room_id", "reports-group"}, {"reason", "fraud"}, {"username", "ed"}})),
            "403 not_a_member 您没有权限访问此聊天室");
  EXPECT_EQ(refused(person("dee").post(
                address, {{"room_id", "reports-group"}, {"reason", "fraud"}, {"username", "fay"}})),
            "404 member_not_found 房间里没有这个人");
  const auto number = number_of(
      person("dee").post(address, {{"room_id", "reports-group"}, {"reason", "illegal"}, {"username", "ED"}}));
  EXPECT_EQ(shown(number).at("subject"), "ed");
}

}  // namespace
}  // namespace heartlink::process
