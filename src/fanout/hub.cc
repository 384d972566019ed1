// SPDX-License-Identifier: Apache-2.0
#include "fanout/hub.h"

#include <prometheus/counter.h>

#include <utility>

#include "base/text.h"
#include "model/member.h"
#include "protocol/encode.h"

namespace heartlink::fanout {

using protocol::Frame;

namespace {

struct Seat {
  Recipient* recipient;
  model::UserId user;
  Hub::Attachment* attachment;
};

// Tells what a member change means for the person it is about; false: he shall not get its frame.
bool apply_member_change(const model::Entry& entry, Recipient& recipient) {
  using model::MemberAction;
  const std::string_view action = entry.message_type;
  if (action == word_of(MemberAction::left) || action == word_of(MemberAction::removed)) {
    recipient.removed();
    return false;
  }
  if (action == word_of(MemberAction::muted) || action == word_of(MemberAction::unmuted)) {
    recipient.muted(base::WallTime{base::whole_number(entry.content).value_or(0)});
  }
  return true;
}

// The second of the two has revealed himself.
bool takes_off_masks(const model::Entry& entry) {
  return entry.kind == model::EntryKind::member_changed && entry.content == model::both_said &&
         entry.message_type == word_of(model::MemberAction::revealed);
}

SignalKey key_of(const model::Signal& signal) {
  switch (signal.kind) {
    case model::Signal::Kind::typing:
      return {SignalKey::Kind::typing, signal.from};
    case model::Signal::Kind::call:
      return {SignalKey::Kind::call, signal.from};
    case model::Signal::Kind::joined:
    case model::Signal::Kind::left:
      break;
  }
  return {SignalKey::Kind::coming, signal.from};
}

Frame read_frame(const model::MarkMoved& mark, const std::vector<model::EntryId>& ids) {
  return Frame::text(protocol::encode(protocol::ReadUpdate{mark.username, &ids, *mark.read}));
}

Frame delivered_frame(const model::MarkMoved& mark) {
  return Frame::text(protocol::encode(protocol::DeliveredUpdate{mark.username, *mark.delivered}));
}

}  // namespace

struct Hub::Channel {
  explicit Channel(model::RoomId id) : room(std::move(id)) {}

