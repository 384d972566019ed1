// SPDX-License-Identifier: Apache-2.0
// The Django application's heart-link chat page on this server (contract.md 6.4): every call, frame and read
// of it is replayed, and a test fails where the page would break, show something twice or loop. Uploads are
// not part of it.
#include <algorithm>
#include <optional>
#include <string>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/old_heart_page.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

class OldPages : public TownTest {
 protected:
  // A heart-link room of these two, as the operator of the old site has it.
  static void heart_room(const std::string& id, const std::string& one, const std::string& other) {
    town().make_pair_room(id, "heart", one, other);
  }
  static OldBrowser browser(const std::string& name) {
    (void)person(name);
    return {town().server, name};
  }
  // Turns the timer of 2 s until it has nothing to do, with time for the answer in between; how often it had.
  // An answer that leaves a bubble unread fails, as the page would ask for ever.
  static int read_turns(OldHeartPage& page) {
    int turns = 0;
    for (; page.turn_read_timer(); ++turns) page.listen_until([&] { return page.unread() == 0; });
    return turns;
  }
};

TEST_F(OldPages, two_people_talk_and_see_when_the_other_has_read) {
  heart_room("heart-talk", "anna", "ben");
  const auto anna_browser = browser("anna");
  const auto ben_browser = browser("ben");
  OldHeartPage anna{anna_browser, "heart-talk"};
  OldHeartPage ben{ben_browser, "heart-talk"};
  anna.send("你好 👋");
  anna.send("在吗？");
  anna.listen_until([&] { return anna.bubbles().size() == 2; });
  ben.listen_until([&] { return ben.bubbles().size() == 2; });
  EXPECT_TRUE(anna.bubbles()[0].is_own);
  EXPECT_FALSE(anna.bubbles()[0].is_read) << "未读";
  EXPECT_FALSE(ben.bubbles()[0].is_own);
  EXPECT_EQ(ben.bubbles()[1].content, "在吗？");
  EXPECT_EQ(ben.bubbles()[1].message_type, "text");
  EXPECT_EQ(ben.unread(), 2U);

  ASSERT_TRUE(ben.turn_read_timer());
  ben.listen_until([&] { return ben.unread() == 0; });
  anna.listen_until([&] { return anna.bubbles()[0].is_read && anna.bubbles()[1].is_read; });
  ben.send("在的");
  anna.listen_until([&] { return anna.bubbles().size() == 3; });
  EXPECT_EQ(anna.unread(), 1U);
  EXPECT_FALSE(anna.bubbles()[2].is_own);

  const OldHeartPage reloaded{anna_browser, "heart-talk"};
  ASSERT_EQ(reloaded.bubbles().size(), 3U);
  EXPECT_TRUE(reloaded.bubbles()[1].is_own && reloaded.bubbles()[1].is_read) << "已读 also in the history";
  EXPECT_FALSE(reloaded.bubbles()[2].is_read);
}

TEST_F(OldPages, the_loop_of_marking_read_ends_for_both_sides) {
  heart_room("heart-loop", "anna", "ben");
  const auto anna_browser = browser("anna");
  const auto ben_browser = browser("ben");
  OldHeartPage anna{anna_browser, "heart-loop"};
  OldHeartPage ben{ben_browser, "heart-loop"};
  for (const auto* text : {"一", "二", "三"}) {
    anna.send(text);
    ben.send(text);
  }
  anna.listen_until([&] { return anna.bubbles().size() == 6; });
  ben.listen_until([&] { return ben.bubbles().size() == 6; });
  EXPECT_EQ(read_turns(anna), 1) << "asked for ever, 30 times a minute";
  EXPECT_EQ(read_turns(ben), 1);
  EXPECT_FALSE(anna.turn_read_timer());
  EXPECT_FALSE(ben.turn_read_timer());

  OldHeartPage again{ben_browser, "heart-loop"};
  EXPECT_EQ(again.bubbles().size(), 6U);
  EXPECT_EQ(again.unread(), 0U) << "it would begin again with every load";
}

TEST_F(OldPages, the_loop_ends_for_a_page_full_of_unread_messages) {
  heart_room("heart-full", "anna", "ben");
  for (int i = 0; i < 210; ++i) person("anna").say("heart-full", "m" + std::to_string(i));
  const auto anna_browser = browser("anna");
  const auto ben_browser = browser("ben");
  OldHeartPage anna{anna_browser, "heart-full"};
  OldHeartPage ben{ben_browser, "heart-full"};
  EXPECT_EQ(ben.bubbles().size(), 200U) << "the newest 200";
  EXPECT_EQ(ben.bubbles().front().content, "m10");
  EXPECT_EQ(ben.unread(), 200U);
  EXPECT_EQ(read_turns(ben), 1);
  EXPECT_EQ(ben.unread(), 0U);
  const auto all_read = [&] {
    return std::ranges::all_of(anna.bubbles(), [](const auto& bubble) { return bubble.is_read; });
  };
  anna.listen_until(all_read);
  EXPECT_TRUE(all_read());
}

