// SPDX-License-Identifier: Apache-2.0
// One run: a database, a server and its clients in one thread, on a clock that is moved by hand. Each step
// gives one part of it one turn; which one, the dice say. Called by run.cc, first with everything that can go
// wrong, then healed until all is quiet.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/limits.h"
#include "base/random.h"
#include "tests/fault/simulation/client.h"
#include "tests/fault/simulation/database.h"
#include "tests/fault/simulation/server.h"

namespace heartlink::fault::simulation {

class World final : public Door {
 public:
  World(const Shelf& shelf, std::uint64_t seed, Recorder& recorder, Counts& counts, bool trace);
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World();

  // So many steps, and whatever goes wrong in them.
  void suffer(std::size_t steps);

  // Nothing goes wrong any more, everybody is let in again and says one thing more.
  void heal();

  // Steps until all is quiet. False when it never becomes so.
  [[nodiscard]] bool come_to_rest();

  // Every line is cut once more, so that each client catches up with what it has.
  void reconnect();

  // One more client, who has nothing yet and only reads: the whole log of a room, as a socket tells it.
  // Empty: it never comes to an end.
  [[nodiscard]] History read_all(const model::RoomId& room);

  [[nodiscard]] Database& database() { return *database_; }
  [[nodiscard]] Server& server() { return *server_; }
  [[nodiscard]] const base::Clock& clock() const { return clock_; }
  [[nodiscard]] const base::Limits& limits() const { return limits_; }
  [[nodiscard]] const std::vector<std::unique_ptr<Client>>& clients() const { return clients_; }

 private:
  enum class Turn : std::size_t { task, write, read, answer, flush, hear, take, act, finish, clock, count_ };
  static constexpr auto turns = static_cast<std::size_t>(Turn::count_);

  // Door
  std::shared_ptr<Wire> connect(const Knock& knock) override;
  bool read_page(store::PageQuery query, PageAnswer answer) override;

  // Scheduling; turns.cc
  void step();
  bool try_turn(Turn turn);
  bool run_task();
  bool write();
  bool read();
  bool answer();
  bool move_sockets(Turn turn);
  bool move_client(Turn turn);
  bool pass_time();
  template <class Thing, class Able>
  Thing* some(const std::vector<std::unique_ptr<Thing>>& things, Able able);
  [[nodiscard]] bool sleeps(const Client& client) const;
  // Other threads run while one is in the middle of something.
  void interlude();
  [[nodiscard]] bool is_quiet() const;
  [[nodiscard]] std::size_t some_bytes();

  // What goes wrong; faults.cc
  void go_wrong();
  void say_that_it_refuses();
  void start_server();
  void end_server();
  void crash();
  void change_member();
  void seat_everybody();
  std::optional<FaultyConnection::Fate> fate_of(store::sql::Control verb);
  std::optional<store::sql::Failure> failure_of_statement();
  std::optional<FaultyConnection::Fate> fate_of_commit();

  void say(const std::string& line) const;

  const Stock& stock_;
  Recorder& recorder_;
  Counts& counts_;
  bool trace_;
  Dice dice_;
  bool refuses_;  // the disk fails, queues are full, people are taken out: sends may be refused
  base::SeededRandom random_{1};  // what a start asks for
  base::ManualClock clock_;
  base::Limits limits_;
  std::unique_ptr<Database> database_;
  Mailboxes mailboxes_;
  std::unique_ptr<Server> server_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::int64_t connections_ = 0;

  std::array<std::size_t, turns> weights_{};  // how often each kind of turn comes: another world each time
  std::size_t steps_ = 0;
  std::size_t depth_ = 0;  // of interludes
  bool writing_ = false;  // the writer is in the middle of a batch
  bool faults_ = true;
  bool crash_due_ = false;
  std::size_t start_at_ = 0;  // without a server: the step at which one starts
  std::size_t end_at_ = 0;  // of a server that drains or has met a fault; 0: of none
  bool changing_ = false;  // a change of members is under way
  std::map<std::string, std::size_t> asleep_until_;  // by client: the step until which it reads nothing
  std::vector<chat::MemberOrder> to_seat_;
};

}  // namespace heartlink::fault::simulation
