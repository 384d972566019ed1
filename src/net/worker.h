// SPDX-License-Identifier: Apache-2.0
// One worker: a thread's event loop, its wheel of deadlines, its one reading buffer and the sockets that have
// something to write. A connection never leaves the worker that accepted it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include <functional>
#include <span>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "base/limits.h"
#include "net/timer_wheel.h"

namespace heartlink::net {

class Worker final : public base::Executor {
 public:
  // A socket that writes at the end of a loop turn.
  class Flushable
      : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
   public:
    // One gathered write. May mark itself again, and may destroy itself.
    virtual void flush() = 0;

   protected:
    Flushable() = default;
    ~Flushable() = default;
  };

  Worker(const base::Clock& clock, const base::Limits& limits);

  boost::asio::io_context& io() { return io_; }
  const base::Clock& clock() const { return clock_; }
  const base::Limits& limits() const { return limits_; }

  // Executor: safe from every thread.
  void post(Task task) override;

  // Shared by all connections of this worker; its content dies with the handler that filled it.
  std::span<char> read_buffer() { return read_buffer_; }

  // Flushes it at the end of this loop turn, once however often it is marked.
  void mark_dirty(Flushable& socket);

  void schedule(TimerWheel::Timer& timer, std::chrono::milliseconds delay) {
    wheel_.schedule(timer, clock_.now(), delay);
  }

  // Called once a second, from the start of run() on.
  void on_second(std::function<void()> call) { each_second_ = std::move(call); }

  // Fires the deadlines that have passed, then on_second. run() turns once a second; a test that has moved
  // its clock turns by itself.
  void turn();

  // Runs until stop(). An exception out of a handler is a bug and ends the process (std::terminate).
  void run();

  // Safe from every thread; what is queued before is still run.
  void stop();

 private:
  using DirtyList = boost::intrusive::list<Flushable, boost::intrusive::constant_time_size<false>>;

  void arm_second();
  void flush_dirty();

  const base::Clock& clock_;
  const base::Limits& limits_;
  boost::asio::io_context io_{1};
  boost::asio::steady_timer second_{io_};
  TimerWheel wheel_;
  std::function<void()> each_second_;
  std::vector<char> read_buffer_;
  DirtyList dirty_;
  bool flush_posted_ = false;
};

}  // namespace heartlink::net