TEST_F(OldPages, the_loop_ends_in_a_second_tab_and_for_what_was_recalled) {
  heart_room("heart-tabs", "anna", "ben");
  const auto ben_browser = browser("ben");
  OldHeartPage first{ben_browser, "heart-tabs"};
  OldHeartPage second{ben_browser, "heart-tabs"};
  const auto recalled = person("anna").say("heart-tabs", "a mistake");
  accepted(person("anna").post(in_room("heart-tabs", "recall/"), {{"id", recalled}}));
  person("anna").say("heart-tabs", "what I meant");
  for (auto* tab : {&first, &second}) tab->listen_until([tab] { return tab->bubbles().size() == 2; });
  EXPECT_EQ(read_turns(first), 1);
  second.listen_until([&] { return second.unread() == 0; });
  EXPECT_FALSE(second.turn_read_timer()) << "the first tab has read for both";

  OldHeartPage reloaded{ben_browser, "heart-tabs"};
  ASSERT_EQ(reloaded.bubbles().size(), 2U);
  EXPECT_EQ(reloaded.bubbles()[0].message_type, "system") << "drawn as text, and there is none";
  EXPECT_EQ(reloaded.bubbles()[0].content, "");
  EXPECT_FALSE(reloaded.turn_read_timer());
}

// It loads no history when it comes back, so it still asks for what another tab has read meanwhile.
TEST_F(OldPages, the_loop_ends_in_a_page_that_was_cut_off_while_another_read) {
  heart_room("heart-away", "anna", "ben");
  const auto ben_browser = browser("ben");
  OldHeartPage cut_off{ben_browser, "heart-away"};
  OldHeartPage other{ben_browser, "heart-away"};
  person("anna").say("heart-away", "one");
  for (auto* tab : {&cut_off, &other}) tab->listen_until([tab] { return tab->bubbles().size() == 1; });
  cut_off.lose_line();
  EXPECT_EQ(read_turns(other), 1);
  ASSERT_TRUE(cut_off.try_to_reconnect());
  EXPECT_EQ(cut_off.unread(), 1U);
  EXPECT_EQ(read_turns(cut_off), 1) << "nothing moves any more, and it is answered all the same";
}

TEST_F(OldPages, a_call_is_offered_joined_and_declined) {
  heart_room("heart-call", "anna", "ben");
  const auto anna_browser = browser("anna");
  const auto ben_browser = browser("ben");
  OldHeartPage anna{anna_browser, "heart-call"};
  OldHeartPage ben{ben_browser, "heart-call"};
  anna.invite_to_call();
  ben.listen_until([&] { return !ben.invitations().empty(); });
  EXPECT_EQ(ben.invitations().front(), "anna");
  anna.turn_call_timer();
  EXPECT_EQ(anna.call(), OldHeartPage::Call::waiting) << "she alone is in the call";
  ben.answer_call("declined");
  anna.listen_until([&] { return anna.call() != OldHeartPage::Call::waiting; });
  EXPECT_EQ(anna.call(), OldHeartPage::Call::declined);

  anna.invite_to_call();
  ben.listen_until([&] { return ben.invitations().size() == 2; });
  ben.answer_call("joined");
  anna.listen_until([&] { return anna.call() != OldHeartPage::Call::waiting; });
  EXPECT_EQ(anna.call(), OldHeartPage::Call::joined);
}

// The frames of the other side may be lost with a broken line; asking every 3 s must find out the same.
TEST_F(OldPages, asking_for_the_state_of_a_call_tells_who_is_in_it) {
  heart_room("heart-ask", "anna", "ben");
  const auto anna_browser = browser("anna");
  const auto ben_browser = browser("ben");
  OldHeartPage anna{anna_browser, "heart-ask"};
  OldHeartPage ben{ben_browser, "heart-ask"};
  const auto ask_until_answered = [&] {
    for (const Deadline deadline; anna.call() == OldHeartPage::Call::waiting && !deadline.passed();)
      anna.turn_call_timer();
    return anna.call();
  };
  anna.invite_to_call();
  ben.listen_until([&] { return ben.invitations().size() == 1; });
  ben.answer_call("declined");
  EXPECT_EQ(ask_until_answered(), OldHeartPage::Call::declined);
  anna.invite_to_call();
  ben.listen_until([&] { return ben.invitations().size() == 2; });
  ben.answer_call("joined");
  EXPECT_EQ(ask_until_answered(), OldHeartPage::Call::joined);
}

