// SPDX-License-Identifier: Apache-2.0
#include "bus/local/local_bus.h"

#include <atomic>
#include <memory>
#include <utility>

namespace heartlink::bus {

void LocalBus::subscribe(base::Executor& on, Handler handler) {
  subscribers_.push_back({&on, std::move(handler)});
}

void LocalBus::publish(model::SharedParcel parcel) {
  for (const auto& subscriber : subscribers_) {
    subscriber.on->post([&handler = subscriber.handler, parcel] { handler(parcel); });
  }
}

// Executors run what was posted in order, so a task behind a parcel runs when the parcel was handled.
void LocalBus::confirm(base::Executor& on, std::function<void()> call) {
  if (subscribers_.empty()) return on.post(std::move(call));
  const auto left = std::make_shared<std::atomic<std::size_t>>(subscribers_.size());
  const auto last = std::make_shared<std::function<void()>>(std::move(call));
  for (const auto& subscriber : subscribers_) {
    subscriber.on->post([left, last, &on] {
      if (left->fetch_sub(1) == 1) on.post(std::move(*last));
    });
  }
}

}  // namespace heartlink::bus
