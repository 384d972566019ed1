// SPDX-License-Identifier: Apache-2.0
// The commands of a chat socket (read.cc).
#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "connection/testing/stage.h"

namespace heartlink::connection {
namespace {

using base::Code;
using testing::Client;
using testing::Stage;

class ReadTest : public ::testing::Test {
 protected:
  void SetUp() override {
    client_.come_in();
    client_.stream.sent.clear();
  }

  store::Posted posted(std::int64_t id, bool dup = false) {
    store::Posted answer;
    answer.id = model::EntryId{id};
    answer.created_at = stage_.clock.wall();
    answer.dup = dup;
    return answer;
  }
  void answer(const base::Result<store::Posted>& result) {
    stage_.log.answer_post(result);
    stage_.worker.run_ready();
  }
  std::string error_code() {
    const auto error = client_.stream.last("error");
    return error.empty() ? std::string{} : std::string{error.at("code").as_string()};
  }

  Stage stage_;
  Client client_{stage_};
};

TEST_F(ReadTest, an_ack_waits_for_the_store_and_names_its_client_id) {
  client_.say(R"({"type":"message","content":"hi","client_id":"c1"})");
  EXPECT_TRUE(client_.stream.sent.empty());
  ASSERT_EQ(stage_.log.posts.size(), 1U);
  EXPECT_EQ(stage_.log.posts.front().message.sender.value, 1);
  EXPECT_EQ(stage_.log.posts.front().message.room.value, "a");
  answer(posted(7, true));
  ASSERT_EQ(client_.stream.sent.size(), 1U);
  const auto ack = client_.stream.last("ack");
  EXPECT_EQ(ack.at("client_id"), "c1");
  EXPECT_EQ(ack.at("id"), 7);
  EXPECT_EQ(ack.at("dup"), true);
}

TEST_F(ReadTest, an_ack_has_the_caution_of_its_message_and_a_refusal_its_reason) {
  client_.say(R"({"content":"hi","client_id":"c1"})");
  auto marked = posted(7);
  marked.caution = model::Caution::contact;
  answer(marked);
  EXPECT_EQ(client_.stream.last("ack").at("caution"), "contact");
  client_.say(R"({"content":"hi","client_id":"c2"})");
  answer(base::fail(Code::message_held, "link"));
  const auto error = client_.stream.last("error");
  EXPECT_EQ(error.at("code"), "message_held");
  EXPECT_EQ(error.at("reason"), "link");
  EXPECT_EQ(error.at("client_id"), "c2");
}

TEST_F(ReadTest, without_client_id_the_echo_acknowledges) {
  client_.say(R"({"content":"hi"})");
  answer(posted(1));
  EXPECT_TRUE(client_.stream.sent.empty());
}

TEST_F(ReadTest, a_refusal_names_the_command_it_answers) {
  client_.say(R"({"content":"  ","client_id":"c2"})");
  EXPECT_EQ(client_.stream.last("error").at("client_id"), "c2");
  EXPECT_EQ(error_code(), "content_empty");
  client_.say(R"({"content":"hi","client_id":"c3"})");
  answer(base::fail(Code::busy, {}, std::chrono::milliseconds{250}));
  EXPECT_EQ(client_.stream.last("error").at("client_id"), "c3");
  EXPECT_EQ(client_.stream.last("error").at("retry_ms"), 250);
  client_.say(R"({"type":"nonsense","client_id":"c4"})");
  EXPECT_EQ(client_.stream.last("error").at("client_id"), "c4");
  client_.say(R"({"content":"hi"})");
  answer(base::fail(Code::storage_full));
  EXPECT_EQ(error_code(), "storage_full");
  EXPECT_FALSE(client_.stream.last("error").contains("client_id"));
}

TEST_F(ReadTest, what_is_no_command_is_an_error_and_never_a_close) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "invalid_json"},
      {"{", "invalid_json"},
      {"[1]", "invalid_json"},
      {R"({"type":"video_call"})", "unknown_type"},
      {R"({"type":5})", "field_invalid"},
      {R"({"content":5})", "field_invalid"},
      {R"({"content":"x","client_id":"no spaces"})", "client_id_invalid"}};
  for (const auto& [text, code] : cases) {
    client_.say(text);
    EXPECT_EQ(error_code(), code) << text;
  }
  client_.connection->on_binary();
  EXPECT_EQ(error_code(), "binary_unsupported");
  EXPECT_EQ(client_.stream.sent.size(), cases.size() + 1);
  EXPECT_EQ(client_.stream.close_code(), 0);
  EXPECT_TRUE(stage_.log.posts.empty());
}

TEST_F(ReadTest, a_person_who_talks_too_fast_is_told_when_to_go_on) {
  stage_.limits.messages_burst = 3;
  stage_.limits.messages_per_second = 2;
  for (int i = 0; i < 4; ++i) client_.say(R"({"content":"hi","client_id":"c)" + std::to_string(i) + "\"}");
  EXPECT_EQ(stage_.log.posts.size(), 3U);
  EXPECT_EQ(error_code(), "rate_limited");
  EXPECT_EQ(client_.stream.last("error").at("client_id"), "c3");
  EXPECT_EQ(client_.stream.last("error").at("retry_ms"), 500);
  stage_.clock.advance(std::chrono::milliseconds{500});
  client_.say(R"({"content":"hi","client_id":"c4"})");
  EXPECT_EQ(stage_.log.posts.size(), 4U);
}

