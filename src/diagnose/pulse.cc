// SPDX-License-Identifier: Apache-2.0
#include "diagnose/pulse.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include <prometheus/counter.h>

namespace heartlink::diagnose {
namespace {

constexpr std::chrono::seconds minute{60};

std::uint64_t count_of(const prometheus::Counter& counter) {
  return static_cast<std::uint64_t>(counter.Value());
}

// The smallest value that so many hundredths are not above.
double quantile(std::vector<std::int64_t>& values, std::size_t hundredths) {
  const auto rank = (values.size() * hundredths + 99) / 100;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::ranges::nth_element(values, at);
  return static_cast<double>(*at) / 1000.0;
}

}  // namespace

prometheus::Counter& server_errors(base::Metrics& metrics) {
  return metrics.counter("heartlink_server_errors_total", "Answers of status 500 and above");
}

prometheus::Counter& error_frames(base::Metrics& metrics) {
  return metrics.counter("heartlink_error_frames_total", "Frames of type error sent to sockets");
}

// The second number of /proc/self/statm is resident pages (proc(5)).
std::uint64_t resident_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  if (!(statm >> size >> resident)) return 0;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

Pulse::Pulse(base::Metrics& metrics, const base::Clock& clock, base::Executor& home)
    : clock_(clock),
      home_(home),
      messages_total_(metrics.counter("heartlink_messages_total", "Messages stored since the start")),
      server_errors_(server_errors(metrics)),
      error_frames_(error_frames(metrics)),
      started_at_(clock.wall()),
      started_(clock.now()) {
  deliveries_.reserve(deliveries_max);
  sample(0);
}

void Pulse::figures(base::Done<Figures> done) {
  home_.post([this, done = std::move(done)] { done.post(read()); });
}

Pulse::Sample Pulse::now() const {
  return {clock_.now(), count_of(messages_total_), count_of(server_errors_) + count_of(error_frames_)};
}

void Pulse::sample(std::uint32_t connections) {
  connections_ = connections;
  samples_[samples_taken_ % seconds_kept] = now();
  ++samples_taken_;
}

void Pulse::deliver(const model::Parcel& parcel) {
  const auto at = clock_.now();
  const auto wall = clock_.wall();
  for (const auto& entry : parcel.entries) {
    if (entry.kind != model::EntryKind::message) continue;
    messages_total_.Increment();
    const Delivery delivery{at, std::max<std::int64_t>(0, wall.us - entry.created_at.us)};
    if (deliveries_.size() < deliveries_max) {
      deliveries_.push_back(delivery);
    } else {
      deliveries_[next_delivery_] = delivery;
    }
    next_delivery_ = (next_delivery_ + 1) % deliveries_max;
  }
}

std::optional<Quantiles> Pulse::delivery_quantiles() const {
  std::vector<std::int64_t> recent;
  const auto since = clock_.now() - minute;
  for (const auto& delivery : deliveries_) {
    if (delivery.at >= since) recent.push_back(delivery.us);
  }
  if (recent.empty()) return std::nullopt;
  const double p50 = quantile(recent, 50);
  return Quantiles{p50, quantile(recent, 99)};
}

// The oldest sample that is no older than a minute says where the minute began.
Figures Pulse::read() const {
  const auto last = now();
  const auto kept = std::min(samples_taken_, seconds_kept);
  auto first = last;
  for (std::size_t back = 1; back <= kept; ++back) {
    const auto& sample = samples_[(samples_taken_ - back) % seconds_kept];
    if (last.at - sample.at > minute) break;
    first = sample;
  }
  Figures figures;
  figures.started_at = started_at_;
  figures.uptime = std::chrono::duration_cast<std::chrono::seconds>(last.at - started_);
  figures.messages_per_minute = last.messages - first.messages;
  figures.errors_per_minute = last.errors - first.errors;
  figures.delivery = delivery_quantiles();
  figures.connections = connections_;
  figures.memory_bytes = resident_bytes();
  return figures;
}

}  // namespace heartlink::diagnose
