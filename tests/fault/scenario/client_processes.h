// SPDX-License-Identifier: Apache-2.0
// The client processes of a run: started from this very program, spoken to over pipes. Called by trial.cc.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fault/client/plan.h"
#include "tests/process/child_process.h"

namespace heartlink::fault {

class ClientProcesses {
 public:
  // Writes the plan beside the histories and starts the process. Throws when it cannot.
  void start(const ProcessPlan& plan);

  // `pause`, `go`, `deaf`, `hear`, `cut`: to all of them (client_process.h).
  void order(std::string_view word);

  // All of them together. Throws when one has ended or does not answer.
  [[nodiscard]] Progress progress();

  // SIGSTOP, SIGCONT: to the processes whose name begins with `prefix`.
  void signal(std::string_view prefix, int number);

  // Ends them; their histories are complete when this returns.
  void stop();

 private:
  struct Member {
    std::string name;
    process::FileDescriptor orders;
    process::FileDescriptor answers;
    std::string received;
    std::unique_ptr<process::MemoryFile> errors;
    std::unique_ptr<process::ChildProcess> child;
  };

  [[nodiscard]] static std::string answer_of(Member& member);
  static void send(Member& member, std::string_view word);

  std::vector<Member> members_;
};

}  // namespace heartlink::fault
