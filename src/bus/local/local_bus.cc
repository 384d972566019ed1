// SPDX-License-Identifier: Apache-2.0
#include "bus/local/local_bus.h"

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

}  // namespace heartlink::bus
