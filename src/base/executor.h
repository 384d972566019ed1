// SPDX-License-Identifier: Apache-2.0
// Where a callback runs. Each worker is an Executor; the store answers on the executor that asked, so no
// caller above floor 4 ever meets another thread.
#pragma once

#include <functional>

#include "base/result.h"

namespace heartlink::base {

class Executor {
 public:
  using Task = std::function<void()>;

  Executor() = default;
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;
  virtual ~Executor() = default;

  // Runs `task` later, on this executor's thread, after everything posted before by the same thread. Never
  // blocks, never runs the task inside the call. Safe from every thread.
  virtual void post(Task task) = 0;
};

// The one callback type of the lower floors: `call` runs exactly once, on `on`.
template <class T>
struct Done {
  Executor* on = nullptr;
  std::function<void(Result<T>)> call;

  // Answers later on the asker's executor.
  void post(Result<T> result) const {
    on->post([call_copy = call, r = std::move(result)]() mutable { call_copy(std::move(r)); });
  }
};

// Lets `asker` refuse an error, and hands a value to `next`.
template <class T, class Asker, class Next>
[[nodiscard]] Done<T> or_refuse(Executor& on, Asker asker, Next next) {
  return {&on, [asker = std::move(asker), next = std::move(next)](Result<T> result) mutable {
            if (!result) return asker.refuse(result.error());
            next(std::move(*result));
          }};
}

}  // namespace heartlink::base
