// SPDX-License-Identifier: Apache-2.0
// What the Django application's base layout, debug page and active-rooms page ask and read (contract.md 6.7,
// 6.8, 1.2 P7 and P8), replayed on this server.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/old_small_pages.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

// People of its own in every test: the bubble counts over all rooms of a person.
class OldLayouts : public TownTest {
 protected:
  static OldBrowser browser(const std::string& name) {
    (void)person(name);
    return {town().server, name};
  }
};

TEST_F(OldLayouts, every_page_learns_how_long_the_session_lasts_and_may_extend_it) {
  const auto anna = browser("anna");
  OldLayout layout{anna};
  EXPECT_THAT(layout.load(), ::testing::AllOf(::testing::Ge(29), ::testing::Le(30)));
  layout.extend_session();
  EXPECT_THAT(layout.load(), ::testing::AllOf(::testing::Ge(29), ::testing::Le(30)));
}

TEST_F(OldLayouts, the_bubble_counts_what_is_unread_and_is_emptied) {
  town().make_pair_room("heart-bubble", "heart", "mia", "noah");
  town().make_pair_room("heart-bubble-2", "heart", "mia", "olaf");
  const auto mia = browser("mia");
  OldLayout layout{mia};
  EXPECT_EQ(layout.poll(), 0);
  EXPECT_THAT(layout.open_bubble(), ElementsAre());
  person("noah").say("heart-bubble", "one");
  person("noah").say("heart-bubble", std::string(60, 'x'));
  person("olaf").say("heart-bubble-2", "三");
  person("mia").say("heart-bubble-2", "my own does not count");
  EXPECT_EQ(layout.poll(), 3);
  EXPECT_THAT(layout.open_bubble(), ElementsAre("olaf in heart-bubble-2: 三",
                                                "noah in heart-bubble: " + std::string(50, 'x') + "...",
                                                "noah in heart-bubble: one"));
  layout.mark_read("heart-bubble");
  EXPECT_EQ(layout.poll(), 1);
  layout.clear_all();
  EXPECT_EQ(layout.poll(), 0);
  EXPECT_THAT(layout.open_bubble(), ElementsAre());
}

TEST_F(OldLayouts, signing_out_leads_away_and_later_polls_are_told_so_in_json) {
  const auto anna = browser("quitter");
  OldLayout layout{anna};
  EXPECT_EQ(layout.sign_out(), "/");
  const auto [status, data] = anna.get("/tools/api/notifications/summary/");
  EXPECT_EQ(status, 401);
  EXPECT_FALSE(data.at("success").flag());
  EXPECT_EQ(data.at("error").text(), "请先登录");
  EXPECT_EQ(data.at("redirect_url").text(), "/users/login/");
  for (const auto& session :
       {anna.get("/users/api/session-status/"), anna.post("/users/api/extend-session/", {})}) {
    EXPECT_EQ(session.status, 401);
    EXPECT_EQ(session.body.at("message").text(), "用户未登录或session不可用");
  }
  EXPECT_FALSE(OldActiveRooms{anna}.failure.empty()) << "the page shows data.message";
}

TEST_F(OldLayouts, the_debug_page_shows_every_frame_and_how_it_ended) {
  const auto anna = browser("debugger");
  OldDebugPage page{anna, "test-room-123"};
  EXPECT_EQ(page.log_until("connection_established").at("room_id").text(), "test-room-123");
  page.send("hello");
  const auto message = page.log_until("chat_message").at("message");
  EXPECT_EQ(message.at("content").text(), "hello");
  EXPECT_EQ(message.at("sender").text(), "debugger");
  EXPECT_TRUE(message.at("is_own").flag());
  EXPECT_THAT(page.log().back(), HasSubstr("\"type\":\"chat_message\""));
  EXPECT_THAT(page.disconnect(), ::testing::StartsWith("1000"));
}

TEST_F(OldLayouts, the_active_rooms_page_lists_my_rooms_with_everybody_in_them) {
  const auto uma = browser("uma");
  EXPECT_TRUE(OldActiveRooms{uma}.cards.empty());
  town().make_pair_room("heart-cards", "heart", "uma", "vera");
  town().make_group("cards", "uma", {"vera", "will"});
  const OldActiveRooms page{uma};
  EXPECT_EQ(page.failure, "");
  EXPECT_FALSE(page.heart_link_waits);
  ASSERT_EQ(page.cards.size(), 2U) << "also when nobody is online";
  for (const auto& card : page.cards) {
    if (card.room == "cards") {
      EXPECT_THAT(card.names, UnorderedElementsAre("uma", "vera", "will"));
    }
    if (card.room == "heart-cards") {
      EXPECT_THAT(card.names, UnorderedElementsAre("uma", "vera"));
    }
    EXPECT_EQ(card.participants, static_cast<std::int64_t>(card.names.size()));
  }
  accepted(person("vera").post(in_room("heart-cards", "leave/")));
  EXPECT_EQ(OldActiveRooms{uma}.cards.size(), 1U) << "an ended room is no active one";
}

}  // namespace
}  // namespace heartlink::process
