// SPDX-License-Identifier: Apache-2.0
#include "diagnose/handshake_log.h"

#include <deque>
#include <memory>
#include <utility>

#include <gtest/gtest.h>

namespace heartlink::diagnose {
namespace {

using base::Code;
using model::Handshake;

struct Hand final : base::Executor {
  void post(Task task) override { tasks.push_back(std::move(task)); }
  void run() {
    while (!tasks.empty()) {
      const auto task = std::exchange(tasks.front(), {});
      tasks.pop_front();
      task();
    }
  }
  std::deque<Task> tasks;
};

struct Shelf final : store::HandshakeStore {
  void keep(std::vector<Handshake> rows, std::uint32_t, base::Done<bool> done) override {
    ++writes;
    if (outage) return done.post(base::fail(Code::busy));
    for (auto& row : rows) kept.push_back(std::move(row));
    done.post(true);
  }
  void latest(std::uint32_t, base::Done<std::vector<Handshake>> done) override { done.post(kept); }

  std::vector<Handshake> kept;
  int writes = 0;
  bool outage = false;
};

class Log : public ::testing::Test {
 protected:
  void add(const std::string& id, const std::string& address = "10.0.0.1", const std::string& session = {},
           const std::string& room = "r") {
    Handshake row;
    row.id = id;
    row.at = clock.wall();
    row.code = "room_not_found";
    row.room = room;
    row.address = address;
    log().add(row, session, address.substr(0, address.find('/')));
    hand.run();
  }

  HandshakeLog& log() {
    if (!made) made = std::make_unique<HandshakeLog>(shelf, clock, limits, hand);
    return *made;
  }

  base::Result<std::vector<Handshake>> ask(HandshakeLog::Query query) {
    base::Result<std::vector<Handshake>> answer = base::fail(Code::internal, "no answer");
    log().latest(std::move(query), {&hand, [&](auto result) { answer = std::move(result); }});
    hand.run();
    return answer;
  }
  std::string ids(HandshakeLog::Query query = {}) {
    std::string all;
    for (const auto& row : ask(std::move(query)).value()) all += row.id + " ";
    return all;
  }
  std::string news_of(const std::string& session, const std::string& room) {
    std::string id = "no answer";
    log().last_refusal(session, room, {&hand, [&](const base::Result<std::optional<Handshake>>& row) {
                                         id = row.value() ? (*row)->id : "none";
                                       }});
    hand.run();
    return id;
  }

  Hand hand;
  Shelf shelf;
  base::ManualClock clock;
  base::Limits limits;
  std::unique_ptr<HandshakeLog> made;
};

TEST_F(Log, the_newest_rows_come_first_and_the_older_ones_page_by_page) {
  for (const char* id : {"a", "b", "c", "d"}) add(id);
  EXPECT_EQ(ids({2, {}, {}}), "d c ");
  EXPECT_EQ(ids({2, "c", {}}), "b a ");
  EXPECT_EQ(ids({2, "a", {}}), "");
  EXPECT_EQ(ids({2, "forgotten", {}}), "");
}

TEST_F(Log, a_row_is_found_by_its_id) {
  add("a");
  add("b");
  EXPECT_EQ(ids({20, {}, "a"}), "a ");
  EXPECT_EQ(ask({20, {}, "nowhere"}).error().code, Code::handshake_not_found);
}

TEST_F(Log, one_address_does_not_push_the_others_out) {
  limits.handshake_rows = 100;
  limits.handshake_rows_per_address = 2;
  add("quiet", "10.0.0.2");
  for (const char* id : {"a", "b", "c"}) add(id, "10.0.0.1");
  EXPECT_EQ(ids(), "c b quiet ");
}

TEST_F(Log, addresses_of_one_network_count_as_one) {
  limits.handshake_rows_per_address = 2;
  for (const char* id : {"a", "b", "c"}) add(id, std::string{"2001:db8::/"} + id);
  EXPECT_EQ(ids(), "c b ");
}

TEST_F(Log, over_its_bound_the_oldest_row_goes) {
  limits.handshake_rows = 3;
  for (const char* id : {"a", "b", "c", "d"}) add(id, id);
  EXPECT_EQ(ids(), "d c b ");
  add("e", "a");
  EXPECT_EQ(ids(), "e d c ");
}

TEST_F(Log, the_last_refusal_is_the_one_of_this_session_and_room_and_is_news_for_a_minute) {
  const std::string mine(32, 'm');
  const std::string other(32, 'o');
  add("old", "10.0.0.1", mine);
  add("new", "10.0.0.1", mine);
  add("elsewhere", "10.0.0.1", mine, "r2");
  add("other", "10.0.0.1", other);
  EXPECT_EQ(news_of(mine, "r"), "new");
  EXPECT_EQ(news_of(mine, "r2"), "elsewhere");
  EXPECT_EQ(news_of(std::string(32, 'x'), "r"), "none");
  clock.advance(std::chrono::seconds{60});
  EXPECT_EQ(news_of(mine, "r"), "new");
  clock.advance(std::chrono::milliseconds{1});
  EXPECT_EQ(news_of(mine, "r"), "none");
}

TEST_F(Log, a_forgotten_row_is_no_news) {
  limits.handshake_rows_per_address = 1;
  const std::string mine(32, 'm');
  add("a", "10.0.0.1", mine);
  add("b", "10.0.0.1");
  EXPECT_EQ(news_of(mine, "r"), "none");
}

TEST_F(Log, nothing_is_written_until_the_second_is_over_and_then_all_at_once) {
  add("a");
  add("b");
  EXPECT_EQ(shelf.writes, 0);
  log().write_behind();
  hand.run();
  log().write_behind();
  hand.run();
  EXPECT_EQ(shelf.writes, 1);
  ASSERT_EQ(shelf.kept.size(), 2U);
  EXPECT_EQ(shelf.kept.front().id, "a");
}

TEST_F(Log, what_could_not_be_written_is_written_later) {
  add("a");
  shelf.outage = true;
  log().write_behind();
  hand.run();
  shelf.outage = false;
  log().write_behind();
  hand.run();
  ASSERT_EQ(shelf.kept.size(), 1U);
  EXPECT_EQ(shelf.kept.front().id, "a");
}

TEST_F(Log, closing_hands_over_everything_even_behind_a_write_that_is_under_way) {
  for (int i = 0; i < 700; ++i) add("a" + std::to_string(i), "10.0." + std::to_string(i) + ".1");
  log().write_behind();
  bool closed = false;
  log().close(hand, [&] { closed = true; });
  hand.run();
  EXPECT_TRUE(closed);
  EXPECT_EQ(shelf.kept.size(), 700U);
}

TEST_F(Log, what_was_kept_before_this_start_stands_before_what_came_since) {
  add("fresh");
  Handshake row;
  row.id = "kept";
  shelf.kept.push_back(row);
  std::size_t loaded = 0;
  log().load({&hand, [&](const base::Result<std::size_t>& count) { loaded = count.value(); }});
  hand.run();
  EXPECT_EQ(loaded, 1U);
  EXPECT_EQ(ids(), "fresh kept ");
  log().write_behind();
  hand.run();
  ASSERT_EQ(shelf.kept.size(), 2U);
  EXPECT_EQ(shelf.kept.back().id, "fresh");
}

}  // namespace
}  // namespace heartlink::diagnose
