// SPDX-License-Identifier: Apache-2.0
#include "tests/process/crowd_member.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <boost/json.hpp>

namespace heartlink::process {

void CrowdMember::connect(const ServerProcess& server) {
  log_.on_reconnect();
  socket_.emplace(open_room(server, with_token(plan_.token), plan_.room, log_.resume_query()));
  for (const auto message : unanswered_) send(message);
}

bool CrowdMember::turn() {
  if (!exchange()) return false;
  fill_window();
  return true;
}

bool CrowdMember::listen() { return exchange(); }

bool CrowdMember::exchange() {
  const bool open = socket_->turn();
  auto& inbox = socket_->inbox();
  while (!inbox.empty()) {
    const auto text = std::move(inbox.front());
    inbox.pop_front();
    on_text(text);
  }
  return open;
}

std::string CrowdMember::client_id(std::size_t message) const {
  return plan_.name + "-" + std::to_string(message);
}

// The content is the client_id, so that whoever reads the entry knows which message it is.
void CrowdMember::send(std::size_t message) {
  const auto id = client_id(message);
  socket_->queue_text(
      boost::json::serialize(boost::json::object{{"type", "message"}, {"content", id}, {"client_id", id}}));
}

void CrowdMember::fill_window() {
  while (unanswered_.size() < plan_.window && ids_.size() < plan_.messages) {
    unanswered_.push_back(ids_.size());
    send(ids_.size());
    ids_.push_back(0);
  }
}

void CrowdMember::resend_acknowledged(std::size_t count) {
  for (std::size_t message = 0; message < std::min(count, ids_.size()); ++message) {
    unanswered_.push_back(message);
    send(message);
  }
}

void CrowdMember::on_text(std::string_view text) {
  const auto frame = parse_frame(text);
  log_.on_frame(frame);
  const auto& type = frame.at("type").as_string();
  if (type == "ack") on_ack(frame);
  if (type == "error") faults_.emplace_back(text);
}

void CrowdMember::on_ack(const boost::json::object& ack) {
  const std::string_view id = ack.at("client_id").as_string();
  const auto digits = id.substr(std::min(id.size(), plan_.name.size() + 1));
  std::size_t message = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), message);
  const auto waiting = std::ranges::find(unanswered_, message);
  if (id != client_id(message) || waiting == unanswered_.end()) {
    faults_.push_back("an ack that nobody waits for: " + boost::json::serialize(ack));
    return;
  }
  unanswered_.erase(waiting);
  const auto entry = ack.at("id").as_int64();
  const bool dup = ack.at("dup").as_bool();
  dups_ += dup ? 1 : 0;
  auto& known = ids_[message];
  if (known != 0 && (known != entry || !dup)) {
    faults_.push_back("acknowledged as " + std::to_string(known) + ", then " + boost::json::serialize(ack));
  }
  acknowledged_ += known == 0 ? 1 : 0;
  known = entry;
}

std::string CrowdMember::ending() const {
  const auto& notice = socket_->closed();
  return plan_.name + (notice ? ", " + std::to_string(notice->code) + " " + notice->reason : "");
}

std::vector<std::string> CrowdMember::faults() const {
  std::vector<std::string> all;
  for (const auto& fault : faults_) all.push_back(plan_.name + ": " + fault);
  for (const auto& fault : log_.faults()) all.push_back(plan_.name + ": " + fault);
  return all;
}

}  // namespace heartlink::process
