// SPDX-License-Identifier: Apache-2.0
// What the operator's commands say and print: texts for people, objects for programs.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <fstream>

#include <boost/json.hpp>

#include "account/passwords.h"
#include "cli/testing/command_line.h"
#include "store/testing/temporary_directory.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

struct CommandsTest : testing::CommandLine {
  CommandsTest() {
    ::setenv("TZ", "XST-8", 1);  // eight hours east, without a time zone database
    ::tzset();
  }
  ~CommandsTest() override {
    ::unsetenv("TZ");
    ::tzset();
  }

  std::string file_with(const std::string& text) {
    const std::string path = directory.path() + "/file";
    std::ofstream{path} << text;
    return path;
  }

  store::testing::TemporaryDirectory directory;
};

TEST_F(CommandsTest, the_password_is_the_first_line_of_stdin) {
  EXPECT_EQ(run({"user", "create", "alice", "--password-stdin", "--json"}, "correct horse\r\nsecond line\n"),
            0);
  EXPECT_EQ(json::parse(out),
            (json::value{{"id", 1}, {"name", "alice"}, {"staff", false}, {"disabled", false}}));
  const auto& stored = store.fake_users.by_key.at("alice");
  EXPECT_TRUE(*account::verify_password(stored.password_hash, "correct horse"));
  EXPECT_EQ((out + err).find("horse"), std::string::npos);
}

TEST_F(CommandsTest, an_empty_stdin_is_a_usage_error) {
  EXPECT_EQ(run({"user", "create", "alice", "--password-stdin"}), 2);
  EXPECT_TRUE(store.fake_users.by_key.empty());
}

TEST_F(CommandsTest, data_goes_to_stdout_and_messages_to_stderr) {
  EXPECT_EQ(run({"user", "create", "alice", "--password-stdin"}, "correct horse\n"), 0);
  EXPECT_EQ(out, "");
  EXPECT_EQ(err, "created user alice\n");
  EXPECT_EQ(run({"token", "create", "alice"}), 0);
  EXPECT_EQ(out.size(), 44U);
  EXPECT_EQ(err, "");
  EXPECT_EQ(run({"token", "create", "alice", "--json", "--label", "bot"}), 0);
  EXPECT_EQ(json::parse(out).at("token").as_string().size(), 43U);
}

TEST_F(CommandsTest, rooms_are_made_of_every_kind) {
  EXPECT_EQ(run({"user", "create", "alice", "--password-stdin"}, "correct horse\n"), 0);
  EXPECT_EQ(run({"user", "create", "bob", "--password-stdin", "--staff"}, "correct horse\n"), 0);
  EXPECT_EQ(run({"room", "create", "test-room-123", "--user1", "alice", "--json"}), 0);
  EXPECT_EQ(json::parse(out), (json::value{{"room_id", "test-room-123"}, {"kind", "test"}}));
  EXPECT_EQ(run({"room", "create", "pair", "--user1", "alice", "--user2", "bob", "--kind", "heart"}), 0);
  EXPECT_EQ(err, "created room pair (heart)\n");
  EXPECT_EQ(run({"room", "create", "pair", "--user1", "alice"}), 1);
  EXPECT_NE(err.find("room_exists"), std::string::npos) << err;
}

TEST_F(CommandsTest, a_secret_may_come_from_a_file_or_as_a_hash) {
  EXPECT_EQ(run({"user", "create", "alice", "--password-file", file_with("correct horse\n")}), 0) << err;
  EXPECT_TRUE(*account::verify_password(store.fake_users.by_key.at("alice").password_hash, "correct horse"));
  EXPECT_EQ(run({"user", "create", "bob", "--password-file", "/nowhere/file"}), 2);
  EXPECT_NE(err.find("/nowhere/file"), std::string::npos) << err;
  const std::string hash = "pbkdf2_sha256$1000$salt$YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY=";
  EXPECT_EQ(run({"user", "create", "bob", "--hash-stdin", "--staff"}, hash + "\n"), 0) << err;
  EXPECT_EQ(store.fake_users.by_key.at("bob").password_hash, hash);
  EXPECT_EQ((out + err).find("pbkdf2"), std::string::npos);
}

TEST_F(CommandsTest, passwords_are_changed_and_accounts_switched_off_and_on) {
  make_people();
  EXPECT_EQ(run({"user", "passwd", "alice", "--password-stdin"}, "another horse\n"), 0);
  EXPECT_EQ(err, "set a new password and ended all sessions of alice\n");
  EXPECT_TRUE(*account::verify_password(store.fake_users.by_key.at("alice").password_hash, "another horse"));
  EXPECT_EQ(run({"user", "disable", "alice", "--lang", "zh"}), 0);
  EXPECT_EQ(err, "已停用用户 alice\n");
  EXPECT_TRUE(store.fake_users.by_key.at("alice").user.disabled);
  EXPECT_EQ(json_of({"user", "enable", "alice"}).at("disabled"), false);
}

