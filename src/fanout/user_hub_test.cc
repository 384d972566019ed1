// SPDX-License-Identifier: Apache-2.0
#include "fanout/user_hub.h"

#include <deque>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "base/clock.h"
#include "store/testing/queue_executor.h"

namespace heartlink::fanout {
namespace {

using namespace std::chrono_literals;
using model::EntryId;
using model::RoomId;
using model::UserId;

// Says what the test has put into it; remembers how often it was asked.
struct Counting final : store::ConversationStore {
  void conversations(UserId, base::Done<std::vector<store::Conversation>>) override {}
  void unread(UserId, base::Done<std::vector<store::UnreadRoom>> done) override {
    ++asked_all;
    done.post(outage ? base::Result<std::vector<store::UnreadRoom>>{base::fail(base::Code::busy)}
                     : unread_rooms);
  }
  void member_rooms(UserId, base::Done<std::vector<RoomId>> done) override {
    ++loaded;
    done.post(rooms);
  }
  void unread_in(UserId, RoomId room, base::Done<store::UnreadRoom> done) override {
    ++asked_one;
    store::UnreadRoom one;
    one.room = std::move(room);
    one.unread = unread_here;
    one.is_crowd = is_crowd;
    done.post(one);
  }
  void notices(UserId, std::uint32_t, base::Done<store::Notices>) override {}
  void mark_all(model::User, std::optional<std::vector<std::int64_t>>, base::Done<std::uint32_t>) override {}

  std::vector<RoomId> rooms{{"a"}};
  std::vector<store::UnreadRoom> unread_rooms;
  std::uint32_t unread_here = 1;
  bool is_crowd = false;
  bool outage = false;
  int asked_all = 0;
  int asked_one = 0;
  int loaded = 0;
};

struct Tab final : UserRecipient {
  void unread(const protocol::Frame& frame) override { frames.emplace_back(frame.payload()); }
  void activity(const protocol::Frame& frame) override { frames.emplace_back(frame.payload()); }
  void event(model::EventId, const protocol::Frame& frame) override { frames.emplace_back(frame.payload()); }
  void revoked(const model::Revocation&) override { ++revocations; }
  void failed(const base::Error&) override { ++failures; }

  [[nodiscard]] std::vector<std::string> types() const {
    std::vector<std::string> out;
    for (const auto& text : frames) out.emplace_back(boost::json::parse(text).at("type").as_string());
    return out;
  }
  std::vector<std::string> frames;
  int revocations = 0;
  int failures = 0;
};

class UserHubTest : public ::testing::Test {
 protected:
  void open(Tab& tab, std::int64_t user = 1) {
    hub_.attach(UserId{user}, tab);
    worker_.run_ready();
  }
  // Until nothing waits any more; what was told so far is forgotten.
  void settle(Tab& tab) {
    tick(3s);
    tick(3s);
    tab.frames.clear();
  }
  void say(const char* room, std::int64_t id, std::int64_t sender = 2,
           model::EntryKind kind = model::EntryKind::message) {
    model::Parcel parcel;
    auto& entry = parcel.entries.emplace_back();
    entry.room = RoomId{room};
    entry.id = EntryId{id};
    entry.sender = UserId{sender};
    entry.sender_name = "ben";
    entry.content = "text " + std::to_string(id);
    entry.kind = kind;
    deliver(parcel);
  }
  void deliver(const model::Parcel& parcel) {
    hub_.deliver(parcel);
    worker_.run_ready();
  }
  void tick(std::chrono::milliseconds later) {
    clock_.advance(later);
    hub_.tick();
    worker_.run_ready();
  }

