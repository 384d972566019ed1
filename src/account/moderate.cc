// SPDX-License-Identifier: Apache-2.0
#include "account/moderate.h"

#include <utility>

#include "account/find_named.h"
#include "base/log.h"
#include "base/text.h"
#include "base/utf8.h"
#include "bus/confirmed.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;
using store::Ruling;

bool is_mute_length(std::int64_t hours) { return hours >= 1 && hours <= mute_hours_max; }

base::Error bad_length() {
  return base::fail(Code::field_invalid,
                    "hours: a whole number from 1 to " + std::to_string(mute_hours_max) + " is wanted");
}

// Says in the log what was done, without what was written about it.
template <class T>
base::Done<T> logged(std::string act, std::string subject, std::string by, base::Done<T> done) {
  base::Done<T> first;
  first.on = done.on;
  first.call = [act = std::move(act), subject = std::move(subject), by = std::move(by),
                done = std::move(done)](Result<T> result) {
    if (result) base::log::info(act, {{"subject", subject}, {"by", by}});
    done.call(std::move(result));
  };
  return first;
}

}  // namespace

Result<std::string> checked_reason(std::string_view text) {
  if (!base::is_valid_utf8(text)) return base::fail(Code::field_invalid, "reason: no UTF-8");
  const auto reason = base::trimmed(text);
  if (reason.empty() || base::code_points(reason) > ops_reason_chars_max) {
    return base::fail(Code::field_invalid, "reason: 1 to 500 characters are wanted");
  }
  return std::string{reason};
}

void Moderate::decide(store::Decision decision, base::Done<model::Report> done) const {
  auto reason = checked_reason(decision.reason);
  if (!reason) return done.post(reason.error());
  decision.reason = std::move(*reason);
  if (decision.measure == model::Measure::mute && !is_mute_length(decision.mute_length.count())) {
    return done.post(bad_length());
  }
  auto told = logged<model::Report>("report_" + std::string{word_of(decision.measure)},
                                    std::to_string(decision.report), decision.by, std::move(done));
  moderation_.decide(std::move(decision), bus::confirmed(bus_, std::move(told)));
}

// Checks, finds, and hands over to `next` with the Ruling.
template <class T, class Next>
void Moderate::rule(Named person, base::Done<T> done, Next next) const {
  auto reason = checked_reason(person.reason);
  if (!reason) return done.post(reason.error());
  base::Done<store::Credentials> found;
  found.on = done.on;
  found.call = [reason = std::move(*reason), by = std::move(person.by), done = std::move(done),
                next = std::move(next)](const Result<store::Credentials>& one) mutable {
    if (!one) return done.call(one.error());
    Ruling ruling;
    ruling.user = one->user.id;
    ruling.reason = std::move(reason);
    ruling.by = std::move(by);
    next(std::move(ruling), one->user.name, std::move(done));
  };
  find_named(users_, std::move(person.name), std::move(found));
}

void Moderate::mute(Named person, std::int64_t hours, base::Done<base::WallTime> done) const {
  if (!is_mute_length(hours)) return done.post(bad_length());
  rule<base::WallTime>(std::move(person), std::move(done),
                       [&moderation = moderation_, &bus = bus_, hours](Ruling ruling, const std::string& name,
                                                                       base::Done<base::WallTime> to) {
                         auto told = logged<base::WallTime>("user_muted", name, ruling.by, std::move(to));
                         moderation.mute(std::move(ruling), std::chrono::hours{hours},
                                         bus::confirmed(bus, std::move(told)));
                       });
}

void Moderate::unmute(Named person, base::Done<bool> done) const {
  rule<bool>(std::move(person), std::move(done),
             [&moderation = moderation_](Ruling ruling, const std::string& name, base::Done<bool> to) {
               auto told = logged<bool>("user_unmuted", name, ruling.by, std::move(to));
               moderation.unmute(std::move(ruling), std::move(told));
             });
}

void Moderate::enable(Named person, base::Done<model::User> done) const {
  rule<model::User>(
      std::move(person), std::move(done),
      [&moderation = moderation_](Ruling ruling, const std::string& name, base::Done<model::User> to) {
        auto told = logged<model::User>("user_enabled", name, ruling.by, std::move(to));
        moderation.enable(std::move(ruling), std::move(told));
      });
}

}  // namespace heartlink::account
