// SPDX-License-Identifier: Apache-2.0
#include "fanout/hub.h"

#include <prometheus/counter.h>

#include <utility>

#include "protocol/encode.h"

namespace heartlink::fanout {

using protocol::Frame;

namespace {

struct Seat {
  Recipient* recipient;
  model::UserId user;
  Hub::Attachment* attachment;
};

}  // namespace

struct Hub::Channel {
  explicit Channel(model::RoomId id) : room(std::move(id)) {}

  model::RoomId room;
  std::vector<Seat> seats;
  bool count_due = false;
};

Hub::Hub(std::function<std::size_t(const model::RoomId&)> count_people, prometheus::Counter& deliveries)
    : count_people_(std::move(count_people)), deliveries_(deliveries) {}

Hub::~Hub() = default;

void Hub::attach(Attachment& attachment, const model::RoomId& room, Recipient& recipient,
                 model::UserId user) {
  auto& channel = channels_[room];
  if (!channel) channel = std::make_unique<Channel>(room);
  attachment.channel_ = channel.get();
  attachment.seat_ = channel->seats.size();
  channel->seats.push_back({&recipient, user, &attachment});
}

void Hub::detach(Attachment& attachment) {
  auto* channel = std::exchange(attachment.channel_, nullptr);
  if (channel == nullptr) return;
  auto& seats = channel->seats;
  seats[attachment.seat_] = seats.back();
  seats[attachment.seat_].attachment->seat_ = attachment.seat_;
  seats.pop_back();
  if (seats.empty()) channels_.erase(model::RoomId{channel->room});
}

void Hub::deliver(const model::Parcel& parcel) {
  for (const auto& revocation : parcel.revocations) deliver_revocation(revocation);
  for (const auto& entry : parcel.entries) deliver_entry(entry);
  for (const auto& signal : parcel.signals) deliver_signal(signal);
}

// Every seat of the worker is looked at: some microseconds for thousands of sockets, and nobody pays for an
// index by person.
void Hub::deliver_revocation(const model::Revocation& revocation) {
  for (const auto& [room, channel] : channels_) {
    for (const auto& seat : channel->seats) {
      if (seat.user == revocation.user) seat.recipient->revoked(revocation);
    }
  }
}

void Hub::deliver_entry(const model::Entry& entry) {
  const auto at = channels_.find(entry.room);
  if (at == channels_.end()) return;
  const auto& seats = at->second->seats;
  Frame own;
  Frame other;
  for (const auto& seat : seats) {
    const bool is_own = seat.user == entry.sender;
    auto& frame = is_own ? own : other;
    if (frame.empty()) frame = Frame::text(protocol::encode(protocol::ChatMessage{&entry, is_own, false}));
    seat.recipient->deliver(entry.id, frame);
  }
  if (entry.kind == model::EntryKind::ended) {
    for (const auto& seat : seats) seat.recipient->room_ended();
  }
  deliveries_.Increment(static_cast<double>(seats.size()));
}

void Hub::deliver_signal(const model::Signal& signal) {
  const auto at = channels_.find(signal.room);
  if (at == channels_.end()) return;
  auto& channel = *at->second;
  if (count_people_(signal.room) > presence_list_max) {
    const bool comes_or_goes = signal.kind != model::Signal::Kind::typing;
    if (comes_or_goes && !std::exchange(channel.count_due, true)) counts_due_.push_back(signal.room);
    return;
  }
  const auto frame = Frame::text(signal.text);
  for (const auto& seat : channel.seats) seat.recipient->signal(frame);
}

void Hub::announce_counts() {
  for (const auto& room : std::exchange(counts_due_, {})) {
    const auto at = channels_.find(room);
    // Not due: the room emptied and filled again meanwhile, so it is in the list twice.
    if (at == channels_.end() || !std::exchange(at->second->count_due, false)) continue;
    const auto frame = Frame::text(protocol::encode(protocol::PresenceCount{count_people_(room)}));
    for (const auto& seat : at->second->seats) seat.recipient->signal(frame);
  }
}

}  // namespace heartlink::fanout
