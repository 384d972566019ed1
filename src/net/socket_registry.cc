// SPDX-License-Identifier: Apache-2.0
#include "net/socket_registry.h"

#include <algorithm>

namespace heartlink::net {

std::size_t SocketRegistry::drain_some(std::size_t most) {
  const auto count = std::min(most, members_.size());
  for (std::size_t i = 0; i < count; ++i) {
    auto& member = members_.front();
    members_.splice(members_.end(), members_, members_.begin());
    member.drain();
  }
  return count;
}

}  // namespace heartlink::net
