// SPDX-License-Identifier: Apache-2.0
// One program run by a test. It dies with the test, whatever happens to the test, and its environment holds
// no HEARTLINK_* of whoever runs the tests. Called by server_process and by tests of the command line.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/process/deadline.h"
#include "tests/process/file_descriptor.h"

namespace heartlink::process {

// The program under test, as the environment variable HEARTLINK names it. Throws when it is not set.
std::string heartlink_program();

// A file in memory, to be a program's stdin, stdout or stderr: it never fills up as a pipe does.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content = {});
  [[nodiscard]] int number() const { return file_.number(); }
  [[nodiscard]] std::string text() const;

 private:
  FileDescriptor file_;
};

class ChildProcess {
 public:
  // Starts `command`, whose first word is the program's path. The descriptors become its 0, 1 and 2.
  struct Streams {
    int in;
    int out;
    int err;
  };
  ChildProcess(const std::vector<std::string>& command, Streams streams);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess();

  void signal(int number);
  [[nodiscard]] bool running() const { return pid_ > 0; }
  [[nodiscard]] pid_t pid() const { return pid_; }

  // Its exit code, or 128 and the signal's number; nothing when it still runs at the deadline.
  std::optional<int> wait(Deadline deadline);

 private:
  pid_t pid_ = -1;
  FileDescriptor pidfd_;
  int exit_code_ = -1;
};

struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string err;
};

// Runs a command to its end with `input` as its stdin. Throws when it takes longer than the usual deadline.
Outcome run_to_end(const std::vector<std::string>& command, std::string_view input = {});

}  // namespace heartlink::process
