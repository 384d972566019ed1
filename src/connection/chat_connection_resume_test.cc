// SPDX-License-Identifier: Apache-2.0
// Resume, exact (architecture.md §3): whatever the moment of a commit, of its delivery, of a snapshot and of
// its answer, the client's stream is every entry once and in order.
#include <algorithm>
#include <functional>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "connection/testing/stage.h"

namespace heartlink::connection {
namespace {

using testing::Client;
using testing::Stage;
using Ids = std::vector<std::int64_t>;

Ids range(std::int64_t first, std::int64_t last) {
  Ids ids(static_cast<std::size_t>(std::max<std::int64_t>(last - first + 1, 0)));
  std::iota(ids.begin(), ids.end(), first);
  return ids;
}

// One client, one log, and steps that a script puts in an order: c commits, d delivers the oldest undelivered
// commit, s moves the client on: open, take the snapshot, bring its answer, drain.
class Play {
 public:
  Play(std::int64_t before, std::optional<std::int64_t> after, std::size_t part, std::size_t cap)
      : part_(part) {
    stage.limits.catching_up_entries = cap;
    for (std::int64_t i = 0; i < before; ++i) stage.log.commit();
    delivered_ = stage.log.entries.size();
    client.emplace(stage, 1, after);
  }

  void run(std::string_view script) {
    for (const char step : script) {
      if (step == 'c') stage.log.commit();
      if (step == 'd') stage.deliver(stage.log.entries.at(delivered_++));
      if (step == 's') move_on();
    }
    for (int i = 0; i < 40; ++i) move_on();
  }

  Stage stage;
  std::optional<Client> client;

 private:
  void move_on() {
    if (!std::exchange(opened_, true)) return client->open();
    if (!stage.log.asks.empty() && !taken_) {
      taken_ = stage.log.snapshot(stage.log.asks.front().query, part_);
      return;
    }
    if (taken_) {
      stage.log.answer_ask(*taken_);
      taken_.reset();
      return stage.worker.run_ready();
    }
    client->connection->on_drained();
  }

