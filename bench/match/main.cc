// SPDX-License-Identifier: Apache-2.0
// How many matches a second the engine makes on one core while 10,000 people wait whom nobody suits: a store
// that commits at once, so what is measured is the engine. Prints the figures; exit code 1 when one is below
// its bar.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "match/machine.h"

namespace {

using namespace heartlink;
using namespace heartlink::match;

constexpr std::int64_t waiting_people = 10'000;
constexpr std::int64_t matches = 20'000;
constexpr double bar_per_second = 5'000;

class Bench {
 public:
  explicit Bench(model::MatchKind kind) : kind_(kind) {}

  // 10,000 who never meet, then pairs: the first of each waits, so the second has somebody. Everything that
  // the store and the two people would say comes at once. The value: matches per second.
  double run() {
    for (std::int64_t i = 0; i < waiting_people; ++i) arrive(order_of(i));
    const auto waiting = machine_.pool().size();
    if (waiting != static_cast<std::size_t>(waiting_people)) std::printf("%zu wait instead\n", waiting);
    const auto began = std::chrono::steady_clock::now();
    for (std::int64_t i = 0; i < matches; ++i) {
      arrive(pair_order(waiting_people + 2 * i, i));
      arrive(pair_order(waiting_people + 2 * i + 1, i));
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (matched_ != 2 * matches) std::printf("%lld were matched instead\n", static_cast<long long>(matched_));
    return static_cast<double>(matched_) / 2 / took.count();
  }

 private:
  // The hardest line there is: everybody in it must be looked at, for each has a wish of his own that nobody
  // fulfils. For numbers all 10,000 are taken, by people who have gone.
  Order order_of(std::int64_t i) const {
    auto order = nobody(i);
    if (kind_ == model::MatchKind::number) {
      auto digits = std::to_string(i);
      order.number = std::string(4 - digits.size(), '0') + digits;
      order.sockets = 0;
      order.live_until = now_ + std::chrono::milliseconds{1};
      return order;
    }
    order.about.language = "language-" + std::to_string(i % 50);
    order.about.tags = {"tag-" + std::to_string(i)};
    order.wanted.language = "wished-" + std::to_string(i % 50);
    order.wanted.hard = true;
    return order;
  }

  Order pair_order(std::int64_t user, std::int64_t pair) const {
    auto order = nobody(user);
    if (kind_ == model::MatchKind::number) {
      auto digits = std::to_string(pair % 10'000);
      order.number = std::string(4 - digits.size(), '0') + digits;
      return order;
    }
    order.about.language = "zh";
    order.wanted.language = "zh";
    order.wanted.hard = true;
    return order;
  }

  Order nobody(std::int64_t i) const {
    Order order;
    order.kind = kind_;
    order.user = model::UserId{i + 1};
    order.sockets = 1;
    return order;
  }

  void arrive(Order order) {
    now_ += std::chrono::microseconds{200};
    machine_.create(Ask{++ask_}, std::move(order), now_);
    for (auto steps = machine_.take_steps(); !steps.empty(); steps = machine_.take_steps()) {
      for (const auto& step : steps) {
        machine_.done(step.id, Outcome::committed, now_);
        if (step.what == Step::What::settle) matched_ += 2;
        if (step.what != Step::What::offer) continue;
        for (const auto& change : step.changes) machine_.confirm(change.after.user, step.room, now_);
      }
    }
    machine_.take_answers().clear();
    machine_.take_news().clear();
  }

  model::MatchKind kind_;
  Rules rules_;
  base::SystemRandom random_;
  Machine machine_{rules_, random_};
  base::SteadyTime now_{std::chrono::hours{1}};
  std::int64_t ask_ = 0;
  std::int64_t matched_ = 0;
};

bool report(const char* name, model::MatchKind kind) {
  const double per_second = Bench{kind}.run();
  const bool held = per_second >= bar_per_second;
  std::printf("match: %s: %.0f matches/s with 10,000 waiting on one core (bar: %.0f: %s)\n", name, per_second,
              bar_per_second, held ? "held" : "MISSED");
  return held;
}

}  // namespace

int main() {
  const bool heart = report("heart link", model::MatchKind::heart);
  const bool number = report("number match", model::MatchKind::number);
  return heart && number ? 0 : 1;
}
