// SPDX-License-Identifier: Apache-2.0
// This worker's sockets by room. It turns a committed entry into at most two frames (for the sender's own
// sockets and for the others) and hands the same bytes to every socket. One per worker, used on that worker's
// thread only.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "fanout/recipient.h"
#include "model/parcel.h"

namespace prometheus {
class Counter;
}

namespace heartlink::fanout {

class Hub {
  struct Channel;

 public:
  // A socket's seat in a room; empty or attached. The hub moves seats, so the seat knows its attachment.
  class Attachment {
   public:
    Attachment() = default;
    Attachment(const Attachment&) = delete;
    Attachment& operator=(const Attachment&) = delete;

   private:
    friend class Hub;
    Channel* channel_ = nullptr;
    std::size_t seat_ = 0;
  };

  // Rooms of more people than this say how many are there, once a second, and not who comes, goes or types:
  // such frames would cost the square of the people.
  static constexpr std::size_t presence_list_max = 50;

  // `count_people` asks the registry; `deliveries` counts the frames of entries handed out.
  Hub(std::function<std::size_t(const model::RoomId&)> count_people, prometheus::Counter& deliveries);
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;
  ~Hub();

  // From now on the recipient gets what is delivered to the room. It must be detached before it dies.
  void attach(Attachment& attachment, const model::RoomId& room, Recipient& recipient, model::UserId user);
  void detach(Attachment& attachment);

  // Hands out a parcel: first what takes rights away, then the rest in its order.
  void deliver(const model::Parcel& parcel);

  // Once a second: tells big rooms whose number changed how many people are there.
  void announce_counts();

 private:
  void deliver_revocation(const model::Revocation& revocation);
  void deliver_entry(const model::Entry& entry);
  void deliver_signal(const model::Signal& signal);

  std::function<std::size_t(const model::RoomId&)> count_people_;
  prometheus::Counter& deliveries_;
  std::unordered_map<model::RoomId, std::unique_ptr<Channel>> channels_;
  std::vector<model::RoomId> counts_due_;
};

}  // namespace heartlink::fanout