  std::size_t part_;
  std::size_t delivered_ = 0;
  bool opened_ = false;
  std::optional<store::Resume> taken_;
};

// Every order of `commits` c and d (a d never before its c) and `steps` s.
void for_each_script(std::size_t commits, std::size_t steps,
                     const std::function<void(const std::string&)>& call, const std::string& script = {}) {
  const auto count = [&](char c) { return static_cast<std::size_t>(std::ranges::count(script, c)); };
  if (script.size() == commits * 2 + steps) return call(script);
  if (count('c') < commits) for_each_script(commits, steps, call, script + 'c');
  if (count('d') < count('c')) for_each_script(commits, steps, call, script + 'd');
  if (count('s') < steps) for_each_script(commits, steps, call, script + 's');
}

TEST(Resume, every_moment_of_a_commit_gives_every_entry_once_and_in_order) {
  int scripts = 0;
  for_each_script(3, 4, [&](const std::string& script) {
    ++scripts;
    Play play{2, 1, SIZE_MAX, 512};
    play.run(script);
    EXPECT_EQ(play.client->stream.message_ids(), range(2, 5)) << script;
    EXPECT_FALSE(play.client->stream.last("resumed").empty()) << script;
    EXPECT_EQ(play.client->stream.types().front(), "connection_established") << script;
  });
  EXPECT_EQ(scripts, 1050);
}

TEST(Resume, a_log_that_comes_in_parts_is_as_exact) {
  for_each_script(2, 7, [&](const std::string& script) {
    Play play{3, 0, 2, 512};
    play.run(script);
    EXPECT_EQ(play.client->stream.message_ids(), range(1, 5)) << script;
    const auto types = play.client->stream.types();
    EXPECT_EQ(std::ranges::count(types, "resumed"), 1) << script;
    EXPECT_EQ(std::ranges::count(types, "connection_established"), 1) << script;
  });
}

TEST(Resume, without_after_the_stream_begins_behind_the_greetings_last_id) {
  for_each_script(3, 4, [&](const std::string& script) {
    Play play{2, std::nullopt, SIZE_MAX, 512};
    play.run(script);
    const auto last_id = play.client->stream.sent.front().at("last_id").as_int64();
    EXPECT_EQ(play.client->stream.message_ids(), range(last_id + 1, 5)) << script;
    EXPECT_TRUE(play.client->stream.last("resumed").empty()) << script;
  });
}

TEST(Resume, a_flood_costs_a_second_look_or_the_socket_but_never_an_entry) {
  for_each_script(3, 4, [&](const std::string& script) {
    Play play{1, 0, SIZE_MAX, 1};
    play.run(script);
    const auto& stream = play.client->stream;
    const auto ids = stream.message_ids();
    EXPECT_EQ(ids, range(1, static_cast<std::int64_t>(ids.size()))) << script;
    if (stream.closed) {
      EXPECT_EQ(stream.close_code(), 4408) << script;
    } else {
      EXPECT_EQ(ids.size(), 4U) << script;
    }
  });
}

TEST(Resume, an_overflow_is_read_again_and_the_third_one_closes_4408) {
  Stage stage;
  stage.limits.catching_up_entries = 2;
  Client ann{stage, 1, 0};
  ann.open();
  for (int reads = 1; reads <= 3; ++reads) {
    ASSERT_EQ(stage.log.asks.size(), 1U) << reads;
    EXPECT_EQ(ann.stream.close_code(), 0);
    for (int i = 0; i < 3; ++i) stage.commit();
    stage.answer_snapshot();
  }
  EXPECT_EQ(ann.stream.close_code(), 4408);
  EXPECT_TRUE(ann.stream.sent.empty());
  EXPECT_TRUE(stage.log.asks.empty());
}

TEST(Resume, after_one_flood_a_calm_room_is_entered) {
  Stage stage;
  stage.limits.catching_up_entries = 2;
  Client ann{stage, 1, 0};
  ann.open();
  for (int i = 0; i < 3; ++i) stage.commit();
  stage.answer_snapshot();
  stage.commit();
  stage.answer_snapshot();
  stage.commit();
  EXPECT_EQ(ann.stream.message_ids(), range(1, 5));
  EXPECT_EQ(ann.stream.last("resumed").at("to"), 4);
}

TEST(Resume, the_next_part_is_read_only_when_the_last_one_has_left) {
  Stage stage;
  for (int i = 0; i < 5; ++i) stage.log.commit();
  Client ann{stage, 1, 0};
  ann.open();
  stage.answer_snapshot(2);
  EXPECT_TRUE(stage.log.asks.empty());
  ann.connection->on_drained();
  ann.connection->on_drained();
  ASSERT_EQ(stage.log.asks.size(), 1U);
  EXPECT_EQ(stage.log.asks.front().query.after, model::EntryId{2});
  stage.answer_snapshot(2);
  EXPECT_EQ(ann.stream.message_ids(), range(1, 4));
  EXPECT_TRUE(ann.stream.last("resumed").empty());
  ann.connection->on_drained();
  stage.answer_snapshot(2);
  EXPECT_EQ(ann.stream.message_ids(), range(1, 5));
  const auto resumed = ann.stream.last("resumed");
  EXPECT_EQ(resumed.at("after"), 0);
  EXPECT_EQ(resumed.at("to"), 5);
  EXPECT_FALSE(resumed.contains("gap"));
  EXPECT_FALSE(resumed.contains("reset"));
}

TEST(Resume, resumed_names_the_gap_and_the_marks) {
  Stage stage;
  for (int i = 0; i < 9; ++i) stage.log.commit();
  Client ann{stage, 1, 2};
  ann.open();
  auto snapshot = stage.log.snapshot({});
  snapshot.gap = {model::EntryId{3}, model::EntryId{7}};
  snapshot.entries = {testing::entry_of(8), testing::entry_of(9)};
  snapshot.marks = {{"user-2", model::EntryId{4}, model::EntryId{5}}};
  stage.log.answer_ask(snapshot);
  stage.worker.run_ready();
  const auto resumed = ann.stream.last("resumed");
  EXPECT_EQ(resumed.at("gap"), (boost::json::array{3, 7}));
  EXPECT_EQ(resumed.at("to"), 9);
  EXPECT_EQ(boost::json::serialize(resumed.at("marks")), R"([{"username":"user-2","read":4,"delivered":5}])");
}

TEST(Resume, a_gap_in_an_early_part_is_named_at_the_end) {
  Stage stage;
  for (int i = 0; i < 9; ++i) stage.log.commit();
  Client ann{stage, 1, 0};
  ann.open();
  auto first = stage.log.snapshot({});
  first.gap = {model::EntryId{1}, model::EntryId{6}};
  first.entries = {testing::entry_of(7)};
  first.more = true;
  stage.log.answer_ask(first);
  stage.worker.run_ready();
  ann.connection->on_drained();
  stage.answer_snapshot();
  EXPECT_EQ(ann.stream.message_ids(), range(7, 9));
  EXPECT_EQ(ann.stream.last("resumed").at("gap"), (boost::json::array{1, 6}));
}

TEST(Resume, another_history_is_told_and_the_epoch_is_asked_with) {
  Stage stage;
  stage.log.commit();
  Client ann{stage, 1, 50, "old"};
  ann.open();
  EXPECT_EQ(stage.log.asks.front().query.epoch, "old");
  EXPECT_EQ(stage.log.asks.front().query.after, model::EntryId{50});
  auto snapshot = stage.log.snapshot({});
  snapshot.reset = true;
  stage.log.answer_ask(snapshot);
  stage.worker.run_ready();
  EXPECT_EQ(ann.stream.last("resumed").at("reset"), true);
  EXPECT_EQ(ann.stream.last("resumed").at("to"), 1);
  stage.commit();
  EXPECT_EQ(ann.stream.message_ids(), (Ids{2}));
}

TEST(Resume, what_passes_by_is_not_kept_for_later) {
  Stage stage;
  Client ann{stage, 1, 0};
  ann.open();
  Client ben{stage, 2};
  ben.open();
  stage.log.asks.push_back(std::move(stage.log.asks.front()));
  stage.log.asks.pop_front();
  stage.answer_snapshot();  // ben is in and announced; ann still catches up
  ben.say(R"({"type":"typing","is_typing":true})");
  EXPECT_TRUE(ann.stream.sent.empty());
  stage.answer_snapshot();
  EXPECT_EQ(ann.stream.types(),
            (std::vector<std::string>{"connection_established", "resumed", "presence", "user_joined"}));
  EXPECT_EQ(ann.stream.last("user_joined").at("username"), "user-1");
}

}  // namespace
}  // namespace heartlink::connection
