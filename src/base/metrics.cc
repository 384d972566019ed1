// SPDX-License-Identifier: Apache-2.0
// Families and their members in one prometheus-cpp registry. The registry answers a second request for the
// same name with the family it has; the same name with another type throws, which is a bug found at the first
// start.

#include "base/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>

namespace heartlink::base {
namespace {

prometheus::Labels labels_of(std::string_view label) {
  prometheus::Labels labels;
  while (!label.empty()) {
    const auto pair = label.substr(0, label.find(','));
    const auto equals = pair.find('=');
    labels.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    label.remove_prefix(std::min(label.size(), pair.size() + 1));
  }
  return labels;
}

const prometheus::Histogram::BucketBoundaries& buckets_in_seconds() {
  static const prometheus::Histogram::BucketBoundaries buckets{
      0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  return buckets;
}

}  // namespace

Metrics::Metrics()
    : registry_(std::make_shared<prometheus::Registry>(prometheus::Registry::InsertBehavior::Merge)) {}

Metrics::~Metrics() = default;

prometheus::Counter& Metrics::counter(const std::string& name, const std::string& help,
                                      std::string_view label) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(*registry_).Add(labels_of(label));
}

prometheus::Gauge& Metrics::gauge(const std::string& name, const std::string& help, std::string_view label) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(*registry_).Add(labels_of(label));
}

prometheus::Histogram& Metrics::seconds(const std::string& name, const std::string& help,
                                        std::string_view label) {
  auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(*registry_);
  return family.Add(labels_of(label), buckets_in_seconds());
}

prometheus::Histogram& Metrics::waits(const std::string& name, const std::string& help,
                                      std::string_view label) {
  static const prometheus::Histogram::BucketBoundaries buckets{0.01, 0.05, 0.25, 1,   2.5, 5,  10,
                                                               20,   30,   60,   120, 300, 600};
  auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(*registry_);
  return family.Add(labels_of(label), buckets);
}

std::string Metrics::expose() const { return prometheus::TextSerializer{}.Serialize(registry_->Collect()); }

}  // namespace heartlink::base