  base::ManualClock clock_;
  store::testing::QueueExecutor worker_;
  presence::Registry registry_;
  Counting store_;
  UserHub hub_{{worker_, clock_, registry_, store_}};
};

TEST_F(UserHubTest, the_first_frame_is_what_is_unread) {
  store_.unread_rooms.emplace_back().room = RoomId{"a"};
  store_.unread_rooms.back().unread = 3;
  store_.unread_rooms.back().last_id = EntryId{9};
  Tab tab;
  open(tab);
  ASSERT_FALSE(tab.frames.empty());
  EXPECT_EQ(tab.frames[0], R"({"type":"unread","total":3,"rooms":[{"room_id":"a","unread":3,"last_id":9}]})");
}

TEST_F(UserHubTest, somebody_who_speaks_elsewhere_is_told_with_the_count_of_the_store) {
  Tab tab;
  open(tab);
  tab.frames.clear();
  store_.unread_here = 4;
  say("a", 7);
  EXPECT_EQ(tab.frames,
            std::vector<std::string>{
                R"({"type":"room_activity","room_id":"a","from":"ben","preview":"text 7","unread":4})"});
}

TEST_F(UserHubTest, a_room_is_told_at_most_once_in_two_seconds_and_then_with_the_newest) {
  Tab tab;
  open(tab);
  settle(tab);
  for (int id = 1; id <= 5; ++id) say("a", id);
  EXPECT_EQ(tab.frames.size(), 1U);
  tick(1s);
  EXPECT_EQ(tab.frames.size(), 1U);
  tick(1s);
  ASSERT_EQ(tab.frames.size(), 2U);
  EXPECT_NE(tab.frames[1].find("text 5"), std::string::npos);
  tick(5s);
  EXPECT_EQ(tab.frames.size(), 2U) << "nothing waits any more";
}

TEST_F(UserHubTest, ones_own_words_and_a_room_that_one_is_looking_at_are_no_news) {
  Tab tab;
  open(tab);
  tab.frames.clear();
  say("a", 1, 1);
  registry_.enter(RoomId{"a"}, UserId{1}, "ann");
  say("a", 2);
  registry_.leave(RoomId{"a"}, UserId{1});
  say("b", 1);
  EXPECT_TRUE(tab.frames.empty());
  EXPECT_EQ(store_.asked_one, 0);
}

TEST_F(UserHubTest, a_crowd_tells_nothing_and_is_asked_again_after_a_minute) {
  store_.is_crowd = true;
  Tab tab;
  open(tab);
  settle(tab);
  for (int id = 1; id <= 9; ++id) say("a", id);
  tick(10s);
  EXPECT_TRUE(tab.frames.empty());
  EXPECT_LE(store_.asked_one, 2);
  store_.is_crowd = false;
  tick(60s);
  say("a", 10);
  EXPECT_EQ(tab.types(), std::vector<std::string>{"room_activity"});
}

TEST_F(UserHubTest, what_was_read_on_another_device_meanwhile_is_not_told) {
  Tab tab;
  open(tab);
  tab.frames.clear();
  store_.unread_here = 0;
  say("a", 1);
  EXPECT_TRUE(tab.frames.empty());
}

TEST_F(UserHubTest, a_new_room_is_listened_to_and_a_lost_one_is_not) {
  Tab tab;
  open(tab);
  settle(tab);
  model::Parcel joined;
  joined.affiliations.push_back({RoomId{"b"}, UserId{1}, true});
  deliver(joined);
  EXPECT_EQ(tab.types(), std::vector<std::string>{"unread"}) << "the list of rooms changed";
  say("b", 1);
  EXPECT_EQ(tab.types().back(), "room_activity");
  model::Parcel lost;
  lost.affiliations.push_back({RoomId{"b"}, UserId{1}, false});
  deliver(lost);
  settle(tab);
  say("b", 2);
  EXPECT_TRUE(tab.frames.empty());
}

TEST_F(UserHubTest, a_room_that_is_lost_while_the_list_is_being_read_stays_lost) {
  Tab tab;
  hub_.attach(UserId{1}, tab);
  model::Parcel lost;
  lost.affiliations.push_back({RoomId{"a"}, UserId{1}, false});
  hub_.deliver(lost);
  worker_.run_ready();
  settle(tab);
  say("a", 1);
  EXPECT_TRUE(tab.frames.empty());
}

TEST_F(UserHubTest, reading_in_one_tab_tells_all_of_them_at_most_once_in_two_seconds) {
  Tab one;
  Tab two;
  open(one);
  open(two);
  settle(one);
  two.frames.clear();
  model::Parcel parcel;
  auto& mark = parcel.marks.emplace_back();
  mark.user = UserId{1};
  mark.read = EntryId{5};
  for (int i = 0; i < 5; ++i) deliver(parcel);
  EXPECT_EQ(one.types(), std::vector<std::string>{"unread"});
  EXPECT_EQ(two.types(), std::vector<std::string>{"unread"});
  tick(2s);
  EXPECT_EQ(one.types(), (std::vector<std::string>{"unread", "unread"}));
  tick(5s);
  EXPECT_EQ(one.frames.size(), 2U);
}

// The readers have others to serve: however many waited for the tick, few are asked for at a time, and nobody
// is forgotten.
TEST_F(UserHubTest, a_tick_asks_for_a_few_people_at_a_time_until_everybody_was_told) {
  constexpr std::int64_t people = 40;
  std::deque<Tab> tabs(people);
  for (std::int64_t user = 1; user <= people; ++user) open(tabs[static_cast<std::size_t>(user - 1)], user);
  for (auto& tab : tabs) settle(tab);
  say("a", 5, 2, model::EntryKind::recall);
  say("a", 6, 2, model::EntryKind::recall);
  for (const auto& tab : tabs) EXPECT_EQ(tab.types(), std::vector<std::string>{"unread"});
  const int asked = store_.asked_all;
  clock_.advance(3s);
  hub_.tick();
  EXPECT_EQ(store_.asked_all, asked + 8);
  worker_.run_ready();
  EXPECT_EQ(store_.asked_all, asked + people);
  for (const auto& tab : tabs) EXPECT_EQ(tab.types().size(), 2U);
}

TEST_F(UserHubTest, a_recall_and_the_end_of_a_room_change_what_is_unread) {
  Tab tab;
  open(tab);
  settle(tab);
  say("a", 5, 2, model::EntryKind::recall);
  EXPECT_EQ(tab.types(), std::vector<std::string>{"unread"});
  settle(tab);
  say("a", 6, 0, model::EntryKind::ended);
  EXPECT_EQ(tab.types(), std::vector<std::string>{"unread"});
  settle(tab);
  say("a", 7);
  EXPECT_TRUE(tab.frames.empty());
}

TEST_F(UserHubTest, a_tab_that_comes_while_the_store_counts_is_told_a_newer_count) {
  Tab one;
  hub_.attach(UserId{1}, one);
  Tab two;
  hub_.attach(UserId{1}, two);
  worker_.run_ready();
  tick(2s);
  EXPECT_EQ(store_.asked_all, 2);
  EXPECT_GE(two.frames.size(), 2U);
}

TEST_F(UserHubTest, a_store_that_cannot_count_is_told_to_the_tabs) {
  store_.outage = true;
  Tab tab;
  open(tab);
  EXPECT_GE(tab.failures, 1);
  EXPECT_TRUE(tab.frames.empty());
}

TEST_F(UserHubTest, the_end_of_a_sign_in_reaches_every_tab_at_once) {
  Tab one;
  Tab two;
  Tab other;
  open(one);
  open(two);
  open(other, 2);
  model::Parcel parcel;
  parcel.revocations.emplace_back().user = UserId{1};
  hub_.deliver(parcel);
  EXPECT_EQ(one.revocations, 1);
  EXPECT_EQ(two.revocations, 1);
  EXPECT_EQ(other.revocations, 0);
}

TEST_F(UserHubTest, who_has_gone_is_asked_about_no_more) {
  Tab tab;
  open(tab);
  hub_.detach(UserId{1}, tab);
  const auto asked = store_.asked_one + store_.asked_all;
  say("a", 1);
  tick(5s);
  EXPECT_EQ(store_.asked_one + store_.asked_all, asked);
}

}  // namespace
}  // namespace heartlink::fanout
