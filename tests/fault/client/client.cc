// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/client/client.h"

#include <algorithm>
#include <exception>

#include <boost/json.hpp>

#include "tests/process/history.h"
#include "tests/process/people.h"

namespace heartlink::fault {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// The runs set limits.heartbeat to two seconds: a line on which nothing comes for this long is dead, and so
// is a message without an answer.
constexpr seconds patience{10};

constexpr milliseconds knock_again{200};  // who was taken out of a room
constexpr milliseconds fetch_again{100};
constexpr seconds read_pause{1};
constexpr int small_buffer_bytes = 4096;  // of who is going to be deaf

Time later(Time now, std::mt19937_64& random, milliseconds from, milliseconds to) {
  return now +
         milliseconds{std::uniform_int_distribution<milliseconds::rep>{from.count(), to.count()}(random)};
}

}  // namespace

Client::Client(ClientPlan plan, std::uint16_t port, HistoryWriter& history, std::uint64_t seed,
               std::int64_t& connections)
    : plan_(std::move(plan)),
      port_(port),
      history_(history),
      random_(seed),
      connections_(connections),
      outbox_(plan_, history_) {}

void Client::turn(Time now, bool ready) {
  if (gone_) return;
  if (!line_) {
    if (now >= retry_at_) connect(now);
    return;
  }
  if (deaf_) return;
  if (ready) listen(now);
  if (!line_) return;
  if (is_silent(now)) return give_up(now);
  if (!live_) return;
  fetch_holes(now);
  talk(now);
}

void Client::connect(Time now) {
  connection_ = ++connections_;
  std::string query;
  Event open;
  open.what = What::open;
  open.id = -1;
  open.text = plan_.session;
  if (started_ || !plan_.starts_at_head) {
    open.id = newest_;
    query = "?after=" + std::to_string(newest_) + (epoch_.empty() ? "" : "&epoch=" + epoch_);
  }
  note(std::move(open));
  heard_at_ = now;
  try {
    line_.emplace(port_, plan_.token, "/ws/chat/" + plan_.room + "/" + query,
                  plan_.deaf ? small_buffer_bytes : 0);
  } catch (const std::exception&) {  // nobody listens
    end(now);
  }
}

void Client::listen(Time now) {
  const auto before = line_->state();
  const auto state = line_->turn();
  if (state != before) heard_at_ = now;
  if (state == ChatLine::State::open || before == ChatLine::State::open) {
    auto& inbox = line_->inbox();
    if (!inbox.empty()) heard_at_ = now;
    while (!inbox.empty()) {
      const auto text = std::move(inbox.front());
      inbox.pop_front();
      on_frame(process::parse_frame(text), now);
    }
  }
  if (state == ChatLine::State::refused || state == ChatLine::State::ended) end(now);
}

void Client::end(Time now) {
  Event closed;
  closed.what = What::closed;
  closed.id = line_ ? line_->ending() : 1006;
  ++ended_[closed.id];
  gone_ = closed.id == 4401 || closed.id == 401 || closed.id == 4410 || closed.id == 410;
  away_ = closed.id == 4403 || closed.id == 403;
  retry_at_ = away_ ? now + knock_again : later(now, random_, milliseconds{10}, milliseconds{150});
  outbox_.on_cut(connection_);
  note(std::move(closed));
  line_.reset();
  live_ = false;
}

// Goes without a word, as a phone does that has lost its network.
void Client::give_up(Time now) { end(now); }

void Client::cut(Time now) {
  if (!line_) return;
  end(now);
  retry_at_ = now;
}

bool Client::is_silent(Time now) const {
  return now - heard_at_ > patience ||
         (outbox_.oldest_sent() != Time::max() && now - outbox_.oldest_sent() > patience);
}

