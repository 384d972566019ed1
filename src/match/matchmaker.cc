// SPDX-License-Identifier: Apache-2.0
// What the machine hears: the store's tickets at the start, who comes and goes, blocks, ended rooms, time.
#include "match/matchmaker.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "base/log.h"

namespace heartlink::match {
namespace {

using base::Result;
using model::UserId;
using std::chrono::microseconds;

// An old page polls, a new one holds a socket; either has everything of somebody ended when his sign-ins are.
bool ends_all(const model::Revocation& revocation) {
  return revocation.only.empty() && revocation.except.empty();
}

bool concerns_matching(const model::Parcel& parcel) {
  return !parcel.blocks.empty() || !parcel.revocations.empty() ||
         std::ranges::any_of(parcel.entries,
                             [](const model::Entry& entry) { return entry.kind == model::EntryKind::ended; });
}

}  // namespace

Matchmaker::Matchmaker(Parts parts, const Rules& rules, bool aliases)
    : parts_(parts),
      rules_(rules),
      aliases_(aliases),
      metrics_(parts.metrics),
      machine_(rules, parts.random) {
  parts_.registry.set_watcher([this](UserId user, const model::RoomId* entered) {
    auto room = entered == nullptr ? std::nullopt : std::optional{*entered};
    on_home([this, user, room = std::move(room)] { on_presence(user, room); });
  });
}

void Matchmaker::on_home(base::Executor::Task task) { parts_.home.post(std::move(task)); }

// ---- What the store has, at start

void Matchmaker::load() {
  loading_ = Loading::asked;
  const base::WallTime since{parts_.clock.wall().us - microseconds{rules_.recent}.count()};
  parts_.store.live(since, {&parts_.home, [this](const auto& live) { on_loaded(live); }});
}

void Matchmaker::on_loaded(const Result<store::LiveTickets>& live) {
  if (!live) {
    base::log::warning("tickets_not_loaded", {{"detail", live.error().detail}});
    loading_ = Loading::no;  // the next tick tries again
    return;
  }
  std::vector<Restored> restored;
  for (const auto& one : live->tickets) {
    parts_.registry.watch(one.ticket.user);
    maybe_idle_.insert(one.ticket.user);  // of those that the machine does not take
    if (one.ticket.state == model::TicketState::offered) add_offered(one.ticket);
    auto known = known_of(one.company);
    auto& ticket = restored.emplace_back();
    ticket.ticket = one.ticket;
    ticket.bars = std::move(known.bars);
    ticket.recents = std::move(known.recents);
  }
  const auto found = restored.size();
  const auto taken =
      machine_.restore(std::move(restored), live->newest, parts_.clock.now(), parts_.clock.wall());
  loading_ = Loading::done;
  if (found > 0) {
    base::log::info("tickets_restored", {{"found", std::to_string(found)}, {"taken", std::to_string(taken)}});
  }
  for (const auto& one : live->tickets) {
    const auto& ticket = one.ticket;
    // Who came back into his room before this was read was not heard.
    const bool is_back = parts_.registry.is_in(ticket.room, ticket.user);
    on_presence(ticket.user, is_back ? std::optional{ticket.room} : std::nullopt);
    if (one.company.muted_until > parts_.clock.wall()) expel(ticket.user);
  }
  pump();
  for (const auto& task : std::exchange(early_, {})) task();
}

Matchmaker::Known Matchmaker::known_of(const store::Company& company) const {
  Known known;
  for (const auto& wall : company.walls) known.bars.push_back({wall.user, wall.by_me, wall.by_him});
  const auto wall = parts_.clock.wall();
  const auto now = parts_.clock.now();
  for (const auto& met : company.met) {
    const microseconds ago{std::max<std::int64_t>(0, wall.us - met.at.us)};
    known.recents.push_back({met.user, now - ago + rules_.recent});
  }
  return known;
}

void Matchmaker::on_presence(UserId user, const std::optional<model::RoomId>& entered) {
  if (loading_ != Loading::done) return;  // asked for when it is
  const auto now = parts_.clock.now();
  const auto attendance = parts_.registry.attendance(user);
  machine_.set_sockets(user, attendance.sockets, now);
  machine_.see(user, attendance.live_until, now);
  if (entered) machine_.confirm(user, *entered, now);
  pump();
}

void Matchmaker::deliver(const model::Parcel& parcel) {
  // From the first try on: what was heard of holds in its order, whichever try succeeds.
  const bool was_tried = loading_ == Loading::asked || !early_.empty();
  if (loading_ != Loading::done) {
    if (was_tried && concerns_matching(parcel)) early_.push_back([this, parcel] { deliver(parcel); });
    return;
  }
  for (const auto& change : parcel.blocks) {
    for (auto& [ask, reading] : readings_) {
      if (reading.wish.user == change.by || reading.wish.user == change.whom)
        reading.blocks.push_back(change);
    }
    on_block(change);
  }
  for (const auto& entry : parcel.entries) {
    if (entry.kind == model::EntryKind::ended) on_ended(entry, parcel.blocks);
  }
  for (const auto& revocation : parcel.revocations) {
    if (ends_all(revocation)) dismiss(revocation.user);
  }
  for (const auto& mute : parcel.mutes) {
    if (mute.until > parts_.clock.wall()) expel(mute.user);
  }
  pump();
}

void Matchmaker::on_block(const model::BlockChanged& change) {
  const auto now = parts_.clock.now();
  change.blocks ? machine_.block(change.by, change.whom, now) : machine_.unblock(change.by, change.whom, now);
}

// By one of the two it is his leaving; with his block of the other, or by anybody else, neither is to blame.
void Matchmaker::on_ended(const model::Entry& entry, const std::vector<model::BlockChanged>& blocks) {
  const auto found = offered_.find(entry.room);
  if (found == offered_.end()) return;
  const auto pair = found->second;
  const auto now = parts_.clock.now();
  const bool by_one = entry.sender == pair.one;
  const auto partner = by_one ? pair.other : pair.one;
  const bool is_block = std::ranges::any_of(blocks, [&entry, partner](const model::BlockChanged& change) {
    return change.blocks && change.by == entry.sender && change.whom == partner;
  });
  if ((by_one || entry.sender == pair.other) && !is_block) {
    machine_.leave(entry.sender, entry.room, now);
    return;
  }
  machine_.end_room(pair.one, entry.room, now);
  machine_.end_room(pair.other, entry.room, now);
}

void Matchmaker::tick() {
  if (loading_ == Loading::no) return load();
  if (loading_ == Loading::asked) return;
  const auto now = parts_.clock.now();
  const auto due = machine_.next_deadline();
  if (due && *due <= now) machine_.tick(now);
  pump();
  for (const auto kind : {model::MatchKind::number, model::MatchKind::heart})
    metrics_.set_waiting(kind, waiting(kind));
}

}  // namespace heartlink::match
