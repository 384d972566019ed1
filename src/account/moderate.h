// SPDX-License-Identifier: Apache-2.0
// What operators decide about people: settling a report with a measure, muting, letting speak and opening an
// account again. Checks what they write and confirms what is taken away. Called by the ops pages and by
// `heartlink user mute`.
#pragma once

#include <cstdint>
#include <string>

#include "base/executor.h"
#include "bus/bus.h"
#include "store/moderation_store.h"
#include "store/user_store.h"

namespace heartlink::account {

inline constexpr std::size_t ops_reason_chars_max = 500;
inline constexpr std::int64_t mute_hours_max = 720;
inline constexpr std::int64_t mute_hours_default = 24;

// The reason without the white space at its ends: valid UTF-8 of 1 to ops_reason_chars_max characters. Error:
// field_invalid.
[[nodiscard]] base::Result<std::string> checked_reason(std::string_view text);

class Moderate {
 public:
  // All of them outlive the last answer.
  Moderate(store::UserStore& users, store::ModerationStore& moderation, bus::Bus& bus)
      : users_(users), moderation_(moderation), bus_(bus) {}

  // Answers when every worker has closed the sockets of whom it disables. Errors: field_invalid (the reason,
  // or the length of a mute), those of ModerationStore::decide.
  void decide(store::Decision decision, base::Done<model::Report> done) const;

  // Somebody by his name. Errors: field_invalid, user_not_found (detail is the name), busy, storage_full,
  // unavailable.
  struct Named {
    std::string name;
    std::string reason;
    std::string by;
  };
  void mute(Named person, std::int64_t hours, base::Done<base::WallTime> done) const;
  void unmute(Named person, base::Done<bool> done) const;
  void enable(Named person, base::Done<model::User> done) const;

 private:
  template <class T, class Next>
  void rule(Named person, base::Done<T> done, Next next) const;

  store::UserStore& users_;
  store::ModerationStore& moderation_;
  bus::Bus& bus_;
};

}  // namespace heartlink::account
