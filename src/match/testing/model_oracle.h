// SPDX-License-Identifier: Apache-2.0
// Whoever checks the machine without knowing how it works: by brute force over a few people, from what was
// asked, what was committed and what time it is. It has its own, slower and plainer, version of every rule.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "match/machine.h"
#include "match/testing/model_store.h"

namespace heartlink::match::testing {

// How often each thing happened; the test wants all of them often.
struct Happened {
  std::uint64_t runs = 0, events = 0, offers = 0, matches = 0, no_shows = 0, survivors_back = 0;
  std::uint64_t cancels_against_matches = 0, cancel_won = 0, match_won = 0;
  std::uint64_t cancels_told_to_come_back = 0;
  std::uint64_t expired = 0, absent = 0, restarts = 0, restarts_while_offered = 0;
  std::uint64_t conflicts = 0, failures = 0, limited = 0, paused = 0, blocks_while_offered = 0,
                wall_jumps = 0;

  [[nodiscard]] std::string text() const;
};

class Oracle {
 public:
  Oracle(const Rules& rules, std::size_t people, ModelStore& store, Happened& happened)
      : rules_(rules), people_(people), store_(store), happened_(happened) {
    for (auto& row : refused_) row.fill(always);
    for (auto& row : recents) row.fill(always);
  }

  // What the world does, told before the machine hears of it.
  void on_create(Ask ask, const Order& order);
  void on_cancel(Ask ask, Person person, bool match_in_flight);
  void on_confirm(Person person, const model::RoomId& room);
  void on_leave(Person person, const model::RoomId& room);
  void on_end_room(Person person, const model::RoomId& room);
  void on_restart(base::SteadyTime now, base::WallTime wall);

  struct Presence {
    std::uint32_t sockets = 0;
    base::SteadyTime live_until = always;
    base::SteadyTime left_at = always;
  };
  PerPerson<Presence> presence;
  PerPair<int> unheard{};                  // blocks and unblocks of the pair on their way to the machine
  PerPair<base::SteadyTime> recents{};     // until when

  // What the machine does: the outcome it hears, then of all that it says the answers to cancels, the steps,
  // the other answers, the news.
  void on_step(const Step& step, base::SteadyTime now);
  void on_done(const Step& step, Outcome outcome, base::SteadyTime now);
  // Two people share an address each.
  [[nodiscard]] static std::size_t network_of(Person person) { return person % 2; }

  void on_cancel_answer(const Answer& answer);
  void on_create_answer(const Answer& answer, base::SteadyTime now);
  void on_news(const News& news);

  // After every event. The first broken promise, or nothing.
  [[nodiscard]] const std::string& check(const Machine& machine, base::SteadyTime now);
  // Nothing is in flight any more: whoever asked has his answer.
  [[nodiscard]] const std::string& check_end();

  [[nodiscard]] bool is_busy(Person person) const { return seats_[person].busy; }
  [[nodiscard]] bool match_in_flight(Person person) const { return seats_[person].match_in_flight; }

 private:
  struct Seat {
    std::optional<model::Ticket> known;  // what the machine has been told of the store
    model::TicketId seen;  // the newest ticket that a step was about
    base::SteadyTime since, expires, offered_since, confirm_by, rests_until = always;
    std::uint32_t failures = 0;
    bool busy = false, match_in_flight = false, confirmed = false, left = false, ended = false;
    Ask held_cancel;  // the first that was told to come back; it holds all the same
    base::SteadyTime withdrawn_at;
    std::vector<base::SteadyTime> no_shows;
    base::SteadyTime paused_until = always;
  };
  struct Asked {
    Ask ask;
    Person person = 0;
    bool is_cancel = false;
    model::MatchKind kind = model::MatchKind::heart;
    std::string number;
    model::TicketId ticket;  // of a cancel: what it was about
    bool behind_wish = false;  // or about what came of an older question, if that was a new ticket
    bool against_match = false;
  };
  struct Guesses {
    Guesses() = default;

    std::vector<std::pair<std::string, base::SteadyTime>> tried;
  };

  void fail(std::string what);
  [[nodiscard]] bool is_live(Person person, base::SteadyTime now) const;
  [[nodiscard]] base::SteadyTime absent_from(Person person) const;
  [[nodiscard]] bool is_open(Person person, base::SteadyTime now) const;
  [[nodiscard]] bool suits(const model::Ticket& a, const model::Ticket& b, base::SteadyTime now) const;
  [[nodiscard]] bool is_refused(Person a, Person b, base::SteadyTime now) const;
  [[nodiscard]] bool must_meet(Person a, Person b, base::SteadyTime now) const;
  [[nodiscard]] bool wants_out(Person person) const;
  [[nodiscard]] std::optional<model::TicketState> end_of(model::TicketId ticket) const;
  [[nodiscard]] std::optional<Asked> take_asked(Ask ask);
  // Whether he waits for the answer to something that he asked before this.
  [[nodiscard]] bool has_older(const Asked& than, bool is_cancel) const;
  [[nodiscard]] bool may_guess(const Guesses& guesses, const std::string& number, base::SteadyTime now) const;
  void check_new(const Change& change, base::SteadyTime now);
  void check_offer(const Step& step, base::SteadyTime now);
  void check_withdraw(const Step& step, base::SteadyTime now);
  void check_close(const Change& change, base::SteadyTime now);
  void check_seat(const Machine& machine, Person person, base::SteadyTime now);
  void check_store();
  void on_committed(const Step& step, const Change& change, base::SteadyTime now);
  void on_create_answered(const Asked& asked, const Answer& answer, base::SteadyTime now);
  void on_cancel_answered(const Asked& asked, const Answer& answer);

  const Rules& rules_;
  std::size_t people_;
  ModelStore& store_;
  Happened& happened_;
  PerPerson<Seat> seats_;
  PerPair<base::SteadyTime> refused_{};
  std::vector<Asked> open_asks_;
  PerPerson<int> open_cancels_{};
  std::vector<Asked> taken_back_;  // the cancels that were told in this very call that they won
  std::vector<std::optional<model::TicketState>> over_;  // by ticket id: what became of it
  PerPerson<Guesses> guesses_;  // by person
  PerPerson<Guesses> network_guesses_;  // by network_of(person)
  std::vector<std::pair<Person, model::TicketState>> news_due_;
  PerPerson<bool> just_freed_{};  // in this very call, so that older choices did not see them
  std::string fault_;
};

}  // namespace heartlink::match::testing
