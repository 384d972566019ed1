// SPDX-License-Identifier: Apache-2.0
#include "net/worker.h"

#include <boost/asio/post.hpp>

#include <utility>

namespace heartlink::net {
namespace {

constexpr std::size_t read_buffer_bytes = 64 * 1024;

}  // namespace

Worker::Worker(const base::Clock& clock, const base::Limits& limits)
    : clock_(clock), limits_(limits), wheel_(clock.now()), read_buffer_(read_buffer_bytes) {}

void Worker::post(Task task) { boost::asio::post(io_, std::move(task)); }

void Worker::mark_dirty(Flushable& socket) {
  if (socket.is_linked()) return;
  dirty_.push_back(socket);
  if (std::exchange(flush_posted_, true)) return;
  // Behind everything that is ready now: the answers and entries of this turn leave in one write per socket.
  boost::asio::post(io_, [this] { flush_dirty(); });
}

void Worker::flush_dirty() {
  flush_posted_ = false;
  DirtyList turn;
  turn.swap(dirty_);
  for (std::uint32_t done = 0; !turn.empty() && done < limits_.flushes_per_turn; ++done) {
    auto& socket = turn.front();
    socket.unlink();
    socket.flush();
  }
  if (turn.empty()) return;
  // The rest comes after the loop has looked at its sockets again.
  dirty_.splice(dirty_.begin(), turn);
  if (!std::exchange(flush_posted_, true)) boost::asio::post(io_, [this] { flush_dirty(); });
}

void Worker::arm_second() {
  second_.expires_after(std::chrono::seconds{1});
  second_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    turn();
    arm_second();
  });
}

void Worker::turn() {
  wheel_.turn(clock_.now());
  if (each_second_) each_second_();
}

void Worker::run() {
  arm_second();
  const auto keep_running = boost::asio::make_work_guard(io_);
  io_.run();
}

void Worker::stop() {
  boost::asio::post(io_, [this] { io_.stop(); });
}

}  // namespace heartlink::net
