// SPDX-License-Identifier: Apache-2.0
#include "match/simulate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/random.h"
#include "match/machine.h"

namespace heartlink::match {
namespace {

using base::SteadyTime;
using model::TicketState;
using std::chrono::milliseconds;

constexpr double minute_ms = 60'000;
constexpr std::size_t burst_minutes = 10;

struct Person {
  SteadyTime arrives;
  std::size_t language = 0;
  bool wishes = false;
  bool is_hard = false;
  bool comes = true;
  TicketState end = TicketState::waiting;
  milliseconds waited{0};
};

std::size_t index_of(model::UserId user) { return static_cast<std::size_t>(user.value - 1); }

class Simulation {
 public:
  Simulation(const Crowd& crowd, const Rules& rules)
      : crowd_(crowd), rules_(rules), random_(crowd.seed), machine_(rules, random_) {
    for (std::size_t n = 1; n <= crowd.languages; ++n) {
      shares_.push_back(1 / std::pow(static_cast<double>(n), crowd.skew));
      shares_sum_ += shares_.back();
    }
    auto at = now_;
    for (std::size_t i = 0; i < crowd.people; ++i) {
      at += pause(at);
      people_.push_back(somebody(at));
    }
  }

  Simulated run() {
    for (std::size_t i = 0; i < people_.size(); ++i) {
      tick_until(people_[i].arrives);
      arrive(i);
    }
    tick_until(never);
    return figures();
  }

 private:
  double chance() {
    constexpr std::uint64_t steps = std::uint64_t{1} << 53U;
    return static_cast<double>(random_.below(steps)) / static_cast<double>(steps);
  }

  bool percent(std::uint32_t of_hundred) { return random_.below(100) < of_hundred; }

  // Exponential, so that arrivals are independent; the first minute of ten is the busy one.
  milliseconds pause(SteadyTime at) {
    const auto minute = std::chrono::duration_cast<std::chrono::minutes>(at.time_since_epoch()).count();
    const double even = crowd_.per_minute * burst_minutes / (burst_minutes - 1 + crowd_.burst);
    const double rate = minute % static_cast<std::int64_t>(burst_minutes) == 0 ? even * crowd_.burst : even;
    return milliseconds{std::llround(-std::log(1 - chance()) * minute_ms / rate)};
  }

  Person somebody(SteadyTime at) {
    Person person;
    person.arrives = at;
    double rest = chance() * shares_sum_;
    while (person.language + 1 < shares_.size() && rest >= shares_[person.language]) {
      rest -= shares_[person.language++];
    }
    person.wishes = percent(crowd_.wish_percent);
    person.is_hard = percent(crowd_.hard_percent);
    person.comes = !percent(crowd_.no_show_percent);
    return person;
  }

  void arrive(std::size_t index) {
    const auto& person = people_[index];
    now_ = person.arrives;
    Order order;
    order.user = model::UserId{static_cast<std::int64_t>(index) + 1};
    order.about.language = "language-" + std::to_string(person.language);
    if (person.wishes) {
      order.wanted.language = order.about.language;
      order.wanted.hard = person.is_hard;
    }
    order.sockets = 1;
    machine_.create(Ask{static_cast<std::int64_t>(index)}, std::move(order), now_);
    go_on();
  }

  void tick_until(SteadyTime end) {
    while (const auto next = machine_.next_deadline()) {
      if (*next > end) return;
      now_ = std::max(now_, *next);
      machine_.tick(now_);
      go_on();
    }
  }

  // Everything is committed at once, and who comes comes at once.
  void go_on() {
    for (auto steps = machine_.take_steps(); !steps.empty(); steps = machine_.take_steps()) {
      for (const auto& step : steps) {
        look_at(step);
        machine_.done(step.id, Outcome::committed, now_);
        if (step.what != Step::What::offer) continue;
        for (const auto& change : step.changes) {
          if (people_[index_of(change.after.user)].comes)
            machine_.confirm(change.after.user, step.room, now_);
        }
      }
    }
    for (const auto& news : machine_.take_news()) {
      if (model::is_live(news.standing.state)) continue;
      auto& person = people_[index_of(news.user)];
      person.end = news.standing.state;
      person.waited = std::chrono::duration_cast<milliseconds>(now_ - person.arrives);
    }
    machine_.take_answers().clear();
  }

  // While the step is in flight its tickets still stand in their line.
  void look_at(const Step& step) {
    const auto* first = machine_.pool().find(step.changes[0].after.user);
    if (step.what == Step::What::close && step.changes[0].reason == Reason::expired) {
      if (older_one_for(*first, never) != nullptr) ++result_.expired_beside_compatible;
    }
    if (step.what != Step::What::offer) return;
    const auto* second = machine_.pool().find(step.changes[1].after.user);
    // One of the two looked for the other, and must have taken the oldest.
    const auto gap = std::min(passed_over(*first, *second), passed_over(*second, *first));
    result_.passed_over = std::max(result_.passed_over, gap);
  }

  milliseconds passed_over(const Waiter& seeker, const Waiter& chosen) {
    const auto* older = older_one_for(seeker, chosen.since);
    if (older == nullptr) return milliseconds{0};
    return std::chrono::duration_cast<milliseconds>(chosen.since - older->since);
  }

  const Waiter* older_one_for(const Waiter& seeker, SteadyTime than) {
    const Waiter* found = nullptr;
    machine_.pool().each_in_line(seeker.ticket, [&](const Waiter& other) {
      if (found != nullptr || other.since >= than || !other.is_waiting() || other.is_busy()) return;
      if (ripe_at(seeker, other, rules_).at <= now_) found = &other;
    });
    return found;
  }

  Simulated figures() {
    result_.all = waits_of([](const Person&) { return true; });
    for (std::size_t language = 0; language < crowd_.languages; ++language) {
      result_.by_language.push_back(
          waits_of([language](const Person& person) { return person.language == language; }));
    }
    return result_;
  }

  template <class Belongs>
  Waits waits_of(Belongs belongs) const {
    Waits waits;
    std::vector<milliseconds> times;
    for (const auto& person : people_) {
      if (!belongs(person)) continue;
      ++waits.people;
      if (person.end == TicketState::matched) times.push_back(person.waited);
      if (person.end == TicketState::expired) ++waits.expired;
      if (person.end == TicketState::dropped) ++waits.no_shows;
    }
    std::sort(times.begin(), times.end());
    waits.matched = times.size();
    const auto at = [&](std::size_t percent) {
      return times.empty() ? milliseconds{0} : times[(times.size() - 1) * percent / 100];
    };
    waits.half = at(50);
    waits.nine_tenths = at(90);
    waits.all_but_one_percent = at(99);
    waits.longest = at(100);
    return waits;
  }

  const Crowd& crowd_;
  const Rules& rules_;
  base::SeededRandom random_;
  Machine machine_;
  std::vector<double> shares_;
  double shares_sum_ = 0;
  SteadyTime now_{std::chrono::hours{1}};
  std::vector<Person> people_;
  Simulated result_;
};

}  // namespace

Simulated simulate(const Crowd& crowd, const Rules& rules) { return Simulation{crowd, rules}.run(); }

}  // namespace heartlink::match
