// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/failures.h"

namespace heartlink::fault::disk {

void Failures::arm(const Plan& plan) {
  const std::lock_guard lock{mutex_};
  plan_ = plan;
  calls_ = 0;
  struck_.reset();
}

void Failures::disarm() {
  const std::lock_guard lock{mutex_};
  plan_.reset();
}

std::optional<Trouble> Failures::next(Call call, std::size_t position) {
  const std::lock_guard lock{mutex_};
  if (!plan_ || (plan_->kinds & kinds_of({call})) == 0) return std::nullopt;
  const std::size_t number = calls_++;
  if (plan_->stays ? number < plan_->at : number != plan_->at) return std::nullopt;
  if (plan_->trouble == Trouble::short_write && call != Call::write) return std::nullopt;
  if (!struck_) struck_ = Strike{call, position};
  return plan_->trouble;
}

std::size_t Failures::calls() const {
  const std::lock_guard lock{mutex_};
  return calls_;
}

std::optional<Strike> Failures::struck() const {
  const std::lock_guard lock{mutex_};
  return struck_;
}

}  // namespace heartlink::fault::disk