TEST_F(OldPages, an_ended_room_is_shown_as_ended_and_the_page_gives_up) {
  heart_room("heart-end", "anna", "ben");
  const auto anna_browser = browser("anna");
  OldHeartPage anna{anna_browser, "heart-end"};
  anna.send("还在吗？");
  anna.listen_until([&] { return anna.bubbles().size() == 1; });
  accepted(person("ben").post(in_room("heart-end", "leave/")));
  const auto notice = anna.listen_until_closed();
  EXPECT_EQ(notice.code, 4410);
  EXPECT_NE(notice.code, 1000) << "the page would say nothing";
  for (int attempt = 1; attempt <= 5; ++attempt) EXPECT_FALSE(anna.try_to_reconnect());

  const OldHeartPage reloaded{anna_browser, "heart-end"};
  EXPECT_TRUE(reloaded.shows_ended());
  EXPECT_EQ(reloaded.ended_text(), "聊天室已结束");
}

TEST_F(OldPages, a_page_that_pings_is_answered_and_hears_nothing_that_confuses_it) {
  heart_room("heart-ping", "anna", "ben");
  const auto anna_browser = browser("anna");
  OldHeartPage anna{anna_browser, "heart-ping"};
  anna.ping();
  anna.send("after the ping");
  anna.listen_until([&] { return anna.bubbles().size() == 1; });
  EXPECT_EQ(anna.bubbles().front().content, "after the ping");
}

TEST_F(OldPages, the_token_in_the_cookie_proves_whose_page_it_is) {
  heart_room("heart-csrf", "anna", "ben");
  const auto anna_browser = browser("anna");
  EXPECT_FALSE(anna_browser.csrf_token().empty());
  const auto with = anna_browser.post(in_room("heart-csrf", "mark-read/"), {{"message_ids", json::array{}}});
  EXPECT_EQ(with.status, 200) << with.body.pretty();
  const auto without = anna_browser.post_without_token(in_room("heart-csrf", "mark-read/"));
  EXPECT_EQ(without.status, 403);
  EXPECT_EQ(without.body.at("code").text(), "csrf_failed");
}

TEST_F(OldPages, a_room_that_is_not_for_the_visitor_is_refused_in_the_pages_words) {
  heart_room("heart-closed", "anna", "ben");
  const auto stranger = browser("curious");
  const auto [status, data] = stranger.get(in_room("heart-closed", "messages/"));
  EXPECT_EQ(status, 403);
  EXPECT_FALSE(data.at("success").flag());
  EXPECT_EQ(data.at("error").text(), "您没有权限访问此聊天室");
  EXPECT_FALSE(data.is_set("room_ended"));
  EXPECT_ANY_THROW((OldHeartPage{stranger, "heart-closed"}));
}

// On a server of its own: the others would be cut off as well.
TEST(OldPagesRestart, an_open_page_goes_on_after_the_server_was_killed) {
  Town town;
  town.make_pair_room("heart-kill", "heart", "anna", "ben");
  const OldBrowser anna_browser{town.server, "anna"};
  const OldBrowser ben_browser{town.server, "ben"};
  std::optional<OldHeartPage> anna_page{std::in_place, anna_browser, "heart-kill"};
  std::optional<OldHeartPage> ben_page{std::in_place, ben_browser, "heart-kill"};
  auto& anna = *anna_page;
  auto& ben = *ben_page;
  anna.send("before");
  anna.listen_until([&] { return anna.bubbles().size() == 1; });
  ben.listen_until([&] { return ben.bubbles().size() == 1; });
  town.server.kill();
  EXPECT_NE(anna.listen_until_closed().code, 1000);
  EXPECT_NE(ben.listen_until_closed().code, 1000);
  EXPECT_FALSE(anna.try_to_reconnect()) << "nobody is there";
  town.server.start();
  ASSERT_TRUE(anna.try_to_reconnect());
  ASSERT_TRUE(ben.try_to_reconnect());
  EXPECT_TRUE(anna.connected());
  anna.send("after");
  anna.listen_until([&] { return anna.bubbles().size() == 2; });
  ben.listen_until([&] { return ben.bubbles().size() == 2; });
  EXPECT_EQ(ben.bubbles().back().content, "after");
  EXPECT_EQ(ben.bubbles().back().id, 2);
  ASSERT_TRUE(ben.turn_read_timer());
  ben.listen_until([&] { return ben.unread() == 0; });
  anna.listen_until([&] { return anna.bubbles()[0].is_read && anna.bubbles()[1].is_read; });
  anna_page.reset();
  ben_page.reset();
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

}  // namespace
}  // namespace heartlink::process
