// SPDX-License-Identifier: Apache-2.0
#include "match/testing/model_world.h"

#include <algorithm>
#include <utility>

namespace heartlink::match::testing {
namespace {

using model::MatchKind;
using model::TicketState;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds live_after_request{15};

// The house's times; bounds small enough to be met by a few people in a short run.
Rules rules_of_model(std::uint64_t seed) {
  Rules rules;
  rules.guesses = seed % 3 == 0 ? 1 : 2;
  rules.no_shows = seed % 4 == 0 ? 1 : 2;
  rules.asks_per_ticket = 4;
  rules.failures_told = seed % 5 == 0 ? 1 : 2;
  return rules;
}

}  // namespace

World::World(std::uint64_t seed, Happened& happened)
    : dice_(seed),
      happened_(happened),
      people_(3 + dice_.below(4)),
      rules_(rules_of_model(seed)),
      random_(seed),
      oracle_(rules_, people_, store_, happened),
      machine_(std::make_unique<Machine>(rules_, random_)) {
  const bool plain = dice_.percent(60);
  for (Person person = 0; person < people_; ++person) {
    oracle_.presence[person].sockets = dice_.percent(75) ? 1 : 0;
    if (plain) continue;
    about_[person].language = dice_.percent(50) ? "zh" : "en";
    about_[person].tags = {dice_.percent(50) ? "music" : "games"};
    if (dice_.percent(30)) wanted_[person].language = dice_.percent(50) ? "zh" : "en";
    if (dice_.percent(30)) wanted_[person].tags = {dice_.percent(50) ? "music" : "games"};
    wanted_[person].hard = dice_.percent(40);
    const auto other = anybody();
    if (other == person || !dice_.percent(30)) continue;
    oracle_.recents[person][other] = oracle_.recents[other][person] =
        clock_.now() + (dice_.percent(80) ? seconds{80'000} : seconds{40});
  }
}

std::string World::run(std::size_t events) {
  for (std::size_t i = 0; i < events && fault_.empty(); ++i) event();
  if (fault_.empty()) settle_all();
  ++happened_.runs;
  return fault_;
}

void World::event() {
  ++happened_.events;
  const auto choice = dice_.below(1'000);
  const auto person = anybody();
  if (choice < 210) return create(person);
  if (choice < 265) return cancel(person);
  if (choice < 300) return come_or_go(person);
  if (choice < 470) return confirm(person);
  if (choice < 480) return leave(person);
  if (choice < 485) return end_room(person);
  if (choice < 515) return block(person, anybody());
  if (choice < 535) return hear_block();
  if (choice < 835) return move_store();
  if (choice < 975) return pass_time();
  if (choice < 990) return restart();
  clock_.jump_wall(seconds{static_cast<std::int64_t>(dice_.below(14'400)) - 7'200});
  ++happened_.wall_jumps;
}

// A request shows that its owner is there; an old page without a socket polls.
void World::create(Person person) {
  auto& there = oracle_.presence[person];
  there.live_until = std::max(there.live_until, clock_.now() + live_after_request);
  machine_->see(user_of(person), there.live_until, clock_.now());
  look();
  Order order;
  order.kind = dice_.percent(70) ? MatchKind::heart : MatchKind::number;
  order.user = user_of(person);
  if (order.kind == MatchKind::number) {
    const auto number = dice_.percent(75) ? dice_.below(2) : dice_.below(6);
    order.number = "000" + std::to_string(number);
  }
  order.network = person % 2 == 0 ? "192.0.2.1" : "192.0.2.2";
  order.about = about_[person];
  order.wanted = wanted_[person];
  order.bars = bars_of(person);
  order.recents = recents_of(person);
  order.sockets = there.sockets;
  order.live_until = there.live_until;
  order.asked_at = clock_.wall();
  last_ask_.value += 1;
  oracle_.on_create(last_ask_, order);
  machine_->create(last_ask_, std::move(order), clock_.now());
  look();
}

// Often somebody who is about to be matched.
void World::cancel(Person person) {
  if (dice_.percent(40)) {
    for (Person i = 0; i < people_ && !oracle_.match_in_flight(person); ++i) person = (person + 1) % people_;
  }
  last_ask_.value += 1;
  oracle_.on_cancel(last_ask_, person, oracle_.match_in_flight(person));
  machine_->cancel(last_ask_, user_of(person), clock_.now());
  look();
}

void World::come_or_go(Person person) {
  auto& there = oracle_.presence[person];
  const auto before = there.sockets;
  there.sockets = before == 0 ? 1 : static_cast<std::uint32_t>(dice_.below(3));
  if (before > 0 && there.sockets == 0) there.left_at = clock_.now();
  machine_->set_sockets(user_of(person), there.sockets, clock_.now());
  look();
}

const model::RoomId& World::offered_room(Person person) const {
  static const model::RoomId none;
  const auto* waiter = machine_->pool().find(user_of(person));
  return waiter != nullptr && waiter->ticket.state == TicketState::offered ? waiter->ticket.room : none;
}

// Mostly somebody who is offered; now and then of a room that is not his.
void World::confirm(Person person) {
  for (Person i = 0; i < people_ && offered_room(person).value.empty(); ++i) person = (person + 1) % people_;
  auto room = offered_room(person);
  if (room.value.empty() && !store_.rooms.empty()) room = store_.rooms.back().id;
  oracle_.on_confirm(person, room);
  machine_->confirm(user_of(person), room, clock_.now());
  look();
}

void World::leave(Person person) {
  const auto room = offered_room(person);  // a copy: the machine may forget its own
  if (room.value.empty()) return;
  store_.find_room(room)->active = false;
  oracle_.on_leave(person, room);
  machine_->leave(user_of(person), room, clock_.now());
  look();
}

void World::end_room(Person person) {
  const auto room = offered_room(person);  // a copy: the machine may forget its own
  if (room.value.empty()) return;
  store_.find_room(room)->active = false;
  oracle_.on_end_room(person, room);
  machine_->end_room(user_of(person), room, clock_.now());
  look();
}

// Committed at once; the machine hears of it some time later.
void World::block(Person by, Person whom) {
  if (by == whom) return;
  const bool blocks = !store_.blocks[by][whom];
  if (blocks) {
    store_.block(by, whom);
  } else {
    store_.blocks[by][whom] = false;
  }
  oracle_.unheard[by][whom] += 1;
  oracle_.unheard[whom][by] += 1;
  block_news_.push_back(BlockNews{by, whom, blocks});
  if (dice_.percent(60)) {
    while (!block_news_.empty() && fault_.empty()) hear_block();
  }
}

void World::hear_block() {
  if (block_news_.empty()) return;
  const auto news = block_news_.front();
  block_news_.pop_front();
  oracle_.unheard[news.by][news.whom] -= 1;
  oracle_.unheard[news.whom][news.by] -= 1;
  if (news.blocks) {
    machine_->block(user_of(news.by), user_of(news.whom), clock_.now());
  } else {
    machine_->unblock(user_of(news.by), user_of(news.whom), clock_.now());
  }
  look();
}

std::vector<Bar> World::bars_of(Person person) const {
  std::vector<Bar> bars;
  for (Person other = 0; other < people_; ++other) {
    if (!store_.is_blocked(person, other)) continue;
    bars.push_back(Bar{user_of(other), store_.blocks[person][other], store_.blocks[other][person]});
  }
  return bars;
}

std::vector<Until> World::recents_of(Person person) const {
  std::vector<Until> recents;
  for (Person other = 0; other < people_; ++other) {
    const auto until = oracle_.recents[person][other];
    if (until > clock_.now()) recents.push_back(Until{user_of(other), until});
  }
  return recents;
}

// In any order: the store decides now and then, and its answers come some time after.
void World::move_store() {
  if (flights_.empty()) return;
  const auto place = dice_.below(flights_.size());
  auto& flight = flights_[place];
  if (!flight.applied) {
    flight.outcome = dice_.percent(8) ? Outcome::failed : store_.apply(flight.step);
    flight.applied = true;
    if (dice_.percent(40)) return;
  }
  answer_step(place);
}

void World::answer_step(std::size_t place) {
  const auto flight = std::move(flights_[place]);
  flights_.erase(flights_.begin() + static_cast<std::ptrdiff_t>(place));
  oracle_.on_done(flight.step, flight.outcome, clock_.now());
  machine_->done(flight.step.id, flight.outcome, clock_.now());
  look();
}

void World::pass_time() {
  const auto how = dice_.below(100);
  if (how < 50) return advance(milliseconds{static_cast<std::int64_t>(dice_.below(1'500))});
  if (how < 75) {
    const auto next = machine_->next_deadline();
    if (!next) return;
    return advance(std::max(milliseconds{0}, std::chrono::ceil<milliseconds>(*next - clock_.now())));
  }
  if (how < 90) return advance(milliseconds{static_cast<std::int64_t>(dice_.below(40'000))});
  if (how < 97) return advance(seconds{static_cast<std::int64_t>(dice_.below(660))});
  // The process was suspended: all that was due is seen at once, late.
  clock_.advance(seconds{static_cast<std::int64_t>(dice_.below(300))});
  machine_->tick(clock_.now());
  look();
}

// As a timer would do it: each deadline in its time.
void World::advance(milliseconds by) {
  const auto end = clock_.now() + by;
  while (fault_.empty()) {
    const auto next = machine_->next_deadline();
    if (!next || *next > end) break;
    clock_.advance(std::max(milliseconds{0}, std::chrono::ceil<milliseconds>(*next - clock_.now())));
    machine_->tick(clock_.now());
    look();
  }
  if (end > clock_.now()) clock_.advance(std::chrono::duration_cast<milliseconds>(end - clock_.now()));
  machine_->tick(clock_.now());
  look();
}

// What the store has not decided never happens; what it has, is there. People's lines are cut.
void World::restart() {
  ++happened_.restarts;
  flights_.clear();
  block_news_.clear();
  if (dice_.percent(50)) clock_.advance(seconds{static_cast<std::int64_t>(dice_.below(60))});
  bool offered = false;
  std::vector<Restored> tickets;
  for (Person person = 0; person < people_; ++person) {
    if (!store_.live[person]) continue;
    offered = offered || store_.live[person]->state == TicketState::offered;
    Restored restored;
    restored.ticket = *store_.live[person];
    restored.bars = bars_of(person);
    restored.recents = recents_of(person);
    tickets.push_back(std::move(restored));
  }
  if (offered) ++happened_.restarts_while_offered;
  oracle_.on_restart(clock_.now(), clock_.wall());
  machine_ = std::make_unique<Machine>(rules_, random_);
  machine_->restore(std::move(tickets), store_.newest, clock_.now(), clock_.wall());
  look();
  for (Person person = 0; person < people_; ++person) {
    if (dice_.percent(60)) come_or_go(person);
  }
}

// Everything that the machine has said in one call, and then the promises.
void World::look() {
  const auto now = clock_.now();
  auto steps = machine_->take_steps();
  const auto answers = machine_->take_answers();
  // Whoever's cancel is answered no longer wants out; whether a guess was too many is known after the steps.
  for (const auto& answer : answers) oracle_.on_cancel_answer(answer);
  for (const auto& step : steps) oracle_.on_step(step, now);
  for (const auto& answer : answers) oracle_.on_create_answer(answer, now);
  for (const auto& news : machine_->take_news()) oracle_.on_news(news);
  for (auto& step : steps) {
    Flight flight;
    flight.step = std::move(step);
    flights_.push_back(std::move(flight));
  }
  if (fault_.empty()) fault_ = oracle_.check(*machine_, now);
}

void World::settle_all() {
  while (!block_news_.empty() && fault_.empty()) hear_block();
  drain();
  // Rests end within their longest time; then nothing may be open any more.
  for (int i = 0; i < 4 && fault_.empty(); ++i) {
    advance(rules_.longest_rest);
    drain();
  }
  if (fault_.empty()) fault_ = oracle_.check_end();
}

void World::drain() {
  while (!flights_.empty() && fault_.empty()) {
    auto& flight = flights_.front();
    if (!flight.applied) flight.outcome = store_.apply(flight.step);
    flight.applied = true;
    answer_step(0);
  }
}

}  // namespace heartlink::match::testing
