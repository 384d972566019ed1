// SPDX-License-Identifier: Apache-2.0
#include "store/sql/read_gate.h"

namespace heartlink::store::sql {

void ReadGate::enter(std::size_t reader, base::SteadyTime now) {
  std::unique_lock lock{mutex_};
  opened_.wait(lock, [this] { return !closed_; });
  since_[reader] = now;
}

void ReadGate::leave(std::size_t reader) {
  const std::lock_guard lock{mutex_};
  since_[reader].reset();
}

void ReadGate::close() {
  const std::lock_guard lock{mutex_};
  closed_ = true;
}

void ReadGate::open() {
  {
    const std::lock_guard lock{mutex_};
    closed_ = false;
  }
  opened_.notify_all();
}

std::optional<ReadGate::Oldest> ReadGate::oldest() const {
  const std::lock_guard lock{mutex_};
  std::optional<Oldest> found;
  for (std::size_t reader = 0; reader < since_.size(); ++reader) {
    if (since_[reader] && (!found || *since_[reader] < found->since)) found = Oldest{reader, *since_[reader]};
  }
  return found;
}

}  // namespace heartlink::store::sql
