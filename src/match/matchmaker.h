// SPDX-License-Identifier: Apache-2.0
// The matching machine at work: it gives the machine its events (orders, presence, blocks, ended rooms, time)
// and carries out what comes of them (steps to the store, answers to whoever asked). One per process; the
// machine lives on the home executor, questions may come from every thread. matchmaker.cc: what it hears;
// matchmaker_questions.cc: what it is asked; matchmaker_steps.cc: what comes of it.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "base/random.h"
#include "match/explain.h"
#include "match/machine.h"
#include "match/match_metrics.h"
#include "model/act.h"
#include "model/parcel.h"
#include "presence/registry.h"
#include "store/match_store.h"

namespace heartlink::match {

// Somebody wants to be matched. The edge has checked everything in it.
struct Wish {
  Wish() = default;

  model::MatchKind kind = model::MatchKind::heart;
  model::UserId user;
  std::string number;  // four ASCII digits; empty for heart link
  std::string network;  // of the address he asks from: IPv4, or an IPv6 /64
  model::About about;
  model::Wanted wanted;
};

// How somebody stands, and how many there are.
struct Place {
  Place() = default;

  std::optional<Standing> standing;  // of a live ticket
  std::size_t waiting = 0;  // heart link tickets that are not offered, his own among them
};

// How many tickets there are, and the longest wait among those that are not offered.
struct Counts {
  struct OfKind {
    std::size_t waiting = 0;
    std::size_t offered = 0;
    std::chrono::milliseconds longest{0};
  };
  std::array<OfKind, 2> kinds;  // by MatchKind
};

class Matchmaker {
 public:
  struct Parts {
    base::Executor& home;
    const base::Clock& clock;
    base::Random& random;
    store::MatchStore& store;
    presence::Registry& registry;
    base::Metrics& metrics;
  };

  // With `aliases` two who meet by heart link are hidden from each other. Sets the registry's watcher.
  Matchmaker(Parts parts, const Rules& rules, bool aliases);
  Matchmaker(const Matchmaker&) = delete;
  Matchmaker& operator=(const Matchmaker&) = delete;

  // From every thread. The answers are those of Machine::create and Machine::cancel; a cancel closes a ticket
  // of this kind only. Errors: busy (too many ask before the store's tickets are here), and of create
  // whatever kept the store from saying whom he should not meet.
  void create(Wish wish, base::Done<Answer> done);
  void cancel(model::UserId user, model::MatchKind kind, base::Done<Answer> done);
  void place(model::UserId user, base::Done<Place> done);
  // An old page read the room's messages, which opens it. Costs nothing for who has no ticket.
  void read_room(model::UserId user, const model::RoomId& room);

  // For an operator. From every thread. `remove` answers when the ticket is dropped for good; `act` is kept
  // in the same transaction. Errors: ticket_not_found (it is not live, or came to another end first), busy.
  void remove(model::TicketId ticket, model::Act act, base::Done<bool> done);
  void counts(base::Done<Counts> done);
  void explain(model::UserId user, base::Done<Explanation> done);

  // On the home executor. What the store has is loaded by the first tick or question, which waits for it.
  void tick();
  void deliver(const model::Parcel& parcel);

 private:
  struct Question {
    model::UserId user;
    base::Done<Answer> done;
  };
  // An order whose owner's company is being read, and what came meanwhile.
  struct Reading {
    Wish wish;
    std::vector<model::BlockChanged> blocks;
    std::vector<base::Executor::Task> cancels;  // at most Rules::asks_per_ticket
  };
  // An operator waits for the end of a ticket.
  struct Removal {
    model::UserId user;
    model::TicketId ticket;
    model::Act act;
    base::Done<bool> done;
    bool is_written = false;  // with a step that is on its way
  };
  // Whom somebody should not meet, as the machine takes it.
  struct Known {
    std::vector<Bar> bars;
    std::vector<Until> recents;
  };
  struct Pair {
    model::UserId one;
    model::UserId other;
    model::MatchKind kind;
  };

  void on_home(base::Executor::Task task);
  template <class T, class Task>
  void ask_here(base::Done<T> done, Task task);
  void load();
  void on_loaded(const base::Result<store::LiveTickets>& live);
  void enter(Wish wish, base::Done<Answer> done);
  void on_company(Ask ask, const base::Result<store::Company>& company);
  void cancel_here(model::UserId user, model::MatchKind kind, base::Done<Answer> done);
  // His ticket goes, whichever it is, or is going to be.
  void dismiss(model::UserId user);
  // The same by an operator: he is told.
  void expel(model::UserId user);
  void remove_here(model::TicketId ticket, model::Act act, const base::Done<bool>& done);
  void on_over(const News& news);
  [[nodiscard]] std::chrono::milliseconds left_of(base::WallTime until) const;
  [[nodiscard]] Reading* reading_of(model::UserId user);
  void on_presence(model::UserId user, const std::optional<model::RoomId>& entered);
  void on_block(const model::BlockChanged& change);
  void on_ended(const model::Entry& entry, const std::vector<model::BlockChanged>& blocks);
  void pump();
  void submit(const Step& step);
  void on_done(const Step& step, Outcome outcome);
  void note_offered(const Step& step);
  void add_offered(const model::Ticket& ticket);
  void unwatch_idle();
  [[nodiscard]] Ask next_ask(model::UserId user, base::Done<Answer> done);
  [[nodiscard]] Known known_of(const store::Company& company) const;
  // Tickets of this kind that are not offered.
  [[nodiscard]] std::size_t waiting(model::MatchKind kind) const;

  Parts parts_;
  const Rules& rules_;
  bool aliases_;
  MatchMetrics metrics_;
  Machine machine_;
  enum class Loading : std::uint8_t { no, asked, done } loading_ = Loading::no;
  std::vector<base::Executor::Task> early_;  // what came before the store's tickets were here
  Ask last_ask_{};
  std::unordered_map<Ask, Question> questions_;
  std::unordered_map<Ask, Reading> readings_;
  std::vector<Removal> removals_;  // at most removals_max
  std::unordered_map<model::RoomId, Pair> offered_;
  std::array<std::size_t, 2> offered_tickets_{};  // by kind
  std::unordered_set<model::UserId> maybe_idle_;
};

}  // namespace heartlink::match
