// SPDX-License-Identifier: Apache-2.0
// Whoever takes a right away answers only when every worker knows, so that no socket outlives the answer.
// Called by whatever ends sessions or tokens, and by what takes somebody out of a room.
#pragma once

#include <utility>

#include "base/executor.h"
#include "bus/bus.h"

namespace heartlink::bus {

// `done`, but a success waits until every worker has handled what was published before it. The bus outlives
// the answer.
template <class T>
[[nodiscard]] base::Done<T> confirmed(Bus& bus, base::Done<T> done) {
  base::Done<T> first;
  first.on = done.on;
  first.call = [&bus, done = std::move(done)](base::Result<T> result) {
    if (!result) return done.call(std::move(result));
    bus.confirm(*done.on, [done, value = std::move(*result)]() mutable { done.call(std::move(value)); });
  };
  return first;
}

}  // namespace heartlink::bus
