// SPDX-License-Identifier: Apache-2.0
// A bus for tests: remembers what was published, hands it to whoever subscribed, and confirms at once or,
// when the test holds it, not before the test lets go.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "bus/bus.h"

namespace heartlink::bus::testing {

class FakeBus final : public Bus {
 public:
  void subscribe(base::Executor& on, Handler handler) override {
    subscribers_.emplace_back(&on, std::move(handler));
  }

  void publish(model::SharedParcel parcel) override {
    for (const auto& [on, handler] : subscribers_) on->post([call = handler, parcel] { call(parcel); });
    published.push_back(std::move(parcel));
  }

  void confirm(base::Executor& on, std::function<void()> call) override {
    ++confirms;
    if (!hold) return on.post(std::move(call));
    held_.emplace_back(&on, std::move(call));
  }

  // Confirms what was held, and holds no more.
  void let_go() {
    hold = false;
    for (auto& [on, call] : std::exchange(held_, {})) on->post(std::move(call));
  }

  std::vector<model::SharedParcel> published;
  int confirms = 0;
  bool hold = false;

 private:
  std::vector<std::pair<base::Executor*, Handler>> subscribers_;
  std::vector<std::pair<base::Executor*, std::function<void()>>> held_;
};

}  // namespace heartlink::bus::testing
