// SPDX-License-Identifier: Apache-2.0
// Modes `fanout` (senders in a few rooms with many sockets each) and `pairs` (many rooms of two). Measures
// what one delivery costs the server and proves that every socket saw every entry once and in order. Driven
// by run_fanout only.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "client.h"
#include "findings.h"
#include "latencies.h"
#include "options.h"
#include "sender.h"
#include "server_text.h"
#include "swarm.h"

namespace heartlink::load {

// What one phase counted, by difference of two of these.
struct Totals {
  Nanoseconds at = 0;
  std::uint64_t deliveries = 0;
  std::uint64_t acks = 0;
  std::uint64_t bytes = 0;
  std::uint64_t reads = 0;
  std::uint64_t segments = 0;
  double server_cpu = 0;
  double own_cpu = 0;
};

class Fanout final : public Audience {
 public:
  explicit Fanout(const FanoutOptions& options);

  // Connects, is silent for the settling time, warms up, measures, stops the senders and waits (ten seconds
  // at most) until every socket has everything that was acknowledged. Throws Failure when it cannot begin.
  void run();

  // Prints the result as JSON on stdout and one line for people on stderr.
  void print() const;

  [[nodiscard]] const Findings& findings() const { return findings_; }

  void on_text(Client& client, std::string_view text, Nanoseconds read_ns) override;
  void on_read_end(Client& client) override;
  void on_close(Client& client, std::uint16_t code, std::string_view reason) override;

 private:
  void make_senders();
  void send_until(Nanoseconds until);
  void drain();
  void find_what_is_missing();
  [[nodiscard]] bool all_arrived() const;
  [[nodiscard]] std::vector<std::int64_t> room_heads() const;
  [[nodiscard]] Totals totals() const;

  void on_delivery(Client& client, const Delivery& delivery, Nanoseconds read_ns);
  void on_event(Client& client, const Event& event, Nanoseconds read_ns);

  FanoutOptions options_;
  Swarm swarm_;
  DeliveryScanner scanner_;
  std::deque<Sender> senders_;
  std::vector<Sender*> sender_of_;  // by the client's ordinal; null for those who only listen
  Findings findings_;
  Latencies ack_times_;
  Latencies delivery_times_;
  bool measuring_ = false;
  std::uint64_t deliveries_ = 0;
  std::uint64_t acks_ = 0;
  std::size_t closed_ = 0;
  double connect_seconds_ = 0;
  Totals begin_;
  Totals end_;
};

// The whole mode; returns the exit code.
[[nodiscard]] int run_fanout(const FanoutOptions& options);

}  // namespace heartlink::load
