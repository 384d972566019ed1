// SPDX-License-Identifier: Apache-2.0
#include "fanout.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "failure.h"
#include "process_usage.h"

namespace heartlink::load {
namespace {

constexpr Nanoseconds turn_max = 10 * ns_per_ms;
// A message of an open loop is sent at most so long after it was due, by an idle generator.
constexpr Nanoseconds open_turn_max = ns_per_ms;
constexpr Nanoseconds drain_max = 10 * ns_per_second;

std::int64_t wall_us() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

}  // namespace

Fanout::Fanout(const FanoutOptions& options)
    : options_(options), swarm_(Endpoint::parse(options.url), *this) {}

void Fanout::run() {
  const std::uint32_t sockets = options_.rooms * options_.sockets;
  sender_of_.assign(sockets, nullptr);
  const Nanoseconds began = now_ns();
  swarm_.seat_all(deal_seats(options_, sockets), options_.connect_timeout_s * ns_per_second);
  connect_seconds_ = seconds_of(now_ns() - began);
  // run.sh waits for this line, to attach strace between the handshakes and the first message.
  fmt::print(stderr, "connected: {} sockets in {} rooms, {:.2f} s; {} s of silence follow\n", sockets,
             options_.rooms, connect_seconds_, options_.settle_s);
  swarm_.turn_until(now_ns() + options_.settle_s * ns_per_second);

  make_senders();
  send_until(now_ns() + options_.warmup_s * ns_per_second);
  begin_ = totals();
  measuring_ = true;
  send_until(begin_.at + options_.seconds * ns_per_second);
  measuring_ = false;
  end_ = totals();
  drain();
  find_what_is_missing();
  swarm_.leave();
}

void Fanout::make_senders() {
  const std::int64_t run = wall_us();
  const Nanoseconds now = now_ns();
  const Nanoseconds every =
      options_.rate > 0 ? static_cast<Nanoseconds>(options_.senders * 1e9 / options_.rate) : 0;
  for (std::uint32_t i = 0; i < options_.senders; ++i) {
    // Socket i sits in room i modulo rooms, so the first `senders` sockets are spread over the rooms.
    Client& client = swarm_.clients()[i];
    SenderPlan plan;
    plan.index = i;
    plan.window = options_.window;
    plan.content_bytes = options_.content_bytes;
    plan.every = every;
    plan.first_at = now + every * i / options_.senders;  // spread evenly, never all at once
    plan.run = run;
    sender_of_[i] = &senders_.emplace_back(client, plan);
  }
}

void Fanout::send_until(Nanoseconds until) {
  for (Nanoseconds now = now_ns(); now < until; now = now_ns()) {
    for (Sender& sender : senders_) {
      sender.fill(now);
      sender.client().flush(*this);
    }
    swarm_.turn(std::min(until - now, options_.rate > 0 ? open_turn_max : turn_max));
  }
}

void Fanout::drain() {
  for (Sender& sender : senders_) sender.stop();
  const Nanoseconds until = now_ns() + drain_max;
  while (!all_arrived() && now_ns() < until) send_until(std::min(until, now_ns() + turn_max));
}

// Every live socket must have everything that was acknowledged in its room, and every message an answer.
void Fanout::find_what_is_missing() {
  for (const Sender& sender : senders_) {
    if (sender.unanswered() == 0) continue;
    findings_.violation("unanswered",
                        fmt::format("sender {} has {} messages without an answer {:.0f} s after the last",
                                    sender.index(), sender.unanswered(), seconds_of(drain_max)),
                        sender.unanswered());
  }
  const auto heads = room_heads();
  for (const Client& client : swarm_.clients()) {
    const std::int64_t missing = heads[client.room()] - client.last_id;
    if (client.state() != Client::State::live || missing <= 0) continue;
    findings_.violation("missing",
                        fmt::format("room {}: a socket ends at {}, acknowledged up to {}", client.room_id(),
                                    client.last_id, heads[client.room()]),
                        static_cast<std::uint64_t>(missing));
  }
}

bool Fanout::all_arrived() const {
  const auto heads = room_heads();
  const auto has_all = [&heads](const Client& client) {
    return client.state() != Client::State::live || client.last_id >= heads[client.room()];
  };
  const auto& clients = swarm_.clients();
  return std::all_of(senders_.begin(), senders_.end(), [](const Sender& s) { return s.unanswered() == 0; }) &&
         std::all_of(clients.begin(), clients.end(), has_all);
}

std::vector<std::int64_t> Fanout::room_heads() const {
  std::vector<std::int64_t> heads(options_.rooms, 0);
  for (const Sender& sender : senders_) {
    std::int64_t& head = heads[sender.client().room()];
    head = std::max(head, sender.highest_acked());
  }
  return heads;
}

Totals Fanout::totals() const {
  const Traffic traffic = swarm_.traffic();
  return {now_ns(),
          deliveries_,
          acks_,
          traffic.bytes,
          traffic.reads,
          swarm_.data_segments(),
          options_.server_pid > 0 ? cpu_seconds(options_.server_pid) : 0,
          own_cpu_seconds()};
}

void Fanout::on_text(Client& client, std::string_view text, Nanoseconds read_ns) {
  if (const auto delivery = scanner_.scan(text)) return on_delivery(client, *delivery, read_ns);
  const std::string_view type = leading_type(text);
  if (!type.empty() && type != "ack" && type != "error" && type != "chat_message") return;
  if (const auto event = parse_event(text)) return on_event(client, *event, read_ns);
  findings_.violation("malformed", fmt::format("room {}: {}", client.room_id(), text.substr(0, 500)));
}

void Fanout::on_read_end(Client& client) {
  Sender* const sender = sender_of_[client.ordinal()];
  if (sender != nullptr) sender->fill(now_ns());
}

void Fanout::on_close(Client& client, std::uint16_t code, std::string_view reason) {
  findings_.close(code, fmt::format("room {}: {}", client.room_id(), reason));
  if (++closed_ < swarm_.clients().size()) return;
  throw Failure(fmt::format("the server ended every socket; {}", findings_.first()));
}

// Ids are dense: the next one is the last one plus one (docs/protocol.md §2).
void Fanout::on_delivery(Client& client, const Delivery& delivery, Nanoseconds read_ns) {
  ++deliveries_;
  if (delivery.id != client.last_id + 1) {
    const char* const what = delivery.id > client.last_id    ? "gap"
                             : delivery.id == client.last_id ? "double"
                                                             : "disorder";
    findings_.violation(
        what, fmt::format("room {}: id {} after {}", client.room_id(), delivery.id, client.last_id));
  }
  client.last_id = std::max(client.last_id, delivery.id);
  if (!delivery.stamp) return;
  if (measuring_) delivery_times_.add(read_ns - delivery.stamp->sent_ns);
  Sender* const sender = sender_of_[client.ordinal()];
  if (sender != nullptr && sender->index() == delivery.stamp->sender) {
    sender->on_echo(delivery.stamp->number, delivery.id, findings_);
  }
}

void Fanout::on_event(Client& client, const Event& event, Nanoseconds read_ns) {
  Sender* const sender = sender_of_[client.ordinal()];
  if (event.type == "chat_message") {
    on_delivery(client, {event.id, read_stamp(event.content)}, read_ns);
  } else if (event.type == "ack" && sender != nullptr) {
    const auto waited = sender->on_ack(event, read_ns, findings_);
    if (!waited) return;
    ++acks_;
    if (measuring_) ack_times_.add(*waited);
  } else if (event.type == "error" && sender != nullptr) {
    sender->on_error(event, read_ns, findings_);
  } else if (event.type == "ack" || event.type == "error") {
    findings_.violation("strange_" + event.type, fmt::format("room {}: a listener got {} {}",
                                                             client.room_id(), event.type, event.code));
  }
}

int run_fanout(const FanoutOptions& options) {
  Fanout fanout(options);
  fanout.run();
  fanout.print();
  return fanout.findings().clean() ? 0 : 1;
}

}  // namespace heartlink::load
