// SPDX-License-Identifier: Apache-2.0
// Enemies of a server, in threads: they knock and go a thousand times a second, send what breaks every rule,
// begin requests that never end, and show tokens that nobody was given. They note what they did, and whatever
// the server let pass. Called by f24_hostile.cc.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/fault/scenario/hostile_bytes.h"

namespace heartlink::fault {

class HostileCrowd {
 public:
  struct Target {
    std::uint16_t port;
    std::string room;
    std::string token;  // of a member of that room: an enemy inside
  };

  HostileCrowd(Target target, std::uint64_t seed);
  HostileCrowd(const HostileCrowd&) = delete;
  HostileCrowd& operator=(const HostileCrowd&) = delete;
  ~HostileCrowd() { stop(); }

  void stop();

  // After stop(): how often each was done, and what should not have happened, in sentences.
  [[nodiscard]] const std::map<std::string, std::int64_t>& deeds() const { return deeds_; }
  [[nodiscard]] const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  using Deed = std::function<void(Dice& dice)>;

  void run(Dice dice, std::chrono::microseconds pause, const std::vector<Deed>& deeds);
  void drip(Dice dice);
  void did(const std::string& what);
  void complain(const std::string& sentence);

  void join_and_go();
  void show_wrong_token(Dice& dice);
  void send_garbage(Dice& dice);
  void send_broken_request(Dice& dice);
  void send_broken_frames(Dice& dice);
  void send_nonsense(Dice& dice);
  void ping_and_never_read();

  Target target_;
  std::mutex mutex_;
  std::map<std::string, std::int64_t> deeds_;
  std::vector<std::string> complaints_;
  std::atomic<bool> stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace heartlink::fault
