// SPDX-License-Identifier: Apache-2.0
// One of a person's sockets, counted while this lives. Moves; gives the place back exactly once.
#pragma once

#include <optional>
#include <utility>

#include "presence/registry.h"

namespace heartlink::connection {

class SocketSeat {
 public:
  SocketSeat() = default;

  // Nothing when the person has `most` sockets already.
  [[nodiscard]] static std::optional<SocketSeat> take(presence::Registry& registry, model::UserId user,
                                                      std::uint32_t most) {
    if (!registry.try_add_socket(user, most)) return std::nullopt;
    SocketSeat seat;
    seat.registry_ = &registry;
    seat.user_ = user;
    return seat;
  }

  SocketSeat(SocketSeat&& other) noexcept
      : registry_(std::exchange(other.registry_, nullptr)), user_(other.user_) {}
  SocketSeat& operator=(SocketSeat&& other) noexcept {
    std::swap(registry_, other.registry_);
    std::swap(user_, other.user_);
    return *this;
  }
  ~SocketSeat() {
    if (registry_ != nullptr) registry_->remove_socket(user_);
  }

 private:
  presence::Registry* registry_ = nullptr;
  model::UserId user_;
};

}  // namespace heartlink::connection