  model::RoomId room;
  std::vector<Seat> seats;
  bool count_due = false;
};

Hub::Hub(presence::Registry& registry, std::size_t crowd, prometheus::Counter& deliveries)
    : registry_(registry), crowd_(crowd), deliveries_(deliveries) {}

Hub::~Hub() = default;

void Hub::attach(Attachment& attachment, const model::RoomId& room, Recipient& recipient,
                 model::UserId user) {
  auto& channel = channels_[room];
  if (!channel) channel = std::make_unique<Channel>(room);
  attachment.channel_ = channel.get();
  attachment.sees_reads_.reset();
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
  for (const auto& mute : parcel.mutes) deliver_mute(mute);
  for (const auto& entry : parcel.entries) deliver_entry(entry);
  for (const auto& change : parcel.preferences) deliver_preferences(change);
  for (const auto& mark : parcel.marks) deliver_mark(mark);
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

void Hub::deliver_mute(const model::Muted& mute) {
  for (const auto& [room, channel] : channels_) {
    for (const auto& seat : channel->seats) {
      if (seat.user == mute.user) seat.recipient->muted_everywhere(mute.until);
    }
  }
}

Hub::Channel* Hub::find(const model::RoomId& room) const {
  const auto at = channels_.find(room);
  return at == channels_.end() ? nullptr : at->second.get();
}

void Hub::deliver_entry(const model::Entry& entry) {
  const auto* channel = find(entry.room);
  if (channel == nullptr) return;
  const bool is_message = entry.kind == model::EntryKind::message;
  const bool is_change = entry.kind == model::EntryKind::member_changed;
  Frame own;
  Frame other;
  for (const auto& seat : channel->seats) {
    if (is_change && seat.user == entry.member && !apply_member_change(entry, *seat.recipient)) continue;
    const bool is_own = is_message && seat.user == entry.sender;
    auto& frame = is_own ? own : other;
    if (frame.empty()) frame = Frame::text(protocol::encode(protocol::ChatMessage{&entry, is_own, false}));
    seat.recipient->deliver(entry.id, frame);
  }
  if (entry.kind == model::EntryKind::ended) {
    for (const auto& seat : channel->seats) seat.recipient->room_ended();
  }
  if (takes_off_masks(entry)) {
    for (const auto& seat : channel->seats) seat.recipient->unmasked();
  }
  deliveries_.Increment(static_cast<double>(channel->seats.size()));
}

// As deliver_revocation, and as seldom.
void Hub::deliver_preferences(const model::PreferencesChanged& change) {
  for (const auto& [room, channel] : channels_) {
    for (const auto& seat : channel->seats) {
      if (seat.user == change.user) seat.attachment->sees_reads_ = change.now.read_receipts;
    }
  }
}

// A crowd is not told who has read what; the reader's own sockets are, so that his tabs agree. Elsewhere a
// read mark shows between two who both tell theirs (the view seen_members says the same of stored ones); to
// whoever is not told it, what was read was delivered.
void Hub::deliver_mark(const model::MarkMoved& mark) {
  const auto* channel = find(mark.room);
  if (channel == nullptr) return;
  const bool crowd = is_crowd(mark.room);
  Frame own;
  Frame other;
  Frame delivered;
  for (const auto& seat : channel->seats) {
    const bool is_own = seat.user == mark.user;
    if (crowd && !is_own) continue;
    const bool is_told = is_own || (mark.tells_reads && seat.attachment->sees_reads_.value_or(false));
    if (mark.read && is_told) {
      auto& frame = is_own ? own : other;
      if (frame.empty())
        frame = read_frame(mark, is_own && !mark.asked.empty() ? mark.asked : mark.newly_read);
      seat.recipient->signal({SignalKey::Kind::read, mark.user}, frame);
    } else if (mark.delivered) {
      if (delivered.empty()) delivered = delivered_frame(mark);
      seat.recipient->signal({SignalKey::Kind::delivered, mark.user}, delivered);
    }
  }
}

// Of somebody's coming and going the last word counts, whichever worker's news arrives first.
bool Hub::is_stale(const model::Signal& signal) const {
  if (signal.kind == model::Signal::Kind::joined) return !registry_.is_in(signal.room, signal.from);
  if (signal.kind == model::Signal::Kind::left) return registry_.is_in(signal.room, signal.from);
  return false;
}

void Hub::deliver_signal(const model::Signal& signal) {
  auto* channel = find(signal.room);
  if (channel == nullptr || is_stale(signal)) return;
  const bool is_call = signal.kind == model::Signal::Kind::call;
  if (!is_call && is_crowd(signal.room)) {
    const bool comes_or_goes = signal.kind != model::Signal::Kind::typing;
    if (comes_or_goes && !std::exchange(channel->count_due, true)) counts_due_.push_back(signal.room);
    return;
  }
  const auto frame = Frame::text(signal.text);
  for (const auto& seat : channel->seats) {
    if (is_call && seat.user == signal.from) continue;
    seat.recipient->signal(key_of(signal), frame);
  }
}

void Hub::announce_counts() {
  for (const auto& room : std::exchange(counts_due_, {})) {
    auto* channel = find(room);
    // Not due: the room emptied and filled again meanwhile, so it is in the list twice.
    if (channel == nullptr || !std::exchange(channel->count_due, false)) continue;
    const auto frame = Frame::text(protocol::encode(protocol::PresenceCount{registry_.people(room)}));
    for (const auto& seat : channel->seats) {
      seat.recipient->signal({SignalKey::Kind::count, model::UserId{}}, frame);
    }
  }
}

}  // namespace heartlink::fanout
