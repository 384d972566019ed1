// SPDX-License-Identifier: Apache-2.0
// Readers of a server's store that hardly rest: pages of history over HTTP and sockets that resume from
// somewhere, in threads of the run itself. Each page must be without a hole. Called by scenarios that want
// readers beside the writer.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace heartlink::fault {

class BusyReaders {
 public:
  // As somebody who may read all of these rooms. Half of the threads page, half of them resume.
  BusyReaders(std::uint16_t port, std::string token, std::vector<std::string> rooms, std::size_t threads,
              std::uint64_t seed);
  BusyReaders(const BusyReaders&) = delete;
  BusyReaders& operator=(const BusyReaders&) = delete;
  ~BusyReaders() { stop(); }

  void stop();

  [[nodiscard]] std::int64_t pages() const { return pages_; }
  [[nodiscard]] std::int64_t resumes() const { return resumes_; }
  // After stop(): what was wrong, in sentences.
  [[nodiscard]] const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  using Dice = std::mt19937_64;

  void run(Dice dice, bool paging);
  void read_page(const std::string& room, Dice& dice);
  void resume(const std::string& room, Dice& dice);
  // Their ids must be those behind `after`, one after the other; the newest is kept for later choices.
  void check(const std::string& room, std::int64_t after, const std::vector<std::int64_t>& ids);
  [[nodiscard]] std::int64_t somewhere(Dice& dice) const;
  void complain(const std::string& sentence);

  std::uint16_t port_;
  std::string token_;
  std::vector<std::string> rooms_;
  std::atomic<std::int64_t> newest_ = 0;  // of any room: roughly how far one can go back
  std::atomic<std::int64_t> pages_ = 0;
  std::atomic<std::int64_t> resumes_ = 0;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::vector<std::string> complaints_;
  std::vector<std::thread> threads_;
};

}  // namespace heartlink::fault
