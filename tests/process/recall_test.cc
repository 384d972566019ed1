// SPDX-License-Identifier: Apache-2.0
// Taking a message back: it keeps its place and loses its content, and that it was taken back is an entry of
// its own, which everybody is sent once.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/history.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::StartsWith;

class Recall : public TownTest {
 protected:
  static json::object recall(std::int64_t id, const std::string& client_id = {}) {
    json::object frame{{"type", "recall"}, {"id", id}};
    if (!client_id.empty()) frame["client_id"] = client_id;
    return frame;
  }
  static HttpAnswer recall_over_http(const std::string& who, const std::string& room, std::int64_t id) {
    return person(who).post(in_room(room, "recall/"), {{"id", id}});
  }
  static void expect_recalled(const json::object& message) {
    EXPECT_EQ(message.at("content"), "");
    EXPECT_EQ(message.at("message_type"), "system");
    EXPECT_EQ(message.at("recalled"), true);
  }
};

TEST_F(Recall, everybody_is_told_once_and_history_has_lost_the_content) {
  town().make_pair_room("taken-back", "heart", "alice", "bob");
  auto alice = person("alice").live_in("taken-back");
  auto bob = person("bob").live_in("taken-back");
  const auto id = person("alice").say("taken-back", "a secret");
  person("alice").say("taken-back", "something else");
  alice.send(recall(id, "r-1"));
  const auto ack = alice.await("ack");
  EXPECT_EQ(ack.at("client_id"), "r-1");
  EXPECT_EQ(ack.at("id"), 3);
  EXPECT_EQ(ack.at("dup"), false);
  EXPECT_TRUE(ack.at("created_at").is_string());
  for (auto* socket : {&alice, &bob}) {
    const auto told = socket->await("message_recalled");
    EXPECT_EQ(told.at("id"), 3);
    EXPECT_EQ(told.at("target"), id);
    EXPECT_EQ(told.at("username"), "alice");
    EXPECT_TRUE(told.at("created_at").is_string());
  }

  const auto page = read_page(town().server.port(), person("bob").headers(), "taken-back", "?after=0");
  ASSERT_EQ(page.at("entries").as_array().size(), 3U);
  expect_recalled(page.at("entries").at(0).at("message").as_object());
  EXPECT_EQ(page.at("entries").at(0).at("type"), "chat_message");
  EXPECT_EQ(page.at("entries").at(2).at("type"), "message_recalled");
  EXPECT_EQ(page.at("entries").at(2).at("target"), id);
  ASSERT_EQ(page.at("messages").as_array().size(), 2U);
  expect_recalled(page.at("messages").at(0).as_object());
  EXPECT_EQ(json::serialize(page).find("a secret"), std::string::npos);

  auto late = person("bob").enter("taken-back", "?after=0");
  expect_recalled(late.await("chat_message").at("message").as_object());
  EXPECT_EQ(late.await("message_recalled").at("target"), id);
  EXPECT_EQ(late.await("resumed").at("to"), 3);
}

TEST_F(Recall, again_is_answered_with_the_first_and_is_no_news) {
  town().make_pair_room("twice-back", "heart", "alice", "bob");
  auto alice = person("alice").live_in("twice-back");
  auto bob = person("bob").live_in("twice-back");
  const auto id = person("alice").say("twice-back", "once");
  alice.send(recall(id, "r-1"));
  const auto first = alice.await("ack");
  for (const auto* client_id : {"r-1", "r-2"}) {
    alice.send(recall(id, client_id));
    const auto again = alice.await("ack");
    EXPECT_EQ(again.at("id"), first.at("id")) << client_id;
    EXPECT_EQ(again.at("dup"), true) << client_id;
  }
  alice.send(recall(id));
  const auto over_http = accepted(recall_over_http("alice", "twice-back", id));
  EXPECT_EQ(over_http.at("id"), first.at("id"));
  EXPECT_EQ(over_http.at("target"), id);
  EXPECT_EQ(over_http.at("dup"), true);
  EXPECT_EQ(person("alice").say("twice-back", "the end"), first.at("id").as_int64() + 1);
  EXPECT_EQ(of_type(frames_until_said(bob, "the end"), "message_recalled").size(), 1U);
  const auto heard = frames_until_said(alice, "the end");
  EXPECT_TRUE(of_type(heard, "ack").empty()) << "without a client_id it is silent";
  EXPECT_TRUE(of_type(heard, "error").empty());
}

