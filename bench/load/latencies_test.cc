// SPDX-License-Identifier: Apache-2.0
#include "latencies.h"

#include <gtest/gtest.h>

#include <limits>

namespace heartlink::load {
namespace {

TEST(Latencies, quantiles_are_within_two_percent) {
  Latencies latencies;
  for (Nanoseconds us = 1; us <= 10'000; ++us) latencies.add(us * 1000);
  EXPECT_NEAR(latencies.quantile_ms(0.5), 5.0, 0.1);
  EXPECT_NEAR(latencies.quantile_ms(0.99), 9.9, 0.2);
  EXPECT_DOUBLE_EQ(latencies.max_ms(), 10.0);
}

TEST(Latencies, nothing_measured_is_zero) {
  EXPECT_EQ(Latencies().quantile_ms(0.99), 0);
  EXPECT_EQ(Latencies().max_ms(), 0);
}

TEST(Latencies, takes_every_duration) {
  Latencies latencies;
  for (const Nanoseconds ns : {Nanoseconds{-5}, Nanoseconds{0}, Nanoseconds{63}, Nanoseconds{64},
                               Nanoseconds{127}, Nanoseconds{128}, std::numeric_limits<Nanoseconds>::max()}) {
    latencies.add(ns);
  }
  EXPECT_DOUBLE_EQ(latencies.quantile_ms(1), latencies.max_ms());
}

}  // namespace
}  // namespace heartlink::load
