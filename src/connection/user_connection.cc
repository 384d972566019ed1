// SPDX-License-Identifier: Apache-2.0
#include "connection/user_connection.h"

#include <prometheus/counter.h>

#include <limits>
#include <utility>
#include <variant>

#include "connection/sign_in_watch.h"
#include "protocol/decode.h"
#include "protocol/encode.h"

namespace heartlink::connection {

using base::Code;
using protocol::Frame;

UserConnection::UserConnection(const UserServices& services, Admitted admitted)
    : services_(services), anchor_(this), admitted_(std::move(admitted)) {}

UserConnection::~UserConnection() { detach(); }

void UserConnection::on_open(FrameStream& stream) {
  stream_ = &stream;
  services_.registry.see(admitted_.person.user.id, services_.clock);
  attached_ = true;
  services_.hub.attach(admitted_.person.user.id, *this);
  check_sign_in();
}

void UserConnection::check_sign_in() {
  const auto& person = admitted_.person;
  if (person.bearer || person.secret_hash.empty()) return;
  services_.sessions.find_session(
      person.secret_hash,
      {&services_.worker, [ref = anchor_.ref()](const base::Result<model::Principal>& found) {
         auto* self = ref.get();
         if (self != nullptr && found.has_error() && found.error().code == Code::login_required)
           self->end_session();
       }});
}

void UserConnection::unread(const Frame& frame) {
  const bool first = !std::exchange(greeted_, true);
  send(frame);
  if (!first) return;
  // Without `after` he was never told anything, and begins at the head.
  told_ = admitted_.after ? model::EventId{admitted_.after->value}
                          : model::EventId{std::numeric_limits<std::int64_t>::max()};
  catch_up();
}

void UserConnection::event(model::EventId useq, const Frame& frame) {
  behind_ = true;
  if (!live_ || useq <= told_) return;
  if (useq.value != told_.value + 1) {
    live_ = false;
    return catch_up();
  }
  told_ = useq;
  send(frame);
}

void UserConnection::catch_up() {
  behind_ = false;
  services_.events.events_after(
      admitted_.person.user.id, told_,
      {&services_.worker, [ref = anchor_.ref()](const base::Result<store::EventPage>& page) {
         if (auto* self = ref.get()) self->on_events(page);
       }});
}

void UserConnection::on_events(const base::Result<store::EventPage>& page) {
  if (closing_) return;
  if (page.has_error()) return close(protocol::close_unavailable);
  for (const auto& event : page->events) send(Frame::text(protocol::encode(event)));
  told_ = page->head;
  if (!std::exchange(resumed_, true)) {
    protocol::UserResumed event;
    if (admitted_.after) event.after = model::EventId{admitted_.after->value};
    event.to = page->head;
    event.gap = admitted_.after && page->gap;
    send(Frame::text(protocol::encode(event)));
  }
  if (behind_) return catch_up();
  live_ = true;
}

// Before the greeting nothing is said: what happened until then is counted in it.
void UserConnection::activity(const Frame& frame) {
  if (greeted_) send(frame);
}

void UserConnection::revoked(const model::Revocation& revocation) {
  if (revocation.covers(admitted_.person)) end_session();
}

// A socket that was never told how things stand is of no use; one that was can wait for the next time.
void UserConnection::failed(const base::Error&) {
  if (!greeted_) close(protocol::close_unavailable);
}

void UserConnection::end_session() {
  close(protocol::close_session_ended, Frame::text(protocol::encode(protocol::SessionEnded{})));
}

void UserConnection::on_text(std::string_view text) {
  if (closing_) return;
  const auto decoded = protocol::decode(text);
  if (decoded.command.has_error()) return refuse(decoded.command.error(), decoded.client_id);
  const auto& command = decoded.command.value();
  const auto now = services_.clock.wall();
  if (std::holds_alternative<protocol::Ping>(command)) {
    send(Frame::text(protocol::encode(protocol::Pong{now})));
  } else if (std::holds_alternative<protocol::HeartbeatAck>(command)) {
    send(Frame::text(protocol::encode(protocol::HeartbeatAnswer{now})));
  } else if (const auto* status = std::get_if<protocol::SetStatus>(&command)) {
    services_.registry.set_status(admitted_.person.user.id, status->status);
  } else {
    refuse(base::fail(Code::unknown_type, "not on the user socket"), decoded.client_id);
  }
}

void UserConnection::on_binary() {
  if (!closing_) refuse(base::fail(Code::binary_unsupported), {});
}

void UserConnection::on_heartbeat() {
  watch_sign_in(admitted_.person, services_.clock, services_.sessions, services_.worker,
                [ref = anchor_.ref()](std::optional<base::WallTime> until) {
                  auto* self = ref.get();
                  if (self == nullptr) return;
                  if (!until) return self->end_session();
                  self->admitted_.person.expires_at = *until;
                });
  if (closing_ || !greeted_) return;
  static_cast<void>(
      stream_->offer(Frame::text(protocol::encode(protocol::Heartbeat{services_.clock.wall()}))));
}

void UserConnection::on_drain() { close(protocol::close_draining); }

void UserConnection::refuse(const base::Error& error, std::string_view client_id) {
  services_.error_frames.Increment();
  send(Frame::text(protocol::encode(protocol::ErrorFrame{&error, client_id})));
}

void UserConnection::send(const Frame& frame) {
  if (!closing_ && !stream_->send(frame)) close(protocol::close_slow_consumer);
}

void UserConnection::close(protocol::CloseReason reason, const Frame& farewell) {
  if (std::exchange(closing_, true)) return;
  stream_->close(reason.code, reason.text, farewell);
}

void UserConnection::detach() {
  if (std::exchange(attached_, false)) services_.hub.detach(admitted_.person.user.id, *this);
}

void UserConnection::on_closed() {
  closing_ = true;
  detach();
  services_.registry.see(admitted_.person.user.id, services_.clock);
}

}  // namespace heartlink::connection
