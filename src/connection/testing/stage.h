// SPDX-License-Identifier: Apache-2.0
// One worker's services around a scripted log, and people who connect to room "a" through memory streams. For
// tests of a chat socket's life.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "account/testing/fakes.h"
#include "base/metrics.h"
#include "bus/local/local_bus.h"
#include "connection/chat_connection.h"
#include "connection/testing/memory_stream.h"
#include "connection/testing/scripted_log.h"

namespace heartlink::connection::testing {

struct Stage {
  Stage() {
    bus.subscribe(worker, [this](const model::SharedParcel& parcel) { hub.deliver(*parcel); });
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  // The oldest question gets a snapshot of now.
  void answer_snapshot(std::size_t part = SIZE_MAX) {
    log.answer_ask(log.snapshot(log.asks.front().query, part));
    worker.run_ready();
  }

  void deliver(const model::Entry& entry) {
    model::Parcel parcel;
    parcel.entries.push_back(entry);
    hub.deliver(parcel);
  }

  // Commits and delivers at once.
  void commit(std::int64_t sender = 1) { deliver(log.commit(sender)); }

  base::ManualClock clock;
  base::Limits limits;
  base::Metrics metrics;
  account::testing::HandExecutor worker;
  presence::Registry registry;
  bus::LocalBus bus;
  presence::Calls calls{100};
  fanout::Hub hub{registry, limits.crowd_members, metrics.counter("deliveries_total", "In tests")};
  account::testing::FakeSessions sessions;
  ScriptedLog log;
  RoomServices services{worker,
                        clock,
                        limits,
                        hub,
                        registry,
                        calls,
                        bus,
                        log,
                        sessions,
                        chat::PostMessage{log, limits},
                        std::chrono::minutes{5},
                        metrics.counter("error_frames_total", "In tests")};
};

// Somebody in room "a"; `after` as in the address of the socket.
class Client {
 public:
  explicit Client(Stage& stage, std::int64_t user = 1, std::optional<std::int64_t> after = std::nullopt,
                  std::string epoch = {})
      : stage_(stage) {
    Admitted admitted;
    admitted.person.user.id = model::UserId{user};
    admitted.person.user.name = "user-" + std::to_string(user);
    admitted.room = model::RoomId{"a"};
    if (after) admitted.after = model::EntryId{*after};
    admitted.epoch = std::move(epoch);
    connection = std::make_unique<ChatConnection>(stage.services, std::move(admitted));
  }

  void open() { connection->on_open(stream); }

  // Opens and answers the first snapshot.
  void come_in() {
    open();
    stage_.answer_snapshot();
  }

  void say(std::string_view text) {
    connection->on_text(text);
    stage_.worker.run_ready();
  }

  // The socket is gone, and with it the connection.
  void die() {
    connection->on_closed();
    connection.reset();
    stage_.worker.run_ready();
  }

  MemoryStream stream;
  std::unique_ptr<ChatConnection> connection;

 private:
  Stage& stage_;
};

}  // namespace heartlink::connection::testing
