// SPDX-License-Identifier: Apache-2.0
// One worker with everything that works on its thread: hub, admission, front door, listener. It owns its
// parts in the order in which they need each other.
#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "account/change_password.h"
#include "account/register.h"
#include "account/sign_in.h"
#include "api/front_door.h"
#include "base/lifecycle.h"
#include "bus/bus.h"
#include "chat/retention.h"
#include "connection/admit.h"
#include "connection/room_services.h"
#include "diagnose/handshake_log.h"
#include "diagnose/pulse.h"
#include "fanout/hub.h"
#include "fanout/user_hub.h"
#include "match/matchmaker.h"
#include "net/connection_count.h"
#include "net/http_connection.h"
#include "net/listener.h"
#include "net/socket_registry.h"
#include "net/static_files.h"
#include "net/worker.h"
#include "presence/calls.h"
#include "presence/registry.h"

namespace heartlink::cli {

// What all workers share.
struct Shared {
  const base::Config& config;
  const base::Clock& clock;
  base::Random& random;
  base::Metrics& metrics;
  base::Lifecycle& lifecycle;
  presence::Registry& registry;
  presence::Calls& calls;
  bus::Bus& bus;
  store::Store& store;
  const account::Sessions& sessions;
  account::SignIn& sign_in;
  account::Register& registration;
  account::ChangePassword& change_password;
  diagnose::HandshakeLog& handshakes;
  chat::Retention& retention;
  match::Matchmaker& matchmaker;
  diagnose::Pulse& pulse;
  const net::Worker& home;  // the one that also does what is done once per process
  const net::StaticFiles& files;
  net::ConnectionCount& connections;
};

class ServerWorker {
 public:
  // `worker` outlives it; the store's last answers still come to it.
  ServerWorker(const Shared& shared, net::Worker& worker);
  ServerWorker(const ServerWorker&) = delete;
  ServerWorker& operator=(const ServerWorker&) = delete;

  // Listens, but accepts nothing before start(). Errors: port_in_use, config_invalid.
  base::Result<void> listen(const net::Endpoint& endpoint);
  void start();

  // From any thread: accepts no more; says goodbye to some sockets and counts those that are left.
  void stop_accepting();
  void drain_some(std::size_t most);
  [[nodiscard]] std::size_t sockets_left() const { return sockets_left_; }

  // Ends the loop and waits for the thread.
  void join();

 private:
  void on_accept(net::Socket socket, std::string peer);

  Shared shared_;
  net::Worker& worker_;
  fanout::Hub hub_;
  fanout::UserHub user_hub_;
  net::SocketRegistry sockets_;
  connection::RoomServices rooms_;
  connection::UserServices users_;
  connection::Admission admission_;
  api::FrontDoor front_door_;
  net::HttpServices http_;
  std::unique_ptr<net::Listener> listener_;
  std::atomic<std::size_t> sockets_left_{0};
  std::thread thread_;
};

}  // namespace heartlink::cli
