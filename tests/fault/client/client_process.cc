// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/client/client_process.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

#include "tests/fault/client/client.h"

namespace heartlink::fault {
namespace {

// Those who wait for a time (a pace, a retry) look at the clock this often.
constexpr int turn_ms = 5;

class Crew {
 public:
  explicit Crew(const ProcessPlan& plan)
      : history_(plan.folder + "/" + plan.name + ".jsonl"), connections_(plan.first_connection) {
    auto seed = plan.seed;
    for (const auto& client : plan.clients)
      clients_.push_back(std::make_unique<Client>(client, plan.port, history_, ++seed, connections_));
  }

  void run() {
    while (obey()) {
      const auto now = std::chrono::steady_clock::now();
      for (std::size_t at = 0; at < clients_.size(); ++at) clients_[at]->turn(now, is_ready(at));
      wait();
    }
    history_.flush();
  }

 private:
  // False when stdin has ended.
  bool obey() {
    pollfd in{STDIN_FILENO, POLLIN, 0};
    while (::poll(&in, 1, 0) > 0) {
      std::array<char, 256> part{};
      const auto size = ::read(STDIN_FILENO, part.data(), part.size());
      if (size <= 0) return false;
      orders_.append(part.data(), static_cast<std::size_t>(size));
    }
    for (auto end = orders_.find('\n'); end != std::string::npos; end = orders_.find('\n')) {
      obey(orders_.substr(0, end));
      orders_.erase(0, end + 1);
    }
    return true;
  }

  void obey(std::string_view order) {
    if (order == "progress") return tell_progress();
    for (auto& client : clients_) {
      if (order == "pause" || order == "go") client->set_sending(order == "go");
      if (order == "cut") client->cut(std::chrono::steady_clock::now());
      if (order == "deaf" || order == "hear") client->set_deaf(order == "deaf");
    }
  }

  void tell_progress() {
    Progress progress;
    for (const auto& client : clients_) client->add_to(progress);
    history_.flush();
    std::printf("%s\n", json_of(progress).c_str());
    std::fflush(stdout);
  }

  // What the last wait() has seen.
  [[nodiscard]] bool is_ready(std::size_t client) const {
    return client + 1 < files_.size() && files_[client + 1].revents != 0;
  }

  // poll(2) passes over a number below zero, so every client has its place.
  void wait() {
    files_.assign(1, {STDIN_FILENO, POLLIN, 0});
    for (const auto& client : clients_) {
      const int events = client->wants_write() ? POLLIN | POLLOUT : POLLIN;
      files_.push_back({client->number(), static_cast<short>(events), 0});
    }
    ::poll(files_.data(), files_.size(), turn_ms);
  }

  HistoryWriter history_;
  std::int64_t connections_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<pollfd> files_;
  std::string orders_;
};

}  // namespace

int run_client_process(const std::string& plan_file) {
  std::ifstream file{plan_file};
  const std::string json{std::istreambuf_iterator<char>{file}, {}};
  Crew crew{plan_of(json)};
  crew.run();
  return 0;
}

}  // namespace heartlink::fault
