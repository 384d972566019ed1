// SPDX-License-Identifier: Apache-2.0
// How much one person may do in a time: say things, make rooms, report
// others. Called by whatever costs one of these.
#pragma once

#include <optional>

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/result.h"
#include "presence/registry.h"

namespace heartlink::chat {

// Takes one message from the person's allowance, or says rate_limited with the time until the next.
[[nodiscard]] inline std::optional<base::Error> refuse_message(presence::Registry& registry,
                                                               model::UserId user, base::SteadyTime now,
                                                               const base::Limits& limits) {
  const presence::Rate rate{limits.messages_per_second, limits.messages_burst};
  const auto wait = registry.refuse(presence::Allowance::messages, user, now, rate);
  if (!wait) return std::nullopt;
  return base::fail(base::Code::rate_limited, "limits.messages_per_second", *wait);
}

// The same of a room: throttled.
[[nodiscard]] inline std::optional<base::Error> refuse_room(presence::Registry& registry, model::UserId user,
                                                            base::SteadyTime now,
                                                            const base::Limits& limits) {
  const presence::Rate rate{limits.new_rooms_per_hour, limits.new_rooms_per_hour, std::chrono::hours{1}};
  const auto wait = registry.refuse(presence::Allowance::rooms, user, now, rate);
  if (!wait) return std::nullopt;
  return base::fail(base::Code::throttled, "limits.new_rooms_per_hour", *wait);
}

// The same of a report: throttled.
[[nodiscard]] inline std::optional<base::Error> refuse_report(presence::Registry& registry,
                                                              model::UserId user, base::SteadyTime now,
                                                              const base::Limits& limits) {
  const presence::Rate rate{limits.reports_per_hour, limits.reports_per_hour, std::chrono::hours{1}};
  const auto wait = registry.refuse(presence::Allowance::reports, user, now, rate);
  if (!wait) return std::nullopt;
  return base::fail(base::Code::throttled, "limits.reports_per_hour", *wait);
}

}  // namespace heartlink::chat
