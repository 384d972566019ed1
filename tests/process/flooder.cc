// SPDX-License-Identifier: Apache-2.0
#include "tests/process/flooder.h"

#include <poll.h>

#include <stdexcept>

#include <boost/json.hpp>

namespace heartlink::process {
namespace {

// Below what the server answers at once, so that reading never stops.
constexpr std::size_t window = 16;

void wait_for_traffic(const WebSocketClient& socket, int milliseconds) {
  pollfd file{socket.number(), static_cast<short>(socket.wants_write() ? POLLIN | POLLOUT : POLLIN), 0};
  ::poll(&file, 1, milliseconds);
}

}  // namespace

Flooder::Flooder(const Person& person, std::string room)
    : person_(person), room_(std::move(room)), socket_(person.live_in(room_)) {
  over_socket_ = std::thread{[this] { talk_over_socket(); }};
  over_http_ = std::thread{[this] { talk_over_http(); }};
}

Flooder::~Flooder() {
  give_up_ = true;
  if (over_socket_.joinable()) over_socket_.join();
  if (over_http_.joinable()) over_http_.join();
}

void Flooder::wait_until_heard(std::size_t messages) const {
  for (const Deadline deadline; heard_over_socket_ < messages || heard_over_http_ < messages;) {
    if (deadline.passed()) throw std::runtime_error("nobody hears " + person_.name());
    std::this_thread::yield();
  }
}

void Flooder::wait_until_silenced() {
  over_socket_.join();
  over_http_.join();
  acknowledged_.merge(acknowledged_over_http_);
  faults_.insert(faults_.end(), http_faults_.begin(), http_faults_.end());
}

void Flooder::talk_over_socket() {
  const Deadline deadline;
  bool open = true;
  for (std::size_t said = 0; open && !give_up_ && !deadline.passed();) {
    for (; said < heard_over_socket_ + window; ++said) {
      const auto id = "s-" + std::to_string(said);
      socket_.queue_text(boost::json::serialize(boost::json::object{{"content", id}, {"client_id", id}}));
    }
    open = socket_.turn();
    for (auto& inbox = socket_.inbox(); !inbox.empty(); inbox.pop_front())
      on_frame(parse_frame(inbox.front()));
    if (open) wait_for_traffic(socket_, 100);
  }
  if (open) faults_.emplace_back("his socket is still open");
  if (!open) notice_ = *socket_.closed();
}

void Flooder::on_frame(const boost::json::object& frame) {
  const auto& type = frame.at("type").as_string();
  if (type == "ack") {
    acknowledged_.insert(frame.at("id").as_int64());
    ++heard_over_socket_;
  } else if (type == "error") {
    ++heard_over_socket_;  // an answer too; the close follows
  } else if (frame.contains("id")) {
    delivered_.push_back(frame.at("id").as_int64());
  }
}

void Flooder::talk_over_http() {
  const Deadline deadline;
  while (!give_up_ && !deadline.passed()) {
    const auto answer = person_.try_say(room_, "over HTTP");
    if (answer.status != 200) {
      refusal_ = refused(answer);
      return;
    }
    acknowledged_over_http_.insert(accepted(answer).at("message").at("id").as_int64());
    ++heard_over_http_;
  }
  http_faults_.emplace_back("he is not refused over HTTP");
}

}  // namespace heartlink::process
