// SPDX-License-Identifier: Apache-2.0
// Histories as the checker's tests tell them: one call an event, a millisecond apart, in room "r" until in()
// says otherwise. A client is its own user. Bodies follow from the cid, so what is delivered is what was
// sent.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/fault/checker/check.h"
#include "tests/fault/history/event.h"

namespace heartlink::fault::checker {

class Story {
 public:
  Story& in(std::string room) {
    room_ = std::move(room);
    return *this;
  }
  Story& wait_ms(std::int64_t ms) {
    now_ns_ += ms * 1'000'000;
    return *this;
  }
  // What follows happens at the instant of what came before.
  Story& at_once() {
    now_ns_ -= 1'000'000;
    return *this;
  }

  Story& invoke(const std::string& client, const std::string& cid) {
    return send(What::invoke, client, cid, connection_of(client));
  }
  Story& invoke_over_http(const std::string& client, const std::string& cid) {
    return send(What::invoke, client, cid, 0);
  }
  Story& ok(const std::string& client, const std::string& cid, std::int64_t id, std::string text = {}) {
    return send(What::ok, client, cid, connection_of(client), id, std::move(text));
  }
  Story& dup(const std::string& client, const std::string& cid, std::int64_t id) {
    return ok(client, cid, id, "dup");
  }
  Story& fail(const std::string& client, const std::string& cid) {
    return send(What::fail, client, cid, connection_of(client), 0, "busy");
  }
  Story& unknown(const std::string& client, const std::string& cid) {
    return send(What::unknown, client, cid, connection_of(client));
  }
  // A send that is acknowledged at once.
  Story& sent(const std::string& client, const std::string& cid, std::int64_t id) {
    return invoke(client, cid).ok(client, cid, id);
  }

  Story& open(const std::string& client, std::int64_t after, std::string sign_in = {}) {
    connections_[{client, room_}] = ++connection_;
    return on_socket(What::open, client, after, std::move(sign_in));
  }
  Story& greeted(const std::string& client, std::int64_t head) {
    return on_socket(What::greeted, client, head);
  }
  Story& resumed(const std::string& client, std::int64_t to, std::string text = {}) {
    return on_socket(What::resumed, client, to, std::move(text));
  }
  Story& closed(const std::string& client) { return on_socket(What::closed, client, 1006); }
  Story& deliver(const std::string& client, std::int64_t id, const std::string& entry) {
    return entry_at(What::deliver, client, id, entry, connection_of(client));
  }
  Story& fetched(const std::string& client, std::int64_t id, const std::string& entry) {
    return entry_at(What::fetched, client, id, entry, 0);
  }
  Story& revoked(std::string sign_in) { return of_run(What::revoked, std::move(sign_in)); }

  Story& phase(std::string text) { return of_run(What::phase, std::move(text)); }
  Story& measure(std::string text, std::int64_t value) {
    return of_run(What::measure, std::move(text), value);
  }
  Story& bound(std::string text, std::int64_t value) { return of_run(What::bound, std::move(text), value); }
  Story& finding(std::string text) { return of_run(What::finding, std::move(text)); }

  // One line of a final history; an entry is a cid, or the words of another kind, which have a blank or are
  // "recall" or "end".
  Story& line(const std::string& source, std::int64_t id, const std::string& entry) {
    return entry_at(What::history, source, id, entry, 0);
  }
  // The room from its first entry on, as `source` reads it.
  Story& lines(const std::string& source, const std::vector<std::string>& entries) {
    std::int64_t id = 0;
    for (const auto& entry : entries) line(source, ++id, entry);
    return *this;
  }
  // … and as all three do.
  Story& final(const std::vector<std::string>& entries) {
    for (const auto* source : {"http", "socket", "database"}) lines(source, entries);
    return *this;
  }

  // Replaces the body of what was told last.
  Story& altered() {
    history_.back().hash ^= 1U;
    return *this;
  }

  [[nodiscard]] const History& history() const { return history_; }
  [[nodiscard]] Verdict verdict() const { return check(history_); }

  // The invariants that are broken, with how often: "I1=1 I7=2"; empty when none is.
  [[nodiscard]] std::string found() const {
    std::string text;
    for (const auto& [invariant, count] : verdict().found)
      text += (text.empty() ? "" : " ") + invariant + "=" + std::to_string(count);
    return text;
  }

 private:
  Event& add(What what, const std::string& client) {
    now_ns_ += 1'000'000;
    auto& event = history_.emplace_back();
    event.at_ns = now_ns_;
    event.what = what;
    event.client = client;
    event.user = client;
    if (!client.empty()) event.room = room_;
    return event;
  }
  Story& send(What what, const std::string& client, const std::string& cid, std::int64_t connection,
              std::int64_t id = 0, std::string text = {}) {
    auto& event = add(what, client);
    event.cid = cid;
    event.id = id;
    if (what == What::invoke) event.hash = hash_of(cid);
    event.connection = connection;
    event.text = std::move(text);
    return *this;
  }
  Story& on_socket(What what, const std::string& client, std::int64_t id, std::string text = {}) {
    auto& event = add(what, client);
    event.id = id;
    event.connection = connection_of(client);
    event.text = std::move(text);
    return *this;
  }
  Story& of_run(What what, std::string text, std::int64_t value = 0) {
    auto& event = add(what, {});
    event.text = std::move(text);
    event.id = value;
    return *this;
  }
  Story& entry_at(What what, const std::string& client, std::int64_t id, const std::string& entry,
                  std::int64_t connection) {
    auto& event = add(what, client);
    event.id = id;
    event.connection = connection;
    if (entry == "recall" || entry == "end" || entry.find(' ') != std::string::npos) {
      event.text = entry;
      return *this;
    }
    event.text = "message";
    event.cid = entry;
    event.hash = hash_of(entry);
    return *this;
  }
  // Who never opened one sends over some socket all the same.
  std::int64_t connection_of(const std::string& client) const {
    const auto found = connections_.find({client, room_});
    return found == connections_.end() ? 999 : found->second;
  }

  History history_;
  std::string room_ = "r";
  std::int64_t now_ns_ = 0;
  std::int64_t connection_ = 0;
  std::map<std::pair<std::string, std::string>, std::int64_t> connections_;
};

}  // namespace heartlink::fault::checker