void Client::on_frame(const boost::json::object& frame, Time now) {
  if (auto entry = entry_of(frame)) return on_entry(*std::move(entry));
  const std::string_view type = frame.at("type").as_string();
  if (type == "ack") {
    outbox_.on_ack(std::string{frame.at("client_id").as_string()}, frame.at("id").as_int64(),
                   frame.at("dup").as_bool(), connection_);
  } else if (type == "connection_established") {
    on_greeting(frame);
  } else if (type == "resumed") {
    on_resumed(frame);
  } else if (type == "error") {
    on_error(frame, now);
  }
}

void Client::on_greeting(const boost::json::object& frame) {
  epoch_ = std::string{frame.at("epoch").as_string()};
  auto greeted = greeting_of(frame);
  if (!started_ && plan_.starts_at_head) {
    newest_ = greeted.id;
    live_ = true;
  }
  started_ = true;
  note(std::move(greeted));
}

void Client::on_resumed(const boost::json::object& frame) {
  auto resumed = resumption_of(frame);
  if (resumed.text == "reset") {
    newest_ = 0;
    holes_.clear();
  }
  live_ = true;
  note(std::move(resumed));
}

void Client::on_entry(Event entry) {
  entry.what = What::deliver;
  if (entry.id > newest_ + 1) holes_.emplace_back(newest_ + 1, entry.id - 1);
  newest_ = std::max(newest_, entry.id);
  note(std::move(entry));
}

void Client::on_error(const boost::json::object& frame, Time now) {
  const auto* cid = frame.if_contains("client_id");
  if (cid == nullptr) return;
  const auto* retry = frame.if_contains("retry_ms");
  const milliseconds pause{retry != nullptr ? retry->as_int64() : 100};
  outbox_.on_refusal(std::string{cid->as_string()}, std::string{frame.at("code").as_string()}, pause, now,
                     connection_);
}

void Client::talk(Time now) {
  if (sending_) outbox_.make(now);
  outbox_.send_due(now, connection_, [this](const std::string& cid, const std::string& body) {
    line_->queue_text(boost::json::serialize(
        boost::json::object{{"type", "message"}, {"content", body}, {"client_id", cid}}));
  });
  if (plan_.window > 0 || newest_ == read_up_to_ || now < read_at_) return;
  read_at_ = now + read_pause;
  read_up_to_ = newest_;
  line_->queue_text(boost::json::serialize(boost::json::object{{"type", "read_status"}, {"up_to", newest_}}));
}

// The only thing it waits for: holes are rare, and the server is there, for the line is live.
void Client::fetch_holes(Time now) {
  if (holes_.empty() || now < fetch_at_) return;
  fetch_at_ = now + fetch_again;
  try {
    auto& [first, last] = holes_.back();
    const auto query = "?after=" + std::to_string(first - 1) + "&limit=200";
    const auto page = process::read_page(port_, sign_in_headers(port_, plan_.token), plan_.room, query);
    for (const auto& frame : page.at("entries").as_array()) {
      auto entry = entry_of(frame.as_object());
      if (!entry || entry->id > last) continue;
      first = entry->id + 1;
      entry->what = What::fetched;
      note(*std::move(entry));
    }
    if (first > last) holes_.pop_back();
    if (!holes_.empty()) fetch_at_ = now;
  } catch (const std::exception&) {
    // The server went away meanwhile: asked again when the line is live again.
  }
}

int Client::number() const { return line_ && !deaf_ ? line_->number() : -1; }

void Client::add_to(Progress& progress) const {
  progress.acknowledged += outbox_.acknowledged();
  for (const auto& [code, sockets] : ended_) progress.ended[std::to_string(code)] += sockets;
  if (gone_ || away_) return;
  ++progress.clients;
  progress.unanswered += outbox_.size();
  progress.live += live_ ? 1 : 0;
  progress.behind += holes_.empty() ? 0 : 1;
  const auto [seen, first] = progress.seen.emplace(plan_.room, newest_);
  if (!first) seen->second = std::min(seen->second, newest_);
}

void Client::note(Event event) {
  event.client = plan_.client;
  event.user = plan_.user;
  event.room = plan_.room;
  event.connection = connection_;
  history_.write(std::move(event));
}

}  // namespace heartlink::fault
