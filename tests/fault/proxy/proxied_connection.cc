// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/proxy/proxied_connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

namespace heartlink::fault {
namespace {

constexpr std::size_t read_bytes = 16UL * 1024;

void send_at_once(int socket) {
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
}

// From now on close() resets the connection instead of ending it in order.
void reset_when_closed(int socket) {
  const linger none{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
}

// One read: bytes, or why there are none.
struct Reading {
  std::string bytes;
  Flow::End end = Flow::End::none;
};

Reading read_from(int socket) {
  std::array<char, read_bytes> part;
  const auto size = ::recv(socket, part.data(), part.size(), MSG_DONTWAIT);
  if (size > 0) return {.bytes = {part.data(), static_cast<std::size_t>(size)}};
  if (size == 0) return {.bytes = {}, .end = Flow::End::orderly};
  if (errno == EAGAIN || errno == EINTR) return {};
  return {.bytes = {}, .end = Flow::End::reset};
}

}  // namespace

ProxiedConnection::ProxiedConnection(process::FileDescriptor client, process::FileDescriptor server,
                                     ProxyCounts& counts)
    : client_(std::move(client)), server_(std::move(server)), counts_(counts) {
  send_at_once(client_.number());
  send_at_once(server_.number());
}

void ProxiedConnection::prepare_for(const Weather& weather, Time now, Dice& dice) {
  cut_at_.reset();
  cut_after_bytes_.reset();
  if (weather.cuts_per_second > 0) cut_at_ = now + dice.wait_for(weather.cuts_per_second);
  if (weather.cut_after_bytes > 0) cut_after_bytes_ = dice.between(1, weather.cut_after_bytes);
}

std::array<pollfd, 2> ProxiedConnection::interests(const Weather& weather) const {
  const auto side = [](const process::FileDescriptor& socket, bool reads, bool writes) {
    const auto events = static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
    // poll(2) tells of an end even when it is not asked, again and again: then it must not see the socket.
    return pollfd{events == 0 ? -1 : socket.number(), events, 0};
  };
  return {side(client_, up_.takes_more(), down_.blocked(weather.down)),
          side(server_, down_.takes_more(), up_.blocked(weather.up))};
}

std::optional<ProxiedConnection::Time> ProxiedConnection::due(const Weather& weather) const {
  auto soonest = Time::max();
  if (cut_at_) soonest = std::min(soonest, *cut_at_);
  if (splitter_.between_messages())
    for (const auto& again : again_) soonest = std::min(soonest, again.due);
  // A blocked flow is woken by poll(2).
  const auto up = up_.blocked(weather.up) ? std::nullopt : up_.due(weather.up);
  const auto down = down_.blocked(weather.down) ? std::nullopt : down_.due(weather.down);
  soonest = std::min({soonest, up.value_or(Time::max()), down.value_or(Time::max())});
  return soonest == Time::max() ? std::nullopt : std::optional{soonest};
}

bool ProxiedConnection::turn(const std::array<pollfd, 2>& ready, const Weather& weather, Time now,
                             Dice& dice) {
  constexpr short anything = POLLIN | POLLHUP | POLLERR;
  if ((ready[0].revents & anything) != 0) read_client(weather, now, dice);
  if ((ready[1].revents & anything) != 0) read_server(weather, now, dice);
  send_again(false, weather, now, dice);
  if (cut_at_ && *cut_at_ <= now) {
    cut(dice.chance(weather.resets));
    return false;
  }
  return forward(weather, now, dice);
}

void ProxiedConnection::read_client(const Weather& weather, Time now, Dice& dice) {
  if (!up_.takes_more()) return;
  const auto [bytes, end] = read_from(client_.number());
  counts_.taken_up_bytes += bytes.size();
  splitter_.feed(bytes, [&](std::string piece, bool whole_text) {
    if (whole_text) ++counts_.text_frames;
    if (whole_text && again_bytes_ < Flow::waiting_bytes_max && dice.chance(weather.duplicates)) {
      const auto later = dice.between(std::chrono::microseconds{0}, {weather.duplicate_delay_max});
      again_bytes_ += piece.size();
      again_.push_back({piece, now + later});
    }
    up_.add(std::move(piece), whole_text, now, weather.up, dice);
  });
  if (end == Flow::End::none) return;
  // A copy whose time has not come goes now or never, and before a frame that will not be finished.
  send_again(true, weather, now, dice);
  up_.add(splitter_.rest(), false, now, weather.up, dice);
  up_.add_end(end, now, weather.up, dice);
}

void ProxiedConnection::read_server(const Weather& weather, Time now, Dice& dice) {
  if (!down_.takes_more()) return;
  auto [bytes, end] = read_from(server_.number());
  counts_.taken_down_bytes += bytes.size();
  down_.add(std::move(bytes), false, now, weather.down, dice);
  if (end != Flow::End::none) down_.add_end(end, now, weather.down, dice);
}

void ProxiedConnection::send_again(bool all, const Weather& weather, Time now, Dice& dice) {
  if (again_.empty() || !splitter_.between_messages()) return;
  std::erase_if(again_, [&](Again& again) {
    if (!all && again.due > now) return false;
    ++counts_.duplicated_frames;
    again_bytes_ -= again.frame.size();
    up_.add(std::move(again.frame), true, now, weather.up, dice);
    return true;
  });
}

bool ProxiedConnection::forward(const Weather& weather, Time now, Dice& dice) {
  const auto budget = [this] { return cut_after_bytes_.value_or(std::numeric_limits<std::size_t>::max()); };
  const auto down = down_.send_some(client_.number(), budget(), now, weather.down);
  counts_.sent_down_bytes += down.bytes;
  if (cut_after_bytes_) *cut_after_bytes_ -= down.bytes;
  Flow::Sent up;
  if (budget() > 0) up = up_.send_some(server_.number(), budget(), now, weather.up);
  counts_.sent_up_bytes += up.bytes;
  if (cut_after_bytes_) *cut_after_bytes_ -= up.bytes;

  if (up.reset || down.reset) {
    reset_both();
    return false;
  }
  if (budget() == 0) {
    cut(dice.chance(weather.resets));
    return false;
  }
  if (up.text_ended && dice.chance(weather.cut_after_send)) {
    if (dice.chance(weather.resets)) reset_when_closed(client_.number());
    cut(false);
    return false;
  }
  return !up_.done() || !down_.done();
}

void ProxiedConnection::cut(bool by_reset) {
  ++counts_.cuts;
  if (by_reset) return reset_both();
  // Close alone would be a reset whenever the peer has sent something that we did not read.
  for (auto* socket : {&client_, &server_}) ::shutdown(socket->number(), SHUT_WR);
  client_.close();
  server_.close();
}

void ProxiedConnection::reset_both() {
  for (auto* socket : {&client_, &server_}) {
    reset_when_closed(socket->number());
    socket->close();
  }
}

}  // namespace heartlink::fault
