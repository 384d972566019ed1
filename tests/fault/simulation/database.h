// SPDX-License-Identifier: Apache-2.0
// The database of a run: a real SQLite file in memory (/dev/shm where there is one), copied from one that was
// migrated and stocked with people and rooms once. It outlives every server of its run: what a server leaves
// behind when it crashes is what was committed.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "model/ids.h"
#include "model/user.h"
#include "store/sql/sqlite/sqlite_driver.h"
#include "tests/fault/simulation/faulty_connection.h"
#include "tests/fault/simulation/mailboxes.h"

namespace heartlink::fault::simulation {

// Who and what is in it from the beginning. people[0] owns the groups, and is staff.
struct Stock {
  std::vector<model::User> people;
  std::vector<model::RoomId> rooms;
};

class Database {
 public:
  explicit Database(const std::string& path);
  ~Database();

  [[nodiscard]] FaultyConnection& writing() { return *writing_; }
  [[nodiscard]] std::array<FaultyConnection*, reader_count> reading();
  // Past all faults.
  [[nodiscard]] store::sql::Connection& bare() { return *readers_[0]; }

  // The process that used it is gone: open transactions with it, and what was to happen to it.
  void forget_process();

 private:
  std::unique_ptr<store::sql::SqliteConnection> writer_;
  std::array<std::unique_ptr<store::sql::SqliteConnection>, reader_count> readers_;
  std::unique_ptr<FaultyConnection> writing_;
  std::array<std::unique_ptr<FaultyConnection>, reader_count> reading_;
};

// A folder with the stocked file, gone with this.
class Shelf {
 public:
  Shelf();
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;
  ~Shelf();

  // A fresh copy of the stocked file; the one before it is gone.
  [[nodiscard]] std::unique_ptr<Database> fresh() const;
  [[nodiscard]] const Stock& stock() const { return stock_; }

 private:
  std::string folder_;
  Stock stock_;
};

}  // namespace heartlink::fault::simulation
