// SPDX-License-Identifier: Apache-2.0
// The reading half of a chat socket: one frame is one command; a refusal answers the command, never the
// connection.
#include <prometheus/counter.h>

#include <utility>
#include <variant>

#include "chat/allowance.h"
#include "chat/recall_message.h"
#include "connection/chat_connection.h"
#include "protocol/decode.h"
#include "protocol/encode.h"
#include "protocol/room_name.h"

namespace heartlink::connection {
namespace {

using base::Code;
using base::Result;
using protocol::Frame;

// A client says that it types every three seconds; more often than this is not passed on.
constexpr std::chrono::milliseconds typing_pause{200};

// The contract's words when the caller has none.
constexpr std::string_view default_invitation = "邀请您进行视频通话";

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

// What costs a write of one's own waits for its turn; the answer names the frame.
bool ChatConnection::refuse_hasty(std::string_view client_id) {
  const auto hasty = chat::refuse_message(services_.registry, admitted_.person.user.id, services_.clock.now(),
                                          services_.limits);
  if (!hasty) return false;
  refuse(*hasty, client_id);
  return true;
}

void ChatConnection::begin_command() {
  if (++unanswered_ == services_.limits.unanswered_commands) stream_->pause_reading(true);
}

bool ChatConnection::is_answerable() {
  if (unanswered_-- == services_.limits.unanswered_commands && !draining_) stream_->pause_reading(false);
  return state_ != State::closing;
}

void ChatConnection::end_command() {
  if (draining_ && unanswered_ == 0) close(protocol::close_draining);
}

base::Done<store::Posted> ChatConnection::acknowledging(std::string client_id) {
  return answering<store::Posted>(
      [client_id = std::move(client_id)](ChatConnection& self, const auto& result) {
        self.answer(client_id, result);
      });
}

void ChatConnection::execute(protocol::PostMessage& message) {
  if (refuse_hasty(message.client_id)) return;
  begin_command();
  auto done = acknowledging(message.client_id);
  services_.post_message.run(admitted_.room, admitted_.person.user, std::move(message), std::move(done));
}

void ChatConnection::execute(protocol::Recall& recall) {
  if (refuse_hasty(recall.client_id)) return;
  begin_command();
  auto done = acknowledging(recall.client_id);
  chat::RecallMessage{services_.messages}.run(admitted_.room, admitted_.person.user, recall.id,
                                              std::move(recall.client_id), std::move(done));
}

void ChatConnection::answer(const std::string& client_id, const Result<store::Posted>& result) {
  if (result.has_error()) return refuse(result.error(), client_id);
  if (client_id.empty()) return;  // the echo acknowledges
  const auto& posted = result.value();
  send(Frame::text(
      protocol::encode(protocol::Ack{client_id, posted.id, posted.created_at, posted.dup, posted.caution})));
}

// Reading is always answered: by the news that goes to everybody when the mark moved, else right here.
void ChatConnection::execute(protocol::Read& read) {
  store::NewMark order;
  order.ids = std::move(read.ids);
  order.read = read.up_to;
  mark(std::move(order), true);
}

void ChatConnection::execute(const protocol::Delivered& delivered) {
  store::NewMark order;
  order.delivered = delivered.up_to;
  mark(std::move(order), false);
}

void ChatConnection::mark(store::NewMark order, bool answer_if_unmoved) {
  begin_command();
  order.room = admitted_.room;
  order.user = admitted_.person.user;
  services_.messages.mark(std::move(order), answering<store::Marked>([answer_if_unmoved](ChatConnection& self,
                                                                                         const auto& result) {
                            self.answer(result, answer_if_unmoved);
                          }));
}

void ChatConnection::answer(const Result<store::Marked>& result, bool answer_if_unmoved) {
  if (result.has_error()) return refuse(result.error(), {});
  if (result->moved || !answer_if_unmoved) return;
  const auto name = my_name();
  send(Frame::text(protocol::encode(protocol::ReadUpdate{name, &result->asked, result->read})));
}

void ChatConnection::execute(const protocol::SetStatus& status) {
  services_.registry.set_status(admitted_.person.user.id, status.status);
}

// Calls are passed on and never stored. A flood of them waits like one of messages.
void ChatConnection::execute(const protocol::CallInvite& invite) {
  if (state_ != State::live || refuse_hasty({})) return;
  if (is_muted()) return refuse(base::fail(Code::muted), {});
  const auto& user = admitted_.person.user;
  const auto room = protocol::parse_room_id(invite.room);
  services_.calls.invited(admitted_.room, user.id, user.name, services_.clock.now());
  const auto name = my_name();
  announce(model::Signal::Kind::call,
           protocol::encode(protocol::CallInvited{
               name, room ? room->value : admitted_.room.value,
               invite.message.empty() ? default_invitation : std::string_view{invite.message}}));
}

void ChatConnection::execute(const protocol::CallStatus& status) {
  if (state_ != State::live || refuse_hasty({})) return;
  if (is_muted()) return refuse(base::fail(Code::muted), {});
  const auto& user = admitted_.person.user;
  services_.calls.changed(admitted_.room, user.id, user.name, status.status, services_.clock.now());
  const auto name = my_name();
  announce(model::Signal::Kind::call,
           protocol::encode(protocol::CallChanged{name, status.status, status.message_id, status.room}));
}

// Who starts to type is announced every so often; who stops, once per start and at once. A flood of either is
// silent.
void ChatConnection::execute(const protocol::Typing& typing) {
  if (state_ != State::live || is_muted()) return;
  if (typing.is_typing) {
    const auto now = services_.clock.now();
    if (now < typing_again_at_) return;
    typing_again_at_ = now + typing_pause;
  } else if (!typing_shown_) {
    return;
  }
  typing_shown_ = typing.is_typing;
  const auto name = my_name();
  const protocol::UserTyping event{name, typing.is_typing};
  announce(model::Signal::Kind::typing, protocol::encode(event));
}

void ChatConnection::execute(const protocol::Ping&) {
  send(Frame::text(protocol::encode(protocol::Pong{services_.clock.wall()})));
}

void ChatConnection::execute(const protocol::HeartbeatAck&) {
  send(Frame::text(protocol::encode(protocol::HeartbeatAnswer{services_.clock.wall()})));
}

void ChatConnection::refuse(const base::Error& error, std::string_view client_id) {
  services_.error_frames.Increment();
  send(Frame::text(protocol::encode(protocol::ErrorFrame{&error, client_id})));
}

}  // namespace heartlink::connection
