// SPDX-License-Identifier: Apache-2.0
#include "store/sql/room_run.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "store/sql/append.h"
#include "store/sql/batch.h"
#include "store/sql/migrate.h"
#include "store/sql/query.h"
#include "store/sql/rows.h"
#include "store/sql/sqlite/sqlite_driver.h"
#include "store/testing/queue_executor.h"
#include "store/testing/shared_clock.h"
#include "store/testing/temporary_directory.h"

namespace heartlink::store::sql {
namespace {

using base::Code;

// Real batches over a real database with two rooms, "a" and "b", and one person.
class RoomRunTest : public ::testing::Test {
 protected:
  using Answer = base::Result<std::int64_t>;
  using Write = std::function<Answer(WriteScope&)>;

  void SetUp() override {
    (void)migrate(*database, migration_files(), "sqlite", clock.wall(), [](int) {
      return base::Result<void>{};
    }).value();
    ASSERT_TRUE(
        database->execute("INSERT INTO users (id, name, name_key, password_hash, staff, disabled, created_at)"
                          " VALUES (1, 'alice', 'alice', '', 0, 0, 0);"
                          "INSERT INTO rooms (room_id, room_type, status, made_by, last_id, created_at)"
                          " VALUES ('a', 1, 1, 3, 0, 0), ('b', 1, 1, 3, 0, 0);"));
  }

  // Appends an entry to the room at which the run stands; the answer is its id.
  static std::int64_t append_one(WriteScope& scope) {
    model::Parcel news;
    return append(scope, news, model::Entry{}).value;
  }
  static Answer keeps(WriteScope& scope) { return append_one(scope); }
  // Is refused when it has already written.
  static Answer refuses(WriteScope& scope) {
    append_one(scope);
    append_one(scope);
    return base::fail(Code::not_allowed);
  }
  // Breaks a rule of the schema when it has already written.
  static Answer breaks(WriteScope& scope) {
    append_one(scope);
    constexpr int nobody = 4711;
    Query{scope.connection, Dml::insert_member, scope.run.room()->key, nobody, model::Role::member, 0, 0}
        .run();
    return append_one(scope);
  }
  // Appends to each of the rooms in turn.
  static Write visits(std::vector<std::string> rooms, bool keep = true) {
    return [rooms = std::move(rooms), keep](WriteScope& scope) -> Answer {
      std::int64_t last = 0;
      for (const auto& room : rooms) {
        scope.run.visit(room);
        last = append_one(scope);
      }
      if (!keep) return base::fail(Code::not_allowed);
      return last;
    };
  }

  void add(const std::string& room, Write write) {
    base::Done<std::int64_t> done;
    done.on = &executor;
    done.call = [this](const Answer& answer) { answers.push_back(answer ? *answer : -1); };
    jobs.push_back(std::make_unique<FunctionJob<std::int64_t>>(std::move(done), std::move(write), room));
  }
  // What the jobs have answered, in their order; -1: refused.
  std::vector<std::int64_t> commit() {
    EXPECT_FALSE(batch.commit(jobs));
    for (const auto& job : jobs) job->answer();
    jobs.clear();
    return std::exchange(answers, {});
  }
  // The head that the room's row tells, and the ids of its entries.
  std::string log_of(const std::string& id) {
    const auto stored = find_room(*database, {id}, {}).value();
    std::string text = std::to_string(stored.room.last_id.value) + ':';
    Query row{*database, Dml::entries_after, stored.key, 0, 100};
    while (row.row()) text += ' ' + std::to_string(row.integer(0));
    return text;
  }

