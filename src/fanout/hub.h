// SPDX-License-Identifier: Apache-2.0
// This worker's sockets by room. It turns a committed entry into at most two frames (for the sender's own
// sockets and for the others) and hands the same bytes to every socket. One per worker, used on that worker's
// thread only.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "fanout/recipient.h"
#include "model/parcel.h"
#include "presence/registry.h"

namespace prometheus {
class Counter;
}

namespace heartlink::fanout {

class Hub {
  struct Channel;

 public:
  // A socket's seat in a room; empty or attached. The hub moves seats, so the seat knows its attachment.
  // Whether its person is told how far others have read stands here, so that no mark asks the store.
  class Attachment {
   public:
    Attachment() = default;
    Attachment(const Attachment&) = delete;
    Attachment& operator=(const Attachment&) = delete;

    // What a snapshot, read since the attaching, says of it. A change that has come meanwhile is newer, or is
    // followed by the newest.
    void settle_reads(bool seen) {
      if (!sees_reads_) sees_reads_ = seen;
    }

   private:
    friend class Hub;
    Channel* channel_ = nullptr;
    std::size_t seat_ = 0;
    std::optional<bool> sees_reads_;  // empty: not known yet, so he is not
  };

  // Rooms with more than `crowd` people inside say how many are there, once a second, and not who comes,
  // goes, types or reads: such frames would cost the square of the people. `deliveries` counts the frames of
  // entries handed out.
  Hub(presence::Registry& registry, std::size_t crowd, prometheus::Counter& deliveries);
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;
  ~Hub();

  // From now on the recipient gets what is delivered to the room. It must be detached before it dies.
  void attach(Attachment& attachment, const model::RoomId& room, Recipient& recipient, model::UserId user);
  void detach(Attachment& attachment);

  // Hands out a parcel: first what takes sign-ins away, then the entries in their order, then what passes, as
  // people want it with this parcel. Whoever an entry takes out of its room gets neither this entry nor
  // anything behind it.
  void deliver(const model::Parcel& parcel);

  // Once a second: tells big rooms whose number changed how many people are there.
  void announce_counts();

 private:
  void deliver_revocation(const model::Revocation& revocation);
  void deliver_mute(const model::Muted& mute);
  void deliver_entry(const model::Entry& entry);
  void deliver_preferences(const model::PreferencesChanged& change);
  void deliver_mark(const model::MarkMoved& mark);
  void deliver_signal(const model::Signal& signal);
  [[nodiscard]] Channel* find(const model::RoomId& room) const;
  [[nodiscard]] bool is_stale(const model::Signal& signal) const;
  [[nodiscard]] bool is_crowd(const model::RoomId& room) const { return registry_.people(room) > crowd_; }

  presence::Registry& registry_;
  std::size_t crowd_;
  prometheus::Counter& deliveries_;
  std::unordered_map<model::RoomId, std::unique_ptr<Channel>> channels_;
  std::vector<model::RoomId> counts_due_;
};

}  // namespace heartlink::fanout
