// SPDX-License-Identifier: Apache-2.0
// The clocks of one server made wrong, and of nobody else: its wall clock by libfaketime, which reads a file
// again every second, and its monotonic clock by a time namespace (time_namespaces(7)). Called by
// f10_clock_jumps.cc. The machine's own clock is never touched.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>

#include "store/testing/temporary_directory.h"
#include "tests/process/server_process.h"

namespace heartlink::fault {

class FakeClock {
 public:
  // How long it may take until a running server sees a new offset.
  static constexpr std::chrono::seconds seen_by{5};

  FakeClock();

  // Of the wall clock from now on.
  void set_offset(std::chrono::seconds offset);

  // The words to start a server under. It becomes that program, with the same pid.
  [[nodiscard]] process::Words prefix() const;
  // The same, with a monotonic clock that is `offset` from the machine's.
  [[nodiscard]] static process::Words monotonic_prefix(std::chrono::seconds offset);

  // libfaketime's shared memory of a server that was killed.
  static void clean_up_after(pid_t server);

 private:
  store::testing::TemporaryDirectory directory_;
};

// Whether that process lives in a time namespace of its own.
[[nodiscard]] bool has_other_monotonic_clock(pid_t process);

}  // namespace heartlink::fault
