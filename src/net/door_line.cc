// SPDX-License-Identifier: Apache-2.0
#include "net/door_line.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace heartlink::net {
namespace {

using base::Code;
using base::Result;
using diagnose::Closed;
using diagnose::Heard;
using protocol::Opcode;

Closed closed_of(std::string_view payload) {
  constexpr std::uint16_t without_code = 1005;  // RFC 6455 §7.1.5
  if (payload.size() < 2) return {without_code, {}};
  const auto high = static_cast<std::uint8_t>(payload[0]);
  const auto low = static_cast<std::uint8_t>(payload[1]);
  return {static_cast<std::uint16_t>(high << 8U | low), std::string{payload.substr(2)}};
}

}  // namespace

DoorLine::DoorLine(std::unique_ptr<DoorStream> stream, std::string_view carried, base::Random& random,
                   std::chrono::milliseconds step)
    : stream_(std::move(stream)), random_(random), step_(step) {
  frames_.append(carried);
}

Result<void> DoorLine::write(Opcode opcode, std::string_view payload) {
  std::array<char, 4> mask{};
  std::ranges::copy(random_.bytes(mask.size()), mask.begin());
  return stream_->write(masked_frame(opcode, payload, mask));
}

Result<void> DoorLine::send(std::string_view text) {
  stream_->limit(step_);
  auto written = write(Opcode::text, text);
  if (written.has_error()) return base::fail(Code::no_echo, "cannot be sent: " + written.error().detail);
  return {};
}

std::optional<Heard> DoorLine::heard(ServerFrames::Message message) {
  switch (message.opcode) {
    case Opcode::ping: {
      // When it cannot be answered, the next read says that the line is dead.
      const auto answered = write(Opcode::pong, message.payload);
      (void)answered;
      return std::nullopt;
    }
    case Opcode::close: {
      ended_ = true;
      const auto answered = write(Opcode::close, std::string_view{message.payload}.substr(0, 2));
      (void)answered;
      return Heard{closed_of(message.payload)};
    }
    case Opcode::text:
      return Heard{std::move(message.payload)};
    default:
      return std::nullopt;
  }
}

Result<Heard> DoorLine::receive(std::chrono::milliseconds within) {
  if (ended_) return Heard{Closed{}};
  stream_->limit(within);
  auto next = listen();
  if (next.has_error() && stream_->timed_out())
    next = base::fail(Code::no_echo, "nothing came within " + std::to_string(within.count()) + " ms");
  return next;
}

Result<Heard> DoorLine::listen() {
  for (;;) {
    auto next = frames_.next();
    if (next.has_error()) return next.error();
    if (*next) {
      if (auto something = heard(std::move(**next))) return std::move(*something);
      continue;
    }
    std::string bytes;
    const auto more = stream_->read(bytes);
    if (more.has_error() && stream_->timed_out()) return more.error();
    if (more.has_error() || !*more) {
      ended_ = true;
      return Heard{Closed{}};
    }
    frames_.append(bytes);
  }
}

void DoorLine::close() {
  if (ended_) return;
  constexpr std::string_view normal{"\x03\xE8", 2};  // 1000
  stream_->limit(step_);
  if (write(Opcode::close, normal).has_error()) return;
  // What was on its way comes first; then the other side's goodbye. A busy room may have sent a lot.
  constexpr int messages_on_the_way_max = 1000;
  for (int i = 0; i < messages_on_the_way_max && !ended_; ++i) {
    if (listen().has_error()) return;
  }
}

}  // namespace heartlink::net
