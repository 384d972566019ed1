// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/simulation/socket.h"

#include <algorithm>
#include <utility>

#include "protocol/close_codes.h"

namespace heartlink::fault::simulation {

using protocol::Frame;

void Socket::open(std::unique_ptr<connection::ChatConnection> receiver) {
  receiver_ = std::move(receiver);
  receiver_->on_open(*this);
}

std::size_t Socket::space() const {
  const auto held = wire_->down.size();
  return held < limits_.socket_send_buffer_bytes ? limits_.socket_send_buffer_bytes - held : 0;
}

bool Socket::over_cap(const Frame& frame) const {
  return queue_.bytes() + frame.bytes().size() + wire_->down.size() > limits_.send_queue_bytes;
}

bool Socket::send(const Frame& frame) {
  if (closing_) return true;
  if (over_cap(frame)) {
    write(space());
    if (over_cap(frame)) return false;
  }
  queue_.push(frame);
  dirty_ = true;
  return true;
}

bool Socket::offer(const Frame& frame) {
  if (queue_.empty()) return send(frame);
  if (queue_.bytes() + frame.bytes().size() + wire_->down.size() > limits_.send_queue_bytes / 2) return false;
  return send(frame);
}

void Socket::close(std::uint16_t code, std::string_view reason, const Frame& farewell) {
  if (std::exchange(closing_, true)) return;
  const bool slow = code == protocol::close_slow_consumer.code;
  const bool revoked = code == protocol::close_session_ended.code || code == protocol::close_removed.code;
  if (slow) counts_.add(Met::slow_consumers);
  if (slow || revoked) queue_.drop_unsent();
  if (!farewell.empty()) queue_.push(farewell);
  queue_.push(Frame::close(code, reason));
  dirty_ = true;
  paused_ = false;
}

void Socket::pause_reading(bool paused) {
  if (!closing_) paused_ = paused;
}

void Socket::write(std::size_t bytes_most) {
  std::size_t left = std::min({bytes_most, space(), queue_.bytes()});
  std::size_t written = 0;
  queue_.gather(limits_.frames_per_write, [&](std::string_view piece) {
    const auto part = piece.substr(0, left);
    if (!wire_->cut) wire_->down += part;
    left -= part.size();
    written += part.size();
  });
  queue_.consume(written);
}

void Socket::flush(std::size_t bytes_most) {
  write(bytes_most);
  if (!queue_.empty()) return;
  dirty_ = false;
  if (!closing_) receiver_->on_drained();
}

void Socket::hear() {
  const auto text = std::move(wire_->up.front());
  wire_->up.pop_front();
  if (!closing_) receiver_->on_text(text);  // else swallowed: only the client's close frame still counts
}

void Socket::finish() {
  wire_->server_gone = true;
  receiver_->on_closed();
  receiver_.reset();
}

}  // namespace heartlink::fault::simulation
