// SPDX-License-Identifier: Apache-2.0
// One socket in one room, from its upgrade to its end: catches up, then is live; reads commands, sends
// frames. It lives on one worker; what the store answers late finds it through an anchor, or not at all.
#pragma once

#include <optional>
#include <string>

#include "base/anchor.h"
#include "connection/frame_stream.h"
#include "connection/room_services.h"
#include "connection/socket_seat.h"
#include "fanout/catch_up.h"
#include "fanout/recipient.h"
#include "model/parcel.h"
#include "model/user.h"
#include "protocol/close_codes.h"
#include "protocol/command.h"

namespace heartlink::connection {

// A socket that may be upgraded: who, where, from which entry on.
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
  void signal(const protocol::Frame& frame) override;
  void room_ended() override;
  void revoked(const model::Revocation& revocation) override;

  // Catching up (architecture.md §3, "Resume, exact").
  void read_snapshot();
  void on_snapshot(base::Result<store::Resume> result);
  void greet(const store::Resume& snapshot);
  void send_entries(const store::Resume& snapshot);
  void go_live(const store::Resume& snapshot);

  // Commands, one per frame; read.cc
  void execute(protocol::PostMessage& message);
  void execute(const protocol::Typing& typing);
  void execute(const protocol::Ping& ping);
  void execute(const protocol::HeartbeatAck& ack);
  void execute(const protocol::Ignored&) {}
  void on_posted(const std::string& client_id, const base::Result<store::Posted>& result);
  void answer(const std::string& client_id, const base::Result<store::Posted>& result);
  void refuse(const base::Error& error, std::string_view client_id);

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
  std::uint16_t unanswered_ = 0;
  std::uint8_t snapshots_overflowed_ = 0;
  bool greeted_ = false;
  bool more_to_read_ = false;
  bool room_ended_ = false;  // says goodbye once it has caught up
  bool entered_ = false;  // counted among the people of the room
  bool typing_shown_ = false;
  bool draining_ = false;  // says goodbye once every command is answered
};

}  // namespace heartlink::connection
