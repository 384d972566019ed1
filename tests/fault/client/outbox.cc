// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/client/outbox.h"

#include <algorithm>
#include <array>

namespace heartlink::fault {
namespace {

constexpr std::array<std::string_view, 4> passing{"busy", "storage_full", "rate_limited", "unavailable"};

}  // namespace

void Outbox::make(Time now) {
  while (waiting_.size() < plan_.window && (plan_.per_second == 0 || now >= next_at_)) {
    Message message;
    message.cid = plan_.client + "-" + std::to_string(++made_);
    // Readers know a message by its first word.
    message.body = message.cid + " " + std::string(plan_.body_bytes, 'x');
    waiting_.push_back(std::move(message));
    if (plan_.per_second == 0) continue;
    const auto pause = std::chrono::nanoseconds{1'000'000'000 / plan_.per_second};
    // Whoever was kept waiting does not make up for it in a burst.
    next_at_ = std::max(next_at_ + pause, now);
  }
}

void Outbox::send_due(Time now, std::int64_t connection, const Send& send) {
  for (auto& message : waiting_) {
    if (message.sent || now < message.not_before) continue;
    message.sent = true;
    message.sent_at = now;
    note(What::invoke, message, connection);
    send(message.cid, message.body);
  }
}

void Outbox::on_ack(const std::string& cid, std::int64_t id, bool dup, std::int64_t connection) {
  const auto message = find(cid);
  if (message == waiting_.end()) return on_further_ack(cid, id, dup, connection);
  note(What::ok, *message, connection, id, dup ? "dup" : "");
  const bool again = message->again;
  if (!again) acknowledged_.insert(cid);
  if (!again && plan_.resend_one_in > 0 && acknowledged_.size() % plan_.resend_one_in == 0) {
    message->again = true;
    message->sent = false;
  } else {
    waiting_.erase(message);
  }
}

void Outbox::on_further_ack(const std::string& cid, std::int64_t id, bool dup, std::int64_t connection) {
  if (dup && acknowledged_.contains(cid)) {
    Message answered;
    answered.cid = cid;
    return note(What::ok, answered, connection, id, "dup");
  }
  Event stray;
  stray.what = What::finding;
  stray.text = "I6: an ack that nobody waits for: " + cid;
  history_.write(std::move(stray));
}

void Outbox::on_refusal(const std::string& cid, const std::string& code, std::chrono::milliseconds retry,
                        Time now, std::int64_t connection) {
  const auto message = find(cid);
  if (message == waiting_.end()) return;
  // A disk that failed says nothing of what was on its way to it.
  note(code == "unavailable" ? What::unknown : What::fail, *message, connection, 0, code);
  if (std::ranges::find(passing, code) == passing.end()) {
    waiting_.erase(message);
    return;
  }
  message->sent = false;
  message->not_before = now + retry;
}

void Outbox::on_cut(std::int64_t connection) {
  for (auto& message : waiting_) {
    if (!message.sent) continue;
    note(What::unknown, message, connection);
    message.sent = false;
    message.not_before = {};
  }
}

Time Outbox::oldest_sent() const {
  auto oldest = Time::max();
  for (const auto& message : waiting_) {
    if (message.sent) oldest = std::min(oldest, message.sent_at);
  }
  return oldest;
}

void Outbox::note(What what, const Message& message, std::int64_t connection, std::int64_t id,
                  const std::string& text) {
  Event event;
  event.what = what;
  event.client = plan_.client;
  event.user = plan_.user;
  event.room = plan_.room;
  event.cid = message.cid;
  event.id = id;
  event.hash = what == What::invoke ? hash_of(message.body) : 0;
  event.connection = connection;
  event.text = text;
  history_.write(std::move(event));
}

std::deque<Outbox::Message>::iterator Outbox::find(const std::string& cid) {
  return std::ranges::find(waiting_, cid, &Message::cid);
}

}  // namespace heartlink::fault
