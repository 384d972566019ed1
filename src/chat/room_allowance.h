// SPDX-License-Identifier: Apache-2.0
// How many rooms one person makes in an hour. Called by the use cases that may make one.
#pragma once

#include <optional>

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "presence/registry.h"

namespace heartlink::chat {

// Takes one from the person's allowance, or says throttled with the time until the next.
[[nodiscard]] inline std::optional<base::Error> refuse_room(presence::Registry& registry, model::UserId user,
                                                            base::SteadyTime now,
                                                            const base::Limits& limits) {
  const presence::Rate rate{limits.new_rooms_per_hour, limits.new_rooms_per_hour, std::chrono::hours{1}};
  const auto wait = registry.refuse(presence::Allowance::rooms, user, now, rate);
  if (!wait) return std::nullopt;
  return base::fail(base::Code::throttled, "limits.new_rooms_per_hour", *wait);
}

}  // namespace heartlink::chat
