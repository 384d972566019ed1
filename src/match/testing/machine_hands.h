// SPDX-License-Identifier: Apache-2.0
// A machine with a clock that a test moves by hand, a store that does what the test says, and short words for
// the people around it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "match/machine.h"

namespace heartlink::match::testing {

class MachineHands {
 public:
  static Order heart(std::int64_t user) {
    Order order;
    order.user = model::UserId{user};
    order.sockets = 1;
    return order;
  }
  static Order number(std::int64_t user, std::string digits) {
    auto order = heart(user);
    order.kind = model::MatchKind::number;
    order.number = std::move(digits);
    return order;
  }

  // The question's name, by which its answer is found.
  std::int64_t create(Order order) {
    order.asked_at = clock.wall();
    machine.create(Ask{++asks_}, std::move(order), clock.now());
    return asks_;
  }
  std::int64_t cancel(std::int64_t user) {
    machine.cancel(Ask{++asks_}, model::UserId{user}, clock.now());
    return asks_;
  }

  // Takes everything the machine has said so far.
  void take() {
    for (auto& step : machine.take_steps()) steps.push_back(std::move(step));
    for (auto& answer : machine.take_answers()) answers_[answer.ask.value] = std::move(answer);
    for (auto& told : machine.take_news()) news.push_back(std::move(told));
  }
  // The oldest step that waits for its outcome gets it.
  void answer(Outcome outcome) {
    take();
    const auto step = steps.front();
    steps.erase(steps.begin());
    machine.done(step.id, outcome, clock.now());
    take();
  }
  // All steps are committed, and all that follow from them.
  void commit() {
    for (take(); !steps.empty();) answer(Outcome::committed);
  }
  void pass(std::chrono::milliseconds time) {
    clock.advance(time);
    machine.tick(clock.now());
    take();
  }

  // Of the answer; `waiting` if there is none yet is told apart by `is_answered`.
  bool is_answered(std::int64_t ask) {
    take();
    return answers_.contains(ask);
  }
  const Answer& said(std::int64_t ask) {
    take();
    return answers_.at(ask);
  }

  // Where a person stands: the state's word, or nothing.
  std::string state(std::int64_t user) {
    const auto standing = machine.standing(model::UserId{user}, clock.now());
    return standing ? std::string{model::word_of(standing->state)} : "";
  }
  model::RoomId room(std::int64_t user) { return machine.standing(model::UserId{user}, clock.now())->room; }
  void confirm(std::int64_t user) { machine.confirm(model::UserId{user}, room(user), clock.now()); }

  // Two who wait and are offered to each other, committed.
  void offer(std::int64_t one, std::int64_t other) {
    create(heart(one));
    commit();
    create(heart(other));
    commit();
  }

  Rules rules;
  base::ManualClock clock;
  base::SeededRandom random{1};
  Machine machine{rules, random};
  std::vector<Step> steps;
  std::vector<News> news;

 private:
  std::int64_t asks_ = 0;
  std::map<std::int64_t, Answer> answers_;
};

}  // namespace heartlink::match::testing
