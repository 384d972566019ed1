// SPDX-License-Identifier: Apache-2.0
#include "tests/process/websocket_client.h"

#include <stdexcept>
#include <utility>

#include <boost/json.hpp>

#include "net/testing/client_frames.h"

namespace heartlink::process {
namespace {

// The example of RFC 6455 §1.3, so that the answer is known too.
constexpr std::string_view key = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view accept_of_key = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

constexpr std::size_t frame_bytes_max = std::size_t{16} * 1024 * 1024;

struct ServerFrame {
  std::uint8_t opcode = 0;
  std::string_view payload;
  std::size_t bytes = 0;  // 0: not yet whole
};

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
  return value;
}

// RFC 6455 §5.2. This server neither fragments nor uses extensions, and a server never masks.
ServerFrame first_frame(std::string_view received) {
  if (received.size() < 2) return {};
  const auto first = static_cast<std::uint8_t>(received[0]);
  const auto second = static_cast<std::uint8_t>(received[1]);
  if ((first & 0xF0U) != 0x80U) throw std::runtime_error("the server sent a fragment or a reserved bit");
  if ((second & 0x80U) != 0) throw std::runtime_error("the server masked a frame");
  const std::size_t more = second == 127 ? 8 : second == 126 ? 2 : 0;
  if (received.size() < 2 + more) return {};
  const std::uint64_t length = more == 0 ? second : big_endian(received.substr(2, more));
  if (length > frame_bytes_max) throw std::runtime_error("the server sent a frame of absurd length");
  if (received.size() < 2 + more + length) return {};
  return {static_cast<std::uint8_t>(first & 0x0FU), received.substr(2 + more, length), 2 + more + length};
}

HttpConnection upgraded(std::uint16_t port, const HttpRequest& upgrade, int receive_buffer_bytes) {
  HttpConnection connection{port, receive_buffer_bytes};
  const auto answer = connection.ask(upgrade);
  if (answer.status != 101) {
    throw std::runtime_error("refused with " + std::to_string(answer.status) + " " + answer.body);
  }
  if (answer.header("sec-websocket-accept") != accept_of_key) {
    throw std::runtime_error("wrong Sec-WebSocket-Accept: " + answer.header("sec-websocket-accept"));
  }
  return connection;
}

}  // namespace

HttpRequest upgrade_request(std::string target, Headers headers) {
  HttpRequest request{std::move(target),
                      {{"Upgrade", "websocket"},
                       {"Connection", "Upgrade"},
                       {"Sec-WebSocket-Version", "13"},
                       {"Sec-WebSocket-Key", std::string{key}}}};
  for (auto& header : headers) request.headers.push_back(std::move(header));
  return request;
}

boost::json::object parse_frame(std::string_view text) {
  boost::system::error_code error;
  auto value = boost::json::parse(text, error);
  if (error || !value.is_object())
    throw std::runtime_error("the frame is no JSON object: " + std::string{text});
  return std::move(value.get_object());
}

WebSocketClient::WebSocketClient(std::uint16_t port, const HttpRequest& upgrade, int receive_buffer_bytes)
    : WebSocketClient(upgraded(port, upgrade, receive_buffer_bytes).take()) {}

WebSocketClient::WebSocketClient(std::pair<Socket, std::string> connection)
    : socket_(std::move(connection.first)), received_(std::move(connection.second)) {
  split_frames();
}

void WebSocketClient::send(const boost::json::object& frame) { send_text(boost::json::serialize(frame)); }

void WebSocketClient::send_text(std::string_view text) { send_bytes(net::testing::client_text(text)); }

void WebSocketClient::send_bytes(std::string_view bytes) {
  unsent_ += bytes;
  socket_.send_all(std::exchange(unsent_, {}));
}

void WebSocketClient::queue_text(std::string_view text) { unsent_ += net::testing::client_text(text); }

boost::json::object WebSocketClient::next() {
  const Deadline deadline;
  while (inbox_.empty()) {
    if (ended_)
      throw std::runtime_error("closed with " + std::to_string(closed_->code) + " " + closed_->reason);
    if (!socket_.wait(deadline, wants_write())) throw std::runtime_error("no frame comes");
    turn();
  }
  const auto text = std::move(inbox_.front());
  inbox_.pop_front();
  return parse_frame(text);
}

boost::json::object WebSocketClient::await(std::string_view type) {
  std::string passed_over;
  try {
    for (;;) {
      auto frame = next();
      if (frame.at("type").as_string() == type) return frame;
      passed_over += "\n  " + boost::json::serialize(frame);
    }
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(std::string{error.what()} + ", waiting for " + std::string{type} +
                             " after:" + passed_over);
  }
}

void WebSocketClient::close(std::uint16_t code) {
  said_goodbye_ = true;
  send_bytes(net::testing::client_close(code));
}

CloseNotice WebSocketClient::await_close() {
  const Deadline deadline;
  while (turn()) {
    if (!socket_.wait(deadline, wants_write())) throw std::runtime_error("the server does not close");
  }
  return *closed_;
}

bool WebSocketClient::turn() {
  if (ended_) return false;
  socket_.send_some(unsent_);  // the peer's end shows up below
  const auto received = socket_.receive(received_);
  split_frames();
  if (received != Socket::Received::ended) return true;
  ended_ = true;
  socket_.close();  // our half: the server waits for it
  if (!closed_) closed_ = CloseNotice{};
  return false;
}

void WebSocketClient::split_frames() {
  std::string_view rest{received_};
  for (auto frame = first_frame(rest); frame.bytes > 0; frame = first_frame(rest)) {
    on_frame(frame.opcode, frame.payload);
    rest.remove_prefix(frame.bytes);
  }
  received_.erase(0, received_.size() - rest.size());
}

void WebSocketClient::on_frame(std::uint8_t opcode, std::string_view payload) {
  if (closed_) throw std::runtime_error("a frame after the close frame");
  switch (opcode) {
    case 1:
      inbox_.emplace_back(payload);
      return;
    case 8:
      closed_ = CloseNotice{1005, {}};
      if (payload.size() >= 2) {
        closed_->code = static_cast<std::uint16_t>(big_endian(payload.substr(0, 2)));
        closed_->reason = payload.substr(2);
      }
      if (!std::exchange(said_goodbye_, true)) unsent_ += net::testing::client_close(1000);
      socket_.send_some(unsent_);
      return;
    case 9:
      if (!said_goodbye_) unsent_ += net::testing::client_pong(payload);
      return;
    case 10:
      return;
    default:
      throw std::runtime_error("opcode " + std::to_string(opcode) + " from the server");
  }
}

}  // namespace heartlink::process
