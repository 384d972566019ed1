// SPDX-License-Identifier: Apache-2.0
// One person's complaint about another, with what was said before it. It owns copies of everything it names,
// for it outlives the room and the people.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/entry.h"
#include "model/user.h"

namespace heartlink::model {

// The number is stored: a new value goes to the end.
enum class ReportReason : std::uint8_t { sexual, harassment, fraud, self_harm, minors, illegal };

// The words of the wire, by their numbers.
inline constexpr std::array<std::string_view, 6> report_reasons{"sexual",    "harassment", "fraud",
                                                                "self_harm", "minors",     "illegal"};

[[nodiscard]] constexpr std::string_view word_of(ReportReason reason) {
  return report_reasons[static_cast<std::size_t>(reason)];
}

// Nothing when it is none of the words.
[[nodiscard]] constexpr std::optional<ReportReason> report_reason(std::string_view word) {
  for (std::size_t at = 0; at < report_reasons.size(); ++at) {
    if (report_reasons[at] == word) return static_cast<ReportReason>(at);
  }
  return std::nullopt;
}

// The number is stored: a new value goes to the end.
enum class ReportStatus : std::uint8_t { open, resolved };

struct Report {
  Report() = default;

  std::int64_t id = 0;
  // Under their own names, as they were then.
  UserId reporter;
  std::string reporter_name;
  UserId subject;
  std::string subject_name;
  RoomId room;
  ReportReason reason = ReportReason::harassment;
  std::string note;
  // The room's last messages when it came, oldest first, each of its real sender: id, kind, sender and name,
  // message_type, content and created_at. A recalled one has no text any more.
  std::vector<Entry> evidence;
  ReportStatus status = ReportStatus::open;
  std::string outcome;
  base::WallTime created_at;
  std::optional<base::WallTime> resolved_at;
  std::string resolved_by;
};

}  // namespace heartlink::model
