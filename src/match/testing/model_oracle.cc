// SPDX-License-Identifier: Apache-2.0
#include "match/testing/model_oracle.h"

#include <algorithm>

namespace heartlink::match::testing {
namespace {

using base::SteadyTime;
using model::MatchKind;
using model::TicketState;
using std::chrono::microseconds;
using std::chrono::milliseconds;

bool wish_holds(const model::Ticket& who, const model::Ticket& whom) {
  const auto& wanted = who.wanted;
  if (!wanted.language.empty() && wanted.language != whom.about.language) return false;
  if (wanted.tags.empty()) return true;
  for (const auto& tag : wanted.tags) {
    for (const auto& has : whom.about.tags) {
      if (tag == has) return true;
    }
  }
  return false;
}

}  // namespace

std::string Happened::text() const {
  const std::pair<const char*, std::uint64_t> rows[] = {
      {"interleavings", runs},
      {"events", events},
      {"offers", offers},
      {"matches", matches},
      {"no-shows", no_shows},
      {"survivors back", survivors_back},
      {"cancels against a match", cancels_against_matches},
      {"  the cancel won", cancel_won},
      {"  the match won", match_won},
      {"cancels told to come back", cancels_told_to_come_back},
      {"expired", expired},
      {"dropped, absent", absent},
      {"restarts", restarts},
      {"restarts while offered", restarts_while_offered},
      {"blocked while offered", blocks_while_offered},
      {"store conflicts", conflicts},
      {"store failures", failures},
      {"guesses limited", limited},
      {"paused for no-shows", paused},
      {"wall clock jumps", wall_jumps},
  };
  std::string text;
  for (const auto& [name, count] : rows) {
    std::string line = name;
    line.resize(26, ' ');
    text += line + std::to_string(count) + "\n";
  }
  return text;
}

void Oracle::fail(std::string what) {
  if (fault_.empty()) fault_ = std::move(what);
}

void Oracle::on_create(Ask ask, const Order& order) {
  Asked asked;
  asked.ask = ask;
  asked.person = person_of(order.user);
  asked.kind = order.kind;
  asked.number = order.number;
  open_asks_.push_back(std::move(asked));
}

void Oracle::on_cancel(Ask ask, Person person, bool match_in_flight) {
  Asked asked;
  asked.ask = ask;
  asked.person = person;
  asked.is_cancel = true;
  asked.against_match = match_in_flight;
  if (seats_[person].known) asked.ticket = seats_[person].known->id;
  asked.behind_wish = has_older(asked, false);
  open_asks_.push_back(std::move(asked));
  open_cancels_[person] += 1;
}

std::optional<Oracle::Asked> Oracle::take_asked(Ask ask) {
  const auto found = std::find_if(open_asks_.begin(), open_asks_.end(),
                                  [&](const Asked& asked) { return asked.ask == ask; });
  if (found == open_asks_.end()) return std::nullopt;
  std::optional<Asked> asked = std::move(*found);
  open_asks_.erase(found);
  return asked;
}

bool Oracle::has_older(const Asked& than, bool is_cancel) const {
  return std::any_of(open_asks_.begin(), open_asks_.end(), [&](const Asked& asked) {
    return asked.person == than.person && asked.is_cancel == is_cancel && asked.ask < than.ask;
  });
}

std::optional<TicketState> Oracle::end_of(model::TicketId ticket) const {
  const auto place = static_cast<std::size_t>(ticket.value);
  return place < over_.size() ? over_[place] : std::nullopt;
}

void Oracle::on_confirm(Person person, const model::RoomId& room) {
  auto& seat = seats_[person];
  if (seat.known && seat.known->state == TicketState::offered && seat.known->room == room)
    seat.confirmed = true;
}

void Oracle::on_leave(Person person, const model::RoomId& room) {
  auto& seat = seats_[person];
  if (seat.known && seat.known->state == TicketState::offered && seat.known->room == room) seat.left = true;
}

void Oracle::on_end_room(Person person, const model::RoomId& room) {
  auto& seat = seats_[person];
  if (seat.known && seat.known->state == TicketState::offered && seat.known->room == room) seat.ended = true;
}

void Oracle::on_restart(SteadyTime now, base::WallTime wall) {
  const microseconds lifetime = rules_.lifetime;
  open_asks_.clear();
  open_cancels_ = {};
  guesses_ = {};
  network_guesses_ = {};
  news_due_.clear();
  unheard = {};
  for (auto& row : refused_) row.fill(always);
  for (Person person = 0; person < people_; ++person) {
    const auto before = seats_[person];
    auto& seat = seats_[person] = Seat{};
    presence[person] = Presence{0, always, now};
    seat.known = store_.live[person];
    if (!seat.known) continue;
    seat.seen = seat.known->id;
    const auto& ticket = *seat.known;
    const bool offered = ticket.state == TicketState::offered;
    const microseconds by_wall{ticket.expires_at.us - wall.us};
    const auto by_steady = std::chrono::duration_cast<microseconds>(before.expires - before.offered_since);
    seat.expires = now + std::clamp(offered ? by_steady : by_wall, microseconds{0}, lifetime);
    seat.since = now - std::clamp(microseconds{wall.us - ticket.since.us}, microseconds{0}, lifetime);
    seat.offered_since = now;
    seat.confirm_by = now + rules_.confirm_within;
  }
}

bool Oracle::is_live(Person person, SteadyTime now) const {
  return presence[person].sockets > 0 || now < presence[person].live_until;
}

SteadyTime Oracle::absent_from(Person person) const {
  const auto& there = presence[person];
  return there.sockets > 0 ? never : std::max(there.left_at, there.live_until);
}

bool Oracle::wants_out(Person person) const {
  return seats_[person].left || seats_[person].held_cancel.value != 0 || open_cancels_[person] > 0;
}

bool Oracle::is_open(Person person, SteadyTime now) const {
  const auto& seat = seats_[person];
  return seat.known && seat.known->state == TicketState::waiting && !seat.busy && seat.rests_until <= now &&
         is_live(person, now) && !wants_out(person);
}

// By the tickets alone.
bool Oracle::suits(const model::Ticket& a, const model::Ticket& b, SteadyTime now) const {
  if (a.user == b.user || a.kind != b.kind) return false;
  if (a.kind == MatchKind::number) return a.number == b.number;
  const auto accepts = [&](const model::Ticket& who, const model::Ticket& whom) {
    const bool patient = now < seats_[person_of(who.user)].since + rules_.soft_wait;
    return wish_holds(who, whom) || (!who.wanted.hard && !patient);
  };
  return accepts(a, b) && accepts(b, a);
}

bool Oracle::is_refused(Person a, Person b, SteadyTime now) const {
  return refused_[a][b] > now || refused_[b][a] > now;
}

bool Oracle::must_meet(Person a, Person b, SteadyTime now) const {
  if (a == b || !is_open(a, now) || !is_open(b, now)) return false;
  if (unheard[a][b] != 0 || store_.is_blocked(a, b) || is_refused(a, b, now)) return false;
  const auto& one = *seats_[a].known;
  if (one.kind == MatchKind::heart && recents[a][b] > now &&
      now < std::max(seats_[a].since, seats_[b].since) + rules_.recent_wait) {
    return false;
  }
  return suits(one, *seats_[b].known, now);
}

bool Oracle::may_guess(const Guesses& guesses, const std::string& number, SteadyTime now) const {
  std::size_t others = 0;
  for (const auto& [tried, at] : guesses.tried) {
    if (at + rules_.guess_window <= now) continue;
    if (tried == number) return true;
    ++others;
  }
  return others < rules_.guesses;
}

void Oracle::on_step(const Step& step, SteadyTime now) {
  for (const auto& change : step.changes) {
    auto& seat = seats_[person_of(change.after.user)];
    if (seat.busy) fail("two steps at once are about one ticket");
    if (change.is_new) {
      check_new(change, now);
    } else if (!seat.known || seat.known->id != change.after.id || seat.known->state != change.before) {
      fail("a step is about a ticket that the store does not have like this");
    }
  }
  switch (step.what) {
    case Step::What::enqueue:
      break;
    case Step::What::offer:
      check_offer(step, now);
      break;
    case Step::What::settle:
      for (const auto& change : step.changes) {
        const auto person = person_of(change.after.user);
        if (!seats_[person].confirmed || wants_out(person)) fail("somebody is matched who did not come");
      }
      break;
    case Step::What::withdraw:
      check_withdraw(step, now);
      break;
    case Step::What::close:
      check_close(step.changes[0], now);
      break;
  }
  for (const auto& change : step.changes) {
    auto& seat = seats_[person_of(change.after.user)];
    seat.busy = true;
    seat.withdrawn_at = now;
    seat.match_in_flight = step.what == Step::What::offer || step.what == Step::What::settle;
    if (step.what != Step::What::offer) continue;
    seat.offered_since = now;
    seat.confirmed = seat.left = seat.ended = false;
  }
}

void Oracle::on_done(const Step& step, Outcome outcome, SteadyTime now) {
  if (!store_.fault.empty()) fail(store_.fault);
  for (const auto& change : step.changes) {
    const auto person = person_of(change.after.user);
    auto& seat = seats_[person];
    seat.busy = seat.match_in_flight = false;
    just_freed_[person] = true;
    if (outcome == Outcome::committed) {
      on_committed(step, change, now);
    } else if (outcome == Outcome::conflict && step.what == Step::What::offer) {
      refused_[person][person_of(change.after.partner)] = now + rules_.refused_rest;
    } else if (outcome == Outcome::conflict) {
      if (step.what != Step::What::settle) fail("only pairs can be refused");
      seat.ended = true;
    } else if (seat.known) {
      seat.failures += 1;
      const auto rest = rules_.first_rest * (std::int64_t{1} << std::min(seat.failures - 1, 20U));
      seat.rests_until = now + std::min(rest, rules_.longest_rest);
    }
  }
  if (outcome == Outcome::failed) ++happened_.failures;
  if (outcome == Outcome::conflict) ++happened_.conflicts;
  if (outcome != Outcome::committed) return;
  if (step.what == Step::What::offer) ++happened_.offers;
  if (step.what == Step::What::settle) {
    ++happened_.matches;
    const auto a = person_of(step.changes[0].after.user);
    const auto b = person_of(step.changes[1].after.user);
    recents[a][b] = recents[b][a] = now + rules_.recent;
  }
}

void Oracle::on_committed(const Step& step, const Change& change, SteadyTime now) {
  const auto person = person_of(change.after.user);
  auto& seat = seats_[person];
  const auto state = change.after.state;
  seat.failures = 0;
  seat.rests_until = always;
  seat.known = change.after;
  if (step.what != Step::What::enqueue) news_due_.emplace_back(person, state);
  if (step.what == Step::What::offer) seat.confirm_by = now + rules_.confirm_within;
  if (state == TicketState::waiting && step.what == Step::What::withdraw) {
    seat.expires += seat.withdrawn_at - seat.offered_since;
    ++happened_.survivors_back;
  }
  if (step.what == Step::What::withdraw) seat.confirmed = seat.ended = false;
  if (change.reason == Reason::no_show) {
    ++happened_.no_shows;
    std::erase_if(seat.no_shows, [&](SteadyTime at) { return at + rules_.no_show_window <= now; });
    seat.no_shows.push_back(now);
    if (seat.no_shows.size() >= rules_.no_shows) {
      seat.no_shows.clear();
      seat.paused_until = now + rules_.no_show_pause;
    }
  }
  if (state == TicketState::expired) ++happened_.expired;
  if (change.reason == Reason::absent) ++happened_.absent;
  if (model::is_live(state)) return;
  const auto place = static_cast<std::size_t>(change.after.id.value);
  if (over_.size() <= place) over_.resize(place + 1);
  over_[place] = state;
  seat.known.reset();
  seat.left = false;
  seat.held_cancel = {};
  refused_[person].fill(always);
}

void Oracle::on_news(const News& news) {
  const auto due =
      std::find(news_due_.begin(), news_due_.end(), std::pair{person_of(news.user), news.standing.state});
  if (due == news_due_.end()) return fail("news of what did not happen");
  news_due_.erase(due);
}

void Oracle::on_cancel_answer(const Answer& answer) {
  const auto is_it = [&](const Asked& asked) { return asked.ask == answer.ask; };
  const auto found = std::find_if(open_asks_.begin(), open_asks_.end(), is_it);
  if (found == open_asks_.end()) return fail("an answer to nothing, or a second one");
  if (!found->is_cancel) return;
  const auto asked = *take_asked(answer.ask);
  open_cancels_[asked.person] -= 1;
  on_cancel_answered(asked, answer);
}

void Oracle::on_create_answer(const Answer& answer, SteadyTime now) {
  if (const auto asked = take_asked(answer.ask)) on_create_answered(*asked, answer, now);
}

void Oracle::on_create_answered(const Asked& asked, const Answer& answer, SteadyTime now) {
  const auto& seat = seats_[asked.person];
  const bool same = seat.known && seat.known->kind == asked.kind && seat.known->number == asked.number;
  const bool is_held = seat.held_cancel.value != 0 && seat.held_cancel < asked.ask;
  if (answer.standing && (is_held || has_older(asked, true)))
    fail("a wish is told of a ticket that he has taken back");
  switch (answer.what) {
    case Answer::What::waiting:
    case Answer::What::matched: {
      const auto state = answer.what == Answer::What::waiting ? TicketState::waiting : TicketState::offered;
      if (!same || seat.known->state != state) fail("create is told what the store does not have");
      break;
    }
    case Answer::What::already_waiting:
      if (!seat.known || same) fail("create is told of another ticket that is not there");
      break;
    case Answer::What::limited:
      ++happened_.limited;
      if (asked.kind != MatchKind::number ||
          (may_guess(guesses_[asked.person], asked.number, now) &&
           may_guess(network_guesses_[network_of(asked.person)], asked.number, now))) {
        fail("a guess is refused for what others do");
      }
      break;
    case Answer::What::paused:
      ++happened_.paused;
      if (seat.paused_until <= now) fail("somebody pauses without a reason");
      break;
    case Answer::What::busy:
    case Answer::What::unavailable:
      if (answer.retry <= milliseconds{0}) fail("come back when?");
      break;
    case Answer::What::cancelled:
    case Answer::What::nothing:
      fail("create is answered as if it were a cancel");
      break;
  }
}

void Oracle::on_cancel_answered(const Asked& asked, const Answer& answer) {
  const auto& known = seats_[asked.person].known;
  const auto end = end_of(asked.ticket);
  const bool may_be_newer = asked.behind_wish && end;
  if (asked.against_match) {
    ++happened_.cancels_against_matches;
    ++(answer.what == Answer::What::matched ? happened_.match_won : happened_.cancel_won);
  }
  switch (answer.what) {
    case Answer::What::cancelled:
      taken_back_.push_back(asked);
      if (known) fail("a cancel is told that it won, and there is a ticket");
      if (!may_be_newer && asked.ticket.value != 0 && (!end || *end == TicketState::matched)) {
        fail("a cancel is told that it won, and did not");
      }
      break;
    case Answer::What::matched:
      if (may_be_newer && known && known->state == TicketState::offered) break;
      if (end ? *end != TicketState::matched : !known || known->state != TicketState::offered) {
        fail("a cancel is told of a match that is none");
      }
      break;
    case Answer::What::nothing:
      if (asked.ticket.value != 0 && !may_be_newer) fail("a cancel did not find the ticket");
      break;
    case Answer::What::busy:
      break;
    case Answer::What::unavailable:
      ++happened_.cancels_told_to_come_back;
      if (seats_[asked.person].failures < rules_.failures_told)
        fail("a cancel is told too early to come back");
      if (seats_[asked.person].held_cancel.value == 0) seats_[asked.person].held_cancel = asked.ask;
      break;
    default:
      fail("a cancel is answered as if it were a create");
  }
}

}  // namespace heartlink::match::testing
