// SPDX-License-Identifier: Apache-2.0
// One run of one fault: a server, client processes that write down what happens, what is done to the server
// meanwhile, and at the end everything read three ways and judged. The scenarios (f*.cc) only say what to do
// to the server and when.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/fault/history/lines.h"
#include "tests/fault/scenario/client_processes.h"
#include "tests/process/person.h"
#include "tests/process/server_process.h"

namespace heartlink::fault {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct RunOptions {
  std::string fault;  // "F1"
  int workers = 1;
  std::uint64_t seed = 1;
  bool smoke = false;
  std::string folder;  // histories go to <folder>/<fault>-w<workers>-s<seed>; gone when the run is clean
};

class Trial {
 public:
  // `settings`: key=value, as --set takes them.
  explicit Trial(RunOptions options, const process::Words& settings = {});
  ~Trial();
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  // Starts the server, makes `rooms` groups "r1" … of writers "w1" … and readers "d1" …, owned by "owner".
  void open(std::size_t rooms, std::size_t writers, std::size_t readers);

  // A room of somebody else's making that is read at the end too; everybody may enter it.
  void also_read(const std::string& room) { read_too_.push_back(room); }

  // A client of one of them, or of a person made by person(), with a token of its own.
  [[nodiscard]] ClientPlan client(const std::string& user, const std::string& room);
  // Every writer and reader in every room, in two processes: `window` messages unanswered at once per writer
  // and room, `per_second` at most (0: no limit). `prefix` begins the clients' names.
  [[nodiscard]] std::vector<ClientPlan> crowd(std::size_t window, std::uint32_t per_second,
                                              const std::string& prefix = {});
  void start_clients(const std::string& process, std::vector<ClientPlan> clients, std::uint16_t port = 0);
  void start_crowd(std::size_t window, std::uint32_t per_second, std::uint16_t port = 0);

  process::ServerProcess server;
  ClientProcesses clients;
  std::mt19937_64 random;

  [[nodiscard]] const process::Person& person(const std::string& name);
  [[nodiscard]] const std::string& token_of(const std::string& user);
  // What `token list` calls the token of this person's clients, to revoke it.
  [[nodiscard]] const RunOptions& options() const { return options_; }
  [[nodiscard]] const std::vector<std::string>& rooms() const { return rooms_; }
  // Where the histories of this run are.
  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] milliseconds between(milliseconds least, milliseconds most);

  // What the run says of itself.
  void phase(const std::string& name);
  void find(const std::string& sentence);
  void measure(const std::string& what, std::int64_t value);
  void bound(const std::string& what, std::int64_t most);
  void note(Event event);
  // A figure of the last line: "kills=20".
  void count(const std::string& name, std::int64_t value) { counts_[name] += value; }

  // Memory and descriptors of the server, measured; with `limit` also bounded by what they are now, 5 % more
  // and an allowance (SQLite's page cache grows to its limit once).
  void measure_server(bool limit);

  void work_for(milliseconds time);
  // Until that many messages are acknowledged since the beginning, or a minute has passed without one (a
  // finding).
  void work_until(std::size_t acknowledged);
  // Until the server answers a message again; the time since the call. Longer than `most` is a finding (I10).
  milliseconds wait_for_acknowledgement(milliseconds most);

  // No new messages; until all are answered, everybody is back and has seen everything.
  void settle();
  void resume_work() { clients.order("go"); }

  // Ends the run: settles, reads everything three ways, judges, prints the line. The exit code.
  [[nodiscard]] int finish();

 private:
  void say(What what, const std::string& text, std::int64_t value = 0);
  [[nodiscard]] bool has_settled();
  void read_everything();
  [[nodiscard]] int judge();

  RunOptions options_;
  std::string folder_;
  std::unique_ptr<HistoryWriter> history_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::vector<std::string> rooms_;
  std::vector<std::string> read_too_;
  std::vector<std::string> writers_;
  std::vector<std::string> readers_;
  std::map<std::string, process::Person> people_;
  std::map<std::string, std::string> tokens_;
  std::map<std::string, std::int64_t> counts_;
  std::int64_t processes_ = 0;
};

}  // namespace heartlink::fault
