// SPDX-License-Identifier: Apache-2.0
// Does a use case that takes a right away answer only when every worker knows? For their tests.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "bus/testing/fake_bus.h"
#include "store/testing/queue_executor.h"

namespace heartlink::chat::testing {

// Asks through `call` and holds the bus: true when there is no answer before the bus lets go, and one after
// it.
template <class T>
bool waits_for_workers(store::testing::QueueExecutor& worker, bus::testing::FakeBus& bus,
                       const std::function<void(base::Done<T>)>& call) {
  std::optional<base::Result<T>> answer;
  base::Done<T> done;
  done.on = &worker;
  done.call = [&answer](base::Result<T> result) { answer.emplace(std::move(result)); };
  bus.hold = true;
  call(std::move(done));
  const bool asked = worker.run_until([&] { return bus.confirms > 0 || answer.has_value(); });
  if (!asked || answer.has_value()) return false;
  bus.let_go();
  return worker.run_until([&answer] { return answer.has_value(); }) && answer->has_value();
}

}  // namespace heartlink::chat::testing
