// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/simulation/database.h"

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <utility>

#include "base/clock.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "base/random.h"
#include "store/sql/first_start.h"
#include "store/sql/migrate.h"
#include "store/sql/sql_members.h"
#include "store/sql/sql_rooms.h"
#include "store/sql/sql_users.h"
#include "tests/fault/simulation/turned_readers.h"
#include "tests/fault/simulation/turned_writer.h"

namespace heartlink::fault::simulation {
namespace {

using store::sql::Access;
using store::sql::SqliteConnection;

std::unique_ptr<SqliteConnection> open(const std::string& path, Access access) {
  auto connection = SqliteConnection::open(path, access);
  if (!connection) throw std::runtime_error("simulation: " + connection.error().detail);
  return std::move(*connection);
}

std::string make_folder() {
  namespace files = std::filesystem;
  const auto parent =
      files::is_directory("/dev/shm") ? files::path{"/dev/shm"} : files::temp_directory_path();
  std::string pattern = (parent / "heartlink-simulation-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("simulation: no folder");
  return pattern;
}

// The real ports, each question answered at once.
class Stocker {
 public:
  explicit Stocker(Database& database)
      : writer_({database.writing(), clock_, limits_, metrics_, counts_, {}}),
        readers_(database.reading(), limits_) {}

  Stock fill(std::string epoch) {
    Stock stock;
    engine_.epoch = std::move(epoch);
    for (const auto* name : {"alice", "bob", "carol", "dave"}) stock.people.push_back(add_person(name));
    for (const auto* name : {"lounge", "team"}) stock.rooms.push_back(add_group(name, stock.people));
    stock.rooms.push_back(model::RoomId{"public-room"});
    return stock;
  }

 private:
  template <class T>
  T ask(const std::function<void(base::Done<T>)>& question) {
    std::optional<base::Result<T>> answer;
    base::Done<T> done;
    done.on = &mailboxes_.executor(0);
    done.call = [&answer](base::Result<T> result) { answer.emplace(std::move(result)); };
    question(std::move(done));
    writer_.turn();
    for (auto pairs = mailboxes_.waiting(); !pairs.empty(); pairs = mailboxes_.waiting()) {
      mailboxes_.run_one(pairs.front());
    }
    if (!answer || !*answer) throw std::runtime_error("simulation: cannot stock the database");
    return std::move(**answer);
  }

  model::User add_person(const std::string& name) {
    store::NewUser person;
    person.name = person.name_key = name;
    person.password_hash = "none";
    person.staff = name == "alice";
    return ask<model::User>(
        [&](auto done) { store::sql::SqlUsers{engine_}.create(person, std::move(done)); });
  }

  model::RoomId add_group(const std::string& name, const std::vector<model::User>& people) {
    store::NewRoom room;
    room.id = model::RoomId{name};
    room.type = model::RoomType::group;
    room.made_by = model::MadeBy::group;
    room.user1 = people.front().id;
    ask<model::Room>([&](auto done) { store::sql::SqlRooms{engine_}.create(room, std::move(done)); });
    for (const auto& person : people) {
      store::MemberChange change;
      change.room = room.id;
      change.by = people.front();
      change.subject = person;
      ask<model::EntryId>(
          [&](auto done) { store::sql::SqlMembers{engine_}.change(change, std::move(done)); });
    }
    return room.id;
  }

  base::ManualClock clock_;
  base::Limits limits_;
  base::Metrics metrics_;
  Counts counts_;
  Mailboxes mailboxes_;
  TurnedWriter writer_;
  TurnedReaders readers_;
  store::sql::Engine engine_{writer_, readers_, clock_, limits_, {}, std::chrono::minutes{5}};
};

}  // namespace

Database::Database(const std::string& path)
    : writer_(open(path, Access::read_write)), writing_(std::make_unique<FaultyConnection>(*writer_)) {
  for (std::size_t reader = 0; reader < reader_count; ++reader) {
    readers_[reader] = open(path, Access::read_only);
    reading_[reader] = std::make_unique<FaultyConnection>(*readers_[reader]);
  }
}

Database::~Database() {
  for (auto& reader : readers_) reader.reset();  // before the one that writes
}

std::array<FaultyConnection*, reader_count> Database::reading() {
  std::array<FaultyConnection*, reader_count> all{};
  for (std::size_t reader = 0; reader < reader_count; ++reader) all[reader] = reading_[reader].get();
  return all;
}

void Database::forget_process() {
  for (auto* connection : {writing_.get(), reading_[0].get(), reading_[1].get()}) {
    connection->before_control = {};
    connection->before_statement = {};
    static_cast<void>(connection->take_failure());
    connection->control(store::sql::Control::rollback);
    static_cast<void>(connection->take_failure());
  }
}

Shelf::Shelf() : folder_(make_folder()) {
  const auto path = folder_ + "/stocked.db";
  open(path, Access::read_write);
  Database database{path};
  const base::ManualClock clock;
  const auto keep_no_copy = [](int) { return base::Result<void>{}; };
  const auto reached = store::sql::migrate(database.writing(), store::sql::migration_files(), "sqlite",
                                           clock.wall(), keep_no_copy);
  if (!reached) throw std::runtime_error("simulation: " + reached.error().detail);
  base::SeededRandom random{1};
  const auto epoch = store::sql::first_start(database.writing(), random, clock.wall());
  if (!epoch) throw std::runtime_error("simulation: " + epoch.error().detail);
  stock_ = Stocker{database}.fill(*epoch);
}

Shelf::~Shelf() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::unique_ptr<Database> Shelf::fresh() const {
  const auto path = folder_ + "/run.db";
  for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
  std::filesystem::copy_file(folder_ + "/stocked.db", path);
  return std::make_unique<Database>(path);
}

}  // namespace heartlink::fault::simulation
