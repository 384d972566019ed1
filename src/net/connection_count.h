// SPDX-License-Identifier: Apache-2.0
// Open connections of the process, all workers together, against limits.connections.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace heartlink::net {

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
