// SPDX-License-Identifier: Apache-2.0
// A trial's server with the preloaded library in front of its libc (preload/), and what follows when a call
// fails: does it end, and is it back? Called by the scenarios about steps, disks and memory.
#pragma once

#include <optional>
#include <string>

#include "tests/fault/preload/control_file.h"
#include "tests/fault/scenario/trial.h"

namespace heartlink::fault {

class FailingServer {
 public:
  // Before the server's first start.
  explicit FailingServer(Trial& trial) : trial_(trial), control_(trial.server.data() + ".faults") {
    trial.server.run_under(control_.prefix(preload::library_path()));
  }

  [[nodiscard]] preload::ControlFile& control() { return control_; }

  // The exit code when it ends by then.
  [[nodiscard]] std::optional<int> end_within(milliseconds time) {
    try {
      return trial_.server.wait_until_stopped(process::Deadline{time});
    } catch (const std::runtime_error&) {
      return std::nullopt;
    }
  }

  // Without an order, so that nothing strikes while it starts.
  void start_again() {
    control_.disarm();
    trial_.server.start();
  }

 private:
  Trial& trial_;
  preload::ControlFile control_;
};

}  // namespace heartlink::fault
