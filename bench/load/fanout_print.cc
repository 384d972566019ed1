// SPDX-License-Identifier: Apache-2.0
// The figures of a fan-out run: differences of two Totals, nothing is measured here.
#include <fmt/format.h>

#include <cstdio>

#include "fanout.h"
#include "report.h"

namespace heartlink::load {
namespace {

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

}  // namespace

void Fanout::print() const {
  const double seconds = seconds_of(end_.at - begin_.at);
  const std::uint64_t delivered = end_.deliveries - begin_.deliveries;
  const auto deliveries = static_cast<double>(delivered);
  const std::uint64_t acked = end_.acks - begin_.acks;
  const double server_cpu = end_.server_cpu - begin_.server_cpu;
  const double own_cpu_percent = 100 * share(end_.own_cpu - begin_.own_cpu, seconds);
  const double cpu_us = share(server_cpu * 1e6, deliveries);
  const double per_segment = share(deliveries, static_cast<double>(end_.segments - begin_.segments));

  Report report;
  report.text("mode", options_.mode)
      .count("rooms", options_.rooms)
      .count("sockets", swarm_.clients().size())
      .count("senders", options_.senders)
      .count("window", options_.window)
      .number("rate", options_.rate)
      .count("content_bytes", options_.content_bytes)
      .number("connect_seconds", connect_seconds_)
      .number("seconds", seconds)
      .count("deliveries", delivered)
      .number("deliveries_per_second", share(deliveries, seconds))
      .count("acked", acked)
      .number("acked_per_second", share(static_cast<double>(acked), seconds))
      .latencies("ack_ms", ack_times_)
      .latencies("delivery_ms", delivery_times_)
      .number("server_cpu_seconds", server_cpu)
      .number("server_cpu_percent", 100 * share(server_cpu, seconds))
      .number("cpu_us_per_delivery", cpu_us)
      .number("generator_cpu_percent", own_cpu_percent)
      .count("bytes", end_.bytes - begin_.bytes)
      .number("bytes_per_delivery", share(static_cast<double>(end_.bytes - begin_.bytes), deliveries))
      .number("deliveries_per_read", share(deliveries, static_cast<double>(end_.reads - begin_.reads)))
      .number("deliveries_per_segment", per_segment)
      .count("deliveries_total", deliveries_)
      .count("acked_total", acks_)
      .counts("errors", findings_.errors())
      .counts("violations", findings_.violations())
      .text("first_violation", findings_.first());
  fmt::print("{}", report.json());
  fmt::print(stderr, "{}: {:.2f} us CPU per delivery, {:.3f} M deliveries/s, {:.0f} acked/s\n", options_.mode,
             cpu_us, share(deliveries, seconds) / 1e6, share(static_cast<double>(acked), seconds));
  if (own_cpu_percent > 90) {
    fmt::print(stderr, "note: the generator used {:.0f} % of its core; the server may be faster than this\n",
               own_cpu_percent);
  }
}

}  // namespace heartlink::load
