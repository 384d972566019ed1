// SPDX-License-Identifier: Apache-2.0
// `heartlink doctor` on set-ups that are whole and on set-ups that are broken in one place: it names the
// first broken link and what mends it.
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/nginx.h"
#include "tests/process/people.h"
#include "tests/process/server_process.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

class Doctor : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = std::make_unique<ServerProcess>(Words{"trusted_proxies=127.0.0.1"});
    make_user(*server_, "alice");
    make_user(*server_, "bob");
    server_->start();
    server_->must({"room", "create", "hers", "--kind", "group", "--user1", "alice"});
  }
  static void TearDownTestSuite() {
    if (!server_) return;
    EXPECT_EQ(server_->stop(), 0) << server_->log();
    server_.reset();
  }

  // `heartlink doctor --json …`; what it found.
  static json::object examine(Words words, int exit_code, std::string_view input = {}) {
    words.insert(words.begin(), {"doctor", "--json", "--lang", "en"});
    if (std::find(words.begin(), words.end(), "--url") == words.end()) {
      words.insert(words.end(), {"--url", server_->origin()});
    }
    const auto outcome = server_->command(words, input);
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.out << outcome.err;
    return json::parse(outcome.out).as_object();
  }
  // It must break here, with this code, after all boxes before it passed.
  static json::object broken(const json::object& found, const std::string& box, const std::string& code) {
    EXPECT_EQ(found.at("ok"), false);
    EXPECT_EQ(found.at("broken"), json::value(box)) << found;
    bool is_before = true;
    json::object named;
    for (const auto& one : found.at("boxes").as_array()) {
      const auto& state = one.at("state");
      if (one.at("box") == json::value(box)) {
        is_before = false;
        named = one.as_object();
        EXPECT_EQ(state, "fail");
        EXPECT_EQ(one.at("code"), json::value(code)) << found;
        EXPECT_FALSE(one.at("cause").as_string().empty());
        EXPECT_FALSE(one.at("fix").as_string().empty());
      } else {
        EXPECT_EQ(state, json::value(is_before ? "pass" : "not_reached")) << one;
      }
    }
    EXPECT_FALSE(named.empty());
    return named;
  }
  static void healthy(const json::object& found) {
    EXPECT_EQ(found.at("ok"), true) << found;
    EXPECT_EQ(found.at("boxes").as_array().size(), 5U);
    for (const auto& one : found.at("boxes").as_array()) EXPECT_EQ(one.at("state"), "pass") << one;
  }

  static inline std::unique_ptr<ServerProcess> server_;
};

TEST_F(Doctor, a_whole_server_passes_with_a_throw_away_person_who_leaves_no_trace) {
  const auto people = server_->must({"user", "list", "--json"});
  const auto rooms = server_->must({"room", "list", "--json"});
  healthy(examine({}, 0));
  EXPECT_EQ(server_->must({"user", "list", "--json"}), people);
  EXPECT_EQ(server_->must({"room", "list", "--json"}), rooms);
}

TEST_F(Doctor, it_walks_as_somebody_and_in_a_room_that_are_named) {
  const auto before = server_->must({"session", "list", "alice", "--json"});
  const auto found = examine({"--user", "alice", "--room", "hers"}, 0);
  healthy(found);
  EXPECT_EQ(found.at("user"), "alice");
  EXPECT_EQ(found.at("room"), "hers");
  EXPECT_EQ(server_->must({"session", "list", "alice", "--json"}), before) << "its session is gone";
  healthy(
      examine({"--user", "alice", "--password-stdin", "--room", "hers"}, 0, std::string{password} + "\n"));
}

TEST_F(Doctor, a_walk_with_a_password_signs_out_again) {
  const auto before = server_->must({"session", "list", "alice", "--json"});
  healthy(
      examine({"--user", "alice", "--password-stdin", "--room", "hers"}, 0, std::string{password} + "\n"));
  EXPECT_EQ(server_->must({"session", "list", "alice", "--json"}), before);
}

