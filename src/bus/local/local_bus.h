// SPDX-License-Identifier: Apache-2.0
// The bus of one process: every parcel goes to every worker. There is no registry of subscriptions to rooms,
// so there is nothing to race with; a worker that has no socket of a room looks once and is done.
#pragma once

#include <vector>

#include "bus/bus.h"

namespace heartlink::bus {

class LocalBus final : public Bus {
 public:
  void subscribe(base::Executor& on, Handler handler) override;
  void publish(model::SharedParcel parcel) override;
  void confirm(base::Executor& on, std::function<void()> call) override;

 private:
  struct Subscriber {
    base::Executor* on;
    Handler handler;
  };
  std::vector<Subscriber> subscribers_;  // written before the workers start, read only after
};

}  // namespace heartlink::bus
