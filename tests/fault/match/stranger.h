// SPDX-License-Identifier: Apache-2.0
// One person of a match storm, on a thread of his own: asks to be matched, comes or does not, talks, leaves,
// cancels, blocks, goes away; all at random, and writes down what he was told. A server that is gone is an
// answer that never came.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/fault/match/story.h"
#include "tests/process/person.h"

namespace heartlink::fault::match {

// What everybody does now.
enum class Weather : std::uint8_t {
  storm,
  calm,  // everybody is there, asks once to be matched and opens what he is offered
  over,
};

struct Habits {
  Habits() = default;

  int numbers = 20;  // how many different ones are asked for
  std::chrono::milliseconds pause{250};  // between two deeds, on average
  std::chrono::milliseconds longest_absence{8000};
};

class Stranger {
 public:
  // `others`: the names of all; it and the weather outlive the stranger.
  Stranger(process::Person who, const std::vector<std::string>& others, const Habits& habits,
           std::uint64_t seed, std::uint16_t port);

  // Until it is over. Called on his thread; from then on story() is for everybody.
  void live(const std::atomic<Weather>& weather);

  [[nodiscard]] const Person& story() const { return story_; }
  // In the calm: his line is open, and for this long he was told of no match. From every thread.
  [[nodiscard]] bool is_settled(Micros now, std::chrono::milliseconds silence) const;

 private:
  using What = Deed::What;

  struct Room {
    std::string id;
    bool heart = false;
    bool decided = false;
  };

  void act();
  void calm_down();
  void decide_on_offer();
  void be_in_room();
  void do_something();
  void go_away();

  void create(bool heart);
  void cancel(bool heart);
  void ask_status();
  void wall(What what, bool by_room);
  void open_room(bool as_old_page);
  void say();
  void leave();

  Deed& begin(What what, bool heart, std::string subject);
  // Sends it; the body when it was answered, and the deed has then its word.
  std::optional<boost::json::object> ask(Deed& deed, const std::string& target,
                                         const boost::json::object* body);
  void read_standing(Deed& deed, const boost::json::object& body);
  void offer(const std::string& room, bool heart);
  void forget_room();

  void follow();
  void listen();
  void hear(const std::string& text);
  void drain_room();
  void wait(std::chrono::milliseconds time);
  [[nodiscard]] int dice(int sides) {
    return static_cast<int>(random_() % static_cast<std::uint64_t>(sides));
  }
  [[nodiscard]] const std::string& somebody();

  process::Person who_;
  const std::vector<std::string>& others_;
  const Habits& habits_;
  std::mt19937_64 random_;
  std::uint16_t port_;
  const std::atomic<Weather>* weather_ = nullptr;
  Person story_;
  std::unique_ptr<process::WebSocketClient> line_;
  std::unique_ptr<process::WebSocketClient> socket_;  // in room_
  std::optional<Room> room_;
  std::vector<std::string> walls_;  // rooms in which he blocked somebody under an alias
  std::int64_t told_ = 0;
  bool calm_ = false;
  bool asked_in_calm_ = false;
  std::atomic<bool> live_{false};
  std::atomic<Micros> moved_{0};
};

}  // namespace heartlink::fault::match
