// SPDX-License-Identifier: Apache-2.0
// What travels to every worker: the entries of one commit, in commit order, or passing signals that nobody
// stores.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/entry.h"
#include "model/ids.h"

namespace heartlink::model {

// A frame without an id: it may be dropped, and it is never stored.
struct Signal {
  enum class Kind : std::uint8_t { typing, joined, left };

  Signal() = default;

  Kind kind = Kind::typing;
  RoomId room;
  std::string text;  // the frame, encoded once by whoever sends it
};

struct Parcel {
  std::vector<Entry> entries;
  std::vector<Signal> signals;
};

using SharedParcel = std::shared_ptr<const Parcel>;

}  // namespace heartlink::model
