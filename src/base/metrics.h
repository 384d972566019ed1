// SPDX-License-Identifier: Apache-2.0
// The figures that /metrics prints, over prometheus-cpp. Families are registered at start; counters are cheap
// atomics.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
class Registry;
}  // namespace prometheus

namespace heartlink::base {

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // The same name and label give the same object, which lives as long as this. Takes a lock: keep the
  // reference. `label` is empty, "key=value", or several of those with commas between them. Names follow
  // Prometheus: heartlink_…, base units, _total.
  prometheus::Counter& counter(const std::string& name, const std::string& help, std::string_view label = {});
  prometheus::Gauge& gauge(const std::string& name, const std::string& help, std::string_view label = {});
  // Buckets in seconds from 100 µs to 10 s.
  prometheus::Histogram& seconds(const std::string& name, const std::string& help,
                                 std::string_view label = {});

  // The same for waits of people: from 10 ms to 10 minutes.
  prometheus::Histogram& waits(const std::string& name, const std::string& help, std::string_view label = {});

  // Text exposition format 0.0.4.
  [[nodiscard]] std::string expose() const;

 private:
  std::shared_ptr<prometheus::Registry> registry_;
};

}  // namespace heartlink::base
