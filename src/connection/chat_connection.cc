// SPDX-License-Identifier: Apache-2.0
#include "connection/chat_connection.h"

#include <algorithm>
#include <utility>

#include "chat/present_person.h"
#include "connection/sign_in_watch.h"
#include "model/face.h"
#include "protocol/encode.h"

namespace heartlink::connection {
namespace {

using base::Code;
using base::Result;
using protocol::Frame;

constexpr std::uint8_t snapshots_overflowed_max = 3;

protocol::CloseReason reason_of(const base::Error& error) {
  switch (error.code) {
    case Code::login_required:
      return protocol::close_session_ended;
    case Code::room_ended:
      return protocol::close_room_ended;
    case Code::not_a_member:
    case Code::room_not_found:
      return protocol::close_removed;
    default:
      return protocol::close_unavailable;
  }
}

}  // namespace

ChatConnection::ChatConnection(const RoomServices& services, Admitted admitted)
    : services_(services),
      anchor_(this),
      admitted_(std::move(admitted)),
      catch_up_(services.limits.catching_up_entries),
      next_after_(admitted_.after) {}

ChatConnection::~ChatConnection() { services_.hub.detach(attachment_); }

void ChatConnection::on_open(FrameStream& stream) {
  stream_ = &stream;
  services_.registry.see(admitted_.person.user.id, services_.clock);
  // Heard once it is live: nothing is answered before the greeting, and no ack comes behind its echo.
  stream.pause_reading(true);
  // First into the room's list, then the snapshot: whatever is committed in between is held by catch_up_.
  services_.hub.attach(attachment_, admitted_.room, *this, admitted_.person.user.id);
  read_snapshot();
}

void ChatConnection::read_snapshot() {
  catch_up_.restart();
  store::ResumeQuery query;
  query.room = admitted_.room;
  query.viewer = admitted_.person.user.id;
  query.after = next_after_;
  query.epoch = admitted_.epoch;
  // Revoked between admission and on_open, it was in no list that the news could reach.
  query.secret_hash = admitted_.person.secret_hash;
  query.bearer = admitted_.person.bearer;
  services_.messages.resume(std::move(query),
                            {&services_.worker, [ref = anchor_.ref()](Result<store::Resume> result) {
                               if (auto* self = ref.get()) self->on_snapshot(std::move(result));
                             }});
}

void ChatConnection::on_snapshot(Result<store::Resume> result) {
  if (state_ != State::catching_up) return;
  if (result.has_error()) return close(reason_of(result.error()));
  const auto& snapshot = result.value();
  if (catch_up_.overflowed()) {
    if (++snapshots_overflowed_ >= snapshots_overflowed_max) return close(protocol::close_slow_consumer);
    return read_snapshot();
  }
  mask_.reset();
  if (snapshot.room.is_masked()) mask_ = std::make_unique<const model::Room>(snapshot.room);
  if (!std::exchange(greeted_, true)) greet(snapshot);
  send_entries(snapshot);
  more_to_read_ = snapshot.more;
  // The rest is read when this part has left: a resuming socket never owns more than one part.
  if (!more_to_read_) go_live(snapshot);
}

void ChatConnection::greet(const store::Resume& snapshot) {
  protocol::ConnectionEstablished event;
  event.room = snapshot.room.id;
  event.account = admitted_.person.user.name;
  event.person = my_profile();
  event.last_id = snapshot.head;
  event.read_up_to = snapshot.read_up_to;
  event.pruned_before = snapshot.room.pruned_before;
  event.epoch = snapshot.room.epoch;
  event.server_time = services_.clock.wall();
  event.limits = &services_.limits;
  event.recall_window = services_.recall_window;
  send(Frame::text(protocol::encode(event)));
}

void ChatConnection::send_entries(const store::Resume& snapshot) {
  const auto me = admitted_.person.user.id;
  const auto name = my_name();
  model::EntryId others_read;
  for (const auto& mark : snapshot.marks) {
    if (mark.username != name) others_read = std::max(others_read, mark.read);
  }
  for (const auto& entry : snapshot.entries) {
    const bool own = entry.sender == me;
    const bool read = entry.id <= (own ? others_read : snapshot.read_up_to);
    send(Frame::text(protocol::encode(protocol::ChatMessage{&entry, own, read})));
    next_after_ = entry.id;
  }
  if (!snapshot.gap) return;
  // A very slow client may fall behind again between two parts; one range names both holes.
  const auto [first, last] = *snapshot.gap;
  gap_ = gap_ ? std::pair{gap_->first, last} : std::pair{first, last};
}

void ChatConnection::go_live(const store::Resume& snapshot) {
  if (state_ != State::catching_up) return;
  if (admitted_.after) {
    protocol::Resumed event;
    event.after = *admitted_.after;
    event.to = snapshot.head;
    event.gap = gap_;
    event.reset = snapshot.reset;
    event.pruned_before = snapshot.room.pruned_before;
    for (const auto& mark : snapshot.marks) event.marks.push_back({mark.username, mark.read, mark.delivered});
    send(Frame::text(protocol::encode(event)));
  }
  catch_up_.release(snapshot.head, [this](const Frame& frame) { send(frame); });
  if (state_ != State::catching_up) return;
  if (unmasked_) mask_.reset();
  state_ = State::live;
  live_after_ = snapshot.head;
  attachment_.settle_reads(snapshot.sees_reads);
  if (room_ended_) return close(protocol::close_room_ended);
  muted_until_ = std::max(muted_until_, snapshot.muted_until);
  muted_everywhere_until_ = std::max(muted_everywhere_until_, snapshot.muted_everywhere_until);
  stream_->pause_reading(false);
  entered_ = true;
  const auto& user = admitted_.person.user;
  const auto change = services_.registry.enter(admitted_.room, user.id, user.name);
  send_presence();
  if (!change.of_person) return;
  const auto me = my_profile();
  announce(model::Signal::Kind::joined, protocol::encode(protocol::UserJoined{&me}));
}

// Whom one finds here; a crowd is a number.
void ChatConnection::send_presence() {
  const std::size_t crowd = services_.limits.crowd_members;
  auto present = services_.registry.present(admitted_.room, crowd + 1);
  if (present.size() > crowd) {
    const protocol::PresenceCount count{services_.registry.people(admitted_.room)};
    return send(Frame::text(protocol::encode(count)));
  }
  protocol::PresenceList list;
  for (const auto& one : present) list.online.push_back(name_here(one.user, one.name));
  std::ranges::sort(list.online);  // in the order of names that are told, not of those that are not
  send(Frame::text(protocol::encode(list)));
}

void ChatConnection::deliver(model::EntryId id, const Frame& frame) {
  if (state_ == State::catching_up) return catch_up_.hold(id, frame);
  // A reader may see a commit, and answer, before the writer has announced it.
  if (state_ == State::live && id > live_after_) send(frame);
}

// Held when the socket is behind: such a frame is never worth the connection, and only the newest is worth
// sending.
void ChatConnection::signal(fanout::SignalKey key, const Frame& frame) {
  if (state_ != State::live) return;
  if (!held_ && stream_->offer(frame)) return;
  if (!held_) held_ = std::make_unique<HeldSignals>(services_.limits.held_signals);
  held_->hold(key, frame);
}

// Whoever was here is told their names.
void ChatConnection::unmasked() {
  unmasked_ = true;
  if (state_ != State::live) return;
  mask_.reset();
  send_presence();
}

void ChatConnection::room_ended() {
  room_ended_ = true;
  if (state_ == State::live) close(protocol::close_room_ended);
}

void ChatConnection::removed() { close(protocol::close_removed); }

void ChatConnection::revoked(const model::Revocation& revocation) {
  if (revocation.covers(admitted_.person)) close(protocol::close_session_ended);
}

void ChatConnection::on_drained() {
  if (state_ == State::catching_up && std::exchange(more_to_read_, false)) return read_snapshot();
  if (!held_) return;
  held_->release([this](const Frame& frame) { return stream_->offer(frame); });
  if (held_->empty()) held_.reset();
}

void ChatConnection::on_heartbeat() {
  watch_sign_in(admitted_.person, services_.clock, services_.sessions, services_.worker,
                [ref = anchor_.ref()](std::optional<base::WallTime> until) {
                  auto* self = ref.get();
                  if (self == nullptr) return;
                  if (!until) return self->close(protocol::close_session_ended);
                  self->admitted_.person.expires_at = *until;
                });
  if (state_ != State::live) return;
  static_cast<void>(
      stream_->offer(Frame::text(protocol::encode(protocol::Heartbeat{services_.clock.wall()}))));
}

void ChatConnection::on_drain() {
  draining_ = true;
  stream_->pause_reading(true);
  if (unanswered_ == 0) close(protocol::close_draining);
}

void ChatConnection::send(const Frame& frame) {
  if (state_ == State::closing) return;
  if (!stream_->send(frame)) close(protocol::close_slow_consumer);
}

std::string ChatConnection::name_here(model::UserId user, std::string_view name) const {
  return mask_ ? model::present_person(user, name, *mask_).name : std::string{name};
}

std::string ChatConnection::my_name() const {
  return name_here(admitted_.person.user.id, admitted_.person.user.name);
}

protocol::Profile ChatConnection::my_profile() const {
  const auto& user = admitted_.person.user;
  const auto now = services_.clock.wall();
  return mask_ ? chat::present_person(user, *mask_, now, true) : chat::present_person(user, now, true);
}

void ChatConnection::announce(model::Signal::Kind kind, std::string text) {
  auto parcel = std::make_shared<model::Parcel>();
  auto& signal = parcel->signals.emplace_back();
  signal.kind = kind;
  signal.room = admitted_.room;
  signal.from = admitted_.person.user.id;
  signal.text = std::move(text);
  services_.bus.publish(std::move(parcel));
}

// Called from inside a delivery too, so the seat in the hub stays until on_closed.
void ChatConnection::close(protocol::CloseReason reason) {
  if (std::exchange(state_, State::closing) == State::closing) return;
  held_.reset();
  stream_->close(reason.code, reason.text, {});
}

void ChatConnection::on_closed() {
  state_ = State::closing;
  services_.hub.detach(attachment_);
  services_.registry.see(admitted_.person.user.id, services_.clock);
  if (!std::exchange(entered_, false)) return;
  const auto change = services_.registry.leave(admitted_.room, admitted_.person.user.id);
  if (!change.of_person) return;
  announce(model::Signal::Kind::left, protocol::encode(protocol::UserLeft{my_name()}));
}

}  // namespace heartlink::connection
