// SPDX-License-Identifier: Apache-2.0
#include "base/metrics.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

namespace heartlink::base {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Metrics, the_same_name_and_label_give_the_same_object) {
  Metrics metrics;
  auto& acks = metrics.counter("heartlink_acks_total", "Acknowledged messages.");
  EXPECT_EQ(&acks, &metrics.counter("heartlink_acks_total", "Acknowledged messages."));
  auto& one = metrics.gauge("heartlink_sockets", "Open sockets.", "worker=0");
  EXPECT_EQ(&one, &metrics.gauge("heartlink_sockets", "Open sockets.", "worker=0"));
  EXPECT_NE(&one, &metrics.gauge("heartlink_sockets", "Open sockets.", "worker=1"));
  EXPECT_EQ(&metrics.seconds("heartlink_commit_seconds", "Commits."),
            &metrics.seconds("heartlink_commit_seconds", "Commits."));
}

TEST(Metrics, what_was_counted_is_exposed_once_per_family) {
  Metrics metrics;
  metrics.counter("heartlink_refused_total", "Refusals.", "code=busy").Increment(3);
  metrics.counter("heartlink_refused_total", "Refusals.", "code=internal").Increment();
  metrics.gauge("heartlink_wal_bytes", "Write-ahead log.").Set(4096);
  const std::string text = metrics.expose();
  EXPECT_THAT(
      text, HasSubstr("# HELP heartlink_refused_total Refusals.\n# TYPE heartlink_refused_total counter\n"));
  EXPECT_THAT(text, HasSubstr("heartlink_refused_total{code=\"busy\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("heartlink_refused_total{code=\"internal\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("heartlink_wal_bytes 4096\n"));
  const auto first = text.find("# TYPE heartlink_refused_total");
  EXPECT_EQ(text.find("# TYPE heartlink_refused_total", first + 1), std::string::npos);
}

TEST(Metrics, durations_fall_into_buckets_from_100_microseconds_to_10_seconds) {
  Metrics metrics;
  auto& commits = metrics.seconds("heartlink_commit_seconds", "Commits.");
  commits.Observe(0.00005);
  commits.Observe(3);
  const std::string text = metrics.expose();
  EXPECT_THAT(text, HasSubstr("heartlink_commit_seconds_bucket{le=\"0.0001\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("heartlink_commit_seconds_bucket{le=\"10\"} 2\n"));
  EXPECT_THAT(text, Not(HasSubstr("le=\"20\"")));
  EXPECT_THAT(text, HasSubstr("heartlink_commit_seconds_count 2\n"));
}

TEST(Metrics, one_name_with_two_types_is_a_bug) {
  Metrics metrics;
  metrics.counter("heartlink_things", "Things.");
  EXPECT_THROW(metrics.gauge("heartlink_things", "Things."), std::invalid_argument);
}

}  // namespace
}  // namespace heartlink::base
