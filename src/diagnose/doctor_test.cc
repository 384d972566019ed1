// SPDX-License-Identifier: Apache-2.0
#include "diagnose/doctor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "diagnose/testing/scripted_door.h"

namespace heartlink::diagnose {
namespace {

using base::Code;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::proxy_page;
using testing::refusal;
using testing::reply;

constexpr const char* ready_path = "GET /readyz?verbose";
constexpr const char* knock = "SOCKET /ws/chat/public-room/";
constexpr const char* page = "GET /users/login/";
constexpr const char* sign_in = "POST /users/login/";
constexpr const char* status = "GET /users/api/session-status/";
constexpr const char* sign_out = "POST /users/api/logout/";
constexpr const char* admission = "GET /tools/api/chat/test-room-1/admission/";
constexpr const char* open = "SOCKET /ws/chat/test-room-1/";
constexpr const char* echo = R"({"type":"chat_message","id":7,"message":{"id":7,"client_id":"@"}})";

// A server on which everything works, a person with a password, and the walk through it.
struct Walked : ::testing::Test {
  Walked() {
    door.replies[ready_path] = reply(200, R"({"success":true,"version":"0.1.0","checks":{}})");
    door.replies[knock] = refusal(401, "login_required");
    door.replies[page] = reply(200, "<html>", {{"set-cookie", "csrftoken=tok; Path=/; SameSite=Lax"}});
    door.replies[sign_in] =
        reply(200, R"({"success":true})", {{"set-cookie", "sessionid=secret; Path=/; HttpOnly"}});
    door.replies[status] = reply(200, R"({"success":true,"data":{"username":"alice"}})");
    door.replies[admission] = reply(200, R"({"success":true})");
    door.line.first = {R"({"type":"connection_established","last_id":6})"};
    door.line.answer = {R"({"type":"ack","client_id":"@","id":7,"dup":false})", echo};
    visit.credentials = [this]() -> base::Result<Credentials> {
      ++credentials_asked;
      return credentials;
    };
    visit.room = [this]() -> base::Result<std::string> { return room; };
    visit.origin = "http://localhost:8000";
  }

  const Checkup& walk() {
    Doctor doctor{door, clock, random};
    checkup = doctor.walk(visit);
    return checkup;
  }

  // Walks; the box that is broken must be this one, with this code, all before it ticked and all behind it
  // untouched.
  const Trouble& breaks_at(Box box, Code code) {
    walk();
    for (const auto& finding : checkup.boxes) {
      const auto expected = finding.box < box    ? BoxState::pass
                            : finding.box == box ? BoxState::fail
                                                 : BoxState::not_reached;
      EXPECT_EQ(name_of(finding.state), name_of(expected)) << name_of(finding.box);
    }
    const auto& trouble = checkup.boxes[static_cast<std::size_t>(box)].trouble;
    EXPECT_EQ(trouble.error.code, code) << trouble.error.detail;
    return trouble;
  }

