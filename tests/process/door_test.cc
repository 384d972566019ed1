// SPDX-License-Identifier: Apache-2.0
// The door of a room: who may become a socket, and what those are told who may not. Every refusal is an HTTP
// answer that explains itself, as `curl` shows it.
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/house.h"
#include "tests/process/security_headers.h"

namespace heartlink::process {
namespace {

using ::testing::HasSubstr;

const std::string address = "/ws/chat/test-room-123/";

// The cookie or token of `person` without their Origin, and another one if there is.
Headers from(const Headers& person, const std::string& origin = {}) {
  Headers headers{person.front()};
  if (!origin.empty()) headers.emplace_back("Origin", origin);
  return headers;
}

class Door : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    house_ = std::make_unique<House>();
    make_user(house_->server, "carol");
    carol_ = with_token(make_token(house_->server, "carol"));
  }
  static void TearDownTestSuite() {
    if (!house_) return;
    EXPECT_EQ(house_->server.stop(), 0) << house_->server.log();
    house_.reset();
  }

  static HttpAnswer knock(const HttpRequest& request) { return ask(house_->server.port(), request); }

  // Asks to become a socket; the answer must be this refusal, in full.
  static HttpAnswer refused(const HttpRequest& request, int status, const std::string& code) {
    auto answer = knock(request);
    EXPECT_EQ(answer.status, status) << request.target << " " << answer.body;
    expect_security_headers(answer);
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    const auto body = answer.json();
    EXPECT_EQ(body.at("success"), false);
    EXPECT_EQ(std::string{body.at("code").as_string()}, code);
    EXPECT_FALSE(body.at("error").as_string().empty());
    EXPECT_FALSE(body.at("hint").as_string().empty());
    EXPECT_THAT(std::string{body.at("diagnosis_id").as_string()}, ::testing::StartsWith("D-"));
    return answer;
  }

  static inline std::unique_ptr<House> house_;
  static inline Headers carol_;
};

TEST_F(Door, a_plain_request_is_told_that_this_is_a_websocket_and_what_strips_the_upgrade) {
  const auto answer = refused({address}, 426, "not_websocket");
  EXPECT_EQ(answer.header("upgrade"), "websocket");
  EXPECT_EQ(answer.header("sec-websocket-version"), "13");
  EXPECT_THAT(answer.body, HasSubstr("WebSocket"));
  EXPECT_THAT(std::string{answer.json().at("hint").as_string()}, HasSubstr("代理"));
}

TEST_F(Door, another_version_of_the_handshake_is_told_which_one_we_speak) {
  HttpRequest request{address,
                      {{"Upgrade", "websocket"},
                       {"Connection", "Upgrade"},
                       {"Sec-WebSocket-Version", "8"},
                       {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}}};
  EXPECT_EQ(refused(request, 426, "not_websocket").header("sec-websocket-version"), "13");
}

TEST_F(Door, a_proxy_that_drops_connection_has_stripped_the_upgrade_too) {
  HttpRequest request{address,
                      {{"Upgrade", "websocket"},
                       {"Sec-WebSocket-Version", "13"},
                       {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}}};
  EXPECT_THAT(std::string{refused(request, 426, "not_websocket").json().at("owner_hint").as_string()},
              HasSubstr("proxy_set_header Connection $connection_upgrade;"));
}

