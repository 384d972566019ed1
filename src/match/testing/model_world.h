// SPDX-License-Identifier: Apache-2.0
// One interleaving of the model test: three to six people, a machine, a store that answers late, in any order
// or not at all, and an oracle that looks after every event. The same seed is the same run.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/testing/dice.h"
#include "match/machine.h"
#include "match/testing/model_oracle.h"

namespace heartlink::match::testing {

using base::testing::Dice;

class World {
 public:
  World(std::uint64_t seed, Happened& happened);
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World() = default;

  // So many random events, then everything in flight comes to its end. The first broken promise, or nothing.
  [[nodiscard]] std::string run(std::size_t events);

 private:
  struct Flight {
    Step step;
    bool applied = false;  // the store has decided; the machine has not heard
    Outcome outcome = Outcome::failed;
  };
  struct BlockNews {
    Person by = 0;
    Person whom = 0;
    bool blocks = false;
  };

  void event();
  void create(Person person);
  void cancel(Person person);
  void come_or_go(Person person);
  void confirm(Person person);
  void leave(Person person);
  void end_room(Person person);
  void block(Person by, Person whom);
  void hear_block();
  void move_store();
  void answer_step(std::size_t place);
  void pass_time();
  void advance(std::chrono::milliseconds by);
  void restart();
  void settle_all();
  void drain();
  void look();

  [[nodiscard]] Person anybody() { return dice_.below(people_); }
  [[nodiscard]] std::vector<Bar> bars_of(Person person) const;
  [[nodiscard]] std::vector<Until> recents_of(Person person) const;
  [[nodiscard]] const model::RoomId& offered_room(Person person) const;

  Dice dice_;
  Happened& happened_;
  std::size_t people_;
  Rules rules_;
  base::SeededRandom random_;
  base::ManualClock clock_;
  ModelStore store_;
  Oracle oracle_;
  std::unique_ptr<Machine> machine_;
  PerPerson<model::About> about_;
  PerPerson<model::Wanted> wanted_;
  std::vector<Flight> flights_;
  std::deque<BlockNews> block_news_;
  Ask last_ask_;
  std::string fault_;
};

}  // namespace heartlink::match::testing
