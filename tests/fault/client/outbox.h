// SPDX-License-Identifier: Apache-2.0
// The messages of one client that are not acknowledged yet, in the order in which they were made; resends
// keep it. Every step of a message is written into the history here. Called by client.cc.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "tests/fault/client/plan.h"
#include "tests/fault/history/lines.h"

namespace heartlink::fault {

using Time = std::chrono::steady_clock::time_point;

class Outbox {
 public:
  using Send = std::function<void(const std::string& cid, const std::string& body)>;

  Outbox(const ClientPlan& plan, HistoryWriter& history) : plan_(plan), history_(history) {}

  // Makes a new message when the window and the pace allow it.
  void make(Time now);

  // Sends what was not sent on this connection and may be sent now.
  void send_due(Time now, std::int64_t connection, const Send& send);

  // A message may be acknowledged more often than it was sent here, where the network sends things twice: a
  // further answer must call itself a duplicate, and is written down too, so that its id is compared.
  void on_ack(const std::string& cid, std::int64_t id, bool dup, std::int64_t connection);
  // A refusal that may pass is tried again after `retry`; another one ends the message.
  void on_refusal(const std::string& cid, const std::string& code, std::chrono::milliseconds retry, Time now,
                  std::int64_t connection);
  // The connection is gone: what was sent on it has no answer.
  void on_cut(std::int64_t connection);

  [[nodiscard]] bool empty() const { return waiting_.empty(); }
  [[nodiscard]] std::size_t size() const { return waiting_.size(); }
  [[nodiscard]] std::size_t acknowledged() const { return acknowledged_.size(); }
  // Somebody waits for an answer since then; Time::max() when nobody does.
  [[nodiscard]] Time oldest_sent() const;

 private:
  struct Message {
    std::string cid;
    std::string body;
    bool sent = false;
    bool again = false;  // was acknowledged before: a resend to see the same answer
    Time sent_at{};
    Time not_before{};
  };

  void note(What what, const Message& message, std::int64_t connection, std::int64_t id = 0,
            const std::string& text = {});
  void on_further_ack(const std::string& cid, std::int64_t id, bool dup, std::int64_t connection);
  [[nodiscard]] std::deque<Message>::iterator find(const std::string& cid);

  const ClientPlan& plan_;
  HistoryWriter& history_;
  std::deque<Message> waiting_;
  std::size_t made_ = 0;
  std::unordered_set<std::string> acknowledged_;
  Time next_at_{};
};

}  // namespace heartlink::fault
