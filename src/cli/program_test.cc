// SPDX-License-Identifier: Apache-2.0
#include "cli/program.h"

#include <gtest/gtest.h>

#include <sstream>

#include <boost/json.hpp>

#include "account/passwords.h"
#include "account/testing/fakes.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;
using account::testing::FakeStore;

// What a command leaves behind: a store that lives longer than the one the command opened.
class Handle final : public store::Store {
 public:
  explicit Handle(FakeStore& store) : store_(store) {}
  store::MessageStore& messages() override { return store_.messages(); }
  store::RoomStore& rooms() override { return store_.rooms(); }
  store::UserStore& users() override { return store_.users(); }
  store::SessionStore& sessions() override { return store_.sessions(); }
  [[nodiscard]] bool writable() const override { return true; }
  void stop() override {}

 private:
  FakeStore& store_;
};

struct ProgramTest : ::testing::Test {
  int run(const std::vector<std::string>& arguments, const std::string& stdin_text = {}) {
    std::istringstream in{stdin_text};
    std::ostringstream out_stream;
    std::ostringstream err_stream;
    Program program{{in, out_stream, err_stream}, environment, {}, {}};
    program.open_store =
        [this](const store::Environment& opened) -> base::Result<std::unique_ptr<store::Store>> {
      data = opened.config->data;
      return std::unique_ptr<store::Store>{std::make_unique<Handle>(store)};
    };
    program.serve = [this](const base::LoadedConfig& loaded) {
      served = loaded;
      return 0;
    };
    const int code = run_program(program, arguments);
    out = out_stream.str();
    err = err_stream.str();
    return code;
  }

  Environment environment{{"HEARTLINK_PASSWORD_PASSES", "1"}, {"HEARTLINK_PASSWORD_MEMORY_KIB", "7168"}};
  FakeStore store;
  std::string data;
  std::optional<base::LoadedConfig> served;
  std::string out;
  std::string err;
};

TEST_F(ProgramTest, without_a_command_it_prints_help_and_is_a_usage_error) {
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(out, "");
  for (const char* command : {"serve", "user", "room", "token", "version"}) {
    EXPECT_NE(err.find(command), std::string::npos) << command;
  }
}

TEST_F(ProgramTest, a_group_of_commands_alone_prints_its_help) {
  EXPECT_EQ(run({"user"}), 2);
  EXPECT_NE(err.find("heartlink user"), std::string::npos) << err;
  EXPECT_NE(err.find("make a new account"), std::string::npos) << err;
}

TEST_F(ProgramTest, the_language_may_be_said_before_the_command) {
  EXPECT_EQ(run({"--lang", "zh"}), 2);
  EXPECT_NE(err.find("启动服务器"), std::string::npos) << err;
  EXPECT_EQ(run({"--lang", "zh", "token", "create", "mallory"}), 1);
  EXPECT_NE(err.find("没有这个用户"), std::string::npos) << err;
}

TEST_F(ProgramTest, every_command_has_help_with_an_example_in_both_languages) {
  const std::vector<std::vector<std::string>> commands{
      {"serve"}, {"user", "create"}, {"room", "create"}, {"token", "create"}, {"version"}};
  for (auto command : commands) {
    command.emplace_back("--help");
    EXPECT_EQ(run(command), 0);
    EXPECT_NE(out.find("Examples:\n  "), std::string::npos) << out;
    EXPECT_NE(out.find("--data DIR"), std::string::npos) << out;
    EXPECT_NE(out.find("--set KEY=VALUE"), std::string::npos) << out;
    command.emplace_back("--lang=zh");
    EXPECT_EQ(run(command), 0);
    EXPECT_NE(out.find("示例:\n  "), std::string::npos) << out;
  }
}

TEST_F(ProgramTest, what_makes_no_sense_is_a_usage_error_that_names_the_help) {
  const std::vector<std::vector<std::string>> mistakes{{"user"},
                                                       {"usr", "create"},
                                                       {"user", "create", "--password-stdin"},
                                                       {"user", "create", "alice"},
                                                       {"room", "create"},
                                                       {"token", "create", "alice", "--nonsense"},
                                                       {"version", "--lang", "fr"},
                                                       {"serve", "--set", "workers"}};
  for (const auto& mistake : mistakes) {
    EXPECT_EQ(run(mistake), 2) << mistake.front();
    EXPECT_EQ(out, "");
    EXPECT_NE(err, "");
  }
  (void)run({"user", "create", "alice"});
  EXPECT_NE(err.find("heartlink user create --help"), std::string::npos) << err;
}

TEST_F(ProgramTest, a_misspelled_command_is_told_what_it_was_meant_to_be) {
  EXPECT_EQ(run({"usr", "create"}), 2);
  EXPECT_TRUE(err.starts_with("heartlink: there is no command usr; did you mean user?\n")) << err;
  EXPECT_EQ(run({"token", "make", "alice", "--lang", "zh"}), 2);
  EXPECT_TRUE(err.starts_with("heartlink: 没有这个命令: make\n")) << err;
}