TEST_F(CommandsTest, somebody_is_muted_with_a_reason_and_for_a_day_unless_told_otherwise) {
  make_people();
  auto& muted = store.fake_moderation.muted;
  muted.answer = base::WallTime{0};
  EXPECT_EQ(run({"user", "mute", "alice", "--reason", "rude"}), 0) << err;
  EXPECT_EQ(err, "muted alice until 1970-01-01 08:00:00 +0800\n");
  EXPECT_EQ(muted.asked->second, std::chrono::hours{24});
  EXPECT_EQ(json_of({"user", "mute", "alice", "--hours", "2", "--reason", "rude"}).at("user"), "alice");
  EXPECT_EQ(muted.asked->second, std::chrono::hours{2});
  EXPECT_EQ(muted.asked->first.reason, "rude");
  for (const char* hours : {"0", "721", "x"})
    EXPECT_EQ(run({"user", "mute", "alice", "--hours", hours, "--reason", "rude"}), 2) << hours;
  EXPECT_EQ(run({"user", "mute", "alice"}), 2);
  EXPECT_EQ(run({"user", "unmute", "alice", "--reason", "a mistake"}), 0) << err;
  EXPECT_EQ(err, "may speak again: alice\n");
}

TEST_F(CommandsTest, users_are_a_table_with_aligned_columns_or_an_array) {
  EXPECT_EQ(run({"user", "list"}), 0);
  EXPECT_EQ(out, "");
  EXPECT_EQ(err, "There are no users yet.\n");
  make_people();
  EXPECT_EQ(run({"user", "create", "张三丰", "--password-stdin", "--staff"}, "correct horse\n"), 0);
  EXPECT_EQ(run({"user", "list"}), 0);
  EXPECT_EQ(out,
            "ID  NAME    STATUS  STAFF  SINCE\n"
            "1   alice   active  -      1970-01-01 08:00:00 +0800\n"
            "2   bob     active  -      1970-01-01 08:00:00 +0800\n"
            "3   张三丰  active  yes    1970-01-01 08:00:00 +0800\n");
  const auto users = json_of({"user", "list"}).at("users");
  ASSERT_EQ(users.as_array().size(), 3U);
  EXPECT_EQ(users.at(2).at("name"), "张三丰");
  EXPECT_EQ(users.at(0).at("created_at"), "1970-01-01T00:00:00+00:00");
}

TEST_F(CommandsTest, a_list_of_many_pages_is_one_answer_from_one_look_at_the_store) {
  for (int i = 1; i <= 250; ++i) {
    store::Credentials one;
    one.user.id.value = i;
    one.user.name = "user-" + std::to_string(i);
    store.fake_users.by_key[one.user.name] = one;
  }
  EXPECT_EQ(json_of({"user", "list"}).at("users").as_array().size(), 250U);
  EXPECT_EQ(opened_stores, 1);
}

TEST_F(CommandsTest, rooms_are_shown_listed_and_ended) {
  make_people();
  EXPECT_EQ(run({"room", "create", "pair", "--user1", "alice", "--user2", "bob"}), 0);
  EXPECT_EQ(run({"room", "create", "大厅", "--kind", "public"}), 0);
  EXPECT_EQ(run({"room", "show", "pair"}), 0);
  EXPECT_NE(out.find("room     pair\n"), std::string::npos) << out;
  EXPECT_NE(out.find("MEMBER  ROLE"), std::string::npos) << out;
  EXPECT_NE(out.find("alice   owner"), std::string::npos) << out;
  EXPECT_EQ(json_of({"room", "show", "pair"}).at("members").as_array().size(), 2U);

  EXPECT_EQ(run({"room", "list", "--kind", "public"}), 0);
  EXPECT_EQ(out,
            "ROOM  KIND    STATUS  USER1  USER2  MEMBERS  LAST ID  SINCE\n"
            "大厅  public  active  -      -      0        0        1970-01-01 08:00:00 +0800\n");
  EXPECT_EQ(json_of({"room", "list", "--last", "1"}).at("rooms").as_array().size(), 1U);
  EXPECT_EQ(run({"room", "list", "--status", "ended"}), 0);
  EXPECT_EQ(err, "There are no such rooms.\n");

  EXPECT_EQ(run({"room", "end", "pair", "--reason", "no advertising"}), 0);
  EXPECT_EQ(err, "ended room pair\n");
  EXPECT_EQ(store.fake_rooms.reasons.at(model::RoomId{"pair"}), "no advertising");
  EXPECT_EQ(run({"room", "end", "pair"}), 1);
}

TEST_F(CommandsTest, tokens_are_listed_and_revoked_but_never_shown_again) {
  make_people();
  const auto token = json_of({"token", "create", "alice", "--label", "bot"}).at("token");
  EXPECT_EQ(run({"token", "list", "bob"}), 0);
  EXPECT_EQ(err, "There are no tokens.\n");
  EXPECT_EQ(run({"token", "list"}), 0);
  EXPECT_NE(out.find("alice  bot"), std::string::npos) << out;
  EXPECT_EQ(out.find(std::string{token.as_string()}), std::string::npos);
  const std::string id{json_of({"token", "list"}).at("tokens").at(0).at("id").as_string()};
  EXPECT_EQ(run({"token", "revoke", id}), 0);
  EXPECT_EQ(err, "revoked token " + id + "\n");
  EXPECT_TRUE(store.fake_tokens.tokens.empty());
}

