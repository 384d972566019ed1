// SPDX-License-Identifier: Apache-2.0
#include "client.h"

#include <fmt/format.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "failure.h"
#include "frames.h"
#include "server_text.h"
#include "upgrade.h"

namespace heartlink::load {
namespace {

constexpr std::uint16_t close_without_frame = 1006;
constexpr std::uint16_t close_normal = 1000;

int connect_error(int fd) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

std::string path_of(const Seat& seat) {
  return seat.path.empty() ? fmt::format("/ws/chat/{}/", seat.room_id) : seat.path;
}

}  // namespace

Client::Client(Fd fd, const Seat& seat, std::string_view authority, std::uint32_t ordinal)
    : fd_(std::move(fd)),
      seat_(seat),
      ordinal_(ordinal),
      mask_(static_cast<std::uint32_t>(fd_.number())),
      unsent_(upgrade_request(authority, path_of(seat), seat.token)) {}

void Client::on_writable(Audience& audience) {
  if (state_ == State::connecting) {
    if (const int error = connect_error(fd()); error != 0) {
      throw Failure(fmt::format("connect for room {}: {}", seat_.room_id, std::strerror(error)));
    }
    state_ = State::upgrading;
  }
  flush(audience);
}

void Client::on_readable(std::vector<char>& buffer, Audience& audience) {
  while (state_ != State::closed) {
    std::copy(unread_.begin(), unread_.end(), buffer.begin());
    const std::size_t before = unread_.size();
    const ssize_t got = recv(fd(), buffer.data() + before, buffer.size() - before, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got < 0) return end(close_without_frame, std::strerror(errno), audience);
    if (got == 0) return end(close_without_frame, "closed by the server without a close frame", audience);
    read_ns_ = now_ns();
    traffic_.bytes += static_cast<std::size_t>(got);
    ++traffic_.reads;
    const std::size_t have = before + static_cast<std::size_t>(got);
    const std::size_t taken = consume({buffer.data(), have}, audience);
    if (state_ == State::closed) return;
    unread_.assign(buffer.data() + taken, have - taken);
    if (state_ == State::live) audience.on_read_end(*this);
    flush(audience);
    // A read that did not fill the buffer has emptied the socket; what comes later makes a new edge.
    if (have < buffer.size()) return;
  }
}

void Client::queue_text(std::string_view text) {
  if (state_ == State::live) append_frame(unsent_, Opcode::text, text, next_mask());
}

void Client::flush(Audience& audience) {
  std::size_t sent = 0;
  while (sent < unsent_.size() && state_ != State::closed) {
    const ssize_t wrote = send(fd(), unsent_.data() + sent, unsent_.size() - sent, MSG_NOSIGNAL);
    if (wrote >= 0) {
      sent += static_cast<std::size_t>(wrote);
    } else if (errno == EAGAIN) {
      break;
    } else if (errno != EINTR) {
      return end(close_without_frame, std::strerror(errno), audience);
    }
  }
  unsent_.erase(0, sent);
}

void Client::leave() {
  if (state_ == State::live) {
    const std::string_view code{"\x03\xE8", 2};
    static_assert(close_normal == 0x03E8);
    append_frame(unsent_, Opcode::close, code, next_mask());
    // Best effort: the server learns of the end either way.
    [[maybe_unused]] const ssize_t wrote = send(fd(), unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
  }
  state_ = State::closed;
  fd_.close();
}

std::uint64_t Client::data_segments() const {
  tcp_info info{};
  socklen_t size = sizeof info;
  if (fd() < 0 || getsockopt(fd(), IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
  return info.tcpi_data_segs_in;
}

// Hands over every whole frame and returns how many bytes they were.
std::size_t Client::consume(std::string_view received, Audience& audience) {
  std::size_t taken = state_ == State::upgrading ? consume_upgrade(received, false) : 0;
  if (state_ == State::upgrading) return 0;
  for (;;) {
    const ServerFrame frame = split_frame(received.substr(taken));
    if (frame.outcome == ServerFrame::Outcome::unfinished) return taken;
    if (frame.outcome == ServerFrame::Outcome::broken) {
      end(close_without_frame, "the server sent a frame that RFC 6455 or this protocol forbids", audience);
      return taken;
    }
    taken += frame.bytes;
    if (frame.opcode == Opcode::text) {
      on_text(frame.payload, audience);
    } else if (frame.opcode == Opcode::ping) {
      ++traffic_.pings;
      append_frame(unsent_, Opcode::pong, frame.payload, next_mask());
    } else if (frame.opcode == Opcode::close) {
      const CloseNotice notice = read_close(frame.payload);
      end(notice.code, notice.reason, audience);
      return taken;
    }
  }
}

// Returns the bytes of the head, or 0 while it is unfinished.
std::size_t Client::consume_upgrade(std::string_view received, bool at_end) {
  const UpgradeAnswer answer = judge_upgrade(received, at_end);
  if (answer.kind == UpgradeAnswer::Kind::refused) {
    throw Failure(fmt::format("the server refused {}: {}", path_of(seat_), answer.reason));
  }
  if (answer.kind == UpgradeAnswer::Kind::accepted) state_ = State::greeting;
  return answer.bytes;
}

void Client::on_text(std::string_view text, Audience& audience) {
  if (state_ == State::live) return audience.on_text(*this, text, read_ns_);
  if (state_ == State::greeting) greet(text);
}

// The first frame of a room's socket is connection_established, that of a person's own is unread
// (docs/protocol.md §2).
void Client::greet(std::string_view text) {
  const auto event = parse_event(text);
  const std::string_view wanted = seat_.path.empty() ? "connection_established" : "unread";
  if (!event || event->type != wanted) {
    throw Failure(
        fmt::format("{}: the first frame is not {} but {}", path_of(seat_), wanted, text.substr(0, 500)));
  }
  last_id = event->last_id;
  state_ = State::live;
}

void Client::end(std::uint16_t code, std::string_view reason, Audience& audience) {
  if (state_ == State::upgrading) static_cast<void>(consume_upgrade(unread_, true));
  if (state_ != State::live) {
    throw Failure(fmt::format("room {}: the server ended the socket before connection_established: {} {}",
                              seat_.room_id, code, reason));
  }
  state_ = State::closed;
  audience.on_close(*this, code, reason);
  fd_.close();
}

}  // namespace heartlink::load
