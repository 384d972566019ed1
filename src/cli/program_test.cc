// SPDX-License-Identifier: Apache-2.0
// The command line as a whole: help, mistakes, languages, configuration. What each command does is in
// cli/commands_test.cc.
#include "cli/program.h"

#include <gtest/gtest.h>

#include <tuple>

#include <boost/json.hpp>

#include "cli/testing/command_line.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

struct ProgramTest : testing::CommandLine {};

TEST_F(ProgramTest, without_a_command_it_prints_help_and_is_a_usage_error) {
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(out, "");
  for (const char* command : {"serve", "user", "room", "token", "session", "reports", "match", "ledger",
                              "doctor", "config", "version"}) {
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
      {"serve"},           {"user", "create"},  {"user", "passwd"},    {"user", "disable"},
      {"user", "enable"},  {"user", "list"},    {"room", "create"},    {"room", "show"},
      {"room", "list"},    {"room", "end"},     {"token", "create"},   {"token", "list"},
      {"token", "revoke"}, {"session", "list"}, {"session", "revoke"}, {"ledger"},
      {"config", "show"},  {"config", "check"}, {"config", "docs"},    {"doctor"},
      {"version"},         {"reports", "list"}, {"reports", "show"},   {"reports", "resolve"},
      {"match", "sim"}};
  for (auto command : commands) {
    command.emplace_back("--help");
    EXPECT_EQ(run(command), 0);
    EXPECT_NE(out.find("--json"), std::string::npos) << out;
    EXPECT_NE(out.find("Examples:\n  "), std::string::npos) << out;
    EXPECT_NE(out.find("--data DIR"), std::string::npos) << out;
    EXPECT_NE(out.find("--set KEY=VALUE"), std::string::npos) << out;
    command.emplace_back("--lang=zh");
    EXPECT_EQ(run(command), 0);
    EXPECT_NE(out.find("示例:\n  "), std::string::npos) << out;
  }
}

TEST_F(ProgramTest, a_mistake_is_a_usage_error_and_a_sentence_in_the_language_of_the_person) {
  const std::vector<std::tuple<std::vector<std::string>, std::string, std::string>> mistakes{
      {{"user"}, "a command is missing: create, ", "还缺一个命令: create, "},
      {{"user", "create", "--password-stdin"}, "missing: NAME\n", "还缺: NAME\n"},
      {{"user", "create", "alice"}, "exactly one of --password-stdin, ", "当中的一个\n"},
      {{"user", "passwd", "a", "--password-stdin", "--password-file", "f"},
       "exactly one of ",
       "当中的一个\n"},
      {{"room", "create"}, "missing: ID\n", "还缺: ID\n"},
      {{"room", "create", "a", "--usr1", "alice"},
       "there is no option --usr1; did you mean --user1?\n",
       "没有这个选项: --usr1，是不是 --user1?\n"},
      {{"token", "create", "alice", "--nonsense"},
       "there is no option --nonsense\n",
       "没有这个选项: --nonsense\n"},
      {{"token", "create", "alice", "bob"}, "one argument too many: bob\n", "多出来的参数: bob\n"},
      {{"token", "create", "alice", "--label"},
       "--label wants TEXT: what it is for",
       "--label 后面要写 TEXT: "},
      {{"token", "create", "alice", "--json=no"}, "--json takes no value", "--json 后面不跟值"},
      {{"room", "list", "--last", "many"}, "--last wants N: at most so many rows", "--last 后面要写 N: "},
      {{"room", "list", "--last", "0"}, "--last wants N: ", "--last 后面要写 N: "},
      {{"room", "list", "--status", "open"},
       "--status wants waiting|active|ended: ",
       "--status 后面要写 waiting"},
      {{"room", "list", "--last", "1", "--last", "2"}, "--last may be given only once", "--last 只能写一次"},
      {{"session", "revoke", "alice"}, "either a session's id or --all", "二选一"},
      {{"serve", "--workers"}, "--workers wants N: ", "--workers 后面要写 N: "}};
  for (const auto& [arguments, en, zh] : mistakes) {
    EXPECT_EQ(run(arguments), 2) << en;
    EXPECT_EQ(out, "");
    EXPECT_NE(err.find("heartlink: "), std::string::npos) << err;
    EXPECT_NE(err.find(en), std::string::npos) << err;
    environment.emplace_back("LANG", "zh_CN.UTF-8");
    EXPECT_EQ(run(arguments), 2) << zh;
    EXPECT_NE(err.find(zh), std::string::npos) << err;
    environment.pop_back();
  }
  (void)run({"user", "create", "alice"});
  EXPECT_NE(err.find("  heartlink user create --help  # for help\n"), std::string::npos) << err;
  EXPECT_EQ(run({"version", "--lang", "fr"}), 2);
  EXPECT_EQ(run({"serve", "--set", "workers"}), 2);
  EXPECT_EQ(opened_stores, 0);
}

TEST_F(ProgramTest, with_json_a_mistake_is_an_object_too) {
  EXPECT_EQ(run({"token", "create", "--json"}), 2);
  EXPECT_EQ(json::parse(err).at("code"), "usage");
  EXPECT_EQ(json::parse(err).at("detail"), "missing: USER");
  EXPECT_EQ(run({"user", "create", "alice", "--json"}), 2);
  EXPECT_EQ(json::parse(err).at("code"), "usage");
  EXPECT_EQ(run({"serve", "--json", "--set", "workers=many"}), 78);
  EXPECT_EQ(json::parse(err).at("code"), "config_invalid");
  EXPECT_EQ(run({"serve", "--json"}), 0);
  EXPECT_TRUE(served_json);
}

TEST_F(ProgramTest, a_misspelled_command_is_told_what_it_was_meant_to_be) {
  EXPECT_EQ(run({"usr", "create"}), 2);
  EXPECT_TRUE(err.starts_with("heartlink: there is no command usr; did you mean user?\n")) << err;
  EXPECT_EQ(run({"token", "make", "alice", "--lang", "zh"}), 2);
  EXPECT_TRUE(err.starts_with("heartlink: 没有这个命令: make\n")) << err;
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

TEST_F(ProgramTest, an_unknown_key_names_its_place_and_the_nearest_key) {
  EXPECT_EQ(run({"serve", "--set", "limits.mesages_per_second=1"}), 78);
  EXPECT_NE(err.find("did you mean limits.messages_per_second?"), std::string::npos) << err;
  environment.emplace_back("HEARTLINK_LISTN", "127.0.0.1:9000");
  EXPECT_EQ(run({"user", "list"}), 78);
  EXPECT_NE(err.find("did you mean HEARTLINK_LISTEN?"), std::string::npos) << err;
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
