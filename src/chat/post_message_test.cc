// SPDX-License-Identifier: Apache-2.0
#include "chat/post_message.h"

#include <string>

#include <gtest/gtest.h>

#include "store/testing/queue_executor.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

using base::Code;

class PostMessageTest : public testing::Test {
 protected:
  PostMessageTest() { log_.posted.answer.value().id = model::EntryId{42}; }

  base::Result<store::Posted> post(std::string content) {
    protocol::PostMessage message;
    message.content = std::move(content);
    message.client_id = "c-1";
    message.message_type = "emoji";
    message.reply_to = model::EntryId{7};
    return worker_.ask<store::Posted>([&](base::Done<store::Posted> done) {
      use_case_.run(model::RoomId{"a"}, author_, std::move(message), std::move(done));
    });
  }

  Code refused(std::string content) {
    const auto result = post(std::move(content));
    EXPECT_FALSE(log_.posted.asked.has_value());
    return result.has_error() ? result.error().code : Code::last_;
  }

  model::User author_{model::UserId{3}, "ann", false, false, {}};
  base::Limits limits_;
  store::testing::ScriptedMessages log_;
  store::testing::QueueExecutor worker_;
  PostMessage use_case_{log_, limits_};
};

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST_F(PostMessageTest, what_is_stored_is_the_message_of_its_author_without_the_blanks_around_it) {
  const auto posted = post(" \t\n\u3000hello  world\u00a0 ");
  ASSERT_TRUE(posted.has_value());
  EXPECT_EQ(posted.value().id.value, 42);
  ASSERT_TRUE(log_.posted.asked.has_value());
  EXPECT_EQ(log_.posted.asked->room.value, "a");
  EXPECT_EQ(log_.posted.asked->sender.value, 3);
  EXPECT_EQ(log_.posted.asked->sender_name, "ann");
  EXPECT_EQ(log_.posted.asked->content, "hello  world");
  EXPECT_EQ(log_.posted.asked->message_type, "emoji");
  EXPECT_EQ(log_.posted.asked->client_id, "c-1");
  EXPECT_EQ(log_.posted.asked->reply_to, model::EntryId{7});
}

TEST_F(PostMessageTest, what_says_nothing_is_refused_and_never_reaches_the_store) {
  EXPECT_EQ(refused(""), Code::content_empty);
  EXPECT_EQ(refused(" \r\n\t \u3000\u00a0"), Code::content_empty);
}

TEST_F(PostMessageTest, a_refusal_too_is_answered_later) {
  bool answered = false;
  base::Done<store::Posted> done{&worker_, [&](const base::Result<store::Posted>&) { answered = true; }};
  use_case_.run(model::RoomId{"a"}, author_, protocol::PostMessage{}, done);
  EXPECT_FALSE(answered);
  EXPECT_TRUE(worker_.run_until([&] { return answered; }));
}

TEST_F(PostMessageTest, four_thousand_letters_fit_and_one_more_does_not) {
  EXPECT_EQ(refused(std::string(4001, 'x')), Code::content_too_long);
  EXPECT_TRUE(post(std::string(4000, 'x')).has_value());
}

TEST_F(PostMessageTest, a_family_is_one_letter_however_many_people_it_has) {
  const std::string family = "👨‍👩‍👧‍👦";
  EXPECT_EQ(refused(repeated(family, 4001)), Code::content_too_long);
  EXPECT_TRUE(post(repeated(family, 4000)).has_value());
}

TEST_F(PostMessageTest, the_blanks_around_a_text_do_not_count) {
  EXPECT_TRUE(post(std::string(500, ' ') + repeated("心", 4000) + std::string(500, '\n')).has_value());
}

}  // namespace
}  // namespace heartlink::chat
