// SPDX-License-Identifier: Apache-2.0
// One client of the simulated server, as a good one behaves and as client/client.h does over a real socket:
// keeps its messages until they are acknowledged, resends them in order, resumes where it was, fetches what
// was left out. It moves only when the scheduler (turns.cc) gives it a turn, and writes down all it does and
// is told.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "base/testing/dice.h"
#include "model/user.h"
#include "net/door_frames.h"
#include "store/message_store.h"
#include "tests/fault/simulation/counts.h"
#include "tests/fault/simulation/recorder.h"
#include "tests/fault/simulation/wire.h"

namespace heartlink::fault::simulation {

using base::testing::Dice;

// Where clients knock. Implemented by the world.
class Door {
 public:
  struct Knock {
    model::User person;
    model::RoomId room;
    std::int64_t after = 0;  // -1: without
    std::string epoch;
  };
  // Null: nobody listens.
  virtual std::shared_ptr<Wire> connect(const Knock& knock) = 0;

  // False: nobody listens. The answer may never come.
  using PageAnswer = std::function<void(const base::Result<store::Page>&)>;
  virtual bool read_page(store::PageQuery query, PageAnswer answer) = 0;

 protected:
  ~Door() = default;
};

struct ClientPlan {
  std::string name;
  model::User person;
  model::RoomId room;
  std::size_t messages = 0;     // that it makes before everything heals
  bool starts_at_head = false;  // without `after`, as old pages do; later connections resume
  bool reads_only = false;
};

class Client {
 public:
  Client(ClientPlan plan, Door& door, Recorder& recorder, Dice& dice, Counts& counts,
         std::int64_t& connections);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Connects, sends, fetches: one thing. False when there is nothing to do.
  bool act();
  // Reads so many bytes of what has come.
  void read(std::size_t bytes_most);
  [[nodiscard]] bool can_read() const { return wire_ && (!wire_->down.empty() || wire_->server_gone); }

  // The line breaks; what the client has not read by then is lost.
  void cut();
  [[nodiscard]] bool is_connected() const { return wire_ != nullptr; }
  // The process at the other end is gone; `lost` of what it had sent as well.
  void on_crash(std::size_t lost);

  // From now on it only finishes what it has begun, and says one thing more.
  void heal();
  // Caught up, and nothing of its own is on its way.
  [[nodiscard]] bool is_done() const;
  [[nodiscard]] const ClientPlan& plan() const { return plan_; }
  [[nodiscard]] std::int64_t newest() const { return newest_; }
  [[nodiscard]] std::string state() const;

 private:
  struct Message {
    std::string cid;
    std::string body;
    bool sent = false;
    bool again = false;  // was acknowledged before: a resend to see the same answer
  };

  // Said its last word, when it has one.
  [[nodiscard]] bool has_spoken() const { return plan_.reads_only || made_ > plan_.messages; }
  void connect();
  void lose(int code);
  void on_frame(const boost::json::object& frame);
  void on_greeting(const boost::json::object& frame);
  void on_resumed(const boost::json::object& frame);
  void on_entry(Event entry);
  void on_ack(const boost::json::object& frame);
  void on_error(const boost::json::object& frame);
  bool fetch_hole();
  void on_page(const base::Result<store::Page>& page);
  bool send_next();
  bool make_message();
  bool resend_acknowledged();
  bool recall_own();
  bool mark_read();
  void say(const boost::json::object& frame);
  void note(Event event);
  void note(What what, const Message& message, std::int64_t id = 0, const std::string& text = {});

  ClientPlan plan_;
  Door& door_;
  Recorder& recorder_;
  Dice& dice_;
  Counts& counts_;
  std::int64_t& connections_;

  std::shared_ptr<Wire> wire_;
  net::ServerFrames frames_;
  std::size_t unframed_bytes_ = 0;  // read of a frame that is not whole yet
  std::int64_t connection_ = 0;
  bool live_ = false;
  std::string epoch_;
  std::int64_t newest_ = 0;
  bool started_ = false;
  std::size_t rest_ = 0;  // turns until it knocks again

  std::vector<std::pair<std::int64_t, std::int64_t>> holes_;  // below newest_, to be fetched
  std::size_t fetch_ = 0;  // the number of the page that it waits for; 0: none
  std::size_t fetches_ = 0;

  std::deque<Message> waiting_;  // not acknowledged, in the order in which they were made
  std::vector<Message> acknowledged_;
  std::vector<std::int64_t> own_ids_;
  std::size_t made_ = 0;
  bool healing_ = false;
};

}  // namespace heartlink::fault::simulation
