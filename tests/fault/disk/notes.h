// SPDX-License-Identifier: Apache-2.0
// What the people of a run know: what they sent and what they were told, each with the place in the record of
// the disk (record.h) at which it happened. So it can be asked of every point in time what had been promised
// until then. Filled by StoreRun, read by the judge.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/ids.h"
#include "model/user.h"
#include "tests/fault/history/event.h"

namespace heartlink::fault::disk {

// A message as its sender means it. The same one may be sent again.
struct Sent {
  Sent() = default;

  model::RoomId room;
  model::User by;
  std::string cid;
  std::string content;
};

// An acknowledged entry that is no message: a recall, a change of members.
struct Kept {
  Kept() = default;

  std::string room;
  std::int64_t id = 0;
  std::string kind;  // as text of a history's event: "recall", "added carol"
};

struct Notes {
  template <class T>
  struct At {
    std::size_t position;
    T what;
  };

  std::vector<At<Event>> events;  // invoke, ok, fail, unknown; in the order of time
  std::vector<At<Kept>> kept;
  std::map<std::string, Sent> sent;  // by cid
  std::map<std::string, std::int64_t> answers;  // the id of every acknowledged cid

  // As they stood when the record had `position` steps.
  [[nodiscard]] Notes until(std::size_t position) const;

  [[nodiscard]] std::vector<Sent> unanswered() const;
};

// The client of a history: one person's stream of one room.
[[nodiscard]] std::string stream_of(const Sent& sent);

}  // namespace heartlink::fault::disk
