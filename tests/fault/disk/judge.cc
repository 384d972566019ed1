// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/judge.h"

#include <functional>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "tests/fault/checker/check.h"
#include "tests/fault/disk/store_run.h"

namespace heartlink::fault::disk {
namespace {

constexpr std::size_t nowhere = 0;  // no record is written here

// A connection of our own, that shares no code with the store's.
class Database {
 public:
  explicit Database(const std::string& directory) {
    sqlite3* handle = nullptr;
    sqlite3_open_v2((directory + "/heartlink.db").c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr);
    handle_.reset(handle);
  }

  // Calls back for every row; answers SQLite's words when it cannot read them.
  std::string rows(const char* sql, const std::function<void(sqlite3_stmt*)>& row) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_.get(), sql, -1, &statement, nullptr) == SQLITE_OK) {
      while (sqlite3_step(statement) == SQLITE_ROW) row(statement);
    }
    if (sqlite3_finalize(statement) == SQLITE_OK && statement != nullptr) return {};
    return sqlite3_errmsg(handle_.get());
  }

 private:
  struct Closer {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };
  std::unique_ptr<sqlite3, Closer> handle_;
};

std::string text(sqlite3_stmt* row, int column) {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return data == nullptr ? std::string{} : std::string{data};
}

// Statements that have no rows in a sound database.
constexpr const char* contradictions[] = {
    "SELECT 'the head of ' || room_id || ' is not its last entry' FROM rooms r WHERE last_id <>"
    " (SELECT COALESCE(MAX(id), 0) FROM entries e WHERE e.room = r.room)",
    "SELECT 'a recalled message without its recall in room ' || e.room FROM entries e WHERE e.kind = 5 AND"
    " NOT EXISTS (SELECT 1 FROM entries r WHERE r.room = e.room AND r.id = e.subject AND r.kind = 2"
    " AND r.subject = e.id)",
    "SELECT 'a recall whose message can still be read in room ' || r.room FROM entries r WHERE r.kind = 2"
    " AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.room = r.room AND e.id = r.subject AND e.kind = 5"
    " AND e.content = '')",
    "SELECT 'an entry without a room' FROM entries e WHERE NOT EXISTS (SELECT 1 FROM rooms r"
    " WHERE r.room = e.room)",
    "SELECT 'an entry of nobody' FROM entries e WHERE sender <> 0 AND NOT EXISTS (SELECT 1 FROM users u"
    " WHERE u.id = e.sender)",
    "SELECT 'foreign key of ' || \"table\" FROM pragma_foreign_key_check",
};

constexpr const char* entries =
    "SELECT r.room_id, e.id, e.kind, u.name, e.client_id, e.content, e.message_type, s.name"
    " FROM entries e JOIN rooms r ON r.room = e.room LEFT JOIN users u ON u.id = e.sender"
    " LEFT JOIN users s ON e.kind = 4 AND s.id = e.subject ORDER BY r.room_id, e.id";

class Reading {
 public:
  Reading(const std::string& directory, const Notes& promised) : database_(directory), promised_(promised) {}

  Judgement result() {
    soundness();
    History found;
    std::string trouble = database_.rows(entries, [&](sqlite3_stmt* row) { entry(row, found); });
    if (!trouble.empty()) say("I11: the entries cannot be read: " + trouble);
    for (const auto& kept : promised_.kept) {
      if (!kept_.contains({kept.what.room, kept.what.id, kept.what.kind})) {
        say(fmt::format("I1: '{}' was acknowledged as entry {} of {} and is not there", kept.what.kind,
                        kept.what.id, kept.what.room));
      }
    }
    for (const auto& [cid, id] : promised_.answers) {
      if (!cids_.contains(cid)) ++judgement_.lost;
    }
    // The checker takes a run with nothing to look at for a fault of the run. Here it is a crash that came
    // before the first message did.
    if (promised_.answers.empty() && found.empty()) return std::move(judgement_);
    History history;
    for (const auto& event : promised_.events) history.push_back(event.what);
    history.insert(history.end(), found.begin(), found.end());
    for (const auto& violation : check(history).violations) say(describe(violation));
    return std::move(judgement_);
  }

 private:
  void say(std::string what) { judgement_.wrong.push_back(std::move(what)); }

  void soundness() {
    const auto each = [this](sqlite3_stmt* row) {
      if (text(row, 0) != "ok") say("I11: integrity_check: " + text(row, 0));
    };
    if (auto trouble = database_.rows("PRAGMA integrity_check", each); !trouble.empty())
      say("I11: " + trouble);
    for (const char* contradiction : contradictions) {
      auto trouble =
          database_.rows(contradiction, [this](sqlite3_stmt* row) { say("I11: " + text(row, 0)); });
      if (!trouble.empty()) say("I11: " + trouble);
    }
  }

  void entry(sqlite3_stmt* row, History& history) {
    Event event;
    event.at_ns = now_ns();
    event.what = What::history;
    event.client = "database";
    event.room = text(row, 0);
    event.id = sqlite3_column_int64(row, 1);
    event.user = text(row, 3);
    switch (sqlite3_column_int(row, 2)) {
      case 2:
        event.text = "recall";
        break;
      case 3:
        event.text = "end";
        break;
      case 4:
        event.text = text(row, 6) + " " + text(row, 7);
        break;
      default:
        event.text = "message";
        event.cid = text(row, 4);
        event.hash = hash_of(text(row, 5));
        cids_.insert(event.cid);
        break;
    }
    // One that was taken back keeps its place and its cid, not its text.
    if (sqlite3_column_int(row, 2) == 5) event.text = "message recalled";
    kept_.insert({event.room, event.id, event.text});
    history.push_back(std::move(event));
  }

  Database database_;
  const Notes& promised_;
  Judgement judgement_;
  std::set<std::tuple<std::string, std::int64_t, std::string>> kept_;
  std::set<std::string> cids_;
};

// The last message that was acknowledged is sent again, and its sender's next one after it.
void live_on(StoreRun& run, Notes& notes) {
  const Notes::At<Event>* last = nullptr;
  for (const auto& event : notes.events) {
    if (event.what.what == What::ok) last = &event;
  }
  if (last == nullptr) return;
  Sent again = notes.sent.at(last->what.cid);
  Sent next = again;
  next.cid = "after-the-crash-" + std::to_string(notes.events.size());
  next.content = "still here";
  run.send(again);
  run.send(next);
  run.settle();
}

}  // namespace

Judgement judge(const std::string& directory, const Notes& promised) {
  Notes notes = promised;
  StoreRun run{directory, [] { return nowhere; }, notes};
  if (const auto opened = run.open(); !opened) {
    return {{"I11: the store does not start: " + name_of(opened.error().code) + " " + opened.error().detail},
            promised.answers.size()};
  }
  live_on(run, notes);
  Judgement judgement = Reading{directory, notes}.result();
  for (const auto code : run.take_refusals()) {
    judgement.wrong.push_back("I10: after the start a message is refused: " + name_of(code));
  }
  if (run.fatal_calls() > 0) judgement.wrong.emplace_back("the started store meets an I/O error");
  return judgement;
}

}  // namespace heartlink::fault::disk
