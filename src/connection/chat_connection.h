// SPDX-License-Identifier: Apache-2.0
// One socket in one room, from its upgrade to its end: catches up, then is live; reads commands, sends
// frames. It lives on one worker; what the store answers late finds it through an anchor, or not at all.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "base/anchor.h"
#include "connection/frame_stream.h"
#include "connection/held_signals.h"
#include "connection/room_services.h"
#include "connection/socket_seat.h"
#include "fanout/catch_up.h"
#include "fanout/recipient.h"
#include "model/parcel.h"
#include "model/room.h"
#include "model/user.h"
#include "protocol/close_codes.h"
#include "protocol/command.h"
#include "protocol/event.h"

namespace heartlink::connection {

// A socket that may be upgraded: who, where, from which entry on. The user socket is in no room.
struct Admitted {
  Admitted() = default;

  model::Principal person;
  model::RoomId room;
  std::optional<model::EntryId> after;
  std::string epoch;
  SocketSeat seat;
};

class ChatConnection final : public FrameReceiver, private fanout::Recipient {
 public:
  ChatConnection(const RoomServices& services, Admitted admitted);
  ChatConnection(const ChatConnection&) = delete;
  ChatConnection& operator=(const ChatConnection&) = delete;
  ~ChatConnection() override;

  void on_open(FrameStream& stream) override;
  void on_text(std::string_view text) override;
  void on_binary() override;
  void on_drained() override;
  void on_heartbeat() override;
  void on_drain() override;
  void on_closed() override;

 private:
  enum class State : std::uint8_t { catching_up, live, closing };

  // fanout::Recipient
  void deliver(model::EntryId id, const protocol::Frame& frame) override;
  void signal(fanout::SignalKey key, const protocol::Frame& frame) override;
  void room_ended() override;
  void removed() override;
  void muted(base::WallTime until) override { muted_until_ = until; }
  void muted_everywhere(base::WallTime until) override { muted_everywhere_until_ = until; }
  void unmasked() override;
  void revoked(const model::Revocation& revocation) override;

  // Catching up (architecture.md §3, "Resume, exact").
  void read_snapshot();
  void on_snapshot(base::Result<store::Resume> result);
  void greet(const store::Resume& snapshot);
  void send_entries(const store::Resume& snapshot);
  void go_live(const store::Resume& snapshot);
  void send_presence();

  // Commands, one per frame; read.cc
  void execute(protocol::PostMessage& message);
  void execute(const protocol::Typing& typing);
  void execute(const protocol::Ping& ping);
  void execute(const protocol::HeartbeatAck& ack);
  void execute(const protocol::Ignored&) {}
  void execute(protocol::Read& read);
  void execute(const protocol::Delivered& delivered);
  void execute(const protocol::SetStatus& status);
  void execute(protocol::Recall& recall);
  void execute(const protocol::CallInvite& invite);
  void execute(const protocol::CallStatus& status);
  [[nodiscard]] bool refuse_hasty(std::string_view client_id);
  [[nodiscard]] bool is_muted() const {
    return std::max(muted_until_, muted_everywhere_until_) > services_.clock.wall();
  }
  void begin_command();
  void end_command();
  // The answer to a command that began: counts it, then calls `next(*this, result)` unless the socket has
  // gone or closes.
  template <class T, class Next>
  [[nodiscard]] base::Done<T> answering(Next next) {
    return {&services_.worker, [ref = anchor_.ref(), next = std::move(next)](base::Result<T> result) {
              auto* self = ref.get();
              if (self == nullptr || !self->is_answerable()) return;
              next(*self, result);
              self->end_command();
            }};
  }
  // Counts the answer of a command; false when nothing can be said any more.
  [[nodiscard]] bool is_answerable();
  // What a post and a recall are answered with.
  [[nodiscard]] base::Done<store::Posted> acknowledging(std::string client_id);
  void answer(const std::string& client_id, const base::Result<store::Posted>& result);
  void mark(store::NewMark mark, bool answer_if_unmoved);
  void answer(const base::Result<store::Marked>& result, bool answer_if_unmoved);
  void refuse(const base::Error& error, std::string_view client_id);

  // Of a person in this room, and of oneself: how he appears here.
  [[nodiscard]] std::string name_here(model::UserId user, std::string_view name) const;
  [[nodiscard]] std::string my_name() const;
  [[nodiscard]] protocol::Profile my_profile() const;

  void announce(model::Signal::Kind kind, std::string text);
  void send(const protocol::Frame& frame);
  void close(protocol::CloseReason reason);

  const RoomServices& services_;
  // Every delivery looks at these three; they stand together so that it touches one cache line of the socket.
  FrameStream* stream_ = nullptr;
  model::EntryId live_after_;  // the last snapshot's head: what arrives later of it was sent already
  State state_ = State::catching_up;
  base::Anchor<ChatConnection> anchor_;
  fanout::Hub::Attachment attachment_;
  Admitted admitted_;
  fanout::CatchUp catch_up_;
  std::optional<model::EntryId> next_after_;  // admitted_.after, moved on by every part that was sent
  std::optional<std::pair<model::EntryId, model::EntryId>> gap_;
  base::SteadyTime typing_again_at_{};
  base::WallTime muted_until_{};
  base::WallTime muted_everywhere_until_{};
  std::unique_ptr<HeldSignals> held_;  // only while the socket is behind
  std::unique_ptr<const model::Room> mask_;  // only while its two people appear under aliases
  std::uint16_t unanswered_ = 0;
  std::uint8_t snapshots_overflowed_ = 0;
  bool greeted_ = false;
  bool more_to_read_ = false;
  bool unmasked_ = false;  // after the entries that are held, everybody has his own name
  bool room_ended_ = false;  // says goodbye once it has caught up
  bool entered_ = false;  // counted among the people of the room
  bool typing_shown_ = false;
  bool draining_ = false;  // says goodbye once every command is answered
};

}  // namespace heartlink::connection
