// SPDX-License-Identifier: Apache-2.0
#include "latencies.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace heartlink::load {

void Latencies::add(Nanoseconds duration) {
  const auto ns = static_cast<std::uint64_t>(std::max<Nanoseconds>(duration, 0));
  ++counts_[bucket_of(ns)];
  ++samples_;
  max_ns_ = std::max(max_ns_, ns);
}

double Latencies::quantile_ms(double share) const {
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(samples_)));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < counts_.size(); ++bucket) {
    seen += counts_[bucket];
    if (seen >= wanted && seen > 0) {
      return static_cast<double>(std::min(upper_ns(bucket), max_ns_)) / static_cast<double>(ns_per_ms);
    }
  }
  return 0;
}

double Latencies::max_ms() const { return static_cast<double>(max_ns_) / static_cast<double>(ns_per_ms); }

// Below 64 the value itself; above, the power of two and the six bits after the leading one.
std::size_t Latencies::bucket_of(std::uint64_t ns) {
  constexpr std::uint64_t sub_count = 1U << sub_bits;
  if (ns < sub_count) return static_cast<std::size_t>(ns);
  const auto shift = static_cast<unsigned>(std::bit_width(ns)) - 1 - sub_bits;
  return static_cast<std::size_t>((std::uint64_t{shift} << sub_bits) + (ns >> shift));
}

std::uint64_t Latencies::upper_ns(std::size_t bucket) {
  constexpr std::uint64_t sub_count = 1U << sub_bits;
  if (bucket < 2 * sub_count) return bucket;
  const auto shift = static_cast<unsigned>(bucket >> sub_bits) - 1;
  return ((bucket - (std::uint64_t{shift} << sub_bits) + 1) << shift) - 1;
}

}  // namespace heartlink::load