TEST_F(Door, a_handshake_that_is_broken_otherwise_is_told_how) {
  HttpRequest request{address,
                      {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Version", "13"}}};
  EXPECT_EQ(refused(request, 400, "request_invalid").json().at("detail"), "upgrade_key_missing");
}

TEST_F(Door, strangers_sign_in_first) {
  refused(upgrade_request(address), 401, "login_required");
  refused(upgrade_request(address, {{"Cookie", "sessionid=invented"}}), 401, "login_required");
  refused(upgrade_request(address, with_token("invented")), 401, "login_required");
}

TEST_F(Door, a_page_of_another_site_is_refused) {
  const auto& alice = house_->alice;
  refused(upgrade_request(address, from(alice, "http://evil.example")), 403, "origin_refused");
  refused(upgrade_request(address, from(alice, "null")), 403, "origin_refused");
  refused(upgrade_request(address, from(alice, "https://" + house_->server.listen())), 403, "origin_refused");
  refused(upgrade_request(address, from(alice, house_->server.origin() + ".evil.example")), 403,
          "origin_refused");
  refused(upgrade_request(address, {{"Origin", "http://evil.example"}}), 403, "origin_refused");
}

TEST_F(Door, our_own_page_and_programs_are_let_in) {
  EXPECT_EQ(knock(upgrade_request(address, house_->alice)).status, 101);
  EXPECT_EQ(knock(upgrade_request(address, from(house_->alice))).status, 101) << "no Origin: not a browser";
  Headers program = carol_;
  program.emplace_back("Origin", "http://evil.example");
  EXPECT_EQ(knock(upgrade_request(address, program)).status, 101) << "a bearer token is no ambient authority";
}

TEST_F(Door, the_final_slash_may_be_missing) {
  EXPECT_EQ(knock(upgrade_request("/ws/chat/test-room-123", house_->alice)).status, 101);
  EXPECT_EQ(knock(upgrade_request("/ws/chat/test-room-123?after=0", house_->alice)).status, 101);
}

TEST_F(Door, a_room_has_a_name_and_exists) {
  const auto& alice = house_->alice;
  refused(upgrade_request("/ws/chat/no%20room/", alice), 400, "room_id_invalid");
  refused(upgrade_request("/ws/chat/" + std::string(101, 'x') + "/", alice), 400, "room_id_invalid");
  refused(upgrade_request("/ws/chat/nowhere/", alice), 404, "room_not_found");
  EXPECT_EQ(knock(upgrade_request("/ws/chat/public-room/", alice)).status, 101)
      << "there from the first start";
  // 测试, percent-encoded once
  EXPECT_EQ(knock(upgrade_request("/ws/chat/test-room-%E6%B5%8B%E8%AF%95/", alice)).status, 101);
}

TEST_F(Door, test_rooms_are_made_for_visitors_of_this_machine_only) {
  EXPECT_EQ(knock(upgrade_request("/ws/chat/test-room-made/", house_->alice)).status, 101);
  auto proxied = house_->alice;
  proxied.emplace_back("X-Forwarded-For", "203.0.113.9");
  refused(upgrade_request("/ws/chat/test-room-not-made/", proxied), 404, "room_not_found");
}

TEST_F(Door, a_room_of_two_is_closed_to_the_third) {
  house_->server.must({"room", "create", "alice-and-bob", "--user1", "alice", "--user2", "bob"});
  EXPECT_EQ(knock(upgrade_request("/ws/chat/alice-and-bob/", house_->alice)).status, 101);
  EXPECT_EQ(knock(upgrade_request("/ws/chat/alice-and-bob/", house_->bob)).status, 101);
  refused(upgrade_request("/ws/chat/alice-and-bob/", carol_), 403, "not_a_member");
}

TEST_F(Door, one_person_has_twenty_sockets_at_most) {
  make_user(house_->server, "dave");
  const auto dave = with_token(make_token(house_->server, "dave"));
  std::vector<WebSocketClient> sockets;
  for (int i = 0; i < 20; ++i) sockets.push_back(house_->enter(dave, "test-room-123"));
  refused(upgrade_request(address, dave), 429, "too_many_connections");
  sockets.back().close();
  sockets.back().await_close();
  // The server hears of our end a moment after us.
  auto answer = knock(upgrade_request(address, dave));
  for (const Deadline deadline; answer.status == 429 && !deadline.passed();) {
    answer = knock(upgrade_request(address, dave));
  }
  EXPECT_EQ(answer.status, 101);
}

TEST_F(Door, a_page_can_ask_why_its_socket_was_refused) {
  const std::string ask_at = "/tools/api/chat/test-room-123/admission/?origin=";
  const auto own = knock({ask_at + house_->server.origin(), house_->alice});
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(own.json().at("success"), true);
  refused({ask_at + "http://evil.example", from(house_->alice)}, 403, "origin_refused");
  refused({ask_at + house_->server.origin()}, 401, "login_required");
  refused({"/tools/api/chat/nowhere/admission/", from(house_->alice)}, 404, "room_not_found");

  const auto unmade = knock({"/tools/api/chat/test-room-unmade/admission/", from(house_->alice)});
  EXPECT_EQ(unmade.status, 200) << "its socket would make the room: " << unmade.body;
  const auto history = knock({"/tools/api/chat/test-room-unmade/messages/", from(house_->alice)});
  EXPECT_EQ(history.status, 404) << "a question makes nothing: " << history.body;
}

}  // namespace
}  // namespace heartlink::process
