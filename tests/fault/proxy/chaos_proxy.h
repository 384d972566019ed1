// SPDX-License-Identifier: Apache-2.0
// A TCP proxy on 127.0.0.1 that stands between clients and a server of the same machine and makes the way
// between them as bad as a weather says: late, slow, in crumbs, cut, half-open, and with frames that come
// twice. One thread of its own; hundreds of connections. It never changes a byte and never lets one overtake
// another. Called by the runs (scenario/).
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <mutex>
#include <thread>

#include "tests/fault/proxy/dice.h"
#include "tests/fault/proxy/loopback_listener.h"
#include "tests/fault/proxy/proxied_connection.h"
#include "tests/fault/proxy/weather.h"

namespace heartlink::fault {

class ChaosProxy {
 public:
  // Serves until it is destroyed, which resets what is open. The server need not run yet; while it does not,
  // clients are accepted and reset.
  ChaosProxy(std::uint16_t target_port, std::uint64_t seed);
  ChaosProxy(const ChaosProxy&) = delete;
  ChaosProxy& operator=(const ChaosProxy&) = delete;
  ~ChaosProxy();

  [[nodiscard]] std::uint16_t port() const { return listener_.port(); }

  // From any thread. When it returns, whatever is sent from now on meets this weather.
  void set(const Weather& weather);
  // From any thread. When it returns, every connection there was has been cut.
  void cut_all();

  [[nodiscard]] const ProxyCounts& counters() const { return counts_; }

 private:
  void run();
  void take_orders(Flow::Time now);
  void accept_all(Flow::Time now);
  // Waits, then gives every connection its turn.
  void turn();
  void await_order(std::uint64_t number);
  void wake() const;

  const std::uint16_t target_port_;
  LoopbackListener listener_;
  process::FileDescriptor wakeup_;
  ProxyCounts counts_;

  std::mutex mutex_;  // what is ordered, by any thread
  Weather wanted_;
  bool cut_wanted_ = false;
  bool stop_wanted_ = false;
  std::uint64_t ordered_ = 0;
  std::atomic<std::uint64_t> obeyed_{0};  // orders up to this one are in force

  // Only the proxy's thread.
  Weather weather_;
  Dice dice_;
  std::list<ProxiedConnection> connections_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace heartlink::fault
