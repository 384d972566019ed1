// SPDX-License-Identifier: Apache-2.0
#include "cli/doctor_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "protocol/errors.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;
using diagnose::Box;
using diagnose::BoxState;
using diagnose::Checkup;
using ::testing::HasSubstr;
using ::testing::Not;

// Every box before `broken` is ticked, and what is behind it was not reached.
Checkup checkup_until(std::size_t broken) {
  Checkup checkup;
  checkup.user = "alice";
  checkup.room = "test-room-1";
  for (std::size_t i = 0; i < diagnose::box_count; ++i) {
    checkup.boxes[i].box = static_cast<Box>(i);
    if (i < broken) checkup.boxes[i].state = BoxState::pass;
    checkup.boxes[i].took = std::chrono::milliseconds{i};
  }
  return checkup;
}

Checkup origin_refused() {
  auto checkup = checkup_until(3);
  checkup.boxes[3].state = BoxState::fail;
  checkup.boxes[3].trouble = {base::Code::origin_refused, "HTTP 403"};
  checkup.boxes[3].trouble.diagnosis_id = "D-1a2b3c4d";
  return checkup;
}

TEST(DoctorReport, names_the_broken_link_its_cause_and_its_fix_in_either_language) {
  const auto& row = protocol::error_row(base::Code::origin_refused);
  const auto zh = doctor_text(origin_refused(), "http://127.0.0.1:8000", Lang::zh);
  EXPECT_THAT(zh, HasSubstr("✓ 3 聊天室存在并开放"));
  EXPECT_THAT(zh, HasSubstr("✗ 4 WebSocket 连接成功"));
  EXPECT_THAT(zh, HasSubstr("– 5 消息可以发送和接收"));
  EXPECT_THAT(zh, HasSubstr(std::string{row.zh} + " (origin_refused)"));
  const auto en = doctor_text(origin_refused(), "http://127.0.0.1:8000", Lang::en);
  EXPECT_THAT(en, HasSubstr("✗ 4 The socket connects"));
  EXPECT_THAT(en, HasSubstr(std::string{row.en} + " (origin_refused)"));
  EXPECT_THAT(en, HasSubstr("D-1a2b3c4d"));
  EXPECT_THAT(en, HasSubstr("HTTP 403"));
  EXPECT_THAT(en, HasSubstr("the broken link: 4 The socket connects"));
}

TEST(DoctorReport, a_stripped_upgrade_comes_with_the_lines_for_nginx) {
  auto checkup = checkup_until(0);
  checkup.boxes[0].state = BoxState::fail;
  checkup.boxes[0].trouble = {base::Code::not_websocket, "HTTP 426"};
  EXPECT_THAT(doctor_text(checkup, "https://chat.example.org", Lang::en),
              HasSubstr("proxy_set_header Upgrade $http_upgrade;"));
}

TEST(DoctorReport, says_that_everything_works) {
  const auto text = doctor_text(checkup_until(5), "http://127.0.0.1:8000", Lang::en);
  EXPECT_THAT(text, HasSubstr("everything works"));
  EXPECT_THAT(text, Not(HasSubstr("✗")));
}

TEST(DoctorReport, is_one_object_for_programs) {
  const auto report = doctor_json(origin_refused(), "http://127.0.0.1:8000", Lang::en);
  EXPECT_FALSE(report.at("ok").as_bool());
  EXPECT_EQ(report.at("broken"), "socket");
  EXPECT_EQ(report.at("user"), "alice");
  EXPECT_EQ(report.at("room"), "test-room-1");
  const auto& boxes = report.at("boxes").as_array();
  ASSERT_EQ(boxes.size(), 5U);
  EXPECT_EQ(json::serialize(boxes[0]),
            R"({"box":"server","state":"pass","code":null,"cause":null,"fix":null,"detail":null,)"
            R"("diagnosis_id":null,"ms":0})");
  EXPECT_EQ(boxes[3].at("state"), "fail");
  EXPECT_EQ(boxes[3].at("code"), "origin_refused");
  EXPECT_EQ(boxes[3].at("diagnosis_id"), "D-1a2b3c4d");
  EXPECT_EQ(boxes[3].at("fix").as_string(), protocol::error_row(base::Code::origin_refused).owner_en);
  EXPECT_EQ(boxes[4].at("state"), "not_reached");
  const auto fine = doctor_json(checkup_until(5), "http://127.0.0.1:8000", Lang::en);
  EXPECT_TRUE(fine.at("ok").as_bool());
  EXPECT_TRUE(fine.at("broken").is_null());
}

}  // namespace
}  // namespace heartlink::cli
