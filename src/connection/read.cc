// SPDX-License-Identifier: Apache-2.0
// The reading half of a chat socket: one frame is one command; a refusal answers the command, never the
// connection.
#include <utility>
#include <variant>

#include "connection/chat_connection.h"
#include "protocol/decode.h"
#include "protocol/encode.h"

namespace heartlink::connection {
namespace {

using base::Code;
using base::Result;
using protocol::Frame;

// A client says that it types every three seconds; more often than this is not passed on.
constexpr std::chrono::milliseconds typing_pause{200};

}  // namespace

void ChatConnection::on_text(std::string_view text) {
  if (state_ == State::closing) return;
  auto decoded = protocol::decode(text);
  if (decoded.command.has_error()) return refuse(decoded.command.error(), decoded.client_id);
  std::visit([this](auto& command) { execute(command); }, decoded.command.value());
}

void ChatConnection::on_binary() {
  if (state_ != State::closing) refuse(base::fail(Code::binary_unsupported), {});
}

void ChatConnection::execute(protocol::PostMessage& message) {
  const presence::Rate rate{services_.limits.messages_per_second, services_.limits.messages_burst};
  const auto& author = admitted_.person.user;
  if (const auto wait = services_.registry.refuse(presence::Allowance::messages, author.id, services_.clock.now(), rate)) {
    return refuse(base::fail(Code::rate_limited, {}, *wait), message.client_id);
  }
  if (++unanswered_ == services_.limits.unanswered_commands) stream_->pause_reading(true);
  auto on_posted = [ref = anchor_.ref(), client_id = message.client_id](const Result<store::Posted>& result) {
    if (auto* self = ref.get()) self->on_posted(client_id, result);
  };
  services_.post_message.run(admitted_.room, author, std::move(message),
                             {&services_.worker, std::move(on_posted)});
}

void ChatConnection::on_posted(const std::string& client_id, const Result<store::Posted>& result) {
  if (unanswered_-- == services_.limits.unanswered_commands && !draining_) stream_->pause_reading(false);
  if (state_ == State::closing) return;
  answer(client_id, result);
  if (draining_ && unanswered_ == 0) close(protocol::close_draining);
}

void ChatConnection::answer(const std::string& client_id, const Result<store::Posted>& result) {
  if (result.has_error()) return refuse(result.error(), client_id);
  if (client_id.empty()) return;  // the echo acknowledges
  const auto& posted = result.value();
  send(Frame::text(protocol::encode(protocol::Ack{client_id, posted.id, posted.created_at, posted.dup})));
}

// Who starts to type is announced every so often; who stops, once per start and at once. A flood of either is
// silent.
void ChatConnection::execute(const protocol::Typing& typing) {
  if (state_ != State::live) return;
  if (typing.is_typing) {
    const auto now = services_.clock.now();
    if (now < typing_again_at_) return;
    typing_again_at_ = now + typing_pause;
  } else if (!typing_shown_) {
    return;
  }
  typing_shown_ = typing.is_typing;
  const protocol::UserTyping event{admitted_.person.user.name, typing.is_typing};
  announce(model::Signal::Kind::typing, protocol::encode(event));
}

void ChatConnection::execute(const protocol::Ping&) {
  send(Frame::text(protocol::encode(protocol::Pong{services_.clock.wall()})));
}

void ChatConnection::execute(const protocol::HeartbeatAck&) {
  send(Frame::text(protocol::encode(protocol::HeartbeatAnswer{services_.clock.wall()})));
}

void ChatConnection::refuse(const base::Error& error, std::string_view client_id) {
  send(Frame::text(protocol::encode(protocol::ErrorFrame{&error, client_id})));
}

}  // namespace heartlink::connection
