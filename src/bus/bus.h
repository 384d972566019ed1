// SPDX-License-Identifier: Apache-2.0
// The bus carries committed entries and passing signals to every worker of this process, and hints to other
// nodes. It promises nothing: the store is the truth, a hole is read from there.
#pragma once

#include <functional>

#include "base/executor.h"
#include "model/parcel.h"

namespace heartlink::bus {

using Handler = std::function<void(const model::SharedParcel&)>;

class Bus {
 public:
  virtual ~Bus() = default;

  // `handler` runs on `on` for every parcel published after this call. Only before the workers start.
  virtual void subscribe(base::Executor& on, Handler handler) = 0;

  // Safe from every thread. Parcels of one thread arrive everywhere in the order they were published.
  virtual void publish(model::SharedParcel parcel) = 0;

  // Calls back on `on` once every subscriber of this process has handled what was published before this call.
  // Whoever takes a right away answers only then. Never inside the call.
  virtual void confirm(base::Executor& on, std::function<void()> call) = 0;
};

}  // namespace heartlink::bus