TEST_F(CommandsTest, sessions_are_listed_without_what_a_terminal_would_obey) {
  make_people();
  model::Principal principal;
  principal.user.id = model::UserId{1};
  store::NewSession session;
  session.secret_hash = std::string(32, 'a');
  session.user = principal.user.id;
  session.address = "192.0.2.7";
  session.agent = "Mozilla\x1b[2J";
  account::testing::HandExecutor executor;
  store.fake_sessions.open_session(session, {&executor, [](const auto&) {}});
  EXPECT_EQ(run({"session", "list", "alice"}), 0);
  EXPECT_NE(out.find("192.0.2.7  Mozilla?[2J\n"), std::string::npos) << out;
  EXPECT_EQ(run({"session", "revoke", "alice", "6161616161616161"}), 0);
  EXPECT_EQ(err, "sessions ended: 1\n");
  EXPECT_EQ(json_of({"session", "revoke", "alice", "--all"}).at("ended"), 0);
  EXPECT_EQ(run({"session", "revoke", "alice", "6161616161616161"}), 1);
  EXPECT_NE(err.find("session_not_found"), std::string::npos) << err;
}

TEST_F(CommandsTest, the_ledger_is_read_from_what_the_store_kept) {
  EXPECT_EQ(run({"ledger"}), 0);
  EXPECT_EQ(err, "No socket has been refused.\n");
  model::Handshake row;
  row.id = "D-1a2b3c4d";
  row.code = "origin_refused";
  row.status = 403;
  row.room = "lobby";
  store.fake_handshakes.rows.push_back(row);
  EXPECT_EQ(run({"ledger", "--last", "5"}), 0);
  EXPECT_NE(out.find("D-1a2b3c4d  1970-01-01 08:00:00 +0800  origin_refused  403     lobby  -     -\n"),
            std::string::npos)
      << out;
  EXPECT_EQ(json_of({"ledger"}).at("handshakes").at(0).at("code"), "origin_refused");
  EXPECT_EQ(run({"ledger", "--id", "D-1a2b3c4d"}), 0);
  EXPECT_NE(out.find("status  403\n"), std::string::npos) << out;
  EXPECT_NE(out.find("allowed_origins"), std::string::npos) << "what the owner can do: " << out;
  EXPECT_EQ(run({"ledger", "--id", "D-ffffffff"}), 1);
}

TEST_F(CommandsTest, config_show_says_where_every_value_comes_from) {
  environment.emplace_back("HEARTLINK_WORKERS", "3");
  const auto file = file_with("[limits]\nsockets_per_user = 5\n");
  const auto keys =
      json_of({"config", "show", "--config", file, "--data", "/somewhere"}).at("keys").as_array();
  EXPECT_EQ(keys.size(), base::config_keys().size());
  const auto row = [&keys](std::string_view name) {
    for (const auto& key : keys) {
      if (key.at("key").as_string() == name) return key.as_object();
    }
    return json::object{};
  };
  EXPECT_EQ(row("workers"),
            (json::object{{"key", "workers"}, {"value", "3"}, {"origin", "environment HEARTLINK_WORKERS"}}));
  EXPECT_EQ(row("data").at("origin"), "flag");
  EXPECT_EQ(row("limits.sockets_per_user").at("origin").as_string(), "file " + file + ":2");
  EXPECT_EQ(row("listen").at("origin"), "default");
  EXPECT_EQ(run({"config", "show"}), 0);
  EXPECT_TRUE(out.starts_with("KEY ")) << out;
}

TEST_F(CommandsTest, config_check_names_the_file_and_the_mistake_in_it) {
  EXPECT_EQ(run({"config", "check"}), 0);
  EXPECT_EQ(err, "the configuration is valid: no configuration file\n");
  const auto file = file_with("[limits]\nsocket_per_user = 5\n");
  EXPECT_EQ(run({"config", "check", "--config", file}), 78);
  EXPECT_NE(err.find(file + ":2"), std::string::npos) << err;
  EXPECT_NE(err.find("did you mean limits.sockets_per_user?"), std::string::npos) << err;
  (void)file_with("workers = 2\n");
  environment.emplace_back("HEARTLINK_CONFIG", file);
  EXPECT_EQ(json_of({"config", "check"}), (json::value{{"valid", true}, {"file", file}}));
}

TEST_F(CommandsTest, config_docs_prints_the_table_of_the_document) {
  std::ifstream document{"docs/configuration.md"};
  std::string text{std::istreambuf_iterator<char>{document}, {}};
  ASSERT_FALSE(text.empty()) << "run it in the project's folder";
  EXPECT_EQ(run({"config", "docs"}), 0);
  EXPECT_NE(text.find("\n" + out), std::string::npos) << out;
  EXPECT_EQ(json_of({"config", "docs"}).at("keys").as_array().size(), base::config_keys().size());
}

}  // namespace
}  // namespace heartlink::cli
