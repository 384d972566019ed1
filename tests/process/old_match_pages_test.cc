// SPDX-License-Identifier: Apache-2.0
// The Django application's number-match and heart-link pages on this server (contract.md 6.2, 6.3): every
// call and read of them is replayed, up to two people in the room they were matched into.
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/old_heart_page.h"
#include "tests/process/old_match_pages.h"
#include "tests/process/old_small_pages.h"
#include "tests/process/seeker.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Number = OldNumberPage::Shows;
using Heart = OldHeartLinkPage::Shows;

class OldMatchPages : public ::testing::Test {
 protected:
  void open(Words settings = {}) { town_.emplace(std::move(settings)); }
  void TearDown() override { EXPECT_EQ(town_->server.stop(), 0) << town_->server.log(); }

  Town& town() { return *town_; }
  OldBrowser browser(const std::string& name) {
    (void)town_->person(name);
    return {town_->server, name};
  }
  // Turns the timer of 3 s until the page shows something else.
  static void wait_on(OldHeartLinkPage& page) {
    for (const Deadline deadline; page.shows() == Heart::waiting && !deadline.passed();) page.poll();
  }
  // Until both have opened the room, and the server has written it down.
  void until_settled() {
    ask_until([this] { return ask(town_->server.port(), {"/metrics"}); },
              [](const HttpAnswer& answer) {
                return answer.body.find(R"(heartlink_match_total{kind="heart",outcome="matched"} 2)") !=
                       std::string::npos;
              });
  }

 private:
  std::optional<Town> town_;
};

TEST_F(OldMatchPages, the_second_who_types_a_number_is_shown_a_room_that_both_can_open) {
  open();
  const auto ann_browser = browser("ann");
  const auto bo_browser = browser("bo");
  OldNumberPage ann{ann_browser};
  ann.start("00a42");
  EXPECT_EQ(ann.shows(), Number::waiting);
  EXPECT_EQ(ann.text(), "正在等待输入 0042 的用户...");
  OldNumberPage bo{bo_browser};
  bo.start("0042");
  ASSERT_EQ(bo.shows(), Number::matched) << bo.alert();
  EXPECT_EQ(bo.partner(), "ann");
  EXPECT_EQ(bo.link(), "/tools/chat/enhanced/" + bo.room() + "/");
  EXPECT_EQ(town().person("bo").browse(bo.link()).status, 200);

  // Her page never learns it. She presses the button again, and is there.
  ann.start("0042");
  ASSERT_EQ(ann.shows(), Number::matched);
  EXPECT_EQ(ann.room(), bo.room());
  EXPECT_EQ(ann.partner(), "bo");
  auto ann_socket = ann_browser.open_socket(ann.room());
  auto bo_socket = bo_browser.open_socket(bo.room());
  bo_socket.send({{"type", "message"}, {"content", "四十二"}, {"message_type", "text"}});
  EXPECT_EQ(ann_socket.await("chat_message").at("message").at("content"), "四十二");
}

TEST_F(OldMatchPages, the_number_page_says_what_is_refused_in_its_own_words) {
  open();
  const auto ann_browser = browser("ann");
  OldNumberPage ann{ann_browser};
  ann.start("42");
  EXPECT_EQ(ann.shows(), Number::form);
  EXPECT_EQ(ann.alert(), "请输入4位数字");
  ann.start("0042");
  OldNumberPage other_tab{ann_browser};
  other_tab.start("4200");
  EXPECT_EQ(other_tab.alert(), "您已经在匹配中，请先取消当前匹配");
  EXPECT_EQ(other_tab.shows(), Number::form);
  // The old page was stuck after a reload, for its button was hidden; the same number brings it back.
  other_tab.start("0042");
  ASSERT_EQ(other_tab.shows(), Number::waiting);
  other_tab.cancel();
  EXPECT_EQ(other_tab.shows(), Number::form);
  ann.cancel();
  EXPECT_EQ(ann.shows(), Number::form) << "nothing to cancel is no error";
  ann.start("4200");
  EXPECT_EQ(ann.shows(), Number::waiting);
}

TEST_F(OldMatchPages, two_heart_link_pages_find_each_other_and_talk_under_aliases) {
  open();
  const auto ann_browser = browser("annelise");
  const auto bo_browser = browser("bonifaz");
  OldHeartLinkPage ann{ann_browser};
  EXPECT_EQ(ann.shows(), Heart::start);
  ann.start();
  ASSERT_EQ(ann.shows(), Heart::waiting) << ann.text();
  EXPECT_EQ(ann.text(), "正在等待匹配...");
  for (int turn = 0; turn < 3; ++turn) ann.poll();
  EXPECT_EQ(ann.shows(), Heart::waiting);
  OldHeartLinkPage bo{bo_browser};
  bo.start();
  ASSERT_EQ(bo.shows(), Heart::found) << bo.text();
  ann.poll();
  ASSERT_EQ(ann.shows(), Heart::found);
  EXPECT_EQ(ann.room(), bo.room());
  for (const auto* page : {&ann, &bo}) {
    EXPECT_EQ(page->goes_to(), "/tools/heart_link/chat/" + ann.room() + "/");
    EXPECT_THAT(page->partner(), Not(::testing::AnyOf(HasSubstr("annelise"), HasSubstr("bonifaz"))));
  }
  EXPECT_EQ(town().person("annelise").browse(ann.goes_to()).status, 200);

  auto line = listen(town().person("annelise"));
  OldHeartPage ann_chat{ann_browser, ann.room()};
  OldHeartPage bo_chat{bo_browser, bo.room()};
  until_settled();
  ann_chat.send("你好");
  bo_chat.listen_until([&] { return bo_chat.bubbles().size() == 1; });
  ann_chat.invite_to_call();
  bo_chat.listen_until([&] { return !bo_chat.invitations().empty(); });
  EXPECT_EQ(bo_chat.invitations().front(), bo.partner());
  ASSERT_TRUE(bo_chat.turn_read_timer());
  // Both have come by that, and nothing is taken back.
  line.send({{"type", "ping"}});
  for (auto frame = line.next(); frame.at("type") != "pong"; frame = line.next())
    EXPECT_NE(frame.at("type"), "match_withdrawn");
}

