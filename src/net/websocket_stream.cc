// SPDX-License-Identifier: Apache-2.0
#include "net/websocket_stream.h"

#include <algorithm>
#include <array>
#include <utility>

namespace heartlink::net {
namespace {

using protocol::Frame;
using protocol::Opcode;

// How long the peer has for its half of the closing handshake; less when it has no right to be here.
constexpr std::chrono::seconds close_patience{5};
constexpr std::chrono::milliseconds revoked_patience{900};

bool is_revoked(std::uint16_t code) {
  return code == protocol::close_session_ended.code || code == protocol::close_removed.code;
}

// Reads in one turn while the buffer comes back full; then the other sockets have theirs.
constexpr int reads_per_turn = 4;
constexpr std::size_t pieces_max = 64;

}  // namespace

void WebSocketStream::start(Worker& worker, SocketRegistry& registry, ByteStream bytes,
                            std::unique_ptr<connection::FrameReceiver> receiver, std::string early) {
  bytes.limit_send_buffer(worker.limits().socket_send_buffer_bytes);
  const std::shared_ptr<WebSocketStream> stream{
      new WebSocketStream(worker, std::move(bytes), std::move(receiver))};
  stream->self_ = stream;
  registry.add(*stream);
  worker.schedule(*stream, stream->jittered_heartbeat());
  stream->receiver_->on_open(*stream);
  stream->unread_ = std::move(early);
  stream->read_on();
}

WebSocketStream::WebSocketStream(Worker& worker, ByteStream bytes,
                                 std::unique_ptr<connection::FrameReceiver> receiver)
    : worker_(worker),
      bytes_(std::move(bytes)),
      receiver_(std::move(receiver)),
      codec_(CodecLimits{worker.limits().frame_bytes, worker.limits().message_fragments}),
      heard_at_(worker.clock().now()),
      wrote_at_(heard_at_) {}

// ---- Reading

void WebSocketStream::arm_read() {
  if (std::exchange(read_armed_, true)) return;
  bytes_.async_wait(ByteStream::Wait::wait_read, [self = self_](const boost::system::error_code& error) {
    self->read_armed_ = false;
    if (!error && !self->finished_) self->on_readable();
  });
}

void WebSocketStream::on_readable() {
  const auto buffer = worker_.read_buffer();
  for (int i = 0; i < reads_per_turn && !paused_; ++i) {
    const auto io = bytes_.read_some(buffer);
    if (io.status == ByteStream::Status::closed) return finish();
    if (io.status == ByteStream::Status::would_block) break;
    heard_at_ = worker_.clock().now();
    take(buffer.first(io.bytes));
    if (io.bytes < buffer.size()) break;
  }
  if (!paused_) arm_read();
}

void WebSocketStream::take(std::span<char> bytes) {
  const auto fed = codec_.feed(bytes, *this);
  if (fed.consumed < bytes.size())
    unread_.assign(bytes.begin() + static_cast<std::ptrdiff_t>(fed.consumed), bytes.end());
  if (!fed.violation) return;
  close(fed.violation->close_code, fed.violation->reason, {});
  hang_up();
}

void WebSocketStream::read_on() {
  if (paused_) return;
  if (!unread_.empty()) {
    auto waiting = std::exchange(unread_, {});
    take(waiting);
  }
  if (!paused_) arm_read();
}

bool WebSocketStream::on_message(Opcode opcode, std::string_view payload) {
  if (closing_) return true;  // swallowed: only the peer's close frame still counts
  if (opcode == Opcode::text) {
    receiver_->on_text(payload);
  } else {
    receiver_->on_binary();
  }
  return !paused_;
}

bool WebSocketStream::on_ping(std::string_view payload) {
  if (!closing_ && !send(Frame::control(Opcode::pong, payload))) {
    close(protocol::close_slow_consumer.code, protocol::close_slow_consumer.text, {});
  }
  return true;
}

bool WebSocketStream::on_pong(std::string_view) { return true; }

void WebSocketStream::on_close(std::uint16_t code, std::string_view) {
  close(code, {}, {});
  hang_up();
}

void WebSocketStream::hang_up() {
  hang_up_ = true;
  worker_.mark_dirty(*this);
}

void WebSocketStream::pause_reading(bool paused) {
  if (paused_ == paused || closing_) return;
  paused_ = paused;
  if (paused_) return;
  heard_at_ = worker_.clock().now();  // while paused nobody listened
  // Not inside this call: the receiver is in the middle of an answer.
  worker_.post([self = self_] {
    if (!self->finished_) self->read_on();
  });
}

// ---- Writing

bool WebSocketStream::over_cap(const Frame& frame) {
  const auto cap = worker_.limits().send_queue_bytes;
  const auto bytes = queue_.bytes() + frame.bytes().size();
  if (bytes + worker_.limits().socket_send_buffer_bytes <= cap) return false;
  return bytes + bytes_.unsent() > cap;
}

bool WebSocketStream::send(const Frame& frame) {
  if (closing_) return true;
  if (over_cap(frame)) {
    // A fast reader in a big burst: give the kernel what it takes before calling anyone slow.
    while (!queue_.empty() && write_once()) {
    }
    if (over_cap(frame)) return false;
  }
  queue_.push(frame);
  worker_.mark_dirty(*this);
  return true;
}

bool WebSocketStream::offer(const Frame& frame) {
  const auto half = worker_.limits().send_queue_bytes / 2;
  const auto bytes = queue_.bytes() + frame.bytes().size();
  // With nothing of ours waiting no on_drained would come to take what was refused.
  if (queue_.empty()) return send(frame);
  // The kernel is asked only when what it may hold decides.
  if (bytes > half) return false;
  const bool is_sure = bytes + worker_.limits().socket_send_buffer_bytes <= half;
  if (!is_sure && bytes + bytes_.unsent() > half) return false;
  return send(frame);
}

void WebSocketStream::close(std::uint16_t code, std::string_view reason, const Frame& farewell) {
  if (std::exchange(closing_, true)) return;
  if (code == protocol::close_slow_consumer.code || is_revoked(code)) queue_.drop_unsent();
  if (!farewell.empty()) queue_.push(farewell);
  queue_.push(Frame::close(code, reason));
  worker_.mark_dirty(*this);
  worker_.schedule(*this, is_revoked(code) ? revoked_patience : close_patience);
  if (!std::exchange(paused_, false)) return;
  worker_.post([self = self_] {
    if (!self->finished_) self->read_on();
  });
}

bool WebSocketStream::write_once() {
  if (write_armed_ || broken_) return false;
  std::array<iovec, pieces_max> pieces;
  std::size_t count = 0;
  queue_.gather(std::min<std::size_t>(pieces_max, worker_.limits().frames_per_write),
                [&](std::string_view piece) {
                  pieces[count++] = iovec{const_cast<char*>(piece.data()), piece.size()};
                });
  const auto io = bytes_.write_some(std::span{pieces}.first(count));
  if (io.status == ByteStream::Status::ok) {
    queue_.consume(io.bytes);
    wrote_at_ = worker_.clock().now();
    return true;
  }
  if (io.status == ByteStream::Status::would_block) {
    arm_write();
  } else {
    broken_ = true;
    worker_.mark_dirty(*this);
  }
  return false;
}

void WebSocketStream::arm_write() {
  write_armed_ = true;
  bytes_.async_wait(ByteStream::Wait::wait_write, [self = self_](const boost::system::error_code& error) {
    self->write_armed_ = false;
    if (!error && !self->finished_) self->flush();
  });
}

void WebSocketStream::flush() {
  if (!queue_.empty()) write_once();
  if (broken_) return finish();
  if (!queue_.empty()) {
    if (!write_armed_) worker_.mark_dirty(*this);
    return;
  }
  if (!closing_) return receiver_->on_drained();
  // The peer has said its goodbye, or broke the protocol: our FIN; then its FIN, or the end of our patience.
  if (std::exchange(hang_up_, false)) bytes_.shutdown_send();
}

// ---- Time

std::chrono::milliseconds WebSocketStream::jittered_heartbeat() {
  // ± 20 %, from the moment something was last heard: sockets that came together do not stay together.
  const auto spread = heard_at_.time_since_epoch().count() / 1024 % 41;
  return std::chrono::milliseconds{worker_.limits().heartbeat} * (80 + spread) / 100;
}

void WebSocketStream::on_due() {
  const auto now = worker_.clock().now();
  const auto& limits = worker_.limits();
  const bool stalled = write_armed_ && now - wrote_at_ >= limits.stalled_write;
  if (closing_ || stalled) return finish();
  const auto silent_in = std::chrono::ceil<std::chrono::milliseconds>(heard_at_ + limits.silent_socket - now);
  if (silent_in.count() <= 0 && !paused_)
    return close(protocol::close_silent.code, protocol::close_silent.text, {});
  worker_.schedule(*this, paused_ ? jittered_heartbeat() : std::min(jittered_heartbeat(), silent_in));
  if (!send(Frame::control(Opcode::ping, {}))) {
    return close(protocol::close_slow_consumer.code, protocol::close_slow_consumer.text, {});
  }
  receiver_->on_heartbeat();
}

void WebSocketStream::finish() {
  if (std::exchange(finished_, true)) return;
  TimerWheel::cancel(*this);
  Worker::Flushable::unlink();
  SocketRegistry::Member::unlink();
  bytes_.close();
  receiver_->on_closed();
  receiver_.reset();
  const auto last = std::move(self_);  // pending handlers hold the rest of the life
}

}  // namespace heartlink::net
