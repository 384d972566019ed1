// SPDX-License-Identifier: Apache-2.0
// Where the ports put what is to be read. Behind it stand the readers' threads, or a simulation that decides
// itself when something is read and when it is answered (tests/fault/simulation/).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "base/executor.h"
#include "store/sql/driver.h"

namespace heartlink::store::sql {

class ReadLine {
 public:
  // Runs `read(connection)` on some reader and answers with its result, or with the failure the connection
  // met. Errors of its own: busy (the queue is full), unavailable (stopped). From every thread.
  template <class T>
  void ask(base::Done<T> done, std::function<base::Result<T>(Connection&)> read) {
    auto shared = std::make_shared<base::Done<T>>(std::move(done));
    const auto error = submit([this, shared, read = std::move(read)](Connection& connection) {
      base::Result<T> result = read(connection);
      if (auto failure = settle(connection)) result = error_of(*failure);
      return [shared, answer = std::move(result)]() mutable { shared->post(std::move(answer)); };
    });
    if (error) shared->post(*error);
  }

 protected:
  // A job answers what to do once its reader is done with the connection.
  using Answer = std::function<void()>;
  using Job = std::function<Answer(Connection&)>;

  ~ReadLine() = default;

  // Why it is not taken.
  [[nodiscard]] virtual std::optional<base::Error> submit(Job job) = 0;

  // Takes what the connection kept and ends a transaction that is still open. On the reader's thread.
  [[nodiscard]] virtual std::optional<Failure> settle(Connection& connection) = 0;
};

}  // namespace heartlink::store::sql