// Reading the messages is what an old page does first, and it has come by that.
TEST_F(OldMatchPages, a_chat_page_that_has_read_the_messages_is_not_taken_for_absent) {
  open({"match.confirm=1s", "limits.heartbeat=1s"});
  const auto ann_browser = browser("ann");
  const auto bo_browser = browser("bo");
  OldHeartLinkPage ann{ann_browser};
  ann.start();
  auto line = listen(town().person("ann"));
  OldHeartLinkPage bo{bo_browser};
  bo.start();
  ASSERT_EQ(bo.shows(), Heart::found);
  line.await("match_found");
  for (const auto* each : {&ann_browser, &bo_browser})
    EXPECT_EQ(each->get(in_room(bo.room(), "messages/")).status, 200);
  until_settled();
  // Twice as long as an offer lasts.
  for (int beats = 0; beats < 3;) {
    const auto frame = line.next();
    EXPECT_NE(frame.at("type"), "match_withdrawn");
    beats += frame.at("type") == "heartbeat" ? 1 : 0;
  }
  const OldHeartPage chat{bo_browser, bo.room()};
  EXPECT_TRUE(chat.connected());
}

TEST_F(OldMatchPages, a_page_with_a_room_offers_to_go_back_or_to_end_it) {
  open();
  const auto ann_browser = browser("ann");
  const auto bo_browser = browser("bo");
  OldHeartLinkPage ann{ann_browser};
  OldHeartLinkPage bo{bo_browser};
  ann.start();
  bo.start();
  wait_on(ann);
  OldHeartPage ann_chat{ann_browser, ann.room()};
  OldHeartPage bo_chat{bo_browser, bo.room()};
  until_settled();
  const OldActiveRooms list{bo_browser};
  ASSERT_EQ(list.cards.size(), 1U);
  EXPECT_FALSE(list.heart_link_waits);

  OldHeartLinkPage again{ann_browser};
  ASSERT_EQ(again.shows(), Heart::active_room);
  EXPECT_EQ(again.text(), "您已有一个与 " + ann.partner() + " 的聊天室");
  again.start();
  EXPECT_EQ(again.text(), "您已有一个活跃的聊天室，正在为您重连...");
  EXPECT_EQ(again.goes_to(), ann.goes_to());
  again.decline_room();
  EXPECT_EQ(again.shows(), Heart::start) << again.text();
  EXPECT_EQ(bo_chat.listen_until_closed().code, 4410);
  const OldHeartPage reloaded{bo_browser, bo.room()};
  EXPECT_TRUE(reloaded.shows_ended());
  EXPECT_THAT(town().person("bo").browse(bo.goes_to()).header("location"),
              StartsWith("/tools/chat-room-error/ended/"));
  again.start();
  EXPECT_EQ(again.shows(), Heart::waiting);
}

TEST_F(OldMatchPages, a_second_tab_is_offered_to_cancel_and_the_list_shows_the_wait) {
  open();
  const auto ann_browser = browser("ann");
  OldHeartLinkPage first{ann_browser};
  first.start();
  EXPECT_TRUE(OldActiveRooms{ann_browser}.heart_link_waits);
  OldHeartLinkPage second{ann_browser};
  EXPECT_EQ(second.shows(), Heart::start) << "a wait is no room";
  second.start();
  ASSERT_EQ(second.shows(), Heart::refused);
  ASSERT_TRUE(second.offers_cancel()) << second.text();
  second.cancel();
  EXPECT_EQ(second.shows(), Heart::start);
  EXPECT_FALSE(OldActiveRooms{ann_browser}.heart_link_waits);
  first.poll();
  EXPECT_EQ(first.shows(), Heart::waiting) << "the page knows no such status";
  first.cancel();
  EXPECT_EQ(first.shows(), Heart::refused);
  EXPECT_EQ(first.text(), "没有找到待处理的请求");
  second.start();
  EXPECT_EQ(second.shows(), Heart::waiting);
}

TEST_F(OldMatchPages, an_expired_wait_sets_the_page_back) {
  open({"match.wait=1s"});
  const auto ann_browser = browser("ann");
  OldHeartLinkPage ann{ann_browser};
  ann.start();
  wait_on(ann);
  EXPECT_EQ(ann.shows(), Heart::start);
  EXPECT_EQ(ann.text(), "匹配请求已过期");
  OldHeartLinkPage again{ann_browser};
  EXPECT_EQ(again.shows(), Heart::start);
  again.start();
  EXPECT_EQ(again.shows(), Heart::waiting);
}

}  // namespace
}  // namespace heartlink::process
