// SPDX-License-Identifier: Apache-2.0
// One tab's line for what concerns its person in all rooms (`/ws/user/`): what is unread, that somebody spoke
// elsewhere, that the sign-in has ended. It lives on one worker, like a chat socket.
#pragma once

#include "base/anchor.h"
#include "base/metrics.h"
#include "connection/chat_connection.h"
#include "connection/frame_stream.h"
#include "fanout/user_hub.h"
#include "store/event_store.h"

namespace heartlink::connection {

// What the user sockets of one worker need from it.
struct UserServices {
  base::Executor& worker;
  const base::Clock& clock;
  fanout::UserHub& hub;
  presence::Registry& registry;
  store::SessionStore& sessions;
  store::EventStore& events;
  prometheus::Counter& error_frames;
};

class UserConnection final : public FrameReceiver, private fanout::UserRecipient {
 public:
  UserConnection(const UserServices& services, Admitted admitted);
  UserConnection(const UserConnection&) = delete;
  UserConnection& operator=(const UserConnection&) = delete;
  ~UserConnection() override;

  void on_open(FrameStream& stream) override;
  void on_text(std::string_view text) override;
  void on_binary() override;
  void on_drained() override {}
  void on_heartbeat() override;
  void on_drain() override;
  void on_closed() override;

 private:
  // fanout::UserRecipient
  void unread(const protocol::Frame& frame) override;
  void activity(const protocol::Frame& frame) override;
  void event(model::EventId useq, const protocol::Frame& frame) override;
  void revoked(const model::Revocation& revocation) override;
  void failed(const base::Error& error) override;

  // The sign-in is checked behind attach(): a revocation either is seen by it or finds the socket attached.
  void check_sign_in();
  void end_session();
  // Behind the greeting: what he missed, `resumed`, then live. What comes while the store reads is read too.
  void catch_up();
  void on_events(const base::Result<store::EventPage>& page);
  void refuse(const base::Error& error, std::string_view client_id);
  void send(const protocol::Frame& frame);
  void close(protocol::CloseReason reason, const protocol::Frame& farewell = {});
  void detach();

  const UserServices& services_;
  FrameStream* stream_ = nullptr;
  base::Anchor<UserConnection> anchor_;
  Admitted admitted_;
  bool attached_ = false;
  bool greeted_ = false;  // has been told what is unread
  bool live_ = false;  // and what he missed
  bool resumed_ = false;
  bool behind_ = false;  // something came while the store was read
  model::EventId told_{};  // of the numbered news, the last one
  bool closing_ = false;
};

}  // namespace heartlink::connection