TEST_F(Recall, what_is_not_ones_own_or_no_message_is_refused) {
  town().make_pair_room("not-mine", "heart", "alice", "bob");
  auto alice = person("alice").live_in("not-mine");
  const auto his = person("bob").say("not-mine", "his");
  const auto refusal_of = [&](std::int64_t id) {
    alice.send(recall(id, "r-" + std::to_string(id)));
    const auto error = alice.await("error");
    EXPECT_EQ(text_of(error, "client_id"), "r-" + std::to_string(id));
    return refused(error);
  };
  EXPECT_EQ(refusal_of(his), "not_your_message 只能删除自己发送的消息");
  EXPECT_EQ(refusal_of(999), "message_not_found 消息不存在");
  const auto mine = person("alice").say("not-mine", "mine");
  accepted(recall_over_http("alice", "not-mine", mine));
  EXPECT_EQ(refusal_of(mine + 1), "message_not_found 消息不存在") << "a recall is no message";
  alice.send({{"type", "recall"}, {"id", "one"}});
  EXPECT_THAT(refused(alice.await("error")), StartsWith("field_invalid"));
  EXPECT_THAT(refused(recall_over_http("carol", "not-mine", mine)), StartsWith("403 not_a_member"));
}

TEST_F(Recall, those_who_keep_order_in_a_group_take_back_anybodys) {
  town().make_group("orderly", "olga", {"ada", "mark", "nils"});
  accepted(person("olga").post(in_room("orderly", "members/"),
                               {{"username", "ada"}, {"action", "role"}, {"role", "admin"}}));
  auto nils = person("nils").live_in("orderly");
  const auto one = person("mark").say("orderly", "rude");
  const auto two = person("mark").say("orderly", "ruder");
  EXPECT_EQ(refused(recall_over_http("nils", "orderly", one)), "403 not_your_message 只能删除自己发送的消息");
  accepted(recall_over_http("olga", "orderly", one));
  EXPECT_EQ(nils.await("message_recalled").at("username"), "olga");
  accepted(recall_over_http("ada", "orderly", two));
  EXPECT_EQ(nils.await("message_recalled").at("target"), two);
}

TEST_F(Recall, a_message_that_was_taken_back_is_unread_to_nobody) {
  town().make_pair_room("unread-back", "heart", "frida", "greta");
  const auto id = person("frida").say("unread-back", "oops");
  person("frida").say("unread-back", "better");
  const auto unread = [] {
    return accepted(person("greta").get("/tools/api/chat/rooms/")).at("total_unread").as_int64();
  };
  EXPECT_EQ(unread(), 2);
  accepted(recall_over_http("frida", "unread-back", id));
  EXPECT_EQ(unread(), 1);
  const auto told = accepted(person("greta").get("/tools/api/notifications/unread/"));
  EXPECT_EQ(told.at("total_unread"), 1);
  EXPECT_EQ(told.at("notifications").at(0).at("message_preview"), "better");
}

TEST_F(Recall, whoever_answers_what_was_taken_back_names_its_place) {
  town().make_pair_room("answered", "heart", "alice", "bob");
  const auto id = person("alice").say("answered", "a question");
  auto bob = person("bob").live_in("answered");
  bob.send({{"content", "an answer"}, {"client_id", "a-1"}, {"reply_to", id}});
  EXPECT_EQ(frames_until_said(bob, "an answer").back().at("message").at("reply_to"), id);
  accepted(recall_over_http("alice", "answered", id));
  const auto page = read_page(town().server.port(), person("bob").headers(), "answered", "?after=0");
  EXPECT_EQ(page.at("messages").at(1).at("reply_to"), id);
}

// The window as the operator sets it, on a server of its own.
TEST(RecallWindow, when_it_is_over_the_message_stays_but_an_owner_has_no_window) {
  Town town{{"chat.recall_window=1s"}};
  town.make_group("window", "olga", {"mark"});
  auto mark = town.person("mark").live_in("window");
  const auto id = town.person("mark").say("window", "said is said");
  const auto greeting = town.person("olga").enter("window").await("connection_established");
  EXPECT_EQ(greeting.at("limits").at("recall_seconds"), 1) << "so that nobody is offered what is refused";
  mark.send({{"type", "ping"}});
  const auto now = number_of(mark.await("pong"), "server_time");
  wait_for_server_time(mark, now + 1000);
  mark.send({{"type", "recall"}, {"id", id}, {"client_id", "late"}});
  EXPECT_THAT(refused(mark.await("error")), StartsWith("recall_too_late"));
  accepted(town.person("olga").post(in_room("window", "recall/"), {{"id", id}}));
  EXPECT_EQ(mark.await("message_recalled").at("target"), id);
  mark.drop();
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

}  // namespace
}  // namespace heartlink::process
