// SPDX-License-Identifier: Apache-2.0
// One socket of the kill test's crowd: follows the room's log over every restart and, if it is a writer,
// keeps a window of unanswered messages, which it sends again, in their order and with their client_id, when
// it comes back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/process/log_follower.h"
#include "tests/process/people.h"

namespace heartlink::process {

class CrowdMember {
 public:
  struct Plan {
    std::string name;  // begins every client_id of this socket
    std::string token;
    std::string room;
    std::size_t messages = 0;  // 0: only reads
    std::size_t window = 0;
  };
  explicit CrowdMember(Plan plan) : plan_(std::move(plan)) {}

  // Opens the room from the last entry it saw, and queues what is still unanswered.
  void connect(const ServerProcess& server);

  // Sends and reads what goes without waiting, then fills its window. False once the connection has ended and
  // everything that had arrived was taken into account.
  bool turn();
  // The same, but sends nothing new: for the time after a kill.
  bool listen();

  // Sends again up to `count` messages that were acknowledged long ago; their acks must not bring another id.
  void resend_acknowledged(std::size_t count);

  [[nodiscard]] int number() const { return socket_->number(); }
  [[nodiscard]] bool wants_write() const { return socket_->wants_write(); }
  [[nodiscard]] std::size_t unanswered() const { return unanswered_.size(); }
  [[nodiscard]] std::size_t acknowledged() const { return acknowledged_; }
  [[nodiscard]] bool finished() const { return acknowledged_ == plan_.messages && unanswered_.empty(); }
  [[nodiscard]] const LogFollower& log() const { return log_; }
  [[nodiscard]] std::size_t entries_seen() const { return log_.contents().size(); }

  // The ids of its messages in the order in which they were sent; 0 where no ack has come.
  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }
  [[nodiscard]] std::string client_id(std::size_t message) const;
  // Acks that said dup, since the beginning.
  [[nodiscard]] std::size_t dups() const { return dups_; }
  // What it was sent that is wrong, in sentences.
  [[nodiscard]] bool has_faults() const { return !faults_.empty() || !log_.faults().empty(); }
  [[nodiscard]] std::vector<std::string> faults() const;
  // How its connection ended, once it has.
  [[nodiscard]] std::string ending() const;

 private:
  bool exchange();
  void send(std::size_t message);
  void fill_window();
  void on_text(std::string_view text);
  void on_ack(const boost::json::object& ack);

  Plan plan_;
  std::optional<WebSocketClient> socket_;
  LogFollower log_;
  std::deque<std::size_t> unanswered_;  // ascending but for what is resent at the end
  std::vector<std::int64_t> ids_;
  std::size_t acknowledged_ = 0;  // different messages
  std::size_t dups_ = 0;
  std::vector<std::string> faults_;
};

}  // namespace heartlink::process
