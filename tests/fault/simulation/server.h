// SPDX-License-Identifier: Apache-2.0
// One life of the server: three workers, the writer and the readers, put together from the real parts as
// cli/server.cc does, but without a thread. It does nothing by itself: the scheduler (turns.cc) gives each
// part its turns. Its destructor is a crash.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "bus/local/local_bus.h"
#include "chat/change_member.h"
#include "connection/room_services.h"
#include "fanout/hub.h"
#include "presence/calls.h"
#include "presence/registry.h"
#include "store/sql/sql_members.h"
#include "store/sql/sql_messages.h"
#include "store/sql/sql_sessions.h"
#include "tests/fault/simulation/database.h"
#include "tests/fault/simulation/mailboxes.h"
#include "tests/fault/simulation/socket.h"
#include "tests/fault/simulation/turned_readers.h"
#include "tests/fault/simulation/turned_writer.h"
#include "tests/fault/simulation/watched_messages.h"

namespace heartlink::fault::simulation {

class Server {
 public:
  struct Parts {
    Database& database;
    std::string epoch;  // as the database says it at the start
    Mailboxes& mailboxes;
    const base::Clock& clock;
    const base::Limits& limits;
    Counts& counts;
  };
  explicit Server(const Parts& parts);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // What comes from outside, each to one worker; the answers run there.
  void accept(std::size_t worker, std::shared_ptr<Wire> wire, connection::Admitted admitted);
  void read_page(std::size_t worker, store::PageQuery query,
                 std::function<void(base::Result<store::Page>)> answer);
  void change_member(std::size_t worker, chat::MemberOrder order,
                     std::function<void(base::Result<model::EntryId>)> answer);
  // Every socket is told to say goodbye; nobody is let in any more.
  void drain();

  // Once a second on every worker.
  void announce_counts(std::size_t worker) { workers_[worker]->hub.announce_counts(); }

  [[nodiscard]] TurnedWriter& writer() { return writer_; }
  [[nodiscard]] TurnedReaders& readers() { return readers_; }
  [[nodiscard]] const store::sql::Engine& engine() const { return engine_; }
  [[nodiscard]] const std::vector<std::unique_ptr<Socket>>& sockets() const { return sockets_; }
  [[nodiscard]] bool is_draining() const { return draining_; }
  // Forgets the sockets that are finished.
  void sweep();

 private:
  struct Worker {
    Worker(Server& server, base::Executor& executor);
    fanout::Hub hub;
    connection::RoomServices services;
  };

  Mailboxes& mailboxes_;
  const base::Clock& clock_;
  const base::Limits& limits_;
  Counts& counts_;
  base::Metrics metrics_;
  presence::Registry registry_;
  presence::Calls calls_{10};
  bus::LocalBus bus_;
  TurnedWriter writer_;
  TurnedReaders readers_;
  store::sql::Engine engine_;
  store::sql::SqlMessages messages_;
  WatchedMessages watched_;
  store::sql::SqlMembers members_;
  store::sql::SqlSessions sessions_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::unique_ptr<Socket>> sockets_;
  bool draining_ = false;
};

}  // namespace heartlink::fault::simulation
