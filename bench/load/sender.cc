// SPDX-License-Identifier: Apache-2.0
#include "sender.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "stamp.h"

namespace heartlink::load {
namespace {

constexpr std::int64_t retry_ms_min = 10;
constexpr std::int64_t retry_ms_unsaid = 100;

bool may_be_repeated(const Event& error) {
  return error.retry_ms >= 0 || error.code == "busy" || error.code == "rate_limited";
}

}  // namespace

Sender::Sender(Client& client, const SenderPlan& plan)
    : client_(client),
      plan_(plan),
      client_id_begin_(fmt::format("{:013x}-{:04x}-", plan.run, plan.index)),
      next_at_(plan.first_at) {}

void Sender::fill(Nanoseconds now) {
  if (waiting_ > 0) queue_due(now);
  const auto may_speak = [this] { return !stopped_ && client_.state() == Client::State::live; };
  if (plan_.every > 0) {
    for (; may_speak() && next_at_ <= now; next_at_ += plan_.every) say(next_at_);
  } else {
    while (may_speak() && unanswered_ < plan_.window) say(now);
  }
}

std::optional<Nanoseconds> Sender::on_ack(const Event& ack, Nanoseconds now, Findings& findings) {
  const auto found = find(ack.client_id);
  if (found == messages_.end() || found->second.acked_id != 0 || ack.id <= 0) {
    findings.violation("strange_ack", fmt::format("room {}: ack of '{}' with id {}", client_.room_id(),
                                                  ack.client_id, ack.id));
    return std::nullopt;
  }
  Sent& message = found->second;
  if (ack.dup && !message.resent) {
    findings.violation("strange_dup", fmt::format("room {}: '{}' was sent once, its ack says dup",
                                                  client_.room_id(), ack.client_id));
  }
  message.acked_id = ack.id;
  highest_acked_ = std::max(highest_acked_, ack.id);
  --unanswered_;
  return now - message.sent_ns;
}

void Sender::on_error(const Event& error, Nanoseconds now, Findings& findings) {
  findings.error(error.code);
  const auto found = find(error.client_id);
  const bool is_open = found != messages_.end() && found->second.acked_id == 0;
  if (!is_open || !may_be_repeated(error)) {
    if (is_open) {
      messages_.erase(found);
      --unanswered_;
    }
    findings.violation("refused_" + error.code,
                       fmt::format("room {}: '{}': {}", client_.room_id(), error.client_id, error.message));
    stop();
    return;
  }
  const std::int64_t wait_ms = error.retry_ms < 0 ? retry_ms_unsaid : std::max(error.retry_ms, retry_ms_min);
  if (found->second.retry_at == 0) ++waiting_;
  found->second.retry_at = now + wait_ms * ns_per_ms;
}

void Sender::on_echo(std::uint64_t number, std::int64_t id, Findings& findings) {
  const auto found = messages_.find(number);
  if (found == messages_.end()) return;  // a double; the check of ids finds it
  if (found->second.acked_id == 0) {
    findings.violation("echo_before_ack",
                       fmt::format("room {}: id {} came back before its ack", client_.room_id(), id));
    return;
  }
  if (found->second.acked_id != id) {
    findings.violation("ack_of_another_id", fmt::format("room {}: acknowledged as {}, delivered as {}",
                                                        client_.room_id(), found->second.acked_id, id));
  }
  messages_.erase(found);
}

void Sender::say(Nanoseconds due) {
  Sent message;
  message.sent_ns = due;
  queue(++last_number_, message);
  messages_.emplace_hint(messages_.end(), last_number_, message);
  ++unanswered_;
}

void Sender::queue(std::uint64_t number, const Sent& message) {
  const Stamp stamp{message.sent_ns, plan_.index, number};
  client_.queue_text(fmt::format(R"({{"type":"message","content":"{}","client_id":"{}{:010}"}})",
                                 write_stamp(stamp, plan_.content_bytes), client_id_begin_, number));
}

void Sender::queue_due(Nanoseconds now) {
  for (auto& [number, message] : messages_) {
    if (message.retry_at == 0 || message.retry_at > now) continue;
    message.retry_at = 0;
    message.resent = true;
    --waiting_;
    queue(number, message);
  }
}

Sender::Messages::iterator Sender::find(std::string_view client_id) {
  if (client_id.substr(0, client_id_begin_.size()) != client_id_begin_) return messages_.end();
  const std::string_view digits = client_id.substr(client_id_begin_.size());
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return messages_.find(number);
}

}  // namespace heartlink::load
