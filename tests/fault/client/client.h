// SPDX-License-Identifier: Apache-2.0
// One client of the server under test, as a good one behaves: keeps its messages until they are acknowledged,
// resends them in order, resumes where it was, fetches what it finds missing. Writes down everything it does
// and is told. Called by client_process.cc, whose loop it shares with others; it never waits.
#pragma once

#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "tests/fault/client/chat_line.h"
#include "tests/fault/client/outbox.h"
#include "tests/fault/client/plan.h"
#include "tests/fault/history/entry_of.h"
#include "tests/fault/history/lines.h"

namespace heartlink::fault {

class Client {
 public:
  // `connections` counts the sockets of the whole process.
  Client(ClientPlan plan, std::uint16_t port, HistoryWriter& history, std::uint64_t seed,
         std::int64_t& connections);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // `ready`: poll(2) has news of its socket. Without any only the clock may have something for it.
  void turn(Time now, bool ready);

  void set_sending(bool sending) { sending_ = sending; }
  void set_deaf(bool deaf) { deaf_ = plan_.deaf && deaf; }
  // Loses its connection and comes back at once.
  void cut(Time now);

  // -1: no socket, or one that it does not listen to.
  [[nodiscard]] int number() const;
  [[nodiscard]] bool wants_write() const { return line_ && line_->wants_write(); }
  void add_to(Progress& progress) const;

 private:
  void connect(Time now);
  void listen(Time now);
  void end(Time now);
  void give_up(Time now);
  [[nodiscard]] bool is_silent(Time now) const;
  void on_frame(const boost::json::object& frame, Time now);
  void on_greeting(const boost::json::object& frame);
  void on_resumed(const boost::json::object& frame);
  void on_entry(Event entry);
  void on_error(const boost::json::object& frame, Time now);
  void talk(Time now);
  void fetch_holes(Time now);
  void note(Event event);

  ClientPlan plan_;
  std::uint16_t port_;
  HistoryWriter& history_;
  std::mt19937_64 random_;
  std::int64_t& connections_;
  Outbox outbox_;

  std::optional<ChatLine> line_;
  std::int64_t connection_ = 0;
  std::map<std::int64_t, std::int64_t> ended_;  // sockets, by close code
  bool live_ = false;
  bool sending_ = true;
  bool deaf_ = false;
  bool gone_ = false;  // its sign-in was taken away, or the room ended: it does not come back
  bool away_ = false;  // it was taken out of the room: it knocks now and then
  Time heard_at_{};
  Time retry_at_{};

  std::string epoch_;
  std::int64_t newest_ = 0;
  bool started_ = false;
  std::vector<std::pair<std::int64_t, std::int64_t>> holes_;  // below newest_, to be fetched
  Time fetch_at_{};
  std::int64_t read_up_to_ = 0;
  Time read_at_{};
};

}  // namespace heartlink::fault
