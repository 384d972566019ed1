// SPDX-License-Identifier: Apache-2.0
// The handshake log: every socket that was refused, with the check that refused it, the stable code and a
// short id (protocol.md §2). One per process; kept in memory, bounded in all and per address, and written
// behind, once a second, so that a flood costs the store one small batch a second. Everything happens on the
// executor `home`; whoever asks is answered on his own. Safe from every thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "base/limits.h"
#include "model/handshake.h"
#include "store/handshake_store.h"

namespace heartlink::diagnose {

class HandshakeLog {
 public:
  // How long a refusal is news to the page whose socket it was.
  static constexpr std::chrono::seconds news{60};
  // Rows handed to the store at a time, and rows of one answer.
  static constexpr std::size_t rows_per_write = 500;
  static constexpr std::uint32_t rows_per_page = 100;

  // All of them outlive the last answer.
  HandshakeLog(store::HandshakeStore& store, const base::Clock& clock, const base::Limits& limits,
               base::Executor& home);
  HandshakeLog(const HandshakeLog&) = delete;
  HandshakeLog& operator=(const HandshakeLog&) = delete;

  // Takes over, once, what the store kept from before this start; the value is how many rows. Error: busy.
  void load(base::Done<std::size_t> done);

  // `session` is the hash of the secret that the refused request carried, valid or not; empty: none.
  // `network` is what counts as one address: whoever has an IPv6 address has many.
  void add(model::Handshake row, std::string session, std::string network);

  // The newest refusal of this session and room within `news`, if there is one.
  void last_refusal(std::string session, std::string room, base::Done<std::optional<model::Handshake>> done);

  // The newest rows first, at most min(limit, rows_per_page); with `before` those older than that row, or
  // none when it was forgotten. `id` wants that one row; error handshake_not_found.
  struct Query {
    std::uint32_t limit = 20;
    std::string before;
    std::string id;
  };
  void latest(Query query, base::Done<std::vector<model::Handshake>> done);

  // Hands new rows to the store. On `home`, once a second.
  void write_behind();

  // The same for everything that is left; calls back on `on` once the store was asked.
  void close(base::Executor& on, std::function<void()> call);

 private:
  using Place = std::uint64_t;  // of a row: the newer, the higher
  struct Row {
    model::Handshake handshake;
    std::string session;
    std::string network;
  };

  void append(Place place, Row row);
  void forget(Place place);
  [[nodiscard]] std::optional<Place> place_of(const std::string& id) const;
  [[nodiscard]] base::Result<std::vector<model::Handshake>> find(const Query& query) const;
  // True when there was something to hand over.
  bool write_some();

  store::HandshakeStore& store_;
  const base::Clock& clock_;
  const base::Limits& limits_;
  base::Executor& home_;
  // All below: on `home_` only.
  std::map<Place, Row> rows_;
  std::unordered_map<std::string, std::set<Place>> of_network_;
  std::unordered_map<std::string, Place> newest_of_;  // by session and room
  Place next_;
  Place handed_over_;  // the store was given everything up to here
  bool writing_ = false;
};

}  // namespace heartlink::diagnose
