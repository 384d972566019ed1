// SPDX-License-Identifier: Apache-2.0
// Open connections of the process, all workers together, against limits.connections and against what the
// system lets the process open.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <utility>

namespace heartlink::net {

// How many connections fit into a process that may open `descriptors` files and needs `own` of them for
// itself; `most` at most. Without this strangers could take the last descriptor, and the operator, whose
// command is a connection too, would wait for ever. Where even its own are too many it keeps half.
[[nodiscard]] constexpr std::uint32_t connections_within(std::uint32_t most, std::uint64_t descriptors,
                                                         std::uint64_t own) {
  const auto kept = std::min(own, descriptors / 2);
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(most, descriptors - kept));
}

class ConnectionCount {
 public:
  explicit ConnectionCount(std::uint32_t most) : most_(most) {}

  // One open connection while it lives. Moves.
  class Place {
   public:
    explicit Place(ConnectionCount& count) : count_(&count) { ++count_->open_; }
    Place(Place&& other) noexcept : count_(std::exchange(other.count_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (count_ != nullptr) --count_->open_;
    }

   private:
    ConnectionCount* count_;
  };

  [[nodiscard]] bool full() const { return open() >= most_; }
  [[nodiscard]] std::uint32_t open() const { return open_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint32_t> open_{0};
  std::uint32_t most_;
};

}  // namespace heartlink::net
