// SPDX-License-Identifier: Apache-2.0
// The matching machine, number match and heart link alike (protocol.md §5, §6): waiting → offered → matched,
// or back to waiting, or cancelled, expired, dropped. It knows no store, no socket and no clock: events come
// in with their time, and steps for the store, answers and news for people go out. One per process, on one
// thread.
//
// How it goes: an event changes a fact (who is there, who confirmed, who wants out), then `decide` looks at
// the ticket's facts and starts at most one step. Until the step's outcome is heard, its tickets are busy:
// facts are still noted, questions wait. A ticket's state changes only when its step is committed, so memory
// never knows more than the store. Nothing is looked for periodically: whoever becomes free, live or ripe is
// decided anew. machine.cc: the events; decide.cc: what comes next; commit.cc: what a step's outcome means.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "match/guess_limit.h"
#include "match/no_shows.h"
#include "match/pool.h"
#include "match/rules.h"
#include "match/step.h"

namespace heartlink::match {

// Every function that takes `now` may start steps, answer and tell news: take them after each call. `now`
// never goes back.
class Machine {
 public:
  // Both outlive it. `random` makes the names of rooms.
  Machine(const Rules& rules, base::Random& random);
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine() = default;

  // At start, before anything else: all live tickets of the store, and the newest id it ever gave a ticket.
  // Nobody is there yet, so absence counts from now, and an offer has its whole time again. What the wall
  // clock did meanwhile can shorten a wait to nothing but never make it longer than rules.lifetime. Beyond
  // rules.tickets, and of two tickets of one person the younger, nothing is taken. The value: how many were.
  std::size_t restore(std::vector<Restored> tickets, model::TicketId newest, base::SteadyTime now,
                      base::WallTime wall);

  // Somebody wants to be matched. Who has a live ticket of this kind and number is told its state. Answers:
  // waiting, matched, already_waiting, limited, paused, busy, unavailable. Whether somebody else waits with
  // the number decides between the first two and nothing else.
  void create(Ask ask, Order order, base::SteadyTime now);

  // The owner wants his ticket closed, whichever it is; of an offered one the other waits again. Answers:
  // cancelled, matched (it was first; a second cancel leaves the offered room), nothing, busy, unavailable
  // (the store takes nothing at present; the cancel holds, and is tried again until it does).
  void cancel(Ask ask, model::UserId user, base::SteadyTime now);

  // An operator removes his ticket, whichever it is; of an offered one the other waits again. What is settled
  // before it is heard stays.
  void remove(model::UserId user, base::SteadyTime now);

  // So many sockets of the person are open now; he asked for something and is live until then. Of people
  // without a ticket nothing is remembered: their order says it.
  void set_sockets(model::UserId user, std::uint32_t count, base::SteadyTime now);
  void see(model::UserId user, base::SteadyTime live_until, base::SteadyTime now);

  // He opened the offered room's socket, or read its messages. Of another room: nothing.
  void confirm(model::UserId user, const model::RoomId& room, base::SteadyTime now);
  // He left the offered room, so his ticket is cancelled; or the room ended by neither of the two.
  void leave(model::UserId user, const model::RoomId& room, base::SteadyTime now);
  void end_room(model::UserId user, const model::RoomId& room, base::SteadyTime now);

  // Committed already. Two who are offered to each other both wait again.
  void block(model::UserId by, model::UserId whom, base::SteadyTime now);
  void unblock(model::UserId by, model::UserId whom, base::SteadyTime now);

  // What became of a step; in any order, once each.
  void done(StepId step, Outcome outcome, base::SteadyTime now);

  // Acts on every deadline that is over. To be called at `next_deadline` or later; nothing: no need.
  void tick(base::SteadyTime now);
  [[nodiscard]] std::optional<base::SteadyTime> next_deadline() const;

  // Of a ticket that the store has; what a step in flight will make of it is not told.
  [[nodiscard]] std::optional<Standing> standing(model::UserId user, base::SteadyTime now) const;
  [[nodiscard]] const Pool& pool() const { return pool_; }

  [[nodiscard]] std::vector<Step> take_steps() { return std::exchange(steps_, {}); }
  [[nodiscard]] std::vector<Answer> take_answers() { return std::exchange(answers_, {}); }
  [[nodiscard]] std::vector<News> take_news() { return std::exchange(news_, {}); }

 private:
  // Events (machine.cc).
  // `taken_back`: his cancel comes behind it, so that nobody is offered him.
  void enter(Ask ask, Order order, bool taken_back, base::SteadyTime now);
  void answer_create(Ask ask, const Order& order, const Waiter& waiter, base::SteadyTime now);
  void answer(Ask ask, Answer::What what, std::chrono::milliseconds retry = {},
              std::optional<Standing> standing = {});
  bool try_wait_for_step(Waiter& waiter, Pending pending);  // else it has been told `busy`
  [[nodiscard]] Waiter* offered_in(model::UserId user, const model::RoomId& room);
  void set_bars(model::UserId by, model::UserId whom, bool blocks, base::SteadyTime now);
  void look_again(Waiter& waiter, const Liveness& before, base::SteadyTime now);

  // What comes next (decide.cc).
  void decide(Waiter& waiter, base::SteadyTime now);
  void decide_waiting(Waiter& waiter, base::SteadyTime now);
  void decide_offered(Waiter& waiter, base::SteadyTime now);
  void plan(Waiter& waiter);
  void set_deadline(Waiter& waiter, base::SteadyTime at);
  void start_enqueue(Waiter& waiter);
  void start_offer(Waiter& waiter, Waiter& other, base::SteadyTime now);
  void start_settle(Waiter& waiter, Waiter& other);
  void start_withdraw(Waiter& waiter, Waiter* other, bool late, base::SteadyTime now);
  void start_close(Waiter& waiter, model::TicketState state, Reason reason);
  void start(Step step);
  [[nodiscard]] model::RoomId new_room(model::MatchKind kind);

  // What an outcome means (commit.cc).
  void commit(const Step& step, base::SteadyTime now);
  void commit_change(const Step& step, const Change& change, base::SteadyTime now);
  void refuse(const Step& step, base::SteadyTime now);
  void rest(const Step& step, base::SteadyTime now);
  void give_up(const Change& change);
  void hear(const Change& change, base::SteadyTime now);
  void answer_failing(Ask ask, const Waiter& waiter, base::SteadyTime now);
  void replay(Pending pending, bool taken_back, const model::Ticket& was, base::SteadyTime now);

  const Rules& rules_;
  base::Random& random_;
  Pool pool_;
  GuessLimit guesses_;
  NoShows no_shows_;
  model::TicketId newest_;
  StepId last_step_;
  std::unordered_map<StepId, Step> in_flight_;
  std::set<std::tuple<base::SteadyTime, model::TicketId, model::UserId>> deadlines_;  // one of each ticket
  std::vector<Step> steps_;
  std::vector<Answer> answers_;
  std::vector<News> news_;
};

// Of a ticket, live or not; `left` is zero.
[[nodiscard]] Standing standing_of(const model::Ticket& ticket);

// Of a live ticket; `left` is counted from `now`.
[[nodiscard]] Standing standing_of(const Waiter& waiter, base::SteadyTime now);

}  // namespace heartlink::match
