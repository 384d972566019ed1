// SPDX-License-Identifier: Apache-2.0
#include "match/explain.h"

#include <algorithm>
#include <tuple>

namespace heartlink::match {
namespace {

using base::SteadyTime;
using std::chrono::milliseconds;

static_assert(static_cast<std::size_t>(Rule::refused) + 1 == std::tuple_size_v<decltype(Explanation::held)>);

milliseconds between(SteadyTime from, SteadyTime to) {
  if (to <= from) return milliseconds{0};
  return std::chrono::ceil<milliseconds>(to - from);
}

// As Pool::refresh and Line see it: whether a search would pass him by.
bool is_absent(const Waiter& waiter, SteadyTime now) { return waiter.liveness.ends() <= now; }
bool is_taken(const Waiter& waiter, SteadyTime now) {
  return waiter.is_busy() || waiter.wants_out() || waiter.rests_until > now;
}

void add_held(Held& held, SteadyTime at, SteadyTime now) {
  ++held.count;
  if (at == never) return;
  const auto in = between(now, at);
  held.first_in = std::min(held.first_in.value_or(in), in);
}

void describe_himself(const Waiter& waiter, SteadyTime now, Explanation& told) {
  told.state = waiter.ticket.state;
  told.kind = waiter.ticket.kind;
  told.ticket = waiter.ticket.id;
  told.waited = between(waiter.since, now);
  told.left = between(now, waiter.is_waiting() ? waiter.expires : waiter.offer.confirm_by);
  told.rests = between(now, waiter.rests_until);
  told.has_socket = waiter.liveness.sockets > 0;
  told.is_live = !is_absent(waiter, now);
  told.is_busy = waiter.is_busy();
  told.place = waiter.is_waiting() ? 1 : 0;
}

// The value: whether the other one is there and free.
bool look_at(const Waiter& waiter, const Waiter& other, SteadyTime now, const Rules& rules,
             Explanation& told) {
  ++told.others;
  const bool absent = is_absent(other, now);
  const bool taken = is_taken(other, now);
  if (absent) ++told.absent;
  if (taken) ++told.busy;
  if (waiter.is_waiting() &&
      std::tie(other.since, other.ticket.id) < std::tie(waiter.since, waiter.ticket.id)) {
    ++told.place;
  }
  const auto ripe = ripe_at(waiter, other, rules);
  const bool is_ripe = ripe.at <= now;
  if (!is_ripe) add_held(told.held[static_cast<std::size_t>(ripe.rule)], ripe.at, now);
  if (is_ripe && !absent && !taken) ++told.ready;
  return !absent && !taken;
}

Verdict judge(const Waiter& waiter, const Explanation& told, bool somebody_is_free) {
  if (!waiter.is_waiting()) return Verdict::offered;
  if (told.is_busy) return Verdict::about_to_match;
  if (!told.is_live) return Verdict::not_live;
  if (told.rests > milliseconds{0}) return Verdict::paused_store;
  if (told.ready > 0) return Verdict::about_to_match;
  if (told.others == 0) return Verdict::alone;
  return somebody_is_free ? Verdict::held_apart : Verdict::nobody_live;
}

}  // namespace

Explanation explain(const Pool& pool, model::UserId user, SteadyTime now, const Rules& rules) {
  Explanation told;
  const auto* waiter = pool.find(user);
  if (waiter == nullptr) return told;
  describe_himself(*waiter, now, told);
  bool somebody_is_free = false;
  pool.each_in_line(waiter->ticket, [&](const Waiter& other) {
    if (&other == waiter || !other.is_waiting()) return;
    if (look_at(*waiter, other, now, rules, told)) somebody_is_free = true;
  });
  told.verdict = judge(*waiter, told, somebody_is_free);
  return told;
}

}  // namespace heartlink::match