TEST_F(ProgramTest, the_password_is_the_first_line_of_stdin) {
  EXPECT_EQ(run({"user", "create", "alice", "--password-stdin", "--json"}, "correct horse\r\nsecond line\n"),
            0);
  EXPECT_EQ(json::parse(out), (json::value{{"id", 1}, {"name", "alice"}, {"staff", false}}));
  const auto& stored = store.fake_users.by_key.at("alice");
  EXPECT_TRUE(*account::verify_password(stored.password_hash, "correct horse"));
  EXPECT_EQ((out + err).find("horse"), std::string::npos);
}

TEST_F(ProgramTest, an_empty_stdin_is_a_usage_error) {
  EXPECT_EQ(run({"user", "create", "alice", "--password-stdin"}), 2);
  EXPECT_TRUE(store.fake_users.by_key.empty());
}

TEST_F(ProgramTest, data_goes_to_stdout_and_messages_to_stderr) {
  EXPECT_EQ(run({"user", "create", "alice", "--password-stdin"}, "correct horse\n"), 0);
  EXPECT_EQ(out, "");
  EXPECT_EQ(err, "created user alice\n");
  EXPECT_EQ(run({"token", "create", "alice"}), 0);
  EXPECT_EQ(out.size(), 44U);
  EXPECT_EQ(err, "");
  EXPECT_EQ(run({"token", "create", "alice", "--json", "--label", "bot"}), 0);
  EXPECT_EQ(json::parse(out).at("token").as_string().size(), 43U);
}

TEST_F(ProgramTest, rooms_are_made_of_every_kind) {
  EXPECT_EQ(run({"user", "create", "alice", "--password-stdin"}, "correct horse\n"), 0);
  EXPECT_EQ(run({"user", "create", "bob", "--password-stdin", "--staff"}, "correct horse\n"), 0);
  EXPECT_EQ(run({"room", "create", "test-room-123", "--user1", "alice", "--json"}), 0);
  EXPECT_EQ(json::parse(out), (json::value{{"room_id", "test-room-123"}, {"kind", "test"}}));
  EXPECT_EQ(run({"room", "create", "pair", "--user1", "alice", "--user2", "bob", "--kind", "heart"}), 0);
  EXPECT_EQ(err, "created room pair (heart)\n");
  EXPECT_EQ(run({"room", "create", "pair", "--user1", "alice"}), 1);
  EXPECT_NE(err.find("room_exists"), std::string::npos) << err;
}

TEST_F(ProgramTest, a_refusal_is_told_in_the_language_of_the_person_with_what_helps) {
  environment.emplace_back("LANG", "zh_CN.UTF-8");
  EXPECT_EQ(run({"token", "create", "mallory"}), 1);
  EXPECT_NE(err.find("没有这个用户 (user_not_found"), std::string::npos) << err;
  EXPECT_EQ(run({"token", "create", "mallory", "--lang", "en"}), 1);
  EXPECT_NE(err.find("There is no such user (user_not_found"), std::string::npos) << err;
  EXPECT_EQ(run({"token", "create", "mallory", "--json"}), 1);
  EXPECT_EQ(out, "");
  EXPECT_EQ(json::parse(err).at("code"), "user_not_found");
}

TEST_F(ProgramTest, flags_reach_the_configuration_and_beat_the_environment) {
  environment.emplace_back("HEARTLINK_DATA", "/from/environment");
  environment.emplace_back("HEARTLINK_WORKERS", "3");
  EXPECT_EQ(run({"serve", "--data", "/from/flag", "--listen", "127.0.0.1:9000", "--set",
                 "limits.messages_per_second=77", "--set", "limits.sockets_per_user=5"}),
            0);
  ASSERT_TRUE(served);
  EXPECT_EQ(served->config.data, "/from/flag");
  EXPECT_EQ(served->config.listen, "127.0.0.1:9000");
  EXPECT_EQ(served->config.workers, 3U);
  EXPECT_EQ(served->config.limits.messages_per_second, 77U);
  EXPECT_EQ(served->config.limits.sockets_per_user, 5U);
  (void)run({"token", "create", "mallory"});
  EXPECT_EQ(data, "/from/environment");
}

TEST_F(ProgramTest, a_setting_takes_one_value_and_leaves_the_next_argument_alone) {
  EXPECT_EQ(run({"token", "create", "--set", "limits.sockets_per_user=5", "mallory"}), 1);
  EXPECT_NE(err.find("mallory"), std::string::npos) << err;
}

TEST_F(ProgramTest, a_bad_configuration_has_its_own_exit_code) {
  EXPECT_EQ(run({"serve", "--workers", "many"}), 78);
  EXPECT_EQ(run({"serve", "--config", "/nowhere/heartlink.toml"}), 78);
  EXPECT_EQ(run({"token", "create", "alice", "--set", "limits.socket_per_user=5"}), 78);
  EXPECT_NE(err.find("limits.sockets_per_user"), std::string::npos) << err;
}

TEST_F(ProgramTest, the_version_is_printed_as_text_or_json) {
  EXPECT_EQ(run({"version"}), 0);
  EXPECT_TRUE(out.starts_with("heartlink ")) << out;
  const std::string line = out;
  EXPECT_EQ(run({"--version"}), 0);
  EXPECT_EQ(out, line);
  EXPECT_EQ(run({"version", "--json"}), 0);
  EXPECT_EQ("heartlink " + std::string{json::parse(out).at("version").as_string()} + "\n", line);
}

}  // namespace
}  // namespace heartlink::cli
