// SPDX-License-Identifier: Apache-2.0
// What arrives live while a socket still reads what it missed (architecture.md §3, "Resume, exact"). Entries
// are held, at most `cap` of them; frames without an id are dropped. Whatever was committed before the socket
// entered the room's list is in the snapshot, whatever came later is held here: nothing is lost, and
// `release` drops what is in both.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "model/ids.h"
#include "protocol/frame.h"

namespace heartlink::fanout {

class CatchUp {
 public:
  explicit CatchUp(std::size_t cap) : cap_(cap) {}

  // Holds a live entry. Above the cap everything is let go and `overflowed` is true: the snapshot must be
  // read again.
  void hold(model::EntryId id, const protocol::Frame& frame) {
    if (overflowed_) return;
    held_.emplace_back(id, frame);
    if (held_.size() <= cap_) return;
    overflowed_ = true;
    held_ = {};
  }

  [[nodiscard]] bool overflowed() const { return overflowed_; }

  // Before the snapshot is read again.
  void restart() {
    overflowed_ = false;
    held_.clear();
  }

  // Hands out the held entries above the snapshot's head, in order, and lets go of them.
  template <class Send>
  void release(model::EntryId head, Send send) {
    for (const auto& [id, frame] : std::exchange(held_, {})) {
      if (id > head) send(frame);
    }
  }

 private:
  std::size_t cap_;
  std::vector<std::pair<model::EntryId, protocol::Frame>> held_;
  bool overflowed_ = false;
};

}  // namespace heartlink::fanout
