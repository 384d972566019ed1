// SPDX-License-Identifier: Apache-2.0
// F26: the server is killed while it makes its database, and while it brings an old one to today's schema: at
// each kind of write and sync, at every third or a random one of them. The next start must find a database
// that is either as before or complete, and bring it to its end.
#include <sqlite3.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "store/sql/migrate.h"
#include "store/sql/sqlite/sqlite_driver.h"
#include "tests/fault/scenario/failing_server.h"
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {
namespace {

using preload::Step;

constexpr std::array steps{Step::insert, Step::sync, Step::synced, Step::checkpoint, Step::database_sync};
constexpr int old_messages = 40;
constexpr const char* old_room = "old";

std::string body_of(int message) { return "old-" + std::to_string(message) + " from the first schema"; }

void execute(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database{handle, sqlite3_close};
  if (opened != SQLITE_OK || sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error("cannot write the old database: " + std::string{sqlite3_errmsg(handle)});
}

// A database of the first schema, as an old heartlink left it: a public room with messages.
void make_old_database(Trial& trial, const std::string& path) {
  using namespace store::sql;
  std::vector<MigrationFile> first;
  for (const auto& file : migration_files()) {
    if (file.number == 1) first.push_back(file);
  }
  {
    auto connection = SqliteConnection::open(path, Access::read_write).value();
    (void)migrate(*connection, first, "sqlite", base::WallTime{1}, {}).value();
  }
  std::string sql =
      "INSERT INTO users VALUES (1, 'ancestor', 'ancestor', '!', 0, 0, 1);"
      "INSERT INTO rooms VALUES (1, 'old', 2, 1, 4, 1, NULL, " +
      std::to_string(old_messages) + ", 1, NULL); INSERT INTO members VALUES (1, 1, 0, 1, 0, 0);";
  for (int message = 1; message <= old_messages; ++message) {
    const auto body = body_of(message);
    sql += "INSERT INTO entries VALUES (1, " + std::to_string(message) + ", 1, 1, NULL, NULL, '" + body +
           "', 'text', NULL, 1);";
    for (const auto what : {What::invoke, What::ok}) {
      Event event;
      event.what = what;
      event.client = event.user = "ancestor";
      event.room = old_room;
      event.cid = "old-" + std::to_string(message);
      event.id = what == What::ok ? message : 0;
      event.hash = what == What::invoke ? hash_of(body) : 0;
      trial.note(std::move(event));
    }
  }
  execute(path, sql);
}

class Beginnings {
 public:
  Beginnings(Trial& trial, FailingServer& server) : trial_(trial), server_(server) {}

  // Starts on a copy of `data` (empty: on nothing) until `step` has happened `countdown` times, then once
  // more. False when the start came to its end first.
  bool kill_and_start(const std::string& data, Step step, std::uint32_t countdown) {
    restore(data);
    preload::Order order;
    order.step = step;
    order.action = preload::Action::kill;
    order.countdown = countdown;
    server_.control().arm(order);
    try {
      trial_.server.start();
      server_.control().disarm();
      trial_.server.kill();
      return false;
    } catch (const std::runtime_error&) {  // it ended instead of starting
      if (server_.end_within(seconds{10}) != 128 + SIGKILL) trial_.find("I11: the start ended by itself");
    }
    trial_.count(std::string{preload::name_of(step)}, 1);
    trial_.count("kills", 1);
    server_.start_again();
    if (const int exit_code = trial_.server.stop(); exit_code != 0)
      trial_.find("I11: stopped after a killed migration it ended with " + std::to_string(exit_code));
    check();
    return true;
  }

  void restore(const std::string& data) const {
    for (const auto& file : std::filesystem::directory_iterator{trial_.server.data()})
      std::filesystem::remove_all(file);
    if (!data.empty()) std::filesystem::copy(data, trial_.server.data());
  }

 private:
  void check() {
    auto connection = store::sql::SqliteConnection::open(trial_.server.data() + "/heartlink.db",
                                                         store::sql::Access::read_only);
    if (!connection || !(*connection)->check_integrity())
      trial_.find("I11: integrity after a killed migration");
  }

  Trial& trial_;
  FailingServer& server_;
};

}  // namespace

int run_migration(RunOptions options) {
  Trial trial{std::move(options)};
  FailingServer server{trial};
  const auto old_data = trial.server.data() + ".old";
  std::filesystem::create_directory(old_data);
  make_old_database(trial, old_data + "/heartlink.db");
  Beginnings beginnings{trial, server};
  trial.phase("fault");
  for (const auto& data : {std::string{}, old_data}) {
    for (const auto step : steps) {
      std::uint32_t countdown = 1;
      // The first ones all, then in steps, for a start writes some hundred pages.
      for (int kills = 0; kills < 14 && beginnings.kill_and_start(data, step, countdown); ++kills)
        countdown += kills < 4 ? 1 : 1 + static_cast<std::uint32_t>(trial.random() % 23);
    }
  }
  trial.phase("healed");
  // The last word: today's server on the old data, with everything in it.
  beginnings.restore(old_data);
  server.control().disarm();
  trial.open(2, 2, 1);
  trial.also_read(old_room);
  trial.start_crowd(4, 50);
  trial.work_for(seconds{2});
  const int judged = trial.finish();
  std::filesystem::remove_all(old_data);
  return judged;
}

}  // namespace heartlink::fault