TEST_F(Doctor, behind_a_public_url_the_server_itself_is_examined_all_the_same) {
  ServerProcess server{{"public_url=https://chat.example.org", "trusted_proxies=127.0.0.1"}};
  server.start();
  const auto outcome = server.command({"doctor", "--json", "--set", "listen=" + server.listen()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out << outcome.err;
  EXPECT_EQ(server.stop(), 0) << server.log();
}

TEST_F(Doctor, a_room_of_others_keeps_the_author_of_the_check) {
  healthy(examine({"--room", "public-room"}, 0));
  const auto people = json::parse(server_->must({"user", "list", "--json"})).at("users").as_array();
  EXPECT_TRUE(people.back().at("disabled").as_bool()) << people.back();
}

TEST_F(Doctor, it_says_so_in_words_too) {
  const auto zh = server_->command({"doctor", "--url", server_->origin(), "--lang", "zh"});
  EXPECT_EQ(zh.exit_code, 0) << zh.err;
  EXPECT_THAT(zh.out, HasSubstr("WebSocket"));
  EXPECT_THAT(zh.out, HasSubstr("消息"));
  const auto en =
      server_->command({"doctor", "--url", server_->origin(), "--room", "nowhere", "--lang", "en"});
  EXPECT_EQ(en.exit_code, 1);
  EXPECT_THAT(en.out + en.err, HasSubstr("heartlink room create"));
}

TEST_F(Doctor, broken_1_no_server) {
  const ReservedPort nobody;
  const auto found = examine({"--url", "http://127.0.0.1:" + std::to_string(nobody.number())}, 1);
  EXPECT_THAT(std::string{broken(found, "server", "server_unreachable").at("fix").as_string()},
              HasSubstr("heartlink serve"));
}

TEST_F(Doctor, broken_2_nobody_is_signed_in) {
  broken(examine({"--anonymous"}, 1), "signed_in", "login_required");
  broken(examine({"--user", "alice", "--password-stdin"}, 1, "wrong-password\n"), "signed_in",
         "wrong_credentials");
  broken(examine({"--user", "nobody"}, 1), "signed_in", "user_not_found");
}

TEST_F(Doctor, broken_3_the_room_is_missing) {
  const auto found = examine({"--user", "alice", "--room", "nowhere"}, 1);
  EXPECT_THAT(std::string{broken(found, "room", "room_not_found").at("fix").as_string()},
              HasSubstr("heartlink room create"));
}

TEST_F(Doctor, broken_4_not_a_member) {
  broken(examine({"--user", "bob", "--room", "hers"}, 1), "room", "not_a_member");
}

TEST_F(Doctor, broken_5_a_proxy_strips_the_upgrade) {
  const Nginx nginx{Nginx::Kind::strips_upgrade, server_->port()};
  const auto named = broken(examine({"--url", nginx.url()}, 1), "server", "not_websocket");
  EXPECT_THAT(std::string{named.at("fix").as_string()}, HasSubstr("proxy_set_header Upgrade $http_upgrade;"));
}

TEST_F(Doctor, broken_6_the_origin_is_not_ours) {
  broken(examine({"--origin", "http://evil.example"}, 1), "socket", "origin_refused");
  const Nginx nginx{Nginx::Kind::hides_host, server_->port()};
  const auto named = broken(examine({"--url", nginx.url()}, 1), "socket", "origin_refused");
  EXPECT_THAT(std::string{named.at("fix").as_string()}, HasSubstr("proxy_set_header Host $http_host;"));
}

TEST_F(Doctor, behind_a_proxy_that_is_right_all_is_well) {
  const Nginx nginx{Nginx::Kind::right, server_->port()};
  healthy(examine({"--url", nginx.url()}, 0));
}

TEST_F(Doctor, a_certificate_that_nobody_trusts_is_named) {
  const Nginx nginx{Nginx::Kind::over_tls, server_->port()};
  broken(examine({"--url", nginx.url()}, 1), "server", "tls_failed");
}

TEST_F(Doctor, what_is_no_heartlink_is_told_from_a_broken_one) {
  const ReservedPort nobody;
  const Nginx nginx{Nginx::Kind::right, nobody.number()};
  broken(examine({"--url", nginx.url()}, 1), "server", "not_heartlink");
}

}  // namespace
}  // namespace heartlink::process