  store::testing::TemporaryDirectory directory;
  store::testing::SharedClock clock;
  store::testing::QueueExecutor executor;
  std::unique_ptr<SqliteConnection> database =
      SqliteConnection::open(directory.file("x.db"), Access::read_write).value();
  Batch batch{*database, clock};
  Jobs jobs;
  std::vector<std::int64_t> answers;
};

using Ids = std::vector<std::int64_t>;

TEST_F(RoomRunTest, a_run_counts_up_and_writes_its_head_once) {
  for (int job = 0; job < 3; ++job) add("a", keeps);
  add("b", keeps);
  EXPECT_EQ(commit(), (Ids{1, 2, 3, 1}));
  EXPECT_EQ(log_of("a"), "3: 1 2 3");
  EXPECT_EQ(log_of("b"), "1: 1");
}

TEST_F(RoomRunTest, the_ids_of_a_refused_job_are_free_again) {
  for (const auto& job : {keeps, refuses, keeps, refuses}) add("a", job);
  add("b", refuses);
  EXPECT_EQ(commit(), (Ids{1, -1, 2, -1, -1}));
  EXPECT_EQ(log_of("a"), "2: 1 2");
  EXPECT_EQ(log_of("b"), "0:");
}

TEST_F(RoomRunTest, the_ids_of_a_job_that_the_database_refused_are_free_again) {
  for (const auto& job : {keeps, breaks, keeps}) add("a", job);
  EXPECT_EQ(commit(), (Ids{1, -1, 2}));
  EXPECT_EQ(log_of("a"), "2: 1 2");
}

TEST_F(RoomRunTest, a_refused_job_that_made_the_run_stale_loses_nothing_of_those_before) {
  add("a", keeps);
  add("a", [](WriteScope& scope) -> Answer {
    scope.run.stale();
    return refuses(scope);
  });
  add("a", keeps);
  EXPECT_EQ(commit(), (Ids{1, -1, 2}));
  EXPECT_EQ(log_of("a"), "2: 1 2");
}

TEST_F(RoomRunTest, a_job_without_a_room_visits_several_and_leaves_their_heads_behind) {
  add("", visits({"a", "b", "a"}));
  add("", visits({"b"}));
  add("a", keeps);
  add("b", keeps);
  EXPECT_EQ(commit(), (Ids{2, 2, 3, 3}));
  EXPECT_EQ(log_of("a"), "3: 1 2 3");
  EXPECT_EQ(log_of("b"), "3: 1 2 3");
}

TEST_F(RoomRunTest, the_last_visit_of_a_batch_is_written_too) {
  add("", visits({"a"}));
  EXPECT_EQ(commit(), Ids{1});
  EXPECT_EQ(log_of("a"), "1: 1");
}

TEST_F(RoomRunTest, an_undone_visit_leaves_no_trace_in_any_room) {
  add("", visits({"a"}));
  add("", visits({"a", "b"}, false));
  add("", visits({"b", "a"}, false));
  add("a", keeps);
  add("b", keeps);
  EXPECT_EQ(commit(), (Ids{1, -1, -1, 2, 1}));
  EXPECT_EQ(log_of("a"), "2: 1 2");
  EXPECT_EQ(log_of("b"), "1: 1");
}

TEST_F(RoomRunTest, a_visit_ends_with_its_job) {
  add("", visits({"a"}));
  add("", [](WriteScope& scope) -> Answer { return scope.run.room() == nullptr ? 0 : -1; });
  add("", [](WriteScope& scope) -> Answer {
    scope.run.visit("a");
    scope.connection.execute("UPDATE rooms SET name = 'changed'");
    return 0;
  });
  add("a", [](WriteScope& scope) -> Answer { return scope.run.room()->room.name == "changed" ? 0 : -1; });
  EXPECT_EQ(commit(), (Ids{1, 0, 0, 0}));
}

TEST_F(RoomRunTest, a_job_that_has_made_its_room_visits_it) {
  add("c", [](WriteScope& scope) -> Answer {
    if (scope.run.room() != nullptr) return base::fail(Code::room_exists);
    scope.connection.execute(
        "INSERT INTO rooms (room_id, room_type, status, made_by, last_id, created_at)"
        " VALUES ('c', 1, 1, 3, 0, 0)");
    scope.run.visit("c");
    return append_one(scope);
  });
  add("c", keeps);
  EXPECT_EQ(commit(), (Ids{1, 2}));
  EXPECT_EQ(log_of("c"), "2: 1 2");
}

TEST_F(RoomRunTest, where_there_is_no_room_there_is_nothing_to_stand_at) {
  add("nowhere", [](WriteScope& scope) -> Answer { return scope.run.room() == nullptr ? 0 : -1; });
  add("", [](WriteScope& scope) -> Answer {
    scope.run.visit("nowhere");
    return scope.run.room() == nullptr ? 0 : -1;
  });
  EXPECT_EQ(commit(), (Ids{0, 0}));
}

}  // namespace
}  // namespace heartlink::store::sql