  base::ManualClock clock;
  base::SeededRandom random{1};
  testing::ScriptedDoor door{clock};
  Visit visit;
  Credentials credentials = PasswordOf{"alice", "correct-horse-42"};
  std::string room = "test-room-1";
  int credentials_asked = 0;
  Checkup checkup;
};

TEST_F(Walked, a_healthy_server_ticks_every_box_in_order) {
  EXPECT_EQ(walk().broken(), nullptr);
  EXPECT_THAT(door.whats(), ElementsAre(ready_path, knock, page, sign_in, status, admission, open, sign_out));
  EXPECT_EQ(checkup.user, "alice");
  EXPECT_EQ(checkup.room, "test-room-1");
  EXPECT_EQ(checkup.boxes[0].note, "heartlink 0.1.0");
  EXPECT_EQ(checkup.boxes[4].note, "id 7");
  EXPECT_EQ(checkup.boxes[0].took, std::chrono::milliseconds{5});
  EXPECT_TRUE(door.line.closed);
}

TEST_F(Walked, the_sign_in_is_a_page_s_and_the_socket_a_browser_s) {
  walk();
  EXPECT_EQ(door.header(sign_in, "X-CSRFToken"), "tok");
  EXPECT_EQ(door.header(sign_in, "Cookie"), "csrftoken=tok");
  EXPECT_EQ(door.header(sign_in, "Origin"), "");
  EXPECT_EQ(door.header(open, "Origin"), "http://localhost:8000");
  EXPECT_EQ(door.header(open, "Cookie"), "csrftoken=tok; sessionid=secret");
  EXPECT_EQ(door.header(sign_out, "X-CSRFToken"), "tok");
  EXPECT_EQ(door.header(sign_out, "Cookie"), "csrftoken=tok; sessionid=secret");
  EXPECT_EQ(door.header(knock, "Cookie"), "");
  EXPECT_EQ(door.header(knock, "Origin"), "");
}

TEST_F(Walked, the_message_says_what_it_is_in_both_languages) {
  walk();
  ASSERT_EQ(door.line.sent.size(), 1U);
  EXPECT_THAT(door.line.sent[0], HasSubstr("heartlink doctor 的检查消息"));
  EXPECT_THAT(door.line.sent[0], HasSubstr("A check by heartlink doctor"));
  EXPECT_THAT(door.line.sent[0], HasSubstr(R"("client_id":"doctor-)"));
}

TEST_F(Walked, a_server_that_is_down_is_unreachable_and_nothing_more_is_asked) {
  door.down = base::fail(Code::server_unreachable, "connection refused: 127.0.0.1:8000");
  EXPECT_EQ(breaks_at(Box::server, Code::server_unreachable).error.detail,
            "connection refused: 127.0.0.1:8000");
  EXPECT_THAT(door.whats(), ElementsAre(ready_path));
  EXPECT_EQ(credentials_asked, 0);
}

TEST_F(Walked, the_page_of_a_proxy_is_not_heartlink) {
  door.replies[ready_path] = proxy_page(502);
  EXPECT_EQ(breaks_at(Box::server, Code::not_heartlink).error.detail,
            "HTTP 502, text/html, server nginx/1.22.1");
  EXPECT_THAT(door.whats(), ElementsAre(ready_path));
}

TEST_F(Walked, another_program_that_speaks_json_is_not_heartlink) {
  door.replies[ready_path] = reply(200, R"({"status":"UP"})");
  breaks_at(Box::server, Code::not_heartlink);
}

TEST_F(Walked, a_redirect_is_named_with_where_it_leads) {
  door.replies[ready_path] = reply(301, "", {{"location", "https://chat.example.org/readyz"}});
  EXPECT_THAT(breaks_at(Box::server, Code::not_heartlink).error.detail,
              HasSubstr("sends on to https://chat.example.org/readyz"));
}

TEST_F(Walked, a_draining_server_is_unavailable) {
  door.replies[ready_path] =
      reply(503, R"({"success":false,"version":"0.1.0","checks":{"lifecycle":"draining"}})");
  EXPECT_THAT(breaks_at(Box::server, Code::unavailable).error.detail, HasSubstr("draining"));
}

TEST_F(Walked, a_stripped_upgrade_is_not_websocket) {
  door.replies[knock] = refusal(426, "not_websocket", "D-0000aaaa");
  EXPECT_EQ(breaks_at(Box::server, Code::not_websocket).diagnosis_id, "D-0000aaaa");
  EXPECT_THAT(door.whats(), ElementsAre(ready_path, knock));
  EXPECT_EQ(credentials_asked, 0);
}

TEST_F(Walked, a_socket_that_opens_for_nobody_is_not_heartlink) {
  door.replies.erase(knock);
  breaks_at(Box::server, Code::not_heartlink);
}

TEST_F(Walked, nobody_is_not_signed_in) {
  credentials = Nobody{};
  door.replies[status] = refusal(401, "login_required");
  breaks_at(Box::signed_in, Code::login_required);
  EXPECT_THAT(door.whats(), ElementsAre(ready_path, knock, status));
}

TEST_F(Walked, a_wrong_password_keeps_its_code_and_never_shows) {
  door.replies[sign_in] = refusal(401, "wrong_credentials");
  const auto& trouble = breaks_at(Box::signed_in, Code::wrong_credentials);
  EXPECT_THAT(trouble.error.detail, Not(HasSubstr("correct-horse-42")));
  EXPECT_THAT(door.whats(), ElementsAre(ready_path, knock, page, sign_in));
}

TEST_F(Walked, credentials_that_cannot_be_had_break_the_second_box) {
  visit.credentials = [] { return base::Result<Credentials>{base::fail(Code::user_not_found)}; };
  breaks_at(Box::signed_in, Code::user_not_found);
}

TEST_F(Walked, a_cookie_that_is_not_set_is_lost) {
  door.replies[sign_in] = reply(200, R"({"success":true})");
  EXPECT_THAT(breaks_at(Box::signed_in, Code::cookie_lost).error.detail, HasSubstr("POST /users/login/"));
}

TEST_F(Walked, a_cookie_that_does_not_come_back_is_lost) {
  door.replies[status] = refusal(401, "login_required");
  breaks_at(Box::signed_in, Code::cookie_lost);
  EXPECT_THAT(door.whats(), ElementsAre(ready_path, knock, page, sign_in, status, sign_out));
}

TEST_F(Walked, a_cookie_of_somebody_else_is_lost) {
  door.replies[status] = reply(200, R"({"success":true,"data":{"username":"bob"}})");
  breaks_at(Box::signed_in, Code::cookie_lost);
}

TEST_F(Walked, a_secure_cookie_over_plain_http_is_lost_as_in_a_browser) {
  door.replies[page] = reply(200, "", {{"set-cookie", "csrftoken=tok; Path=/; SameSite=Lax; Secure"}});
  EXPECT_THAT(breaks_at(Box::signed_in, Code::cookie_lost).error.detail, HasSubstr("Secure"));
  visit.secure = true;
  EXPECT_EQ(walk().broken(), nullptr);
}

TEST_F(Walked, a_name_in_other_letters_is_the_same_person) {
  credentials = PasswordOf{"ALICE", "correct-horse-42"};
  EXPECT_EQ(walk().broken(), nullptr);
  EXPECT_EQ(checkup.user, "alice");
}

TEST_F(Walked, a_token_takes_the_place_of_the_cookie) {
  credentials = BearerOf{"", "token"};
  EXPECT_EQ(walk().broken(), nullptr);
  EXPECT_EQ(door.header(open, "Authorization"), "Bearer token");
  EXPECT_EQ(door.header(open, "Cookie"), "");
  credentials = BearerOf{"bob", "token"};
  breaks_at(Box::signed_in, Code::wrong_credentials);
}

TEST_F(Walked, a_session_is_sent_under_the_name_that_the_server_may_read) {
  credentials = SessionOf{"alice", "secret"};
  EXPECT_EQ(walk().broken(), nullptr);
  EXPECT_EQ(door.header(open, "Cookie"), "sessionid=secret");
  visit.secure = true;
  walk();
  EXPECT_EQ(door.header(status, "Cookie"), "sessionid=secret; __Host-sessionid=secret");
}

TEST_F(Walked, a_room_that_does_not_exist_breaks_the_third_box) {
  door.replies[admission] = refusal(404, "room_not_found", "D-77777777");
  EXPECT_EQ(breaks_at(Box::room, Code::room_not_found).diagnosis_id, "D-77777777");
  EXPECT_THAT(door.whats(), ElementsAre(ready_path, knock, page, sign_in, status, admission, sign_out));
}

TEST_F(Walked, a_room_of_others_breaks_the_third_box) {
  door.replies[admission] = refusal(403, "not_a_member");
  breaks_at(Box::room, Code::not_a_member);
}

TEST_F(Walked, a_room_id_is_encoded_into_the_path) {
  room = "房/1";
  door.replies["GET /tools/api/chat/%E6%88%BF%2F1/admission/"] = refusal(400, "room_id_invalid");
  breaks_at(Box::room, Code::room_id_invalid);
}

TEST_F(Walked, a_foreign_origin_breaks_the_fourth_box) {
  visit.origin = "https://elsewhere.example";
  door.replies[open] = refusal(403, "origin_refused", "D-5555bbbb");
  EXPECT_EQ(breaks_at(Box::socket, Code::origin_refused).diagnosis_id, "D-5555bbbb");
  EXPECT_EQ(door.header(open, "Origin"), "https://elsewhere.example");
  EXPECT_TRUE(door.line.sent.empty());
}

TEST_F(Walked, a_socket_that_says_nothing_breaks_the_fourth_box) {
  door.line.first.clear();
  EXPECT_THAT(breaks_at(Box::socket, Code::no_echo).error.detail, HasSubstr("no first frame"));
  EXPECT_TRUE(door.line.sent.empty());
}

TEST_F(Walked, a_socket_that_is_closed_at_once_says_why) {
  door.line.first = {Heard{Closed{4410, "room_ended"}}};
  EXPECT_THAT(breaks_at(Box::socket, Code::room_ended).error.detail, HasSubstr("4410 room_ended"));
}

TEST_F(Walked, an_answer_of_a_proxy_to_the_upgrade_is_not_heartlink) {
  door.replies[open] = proxy_page(502);
  breaks_at(Box::socket, Code::not_heartlink);
}

TEST_F(Walked, a_message_that_does_not_come_back_breaks_the_fifth_box) {
  door.line.answer.clear();
  EXPECT_THAT(breaks_at(Box::message, Code::no_echo).error.detail, HasSubstr("no ack"));
  EXPECT_TRUE(door.line.closed);
}

TEST_F(Walked, an_ack_without_an_echo_says_so) {
  door.line.answer.pop_back();
  EXPECT_THAT(breaks_at(Box::message, Code::no_echo).error.detail, HasSubstr("ack 7, no echo"));
}

TEST_F(Walked, an_error_frame_keeps_its_code) {
  door.line.answer = {R"({"type":"error","code":"storage_full","client_id":"@"})"};
  breaks_at(Box::message, Code::storage_full);
}

TEST_F(Walked, what_others_say_in_the_room_is_not_ours) {
  door.line.answer = {R"({"type":"user_joined","username":"bob"})",
                      R"({"type":"chat_message","id":7,"message":{"id":7}})",
                      R"({"type":"error","code":"rate_limited","client_id":"another"})",
                      R"({"type":"ack","client_id":"@","id":8,"dup":false})", echo};
  breaks_at(Box::message, Code::no_echo);
  door.line.first = {R"({"type":"connection_established","last_id":7})"};
  door.line.answer = {R"({"type":"ack","client_id":"@","id":8,"dup":false})",
                      R"({"type":"chat_message","id":8,"message":{"id":8,"client_id":"@"}})"};
  EXPECT_EQ(walk().broken(), nullptr);
}

TEST_F(Walked, a_room_that_never_stops_talking_does_not_hold_the_doctor) {
  for (int i = 0; i < 6000; ++i) door.line.answer.push_front(R"({"type":"heartbeat"})");
  breaks_at(Box::message, Code::no_echo);
}

TEST_F(Walked, a_socket_lost_in_the_middle_is_no_echo) {
  door.line.answer = {Heard{Closed{}}};
  EXPECT_THAT(breaks_at(Box::message, Code::no_echo).error.detail, HasSubstr("lost"));
}

}  // namespace
}  // namespace heartlink::diagnose
