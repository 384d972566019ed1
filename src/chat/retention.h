// SPDX-License-Identifier: Apache-2.0
// Lets old things go, a little at a time: what matched strangers wrote, test rooms that nobody uses,
// the oldest acts of the audit log. Turned once a second by the composition root, on one worker; a step that
// still runs is not joined by another.
#pragma once

#include <deque>

#include "base/anchor.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/executor.h"
#include "presence/registry.h"
#include "store/retention_store.h"

namespace heartlink::chat {

class Retention {
 public:
  Retention(store::RetentionStore& store, presence::Registry& registry, const base::Config& config,
            const base::Clock& clock, base::Executor& worker)
      : store_(store), registry_(registry), config_(config), clock_(clock), worker_(worker), anchor_(this) {}

  // Looks at the next rooms and does what is due there. Errors of the store are met again by the next step.
  void step();

 private:
  void on_leftovers(base::Result<store::Leftovers> found);
  void next_room();
  void prune_acts();
  void prune(const model::Room& room);
  void remove(const model::Room& room);
  [[nodiscard]] base::WallTime before(std::chrono::milliseconds age) const;

  store::RetentionStore& store_;
  presence::Registry& registry_;
  const base::Config& config_;
  const base::Clock& clock_;
  base::Executor& worker_;
  base::Anchor<Retention> anchor_;
  std::deque<model::Room> rooms_;  // of this step
  std::int64_t after_ = 0;
  bool acts_ = false;  // the audit log has too many
  bool running_ = false;
};

}  // namespace heartlink::chat
