// SPDX-License-Identifier: Apache-2.0
// The sending half of a simulated client: what it says, and what becomes of each message.
#include <algorithm>

#include <boost/json.hpp>

#include "tests/fault/simulation/client.h"

namespace heartlink::fault::simulation {
namespace {

namespace json = boost::json;

constexpr std::size_t window = 4;            // messages that wait for an answer at once
constexpr std::size_t padding_bytes = 300;   // of a message, at most

// Refusals that end a message; all others may pass.
bool is_final(std::string_view code) {
  return code == "not_a_member" || code == "muted" || code == "room_ended" || code == "client_id_reused";
}

}  // namespace

bool Client::send_next() {
  const auto message = std::ranges::find(waiting_, false, &Message::sent);
  if (message == waiting_.end()) return false;
  message->sent = true;
  note(What::invoke, *message);
  say({{"type", "message"}, {"content", message->body}, {"client_id", message->cid}});
  return true;
}

bool Client::make_message() {
  if (waiting_.size() >= window) return false;
  Message message;
  message.cid = plan_.name + "-" + std::to_string(++made_);
  // Readers know a message by its first word.
  message.body = message.cid + " " + std::string(1 + dice_.below(padding_bytes), 'x');
  waiting_.push_back(std::move(message));
  return send_next();
}

bool Client::resend_acknowledged() {
  if (acknowledged_.empty() || waiting_.size() >= window) return false;
  const auto& message = acknowledged_[dice_.below(acknowledged_.size())];
  if (std::ranges::find(waiting_, message.cid, &Message::cid) != waiting_.end()) return false;
  waiting_.push_back(message);
  return send_next();
}

bool Client::recall_own() {
  if (own_ids_.empty() || !dice_.one_in(3)) return false;
  say({{"type", "recall"}, {"id", own_ids_[dice_.below(own_ids_.size())]}});
  return true;
}

bool Client::mark_read() {
  if (newest_ == 0) return false;
  say({{"type", "read_status"}, {"up_to", newest_}});
  return true;
}

void Client::say(const json::object& frame) { wire_->up.push_back(json::serialize(frame)); }

void Client::on_ack(const json::object& frame) {
  const std::string cid{frame.at("client_id").as_string()};
  const auto message = std::ranges::find(waiting_, cid, &Message::cid);
  if (message == waiting_.end())
    return recorder_.note(What::finding, "I6: an ack that nobody waits for: " + cid);
  const bool dup = frame.at("dup").as_bool();
  const auto id = frame.at("id").as_int64();
  note(What::ok, *message, id, dup ? "dup" : "");
  counts_.add(Met::dups, dup ? 1 : 0);
  if (!message->again) {
    counts_.add(Met::acked);
    message->again = true;
    message->sent = false;
    acknowledged_.push_back(*message);
    own_ids_.push_back(id);
  }
  waiting_.erase(message);
}

void Client::on_error(const json::object& frame) {
  const std::string code{frame.at("code").as_string()};
  if (code.ends_with("_invalid")) recorder_.note(What::finding, "it says something that is " + code);
  const auto* cid = frame.if_contains("client_id");
  if (cid == nullptr) return;
  const auto message = std::ranges::find(waiting_, std::string{cid->as_string()}, &Message::cid);
  if (message == waiting_.end()) return;
  // A disk that failed in the middle may have kept the message nevertheless.
  note(code == "unavailable" ? What::unknown : What::fail, *message, 0, code);
  message->sent = false;
  if (is_final(code)) waiting_.erase(message);
}

void Client::note(What what, const Message& message, std::int64_t id, const std::string& text) {
  Event event;
  event.what = what;
  event.cid = message.cid;
  event.id = id;
  event.hash = what == What::invoke ? hash_of(message.body) : 0;
  event.text = text;
  note(std::move(event));
}

}  // namespace heartlink::fault::simulation
