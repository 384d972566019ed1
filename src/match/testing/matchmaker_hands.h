// SPDX-License-Identifier: Apache-2.0
// A matchmaker whose store is a script and whose executor the test turns: nothing happens between two tasks
// but what a test puts there. The base of its suites.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "match/matchmaker.h"
#include "store/testing/queue_executor.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::match::testing {

using model::MatchKind;
using model::RoomId;
using model::UserId;
using std::chrono::milliseconds;
using store::MatchStep;

inline constexpr UserId ann{1};
inline constexpr UserId bo{2};

class MatchmakerHands : public ::testing::Test {
 protected:
  MatchmakerHands() {
    store_.committed.before_answer = [this] { steps_.push_back(*store_.committed.asked); };
    store_.companies.before_answer = [this] {
      watched_while_read_ = registry_.is_watched(*store_.companies.asked);
      readings_ += 1;
      if (while_reading_) while_reading_();
    };
    make();
  }

  // The same people, store and clock: the server anew.
  void make(bool aliases = true) {
    matchmaker_.emplace(Matchmaker::Parts{home_, clock_, random_, store_, registry_, metrics_}, rules_,
                        aliases);
  }
  void load() {
    matchmaker_->tick();
    home_.run_ready();
  }
  void pass(milliseconds time) {
    clock_.advance(time);
    matchmaker_->tick();
    home_.run_ready();
  }

  // Asks; the answer is in said_ by the number that is returned, once there is one.
  int create(UserId user, const std::string& number = {}) {
    Wish wish;
    wish.kind = number.empty() ? MatchKind::heart : MatchKind::number;
    wish.user = user;
    wish.number = number;
    registry_.touch(user, clock_);
    const int ask = ++asks_;
    matchmaker_->create(std::move(wish), hears(ask));
    return ask;
  }
  int cancel(UserId user, MatchKind kind = MatchKind::heart) {
    const int ask = ++asks_;
    matchmaker_->cancel(user, kind, hears(ask));
    return ask;
  }
  base::Done<Answer> hears(int ask) {
    return {&home_, [this, ask](const base::Result<Answer>& answer) { said_.emplace(ask, answer); }};
  }
  // The answer to what is asked, when everything has been done; an error is its code.
  std::optional<Answer::What> what(int ask) {
    home_.run_ready();
    const auto found = said_.find(ask);
    if (found == said_.end() || found->second.has_error()) return std::nullopt;
    return found->second->what;
  }
  // When to come back, of such an answer.
  milliseconds retry(int ask) const { return said_.at(ask)->retry; }
  std::optional<Place> place(UserId user) {
    const auto found = std::make_shared<std::optional<Place>>();  // the answer may come when nobody waits
    matchmaker_->place(user, {&home_, [found](const base::Result<Place>& place) {
                                if (place) *found = *place;
                              }});
    home_.run_ready();
    return *found;
  }
  // "waiting", "offered", or nothing.
  std::string state(UserId user) {
    const auto found = place(user);
    return found && found->standing ? std::string{model::word_of(found->standing->state)} : "";
  }
  // Both are offered this room.
  RoomId offer(const std::string& number = {}) {
    load();
    create(ann, number);
    home_.run_ready();
    create(bo, number);
    home_.run_ready();
    EXPECT_EQ(state(ann) + state(bo), "offeredoffered");
    return place(ann)->standing->room;
  }

  static model::Parcel block(UserId by, UserId whom) {
    model::Parcel parcel;
    parcel.blocks.push_back({by, whom, true});
    return parcel;
  }
  static model::Parcel end_of(const RoomId& room, UserId by) {
    model::Parcel parcel;
    auto& entry = parcel.entries.emplace_back();
    entry.room = room;
    entry.kind = model::EntryKind::ended;
    entry.sender = by;
    return parcel;
  }
  void deliver(const model::Parcel& parcel) {
    matchmaker_->deliver(parcel);
    home_.run_ready();
  }
  // Two tickets of the store that are offered this room.
  void the_store_has_an_offer(const RoomId& room) {
    for (const auto user : {ann, bo}) {
      auto& ticket = store_.lived.answer->tickets.emplace_back().ticket;
      ticket.id = {user.value};
      ticket.user = user;
      ticket.partner = user == ann ? bo : ann;
      ticket.state = model::TicketState::offered;
      ticket.room = room;
      ticket.since = ticket.offered_at = clock_.wall();
      ticket.expires_at = {clock_.wall().us + 600'000'000};
    }
    store_.lived.answer->newest = {2};
  }

  store::testing::QueueExecutor home_;
  base::ManualClock clock_;
  base::SeededRandom random_{3};
  base::Metrics metrics_;
  store::testing::ScriptedMatches store_;
  presence::Registry registry_;
  Rules rules_;
  std::optional<Matchmaker> matchmaker_;
  std::vector<MatchStep> steps_;
  bool watched_while_read_ = false;
  int readings_ = 0;
  std::function<void()> while_reading_;

 private:
  int asks_ = 0;
  std::map<int, base::Result<Answer>> said_;
};

}  // namespace heartlink::match::testing
