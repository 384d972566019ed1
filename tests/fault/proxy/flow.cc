// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/proxy/flow.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace heartlink::fault {
namespace {

// A throttled way is used at least so often a second, so that it is slow and not in bursts.
constexpr std::size_t chunks_per_second = 50;
constexpr std::size_t chunk_bytes_max = 64UL * 1024;

std::size_t chunk_bytes(const OneWay& way) {
  auto chunk = way.chop_bytes == 0 ? chunk_bytes_max : way.chop_bytes;
  if (way.bytes_per_second > 0)
    chunk = std::min(chunk, std::max<std::size_t>(1, way.bytes_per_second / chunks_per_second));
  return chunk;
}

// The kernel joins what it has not sent yet to one segment, whatever TCP_NODELAY says.
constexpr std::chrono::microseconds chop_patience{50};
bool has_unsent(int socket) {
  int bytes = 0;
  return ::ioctl(socket, SIOCOUTQNSD, &bytes) == 0 && bytes > 0;
}

// One that would arrive before the piece in front of it waits for that.
Flow::Time arrival(Flow::Time now, const OneWay& way, Dice& dice) {
  return now + dice.between(std::chrono::microseconds{way.delay_min}, {way.delay_max});
}

}  // namespace

void Flow::add(std::string bytes, bool whole_text, Time now, const OneWay& way, Dice& dice) {
  if (done_ || bytes.empty()) return;
  waiting_bytes_ += bytes.size();
  pieces_.push_back({std::move(bytes), whole_text, arrival(now, way, dice)});
}

void Flow::add_end(End end, Time now, const OneWay& way, Dice& dice) {
  end_ = end;
  end_due_ = arrival(now, way, dice);
}

Flow::Sent Flow::send_some(int sink, std::size_t budget, Time now, const OneWay& way) {
  const auto next = due(way);
  if (!next || *next > now) return {};
  if (pieces_.empty()) return pass_end_on(sink);
  if (way.chop_bytes > 0 && has_unsent(sink)) {
    free_at_ = now + chop_patience;
    return {};
  }
  auto& piece = pieces_.front();
  const auto wanted = std::min({piece.bytes.size() - sent_of_first_, chunk_bytes(way), budget});
  const auto result = ::send(sink, piece.bytes.data() + sent_of_first_, wanted, MSG_NOSIGNAL | MSG_DONTWAIT);
  blocked_ = result < 0 && errno == EAGAIN;
  if (result < 0) {
    if (blocked_ || errno == EINTR) return {};
    // The receiver has gone; its own way tells the sender.
    done_ = true;
    pieces_.clear();
    waiting_bytes_ = 0;
    return {};
  }
  const auto bytes = static_cast<std::size_t>(result);
  if (way.bytes_per_second > 0)
    free_at_ = now + std::chrono::nanoseconds{bytes * 1'000'000'000U / way.bytes_per_second};
  sent_of_first_ += bytes;
  waiting_bytes_ -= bytes;
  if (sent_of_first_ < piece.bytes.size()) return {.bytes = bytes};
  const bool whole_text = piece.whole_text;
  pieces_.pop_front();
  sent_of_first_ = 0;
  return {.bytes = bytes, .text_ended = whole_text};
}

Flow::Sent Flow::pass_end_on(int sink) {
  done_ = true;
  if (end_ == End::reset) return {.reset = true};
  ::shutdown(sink, SHUT_WR);
  return {};
}

std::optional<Flow::Time> Flow::due(const OneWay& way) const {
  if (done_ || way.silent) return std::nullopt;
  if (pieces_.empty()) return end_ == End::none ? std::nullopt : std::optional{end_due_};
  return std::max(pieces_.front().due, free_at_);
}

}  // namespace heartlink::fault
