// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/client/chat_line.h"

#include <charconv>
#include <utility>

#include "tests/process/people.h"

namespace heartlink::fault {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";

std::string text_of(std::uint16_t port, const process::HttpRequest& request) {
  auto text = "GET " + request.target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n";
  for (const auto& [name, value] : request.headers) text += name + ": " + value + "\r\n";
  return text + "\r\n";
}

// "HTTP/1.1 101 …": the number.
int status_of(std::string_view head) {
  constexpr std::size_t at = 9;
  constexpr std::size_t digits = 3;
  int status = 0;
  if (head.size() >= at + digits) std::from_chars(head.data() + at, head.data() + at + digits, status);
  return status;
}

}  // namespace

process::Headers sign_in_headers(std::uint16_t port, const std::string& sign_in) {
  if (!sign_in.starts_with("sessionid=")) return process::with_token(sign_in);
  return {{"Cookie", sign_in}, {"Origin", "http://127.0.0.1:" + std::to_string(port)}};
}

ChatLine::ChatLine(std::uint16_t port, const std::string& sign_in, const std::string& target,
                   int receive_buffer_bytes)
    : line_(Asking{process::Socket{port, receive_buffer_bytes},
                   text_of(port, process::upgrade_request(target, sign_in_headers(port, sign_in))),
                   {}}) {}

ChatLine::State ChatLine::turn() {
  if (state_ == State::asking) state_ = ask();
  if (state_ == State::open) state_ = talk();
  return state_;
}

ChatLine::State ChatLine::ask() {
  auto& asking = std::get<Asking>(line_);
  if (!asking.socket.send_some(asking.unsent)) return State::ended;
  const auto received = asking.socket.receive(asking.received);
  const auto head = asking.received.find(end_of_head);
  if (head == std::string::npos) {
    return received == process::Socket::Received::ended ? State::ended : State::asking;
  }
  const int status = status_of(asking.received);
  if (status != 101) {
    refusal_ = status;
    return State::refused;
  }
  auto rest = asking.received.substr(head + end_of_head.size());
  auto socket = std::move(asking.socket);
  line_.emplace<process::WebSocketClient>(std::pair{std::move(socket), std::move(rest)});
  return State::open;
}

ChatLine::State ChatLine::talk() {
  return std::get<process::WebSocketClient>(line_).turn() ? State::open : State::ended;
}

int ChatLine::number() const {
  if (const auto* asking = std::get_if<Asking>(&line_)) return asking->socket.number();
  return std::get<process::WebSocketClient>(line_).number();
}

bool ChatLine::wants_write() const {
  if (const auto* asking = std::get_if<Asking>(&line_)) return !asking->unsent.empty();
  return std::get<process::WebSocketClient>(line_).wants_write();
}

int ChatLine::ending() const {
  if (refusal_ != 0) return refusal_;
  const auto* open = std::get_if<process::WebSocketClient>(&line_);
  return open != nullptr && open->closed() ? open->closed()->code : 1006;
}

}  // namespace heartlink::fault
