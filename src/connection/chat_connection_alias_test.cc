// SPDX-License-Identifier: Apache-2.0
// A socket in a room whose two people appear under aliases, and what it says once both have shown their
// names.
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "connection/testing/stage.h"
#include "model/member.h"

namespace heartlink::connection {
namespace {

using testing::Client;
using testing::Stage;
using Types = std::vector<std::string>;

const boost::json::array aliases{"Fox", "Owl"};
const boost::json::array names{"user-1", "user-2"};

store::Resume masked(store::Resume snapshot) {
  snapshot.room.user1 = model::UserId{1};
  snapshot.room.user2 = model::UserId{2};
  snapshot.room.alias1 = "Owl";
  snapshot.room.alias2 = "Fox";
  return snapshot;
}

void answer_masked(Stage& stage) {
  stage.log.answer_ask(masked(stage.log.snapshot(stage.log.asks.front().query)));
  stage.worker.run_ready();
}

void come_in_masked(Stage& stage, Client& client) {
  client.open();
  answer_masked(stage);
}

// The second of the two words, as the store tells it.
void take_masks_off(Stage& stage) {
  auto entry = stage.log.commit(2);
  entry.kind = model::EntryKind::member_changed;
  entry.message_type = word_of(model::MemberAction::revealed);
  entry.content = model::both_said;
  entry.member_name = "Fox";
  stage.deliver(entry);
}

struct Two {
  Two() {
    come_in_masked(stage, one);
    come_in_masked(stage, two);
  }

  Stage stage;
  Client one{stage, 1};
  Client two{stage, 2};
};

TEST(ChatConnectionAlias, everybody_is_called_by_his_alias_and_knows_himself_by_his_account) {
  Two pair;
  const auto greeting = pair.two.stream.last("connection_established");
  EXPECT_EQ(greeting.at("account"), "user-2");
  EXPECT_EQ(greeting.at("user"), "Fox");
  EXPECT_EQ(greeting.at("user_profile").at("id"), 2);
  EXPECT_EQ(pair.two.stream.last("presence").at("online"), aliases);
  EXPECT_EQ(pair.one.stream.last("user_joined").at("username"), "Fox");
  EXPECT_EQ(pair.one.stream.last("user_joined").at("user_profile").at("username"), "Fox");
  pair.one.say(R"({"type":"typing","is_typing":true})");
  EXPECT_EQ(pair.two.stream.last("user_typing").at("username"), "Owl");
  pair.one.say(R"({"type":"video_call_invite"})");
  EXPECT_EQ(pair.two.stream.last("video_call_invite").at("username"), "Owl");
  pair.two.say(R"({"type":"video_call_status","status":"joined"})");
  EXPECT_EQ(pair.one.stream.last("video_call_status").at("username"), "Fox");
  pair.one.say(R"({"type":"read_status","up_to":1})");
  pair.stage.log.marks.front().done.post(store::Marked{});
  pair.stage.worker.run_ready();
  EXPECT_EQ(pair.one.stream.last("read_status_update").at("username"), "Owl");
  pair.two.die();
  EXPECT_EQ(pair.one.stream.last("user_left").at("username"), "Fox");
}

TEST(ChatConnectionAlias, a_missed_message_is_read_when_the_mark_of_the_other_alias_is_there) {
  Stage stage;
  stage.log.commit(1);
  Client one{stage, 1, 0};
  one.open();
  auto snapshot = masked(stage.log.snapshot(stage.log.asks.front().query));
  auto& mark = snapshot.marks.emplace_back();
  mark.username = "Owl";
  mark.read = model::EntryId{1};
  stage.log.answer_ask(snapshot);
  stage.worker.run_ready();
  EXPECT_EQ(one.stream.last("chat_message").at("message").at("is_read"), false) << "it is one's own";
}

TEST(ChatConnectionAlias, behind_the_second_word_all_have_their_names) {
  Two pair;
  pair.one.stream.sent.clear();
  take_masks_off(pair.stage);
  EXPECT_EQ(pair.one.stream.types(), (Types{"member_changed", "presence"}));
  EXPECT_EQ(pair.one.stream.last("member_changed").at("username"), "Fox");
  EXPECT_EQ(pair.one.stream.last("presence").at("online"), names);
  pair.two.say(R"({"type":"typing","is_typing":true})");
  EXPECT_EQ(pair.one.stream.last("user_typing").at("username"), "user-2");
  pair.two.die();
  EXPECT_EQ(pair.one.stream.last("user_left").at("username"), "user-2");
}

TEST(ChatConnectionAlias, whoever_still_catches_up_is_unmasked_behind_what_he_missed) {
  Stage stage;
  Client two{stage, 2};
  come_in_masked(stage, two);
  Client one{stage, 1, 0};
  one.open();
  const auto snapshot = masked(stage.log.snapshot(stage.log.asks.front().query));
  take_masks_off(stage);
  stage.log.answer_ask(snapshot);
  stage.worker.run_ready();
  EXPECT_EQ(one.stream.types(),
            (Types{"connection_established", "resumed", "member_changed", "presence", "user_joined"}));
  EXPECT_EQ(one.stream.last("connection_established").at("user"), "Owl") << "as in the snapshot";
  EXPECT_EQ(one.stream.last("presence").at("online"), names);
  EXPECT_EQ(two.stream.last("user_joined").at("username"), "user-1");
}

}  // namespace
}  // namespace heartlink::connection
