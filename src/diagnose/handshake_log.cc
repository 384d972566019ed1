// SPDX-License-Identifier: Apache-2.0
#include "diagnose/handshake_log.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace heartlink::diagnose {
namespace {

using base::Code;
using base::Result;
using model::Handshake;
using Handshakes = std::vector<Handshake>;

// The hash has always the same length, so nothing is needed in between.
std::string key_of(const std::string& session, const std::string& room) { return session + room; }

}  // namespace

// What load() brings stands before everything of this run.
HandshakeLog::HandshakeLog(store::HandshakeStore& store, const base::Clock& clock, const base::Limits& limits,
                           base::Executor& home)
    : store_(store),
      clock_(clock),
      limits_(limits),
      home_(home),
      next_(limits.handshake_rows + Place{1}),
      handed_over_(limits.handshake_rows) {}

void HandshakeLog::load(base::Done<std::size_t> done) {
  base::Done<Handshakes> read;
  read.on = &home_;
  read.call = [this, done = std::move(done)](Result<Handshakes> kept) {
    if (!kept) return done.post(kept.error());
    Place place = 0;
    for (auto& handshake : *kept) append(++place, Row{handshake, {}, handshake.address});
    done.post(kept->size());
  };
  store_.latest(limits_.handshake_rows, std::move(read));
}

void HandshakeLog::add(Handshake row, std::string session, std::string network) {
  home_.post([this, kept = Row{std::move(row), std::move(session), std::move(network)}]() mutable {
    append(next_++, std::move(kept));
  });
}

void HandshakeLog::append(Place place, Row row) {
  auto& same_network = of_network_[row.network];
  same_network.insert(place);
  if (!row.session.empty()) newest_of_[key_of(row.session, row.handshake.room)] = place;
  const bool crowded = same_network.size() > limits_.handshake_rows_per_address;
  const Place oldest_of_network = *same_network.begin();
  rows_.emplace(place, std::move(row));
  if (crowded) forget(oldest_of_network);
  if (rows_.size() > limits_.handshake_rows) forget(rows_.begin()->first);
}

void HandshakeLog::forget(Place place) {
  const auto at = rows_.find(place);
  if (at == rows_.end()) return;
  const Row& row = at->second;
  if (const auto newest = newest_of_.find(key_of(row.session, row.handshake.room));
      newest != newest_of_.end() && newest->second == place) {
    newest_of_.erase(newest);
  }
  const auto network = of_network_.find(row.network);
  network->second.erase(place);
  if (network->second.empty()) of_network_.erase(network);
  rows_.erase(at);
}

void HandshakeLog::last_refusal(std::string session, std::string room,
                                base::Done<std::optional<Handshake>> done) {
  home_.post([this, key = key_of(session, room), done = std::move(done)] {
    const auto newest = newest_of_.find(key);
    if (newest == newest_of_.end()) return done.post(std::optional<Handshake>{});
    const Handshake& row = rows_.at(newest->second).handshake;
    const auto age = std::chrono::microseconds{clock_.wall().us - row.at.us};
    done.post(age <= news ? std::optional{row} : std::nullopt);
  });
}

void HandshakeLog::latest(Query query, base::Done<Handshakes> done) {
  home_.post([this, query = std::move(query), done = std::move(done)] { done.post(find(query)); });
}

std::optional<HandshakeLog::Place> HandshakeLog::place_of(const std::string& id) const {
  const auto at = std::ranges::find_if(rows_, [&](const auto& row) { return row.second.handshake.id == id; });
  return at == rows_.end() ? std::nullopt : std::optional{at->first};
}

Result<Handshakes> HandshakeLog::find(const Query& query) const {
  Handshakes found;
  if (!query.id.empty()) {
    const auto place = place_of(query.id);
    if (!place) return base::fail(Code::handshake_not_found, query.id);
    found.push_back(rows_.at(*place).handshake);
    return found;
  }
  const auto place = query.before.empty() ? std::nullopt : place_of(query.before);
  if (!query.before.empty() && !place) return found;
  auto at = place ? std::make_reverse_iterator(rows_.find(*place)) : rows_.rbegin();
  for (const auto most = std::min(query.limit, rows_per_page); at != rows_.rend() && found.size() < most;
       ++at) {
    found.push_back(at->second.handshake);
  }
  return found;
}

void HandshakeLog::write_behind() {
  if (!writing_) write_some();
}

bool HandshakeLog::write_some() {
  Handshakes fresh;
  const Place before = handed_over_;
  for (auto at = rows_.upper_bound(before); at != rows_.end() && fresh.size() < rows_per_write; ++at) {
    fresh.push_back(at->second.handshake);
    handed_over_ = at->first;
  }
  if (fresh.empty()) return false;
  writing_ = true;
  base::Done<bool> written;
  written.on = &home_;
  written.call = [this, before](const Result<bool>& result) {
    writing_ = false;
    if (result) return;
    handed_over_ = std::min(handed_over_, before);  // again in a second; what is there already is skipped
    base::log::debug("handshakes_not_kept", {{"detail", result.error().detail}});
  };
  store_.keep(std::move(fresh), limits_.handshake_rows, std::move(written));
  return true;
}

void HandshakeLog::close(base::Executor& on, std::function<void()> call) {
  home_.post([this, &on, call = std::move(call)]() mutable {
    while (write_some()) {
    }
    on.post(std::move(call));
  });
}

}  // namespace heartlink::diagnose
