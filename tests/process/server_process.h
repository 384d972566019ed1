// SPDX-License-Identifier: Apache-2.0
// The real server, run as a person runs it: `heartlink serve` on a port and a data directory of its own,
// which stay the same over every restart. Called by all suites of this folder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/testing/temporary_directory.h"
#include "tests/process/child_process.h"
#include "tests/process/socket.h"

namespace heartlink::process {

using Words = std::vector<std::string>;

class ServerProcess {
 public:
  // Does not start yet. `settings` are `key=value`, as --set takes them; they hold for the commands too.
  explicit ServerProcess(Words settings = {});

  // Words that stand before the server's own command from its next start on (`prlimit …`, `env
  // LD_PRELOAD=…`): programs that become the one behind them, so that pid() is the server's.
  void run_under(Words prefix) { prefix_ = std::move(prefix); }

  // Starts, and returns when the server has printed its address and /readyz says 200. Throws, with what the
  // server wrote, when it ends instead.
  void start();
  // The same, but it need not be ready to write (a full disk).
  void start_unready();

  // SIGKILL: nothing of it runs any more when this returns.
  void kill();
  // SIGTERM, without waiting.
  void ask_to_stop();
  // Waits for its end after ask_to_stop(); the exit code. Throws when it does not come.
  int wait_until_stopped(Deadline deadline = Deadline{});
  // Both. A clean stop is 0; under a sanitizer also the proof that nothing leaked.
  int stop();

  // Runs a command of the command line on the same data directory, whether the server runs or not.
  [[nodiscard]] Outcome command(const Words& words, std::string_view input = {}) const;
  // The same, but a command that fails is an exception. Returns what it printed.
  std::string must(const Words& words, std::string_view input = {}) const;

  // `heartlink serve` with other arguments at the same time, run to its end.
  [[nodiscard]] Outcome serve_to_end(const std::string& listen, const std::string& data) const;

  [[nodiscard]] pid_t pid() const { return child_->pid(); }
  [[nodiscard]] std::uint16_t port() const { return port_.number(); }
  [[nodiscard]] std::string listen() const { return "127.0.0.1:" + std::to_string(port()); }
  [[nodiscard]] std::string origin() const { return "http://" + listen(); }
  [[nodiscard]] const std::string& data() const { return directory_.path(); }
  // The line it printed when it started.
  [[nodiscard]] const std::string& greeting() const { return greeting_; }
  // What it wrote to stderr since its last start.
  [[nodiscard]] std::string log() const { return errors_ ? errors_->text() : std::string{}; }

 private:
  [[nodiscard]] Words with_settings(Words words) const;
  void launch();
  void read_greeting(int out);

  store::testing::TemporaryDirectory directory_;
  ReservedPort port_;
  Words settings_;
  Words prefix_;
  std::unique_ptr<MemoryFile> errors_;
  FileDescriptor out_;
  std::unique_ptr<ChildProcess> child_;
  std::string greeting_;
};

}  // namespace heartlink::process
