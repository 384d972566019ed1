// SPDX-License-Identifier: Apache-2.0
// What is left in the file of entries that were let go of; the ports' side is
// tests/contract/retention_test.cc.
#include "store/sql/let_go.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "store/sql/migrate.h"
#include "store/sql/query.h"
#include "store/sql/rows.h"
#include "store/sql/sqlite/sqlite_driver.h"
#include "store/testing/temporary_directory.h"

namespace heartlink::store::sql {
namespace {

// A match room with three messages, at 10, 20 and 30.
class LetGoTest : public ::testing::Test {
 protected:
  void SetUp() override {
    (void)migrate(*database, migration_files(), "sqlite", base::WallTime{1}, [](int) {
      return base::Result<void>{};
    }).value();
    ASSERT_TRUE(
        database->execute("INSERT INTO rooms (room, room_id, room_type, status, made_by, last_id, created_at)"
                          " VALUES (1, 'match-1', 0, 1, 1, 3, 0);"
                          "INSERT INTO entries (room, id, sender, kind, client_id, body_hash, content, "
                          "message_type, created_at)"
                          " VALUES (1, 1, 7, 1, 'c-1', x'01', 'secret one', 'text', 10),"
                          " (1, 2, 7, 1, 'c-2', x'02', 'secret two', 'text', 20),"
                          " (1, 3, 7, 1, 'c-3', x'03', 'kept', 'text', 30);"));
  }
  std::uint32_t prune(std::int64_t before) {
    RoomRun run{*database};
    run.move_to("match-1");
    WriteScope scope{*database, run, base::WallTime{100}};
    return write_pruning(scope, base::Limits{}, {before}).value();
  }
  // Every row of the room: id, client_id and text.
  std::string rows() {
    std::string text;
    Query row{*database, Dml::entries_after, 1, 0, 100};
    while (row.row()) text += row.text(0) + '/' + row.text(4) + '/' + row.text(5) + ' ';
    return text;
  }

  store::testing::TemporaryDirectory directory;
  std::unique_ptr<SqliteConnection> database =
      SqliteConnection::open(directory.file("x.db"), Access::read_write).value();
};

TEST_F(LetGoTest, while_the_room_is_active_who_sent_which_client_id_stays_without_its_text) {
  EXPECT_EQ(prune(25), 2U);
  EXPECT_EQ(rows(), "1/c-1/ 2/c-2/ 3/c-3/kept ");
}

TEST_F(LetGoTest, of_a_room_that_has_ended_the_rows_go_also_those_that_were_emptied_before) {
  EXPECT_EQ(prune(15), 1U);
  ASSERT_TRUE(database->execute("UPDATE rooms SET status = 2"));
  EXPECT_EQ(prune(25), 2U);
  EXPECT_EQ(rows(), "3/c-3/kept ");
  EXPECT_EQ(prune(25), 0U);
}

}  // namespace
}  // namespace heartlink::store::sql
