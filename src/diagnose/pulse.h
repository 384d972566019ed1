// SPDX-License-Identifier: Apache-2.0
// How the server is doing now, for operators: rates of the last minute from counters that exist, how long
// messages took to this worker's sockets, memory. Sampled once a second. One per process; everything happens
// on the executor `home`, and whoever asks is answered on his own. It never says what it has not measured.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "base/metrics.h"
#include "model/parcel.h"

namespace heartlink::diagnose {

// Answers of status 500 and above, and `error` frames: what errors_per_minute is counted from.
[[nodiscard]] prometheus::Counter& server_errors(base::Metrics& metrics);
[[nodiscard]] prometheus::Counter& error_frames(base::Metrics& metrics);

// In milliseconds.
struct Quantiles {
  double p50 = 0;
  double p99 = 0;
};

struct Figures {
  Figures() = default;

  base::WallTime started_at;
  std::chrono::seconds uptime{0};
  // Of the last minute; of the time since the start while that is shorter.
  std::uint64_t messages_per_minute = 0;
  std::uint64_t errors_per_minute = 0;
  // From being written to being handed to the home worker's sockets, of the newest deliveries_max messages of
  // the last minute; nothing when there were none.
  std::optional<Quantiles> delivery;
  std::uint32_t connections = 0;
  std::uint64_t memory_bytes = 0;  // resident; 0: the system does not say
};

class Pulse {
 public:
  static constexpr std::size_t deliveries_max = 1024;

  // All of them outlive the last answer.
  Pulse(base::Metrics& metrics, const base::Clock& clock, base::Executor& home);
  Pulse(const Pulse&) = delete;
  Pulse& operator=(const Pulse&) = delete;

  // From every thread.
  void figures(base::Done<Figures> done);

  // On `home`: once a second, with the connections that are open; and behind a parcel that its sockets were
  // handed.
  void sample(std::uint32_t connections);
  void deliver(const model::Parcel& parcel);

 private:
  static constexpr std::size_t seconds_kept = 61;  // a minute lies between the first and the last

  struct Sample {
    base::SteadyTime at;
    std::uint64_t messages = 0;
    std::uint64_t errors = 0;
  };
  struct Delivery {
    base::SteadyTime at;
    std::int64_t us = 0;
  };

  [[nodiscard]] Sample now() const;
  [[nodiscard]] std::optional<Quantiles> delivery_quantiles() const;
  [[nodiscard]] Figures read() const;

  const base::Clock& clock_;
  base::Executor& home_;
  prometheus::Counter& messages_total_;
  prometheus::Counter& server_errors_;
  prometheus::Counter& error_frames_;
  const base::WallTime started_at_;
  const base::SteadyTime started_;
  std::array<Sample, seconds_kept> samples_{};
  std::size_t samples_taken_ = 0;
  std::uint32_t connections_ = 0;
  std::vector<Delivery> deliveries_;  // a ring of deliveries_max
  std::size_t next_delivery_ = 0;
};

// Resident memory of this process in bytes; 0 when /proc does not say.
[[nodiscard]] std::uint64_t resident_bytes();

}  // namespace heartlink::diagnose
