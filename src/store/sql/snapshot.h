// SPDX-License-Identifier: Apache-2.0
// Several statements that see one state of the database, for a bounded time: an old snapshot keeps the WAL
// from being emptied. Used inside a read, after whose end the reader closes what is still open.
#pragma once

#include <chrono>

#include "base/clock.h"
#include "base/result.h"
#include "store/sql/driver.h"

namespace heartlink::store::sql {

// What a read answers when its time is over.
[[nodiscard]] inline base::Error too_slow() {
  constexpr std::chrono::milliseconds retry{250};
  return base::fail(base::Code::busy, "the read took too long", retry);
}

class Snapshot {
 public:
  // The state is fixed by the first statement that follows.
  Snapshot(Connection& connection, const base::Clock& clock, std::chrono::milliseconds most)
      : connection_(connection), clock_(clock), until_(clock.now() + most) {
    connection_.control(Control::begin_read);
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  ~Snapshot() { connection_.control(Control::commit); }

  // False once the time is over: the read gives up and answers busy.
  [[nodiscard]] bool in_time() const { return clock_.now() <= until_; }

 private:
  Connection& connection_;
  const base::Clock& clock_;
  base::SteadyTime until_;
};

}  // namespace heartlink::store::sql
