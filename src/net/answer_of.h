// SPDX-License-Identifier: Apache-2.0
// From a callback to a coroutine: suspends until someone has called back, on the worker.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

#include "net/worker.h"

namespace heartlink::net {

// Errors come back as values, never as exceptions: every disconnect is one.
inline constexpr auto await_tuple = boost::asio::as_tuple(boost::asio::use_awaitable);

// Calls `begin(resume)`; the value given to `resume` is the result. `resume` must be called exactly once,
// perhaps inside `begin`, and on the worker. What `begin` refers to must live until then.
template <class T, class Begin>
boost::asio::awaitable<T> answer_of(Worker& worker, Begin begin) {
  auto initiate = [&worker, &begin](auto handler) {
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    begin([&worker, shared](T value) {
      auto kept = std::make_shared<T>(std::move(value));
      // Never inside the initiation: Asio forbids it, and `begin` may answer at once.
      worker.post([shared, kept] { (*shared)(std::move(*kept)); });
    });
  };
  auto operation = boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(T)>(
      initiate, boost::asio::use_awaitable);
  co_return co_await std::move(operation);
}

}  // namespace heartlink::net
