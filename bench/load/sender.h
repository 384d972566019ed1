// SPDX-License-Identifier: Apache-2.0
// Speaks in one room. As a closed loop it keeps `window` messages unanswered and each ack allows the next:
// that finds what the server can do without drowning it, and the time a message waits in the server shows in
// the rate. As an open loop it speaks at fixed times whatever the server does, and a message counts from the
// time it was due, so that one late answer does not hide those behind it (coordinated omission).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "client.h"
#include "findings.h"
#include "server_text.h"
#include "time_now.h"

namespace heartlink::load {

struct SenderPlan {
  std::uint32_t index = 0;       // unique in the run, at most 0xFFFF
  std::uint32_t window = 0;  // of a closed loop
  std::size_t content_bytes = 0;
  Nanoseconds every = 0;     // of an open loop: between two messages; 0: closed
  Nanoseconds first_at = 0;  // of an open loop
  std::int64_t run = 0;  // microseconds since 1970 at the run's start: client_ids of two runs differ
};

class Sender {
 public:
  // The client must outlive it and be live.
  Sender(Client& client, const SenderPlan& plan);

  // Queues what is due: messages until the window is full, or all whose time has come, and those whose
  // waiting time after a `busy` is over. The caller flushes the client.
  void fill(Nanoseconds now);

  // No message is sent for the first time after this.
  void stop() { stopped_ = true; }

  // Returns how long the message waited. A strange ack is a finding and returns nothing.
  [[nodiscard]] std::optional<Nanoseconds> on_ack(const Event& ack, Nanoseconds now, Findings& findings);

  // `busy` and everything else with retry_ms is sent again with its client_id, as the protocol allows; any
  // other refusal is a finding and stops the sender.
  void on_error(const Event& error, Nanoseconds now, Findings& findings);

  // Its own message `number` has come back on its own socket as entry `id`: the ack must have been there
  // before, with this id.
  void on_echo(std::uint64_t number, std::int64_t id, Findings& findings);

  [[nodiscard]] std::size_t unanswered() const { return unanswered_; }
  [[nodiscard]] std::int64_t highest_acked() const { return highest_acked_; }
  [[nodiscard]] std::uint32_t index() const { return plan_.index; }
  [[nodiscard]] Client& client() const { return client_; }

 private:
  struct Sent {
    Nanoseconds sent_ns = 0;
    Nanoseconds retry_at = 0;  // 0: not waiting
    std::int64_t acked_id = 0;  // 0: not yet
    bool resent = false;
  };
  using Messages = std::map<std::uint64_t, Sent>;

  void say(Nanoseconds due);
  void queue(std::uint64_t number, const Sent& message);
  void queue_due(Nanoseconds now);
  [[nodiscard]] Messages::iterator find(std::string_view client_id);

  Client& client_;
  SenderPlan plan_;
  std::string client_id_begin_;
  Messages messages_;  // sent and not yet echoed, by number
  Nanoseconds next_at_ = 0;
  std::uint64_t last_number_ = 0;
  std::size_t unanswered_ = 0;
  std::size_t waiting_ = 0;
  std::int64_t highest_acked_ = 0;
  bool stopped_ = false;
};

}  // namespace heartlink::load
