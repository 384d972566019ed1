// SPDX-License-Identifier: Apache-2.0
#include "account/throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace heartlink::account {

using std::chrono::seconds;

seconds Counts::wait(const std::string& key, base::SteadyTime now) const {
  const auto found = counts_.find(key);
  if (found == counts_.end() || found->second.times < most_) return seconds{0};
  const auto until = found->second.since + window_;
  if (until <= now) return seconds{0};
  return std::chrono::ceil<seconds>(until - now);
}

void Counts::add(const std::string& key, base::SteadyTime now) {
  // The window is the same for all, so the oldest key is always the first to be over.
  while (!oldest_first_.empty() && oldest_first_.front().second + window_ <= now) {
    counts_.erase(oldest_first_.front().first);
    oldest_first_.pop_front();
  }
  const auto [place, is_new] = counts_.try_emplace(key, Count{0, now});
  ++place->second.times;
  if (!is_new) return;
  oldest_first_.emplace_back(key, now);
  if (oldest_first_.size() > keys_max_) {
    counts_.erase(oldest_first_.front().first);
    oldest_first_.pop_front();
  }
}

void Counts::take_back(const std::string& key) {
  const auto found = counts_.find(key);
  if (found != counts_.end() && found->second.times > 0) --found->second.times;
}

base::Result<void> Throttle::charge(const std::string& account_key, std::string_view address,
                                    base::SteadyTime now) {
  const std::string network = throttled_network(address);
  const auto wait = std::max(accounts_.wait(account_key, now), addresses_.wait(network, now));
  if (wait > seconds{0}) return base::fail(base::Code::throttled, {}, wait);
  accounts_.add(account_key, now);
  addresses_.add(network, now);
  return {};
}

void Throttle::forgive(const std::string& account_key, std::string_view address) {
  accounts_.take_back(account_key);
  addresses_.take_back(throttled_network(address));
}

std::string throttled_network(std::string_view address) {
  in6_addr binary{};
  const std::string text{address};
  if (inet_pton(AF_INET6, text.c_str(), &binary) != 1) return text;
  if (IN6_IS_ADDR_V4MAPPED(&binary)) return text.substr(text.rfind(':') + 1);
  std::fill(std::begin(binary.s6_addr) + 8, std::end(binary.s6_addr), std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> printed{};
  if (inet_ntop(AF_INET6, &binary, printed.data(), printed.size()) == nullptr) return text;
  return std::string{printed.data()} + "/64";
}

}  // namespace heartlink::account
