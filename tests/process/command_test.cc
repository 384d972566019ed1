// SPDX-License-Identifier: Apache-2.0
// What an operator types: starting, starting twice, mistakes, and commands while the server runs and while it
// does not.
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/testing/temporary_directory.h"
#include "tests/process/people.h"
#include "tests/process/server_process.h"

namespace heartlink::process {
namespace {

using ::testing::HasSubstr;

Outcome heartlink(Words words) {
  words.insert(words.begin(), heartlink_program());
  return run_to_end(words);
}

TEST(Command, version_is_one_line) {
  const auto outcome = heartlink({"version"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, ::testing::MatchesRegex("(heartlink )?0\\.1\\.0[^\n]*\n"));
  EXPECT_EQ(outcome.err, "");
}

TEST(Command, help_shows_examples_and_is_no_failure) {
  for (const auto& words : {Words{"--help"}, Words{"serve", "--help"}, Words{"user", "create", "--help"}}) {
    const auto outcome = heartlink(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("  heartlink "));
  }
}

TEST(Command, a_usage_error_is_2_and_says_what_is_wrong) {
  for (const auto& words : {Words{}, Words{"dance"}, Words{"user", "create"},
                            Words{"serve", "--no-such-flag"}, Words{"room", "create"}}) {
    const auto outcome = heartlink(words);
    EXPECT_EQ(outcome.exit_code, 2) << outcome.out << outcome.err;
    EXPECT_NE(outcome.err, "");
  }
}

TEST(Command, an_unknown_key_is_78_and_names_the_nearest) {
  const store::testing::TemporaryDirectory data;
  const auto outcome = heartlink({"serve", "--data", data.path(), "--set", "limits.messages_per_secnd=5"});
  EXPECT_EQ(outcome.exit_code, 78);
  EXPECT_THAT(outcome.err, HasSubstr("limits.messages_per_secnd"));
  EXPECT_THAT(outcome.err, HasSubstr("limits.messages_per_second"));
}

TEST(Command, a_value_that_is_not_allowed_is_78) {
  const store::testing::TemporaryDirectory data;
  for (const std::string setting : {"workers=many", "limits.messages_per_second=0", "listen=here"}) {
    const auto outcome = heartlink({"serve", "--data", data.path(), "--set", setting});
    EXPECT_EQ(outcome.exit_code, 78) << setting << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(setting.substr(0, setting.find('='))));
  }
}

TEST(Command, the_server_greets_with_its_version_and_address) {
  ServerProcess server;
  server.start();
  EXPECT_THAT(server.greeting(), ::testing::StartsWith("heartlink 0.1.0"));
  EXPECT_THAT(server.greeting(), ::testing::EndsWith("→ " + server.origin()));
  EXPECT_EQ(server.stop(), 0) << server.log();
}

TEST(Command, a_second_server_on_the_port_is_refused) {
  ServerProcess server{{"workers=2"}};
  server.start();
  const store::testing::TemporaryDirectory other;
  const auto second = server.serve_to_end(server.listen(), other.path());
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.err, HasSubstr("port_in_use"));
  EXPECT_THAT(second.err, HasSubstr(server.listen()));
  EXPECT_EQ(second.out, "");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(server.port(), {"/readyz"}).status, 200);
  EXPECT_EQ(server.stop(), 0) << server.log();
}

TEST(Command, a_second_server_on_the_data_is_refused) {
  ServerProcess server;
  server.start();
  const auto second = server.serve_to_end("127.0.0.1:0", server.data());
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.err, HasSubstr("data_busy"));
  make_user(server, "alice");
  EXPECT_NE(sign_in(server, "alice"), "") << "the first one still has its data and its admin socket";
  EXPECT_EQ(server.stop(), 0) << server.log();
}

TEST(Command, commands_work_with_and_without_a_server) {
  ServerProcess server;
  make_user(server, "alice");
  server.must({"room", "create", "alice-alone", "--user1", "alice"});
  const auto early = make_token(server, "alice");
  server.start();
  make_user(server, "bob");
  server.must({"room", "create", "both", "--user1", "alice", "--user2", "bob"});
  const auto late = make_token(server, "bob");
  EXPECT_NE(sign_in(server, "bob"), "");
  auto alice = open_room(server, with_token(early), "both");
  auto bob = open_room(server, with_token(late), "both");
  alice.send({{"content", "made by command"}});
  EXPECT_EQ(bob.await("chat_message").at("message").at("content"), "made by command");
  alice.drop();
  bob.drop();
  EXPECT_EQ(server.stop(), 0) << server.log();

  make_user(server, "carol");
  server.start();
  EXPECT_NE(sign_in(server, "carol"), "");
  EXPECT_EQ(server.stop(), 0) << server.log();
}

TEST(Command, a_refused_command_is_1_and_says_why_either_way) {
  ServerProcess server;
  make_user(server, "alice");
  const auto refused = [&](const Words& words, const std::string& why) {
    const auto outcome = server.command(words, "long enough to be one\n");
    EXPECT_EQ(outcome.exit_code, 1) << outcome.out;
    EXPECT_THAT(outcome.err, HasSubstr(why));
  };
  const auto all = [&] {
    refused({"user", "create", "Alice", "--password-stdin"}, "username_taken");
    refused({"user", "create", "x", "--password-stdin"}, "username_invalid");
    refused({"token", "create", "nobody"}, "user_not_found");
    refused({"room", "create", "not a room", "--user1", "alice"}, "room_id_invalid");
  };
  all();
  server.start();
  all();
  EXPECT_EQ(server.stop(), 0) << server.log();
}

TEST(Command, the_data_is_for_its_owner_only) {
  ServerProcess server;
  server.start();
  const auto mode = [&](const std::string& name) {
    return std::filesystem::status(server.data() + "/" + name).permissions() & std::filesystem::perms::mask;
  };
  const auto owner = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
  for (const auto* name : {"heartlink.db", "admin.sock", "lock"}) EXPECT_EQ(mode(name), owner) << name;
  EXPECT_EQ(server.stop(), 0) << server.log();
  EXPECT_FALSE(std::filesystem::exists(server.data() + "/admin.sock")) << "removed by a clean stop";
}

}  // namespace
}  // namespace heartlink::process
