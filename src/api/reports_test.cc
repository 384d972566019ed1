// SPDX-License-Identifier: Apache-2.0
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::object;

struct ReportsTest : testing::AnnsHouse {
  ReportsTest() { filed().answer = 12; }

  decltype(house.store.fake_reports.filed)& filed() { return house.store.fake_reports.filed; }
  protocol::Response report(const char* body) { return post("/tools/api/reports/", body); }
};

TEST_F(ReportsTest, a_report_is_taken_and_its_number_told) {
  EXPECT_EQ(json_of(report(R"({"room_id":"club","reason":"fraud","note":"他要钱","username":"BoB"})")),
            (object{{"success", true}, {"report_id", 12}}));
  EXPECT_EQ(filed().asked->room.value, "club");
  EXPECT_EQ(filed().asked->by.name, "ann");
  EXPECT_EQ(filed().asked->reason, model::ReportReason::fraud);
  EXPECT_EQ(filed().asked->note, "他要钱");
  EXPECT_EQ(filed().asked->subject_key, "bob");
  EXPECT_EQ(json_of(report(R"({"room_id":"match-1","reason":"minors"})")).at("success"), true);
  EXPECT_EQ(filed().asked->note, "");
  EXPECT_EQ(filed().asked->subject_key, "");
  const auto metrics = house.metrics.expose();
  EXPECT_NE(metrics.find("heartlink_reports_total{reason=\"fraud\"} 1\n"), std::string::npos) << metrics;
  EXPECT_NE(metrics.find("heartlink_reports_total{reason=\"minors\"} 1\n"), std::string::npos);
  EXPECT_NE(metrics.find("heartlink_reports_total{reason=\"sexual\"} 0\n"), std::string::npos);
}

TEST_F(ReportsTest, what_is_no_report_does_not_reach_the_store) {
  const std::string long_note =
      R"({"room_id":"club","reason":"fraud","note":")" + std::string(501, 'x') + "\"}";
  EXPECT_EQ(refusal_in(report("[]")), "400 invalid_json 无效的JSON格式");
  EXPECT_EQ(refusal_in(report(R"({"reason":"fraud"})")), "400 room_id_invalid 房间号无效");
  EXPECT_EQ(refusal_in(report(R"({"room_id":"club","reason":"spam"})")),
            "400 reason_invalid 请选择举报的原因");
  EXPECT_EQ(refusal_in(report(R"({"room_id":"club"})")), "400 reason_invalid 请选择举报的原因");
  EXPECT_EQ(refusal_in(report(long_note.c_str())), "400 note_too_long 说明太长");
  EXPECT_EQ(refusal_in(report("{\"room_id\":\"club\",\"reason\":\"fraud\",\"note\":\"\xFF\"}")),
            "400 invalid_json 无效的JSON格式");
  EXPECT_FALSE(filed().asked.has_value());
}

TEST_F(ReportsTest, what_the_store_refuses_is_said_and_names_nobody) {
  const std::pair<Code, const char*> refusals[] = {
      {Code::not_a_member, "403 not_a_member 您没有权限访问此聊天室"},
      {Code::room_ended, "410 room_ended 聊天室已结束"},
      {Code::member_not_found, "404 member_not_found 房间里没有这个人"},
      {Code::already_reported, "409 already_reported 你已经举报过这段对话"}};
  for (const auto& [code, text] : refusals) {
    filed().answer = base::fail(code, "bob");
    const auto response = report(R"({"room_id":"club","reason":"fraud","username":"bob"})");
    EXPECT_EQ(refusal_in(response), text);
    EXPECT_EQ(response.body.find("bob"), std::string::npos) << response.body;
  }
  EXPECT_NE(house.metrics.expose().find("heartlink_reports_total{reason=\"fraud\"} 0\n"), std::string::npos);
}

TEST_F(ReportsTest, one_person_sends_so_many_an_hour) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(report(R"({"room_id":"club","reason":"fraud"})").status, 200) << i;
  EXPECT_EQ(refusal_in(report(R"({"room_id":"club","reason":"fraud"})")),
            "429 throttled 尝试次数太多，请稍后再试");
}

TEST_F(ReportsTest, it_is_for_people_who_are_signed_in) {
  EXPECT_TRUE(is_for_members_only("POST", "/tools/api/reports/"));
  EXPECT_EQ(get("/tools/api/reports/").status, 405);
}

}  // namespace
}  // namespace heartlink::api
