// SPDX-License-Identifier: Apache-2.0
#include "idle.h"

#include <fmt/format.h>

#include <cstdlib>
#include <vector>

#include "failure.h"
#include "findings.h"
#include "process_usage.h"
#include "report.h"
#include "swarm.h"

namespace heartlink::load {
namespace {

constexpr Nanoseconds look_every = 250 * ns_per_ms;
constexpr int looks_max = 40;          // ten seconds
constexpr int looks_alike = 4;         // one second without change
constexpr std::int64_t alike_bytes = std::int64_t{64} * 1024;

class Listeners final : public Audience {
 public:
  explicit Listeners(std::uint32_t count) : live_(count) {}

  void on_text(Client&, std::string_view, Nanoseconds) override { ++frames_; }
  void on_read_end(Client&) override {}
  void on_close(Client& client, std::uint16_t code, std::string_view reason) override {
    findings_.close(code, fmt::format("room {}: {}", client.room_id(), reason));
    if (--live_ == 0) throw Failure(fmt::format("the server ended every socket; {}", findings_.first()));
  }

  [[nodiscard]] std::uint64_t frames() const { return frames_; }
  [[nodiscard]] const Findings& findings() const { return findings_; }

 private:
  std::uint32_t live_;
  std::uint64_t frames_ = 0;
  Findings findings_;
};

// Serves the sockets until the server's memory has stopped changing, ten seconds at most.
std::int64_t settled_bytes(Swarm& swarm, int pid) {
  std::int64_t last = resident_bytes(pid);
  for (int looks = 0, alike = 0; looks < looks_max && alike < looks_alike; ++looks) {
    swarm.turn_until(now_ns() + look_every);
    const std::int64_t now = resident_bytes(pid);
    alike = std::abs(now - last) <= alike_bytes ? alike + 1 : 0;
    last = now;
  }
  return last;
}

double per(std::int64_t bytes, std::uint32_t connections) {
  return static_cast<double>(bytes) / static_cast<double>(connections);
}

}  // namespace

int run_idle(const IdleOptions& options) {
  Listeners listeners(options.connections);
  Swarm swarm(Endpoint::parse(options.url), listeners);
  const std::int64_t rss_before = resident_bytes(options.server_pid);

  const double connect_cpu_before = cpu_seconds(options.server_pid);
  const Nanoseconds connect_began = now_ns();
  swarm.seat_all(deal_seats(options, options.connections), options.connect_timeout_s * ns_per_second);
  const double connect_seconds = seconds_of(now_ns() - connect_began);
  const double connect_cpu = cpu_seconds(options.server_pid) - connect_cpu_before;
  const std::int64_t rss_after = settled_bytes(swarm, options.server_pid);

  const std::uint64_t frames_before = listeners.frames();
  const double cpu_before = cpu_seconds(options.server_pid);
  const Nanoseconds hold_began = now_ns();
  swarm.turn_until(hold_began + options.hold_s * ns_per_second);
  const double held = seconds_of(now_ns() - hold_began);
  const double idle_cpu = cpu_seconds(options.server_pid) - cpu_before;
  const std::int64_t rss_held = resident_bytes(options.server_pid);
  const double bytes_per_connection = per(rss_after - rss_before, options.connections);

  Report report;
  report.text("mode", "idle")
      .count("connections", options.connections)
      .count("rooms", options.rooms)
      .number("connect_seconds", connect_seconds)
      .number("connects_per_second", options.connections / connect_seconds)
      .number("connect_cpu_us", connect_cpu * 1e6 / options.connections)
      .count("rss_before", static_cast<std::uint64_t>(rss_before))
      .count("rss_after", static_cast<std::uint64_t>(rss_after))
      .count("rss_held", static_cast<std::uint64_t>(rss_held))
      .number("bytes_per_connection", bytes_per_connection)
      .number("bytes_per_connection_held", per(rss_held - rss_before, options.connections))
      .number("hold_seconds", held)
      .number("idle_cpu_percent", held > 0 ? 100 * idle_cpu / held : 0)
      .count("frames_while_connecting", frames_before)
      .count("frames_while_idle", listeners.frames() - frames_before)
      .count("pings", swarm.traffic().pings)
      .counts("violations", listeners.findings().violations())
      .text("first_violation", listeners.findings().first());
  swarm.leave();
  fmt::print("{}", report.json());
  fmt::print(stderr, "idle: {:.0f} bytes resident per idle connection ({} connections, {:.0f} connects/s)\n",
             bytes_per_connection, options.connections, options.connections / connect_seconds);
  return listeners.findings().clean() ? 0 : 1;
}

}  // namespace heartlink::load
