// SPDX-License-Identifier: Apache-2.0
// Somebody who talks without a pause while something is done to him: over a socket in one thread, over HTTP
// in another, until both are refused. Afterwards it knows what he was told. For the tests of removing people
// under load.
#pragma once

#include <atomic>
#include <cstdint>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/process/person.h"

namespace heartlink::process {

class Flooder {
 public:
  // Enters, and begins to talk at once.
  Flooder(const Person& person, std::string room);
  Flooder(const Flooder&) = delete;
  Flooder& operator=(const Flooder&) = delete;
  ~Flooder();

  // Waits until that many of his messages were taken on each way.
  void wait_until_heard(std::size_t messages) const;
  // Waits until he was refused on both ways, and the socket is closed. Throws when that does not happen.
  void wait_until_silenced();

  // After wait_until_silenced():
  [[nodiscard]] const CloseNotice& notice() const { return notice_; }
  // The ids that were acknowledged to him, on both ways.
  [[nodiscard]] const std::set<std::int64_t>& acknowledged() const { return acknowledged_; }
  // The ids of all entries that reached his socket, in the order in which they came.
  [[nodiscard]] const std::vector<std::int64_t>& delivered() const { return delivered_; }
  // The refusal that ended his talking over HTTP.
  [[nodiscard]] const std::string& refusal() const { return refusal_; }
  // What should not have happened, in sentences.
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

 private:
  void talk_over_socket();
  void talk_over_http();
  void on_frame(const boost::json::object& frame);

  const Person& person_;
  std::string room_;
  WebSocketClient socket_;
  CloseNotice notice_;
  std::set<std::int64_t> acknowledged_;
  std::set<std::int64_t> acknowledged_over_http_;
  std::vector<std::int64_t> delivered_;
  std::string refusal_;
  std::vector<std::string> faults_;
  std::vector<std::string> http_faults_;
  std::atomic<std::size_t> heard_over_socket_ = 0;
  std::atomic<std::size_t> heard_over_http_ = 0;
  std::atomic<bool> give_up_ = false;  // the test has failed: do not keep it waiting
  std::thread over_socket_;
  std::thread over_http_;
};

}  // namespace heartlink::process
