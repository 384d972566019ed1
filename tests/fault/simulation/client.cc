// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/simulation/client.h"

#include <algorithm>

#include <boost/json.hpp>

#include "protocol/close_codes.h"
#include "protocol/encode.h"
#include "tests/fault/history/entry_of.h"

namespace heartlink::fault::simulation {
namespace {

namespace json = boost::json;

constexpr std::size_t page_entries = 5;
constexpr std::size_t rest_turns = 6;        // between two knocks, at most
constexpr int no_close_frame = 1006;

}  // namespace

Client::Client(ClientPlan plan, Door& door, Recorder& recorder, Dice& dice, Counts& counts,
               std::int64_t& connections)
    : plan_(std::move(plan)),
      door_(door),
      recorder_(recorder),
      dice_(dice),
      counts_(counts),
      connections_(connections) {}

// ---- Turns

bool Client::act() {
  if (!wire_) {
    if (rest_ > 0) {
      --rest_;
    } else {
      connect();
    }
    return true;
  }
  if (!live_) return false;
  if (fetch_hole() || send_next()) return true;
  if (healing_) return !has_spoken() && make_message();
  switch (dice_.below(12)) {
    case 0:
    case 1:
      return resend_acknowledged();
    case 2:
      return recall_own();
    case 3:
      return mark_read();
    default:
      return made_ < plan_.messages && make_message();
  }
}

void Client::heal() {
  healing_ = true;
  rest_ = 0;
  plan_.messages = made_;
}

bool Client::is_done() const {
  return live_ && wire_->down.empty() && wire_->up.empty() && waiting_.empty() && holes_.empty() &&
         has_spoken();
}

std::string Client::state() const {
  return plan_.name +
         (live_   ? " live at "
          : wire_ ? " connected at "
                  : " away at ") +
         std::to_string(newest_) + ", " + std::to_string(waiting_.size()) + " messages and " +
         std::to_string(holes_.size()) + " holes open";
}

// ---- The connection

void Client::connect() {
  Door::Knock knock{plan_.person, plan_.room, newest_, epoch_};
  if (!started_ && plan_.starts_at_head) knock.after = -1;
  auto wire = door_.connect(knock);
  rest_ = dice_.below(rest_turns);
  if (!wire) return;
  wire_ = std::move(wire);
  connection_ = ++connections_;
  Event open;
  open.what = What::open;
  open.id = knock.after;
  open.text = "of " + plan_.person.name;
  note(std::move(open));
}

void Client::read(std::size_t bytes_most) {
  const auto count = std::min(bytes_most, wire_->down.size());
  frames_.append(std::string_view{wire_->down}.substr(0, count));
  unframed_bytes_ += count;
  wire_->down.erase(0, count);
  while (wire_) {
    auto message = frames_.next();
    if (!message) {
      recorder_.note(What::finding, "framing: " + message.error().detail);
      return lose(no_close_frame);
    }
    if (!*message) break;
    const auto& payload = (*message)->payload;
    unframed_bytes_ -= protocol::frame_header_bytes(payload.size()) + payload.size();
    if ((*message)->opcode == protocol::Opcode::text) {
      on_frame(json::parse(payload).as_object());
    } else if ((*message)->opcode == protocol::Opcode::close) {
      const auto high = static_cast<unsigned char>(payload.at(0));
      const auto low = static_cast<unsigned char>(payload.at(1));
      return lose(high * 256 + low);
    }
  }
  if (wire_ && wire_->server_gone && wire_->down.empty()) lose(no_close_frame);
}

void Client::cut() {
  if (!wire_) return;
  wire_->cut = true;
  wire_->down.clear();
  lose(no_close_frame);
}

void Client::on_crash(std::size_t lost) {
  fetch_ = 0;
  if (!wire_) return;
  wire_->server_gone = wire_->cut = true;
  wire_->down.resize(wire_->down.size() - std::min(lost, wire_->down.size()));
}

void Client::lose(int code) {
  if (unframed_bytes_ > 0) counts_.add(Met::torn_frames);
  if (code == protocol::close_removed.code) counts_.add(Met::turned_away);
  for (auto& message : waiting_) {
    if (std::exchange(message.sent, false)) note(What::unknown, message);
  }
  Event closed;
  closed.what = What::closed;
  closed.id = code;
  note(std::move(closed));
  wire_->client_gone = true;
  wire_.reset();
  frames_ = {};
  unframed_bytes_ = 0;
  live_ = false;
}

// ---- What it is told

void Client::on_frame(const json::object& frame) {
  if (auto entry = entry_of(frame)) return on_entry(*std::move(entry));
  const std::string_view type = frame.at("type").as_string();
  if (type == "ack") {
    on_ack(frame);
  } else if (type == "connection_established") {
    on_greeting(frame);
  } else if (type == "resumed") {
    on_resumed(frame);
  } else if (type == "error") {
    on_error(frame);
  }
}

void Client::on_greeting(const json::object& frame) {
  epoch_ = std::string{frame.at("epoch").as_string()};
  auto greeted = greeting_of(frame);
  if (!started_ && plan_.starts_at_head) {
    newest_ = greeted.id;
    live_ = true;
  }
  started_ = true;
  note(std::move(greeted));
}

void Client::on_resumed(const json::object& frame) {
  auto resumed = resumption_of(frame);
  counts_.add(Met::resumes);
  if (resumed.text == "gap") counts_.add(Met::gaps);
  if (resumed.text == "reset") {
    newest_ = 0;
    holes_.clear();
  }
  live_ = true;
  note(std::move(resumed));
}

void Client::on_entry(Event entry) {
  entry.what = What::deliver;
  if (entry.text == "recall") counts_.add(Met::recalls);
  if (entry.text.starts_with("removed ")) counts_.add(Met::kicks);
  if (entry.id > newest_ + 1) holes_.emplace_back(newest_ + 1, entry.id - 1);
  newest_ = std::max(newest_, entry.id);
  note(std::move(entry));
}

// ---- What it does

bool Client::fetch_hole() {
  if (holes_.empty() || fetch_ != 0) return false;
  store::PageQuery query;
  query.room = plan_.room;
  query.viewer = plan_.person.id;
  query.from = store::PageQuery::From::after;
  query.anchor = model::EntryId{holes_.back().first - 1};
  query.limit = page_entries;
  const auto number = ++fetches_;
  const bool asked = door_.read_page(std::move(query), [this, number](const base::Result<store::Page>& page) {
    if (fetch_ == number) on_page(page);
  });
  if (asked) fetch_ = number;
  return asked;
}

void Client::on_page(const base::Result<store::Page>& page) {
  fetch_ = 0;
  if (!page || holes_.empty()) return;
  auto& [first, last] = holes_.back();
  for (const auto& entry : page->entries) {
    const bool own = entry.sender == plan_.person.id;
    auto fetched = entry_of(protocol::entry_frame(protocol::ChatMessage{&entry, own, false}));
    if (!fetched || fetched->id > last) continue;
    first = fetched->id + 1;
    fetched->what = What::fetched;
    note(*std::move(fetched));
  }
  if (first > last) holes_.pop_back();
}

void Client::note(Event event) {
  event.client = plan_.name;
  event.user = plan_.person.name;
  event.room = plan_.room.value;
  event.connection = connection_;
  recorder_.note(std::move(event));
}

}  // namespace heartlink::fault::simulation