TEST_F(ReadTest, a_second_tab_does_not_make_a_person_faster) {
  stage_.limits.messages_burst = 2;
  Client tab{stage_, 1};
  tab.come_in();
  client_.say(R"({"content":"1"})");
  tab.say(R"({"content":"2"})");
  tab.say(R"({"content":"3"})");
  EXPECT_EQ(tab.stream.last("error").at("code"), "rate_limited");
  EXPECT_EQ(stage_.log.posts.size(), 2U);
}

TEST_F(ReadTest, reading_pauses_at_the_cap_of_unanswered_commands_and_goes_on_with_the_first_answer) {
  stage_.limits.unanswered_commands = 3;
  for (int round = 0; round < 2; ++round) {
    while (stage_.log.posts.size() < 2) client_.say(R"({"content":"hi"})");
    EXPECT_FALSE(client_.stream.reading_paused);
    client_.say(R"({"content":"hi"})");
    EXPECT_TRUE(client_.stream.reading_paused);
    answer(posted(1));
    EXPECT_FALSE(client_.stream.reading_paused);
  }
  answer(posted(2));
  answer(base::fail(Code::busy));
  EXPECT_FALSE(client_.stream.reading_paused);
}

TEST_F(ReadTest, a_refusal_counts_as_an_answer) {
  stage_.limits.unanswered_commands = 1;
  for (int i = 0; i < 3; ++i) {
    client_.connection->on_text(R"({"content":" "})");
    EXPECT_TRUE(client_.stream.reading_paused);
    stage_.worker.run_ready();
    EXPECT_FALSE(client_.stream.reading_paused);
  }
}

TEST_F(ReadTest, a_ping_is_answered_with_the_servers_time) {
  client_.say(R"({"type":"ping"})");
  EXPECT_EQ(client_.stream.last("pong").at("server_time"), stage_.clock.wall().ms());
  client_.say(R"({"type":"heartbeat_ack"})");
  EXPECT_FALSE(client_.stream.last("heartbeat_ack").empty());
  client_.say(R"({"type":"new_message","message":{"id":1}})");
  EXPECT_EQ(client_.stream.sent.size(), 2U) << "old pages announce what the server announces itself";
}

TEST_F(ReadTest, typing_reaches_the_room_at_most_five_times_a_second) {
  Client ben{stage_, 2};
  ben.come_in();
  const auto heard = [&] {
    const auto types = ben.stream.types();
    return std::ranges::count(types, "user_typing");
  };
  for (int i = 0; i < 5; ++i) client_.say(R"({"type":"typing","is_typing":true})");
  EXPECT_EQ(heard(), 1);
  EXPECT_EQ(ben.stream.last("user_typing").at("username"), "user-1");
  stage_.clock.advance(std::chrono::milliseconds{200});
  client_.say(R"({"type":"typing","is_typing":true})");
  EXPECT_EQ(heard(), 2);
  for (int i = 0; i < 5; ++i) client_.say(R"({"type":"typing","is_typing":false})");
  EXPECT_EQ(heard(), 3) << "that somebody stopped is said at once, and once";
}

TEST_F(ReadTest, a_draining_socket_answers_what_was_asked_before_it_says_goodbye) {
  client_.say(R"({"type":"message","content":"hi","client_id":"c1"})");
  client_.connection->on_drain();
  EXPECT_EQ(client_.stream.close_code(), 0);
  EXPECT_TRUE(client_.stream.reading_paused) << "nothing new is taken on";
  answer(posted(1));
  EXPECT_EQ(client_.stream.last("ack").at("client_id"), "c1");
  EXPECT_EQ(client_.stream.close_code(), 1001);
}

TEST_F(ReadTest, a_draining_socket_that_asked_nothing_goes_at_once) {
  client_.connection->on_drain();
  EXPECT_EQ(client_.stream.close_code(), 1001);
}

TEST_F(ReadTest, after_a_close_nothing_is_heard) {
  client_.stream.frames_left = 0;
  stage_.commit();
  ASSERT_EQ(client_.stream.close_code(), 4408);
  client_.stream.frames_left = 10;
  client_.say(R"({"content":"hi","client_id":"c1"})");
  client_.connection->on_binary();
  EXPECT_TRUE(stage_.log.posts.empty());
  EXPECT_TRUE(client_.stream.sent.empty());
}

TEST_F(ReadTest, the_ack_precedes_the_echo) {
  Client late{stage_, 1, 0};
  late.come_in();
  late.stream.sent.clear();
  late.say(R"({"content":"hi","client_id":"c1"})");
  // The store posts its answer before it announces the commit.
  stage_.log.answer_post(posted(1));
  auto parcel = std::make_shared<model::Parcel>();
  parcel->entries.push_back(stage_.log.commit());
  stage_.bus.publish(parcel);
  stage_.worker.run_ready();
  EXPECT_EQ(late.stream.types(), (std::vector<std::string>{"ack", "chat_message"}));
}

}  // namespace
}  // namespace heartlink::connection
