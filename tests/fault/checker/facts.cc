// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/checker/facts.h"

#include <algorithm>
#include <stdexcept>

namespace heartlink::fault::checker {
namespace {

constexpr Index sources_max = 32;

bool belongs_to_stream(What what) {
  return what == What::open || what == What::greeted || what == What::deliver || what == What::resumed ||
         what == What::fetched || what == What::closed;
}

void keep_first(Index& slot, Index index) { slot = std::min(slot, index); }

}  // namespace

Index Names::number_of(std::string_view name) {
  const auto [found, fresh] = numbers_.try_emplace(name, size());
  if (fresh) names_.push_back(name);
  return found->second;
}

Index Names::find(std::string_view name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? none : found->second;
}

Facts::Facts(const History& events) : history(events), rows(events.size()) {
  // All sends first: a reader on another machine's clock may be an instant ahead of the sender.
  for (Index index = 0; index < size(); ++index) {
    name(index);
    if (history[index].what == What::invoke && rows[index].message != none) add_invoke(index);
  }
  for (Index index = 0; index < size(); ++index) {
    const auto& event = history[index];
    if (belongs_to_stream(event.what)) add_to_stream(index);
    switch (event.what) {
      case What::ok:
      case What::fail:
      case What::unknown:
        if (rows[index].message != none) add_answer(index);
        break;
      case What::history:
        add_line(index);
        add_read(index);
        break;
      case What::deliver:
      case What::fetched:
        rooms[rows[index].room].used = true;
        add_read(index);
        break;
      case What::phase:
        phases.push_back(index);
        if (event.text == "end") keep_first(end, index);
        break;
      default:
        break;
    }
  }
}

void Facts::name(Index index) {
  const auto& event = history[index];
  auto& row = rows[index];
  if (!event.room.empty() || belongs_to_stream(event.what) || event.what == What::history) {
    row.room = room_names.number_of(event.room);
    rooms.resize(room_names.size());
  }
  if (event.cid.empty()) return;
  row.message = cids.number_of(event.cid);
  messages.resize(cids.size());
}

void Facts::add_invoke(Index index) {
  auto& message = messages[rows[index].message];
  if (message.first_invoke == none) {
    message.first_invoke = index;
    message.room = rows[index].room;
    message.sender = clients.number_of(history[index].client);
  }
  ++message.invokes;
  if (history[index].connection == 0) message.over_http = true;
}

void Facts::add_answer(Index index) {
  auto& row = rows[index];
  auto& message = messages[row.message];
  if (message.room == none) message.room = row.room;
  const auto& event = history[index];
  switch (event.what) {
    case What::ok:
      if (message.oks++ == 0 && row.room != none) {
        ++rooms[row.room].acknowledged;
        rooms[row.room].used = true;
      }
      keep_first(message.first_ok, index);
      message.dup = message.dup || event.text == "dup";
      break;
    case What::fail:
      ++message.fails;
      keep_first(message.first_fail, index);
      break;
    default:
      ++message.unknowns;
      keep_first(message.first_unknown, index);
      break;
  }
  if (event.connection == 0 || event.room.empty()) return;
  const auto stream = stream_numbers_.find({clients.number_of(event.client), row.room});
  if (stream == stream_numbers_.end()) return;
  const auto found = connection_numbers_.find({stream->second, event.connection});
  if (found != connection_numbers_.end()) row.connection = found->second;
}

Index Facts::stream_of(Index index) {
  const auto& event = history[index];
  const Index room = rows[index].room;
  const auto [found, fresh] = stream_numbers_.try_emplace({clients.number_of(event.client), room},
                                                          static_cast<Index>(streams.size()));
  if (fresh) {
    auto& stream = streams.emplace_back();
    stream.room = room;
    stream.client = event.client;
  }
  auto& stream = streams[found->second];
  if (stream.user.empty()) stream.user = event.user;
  return found->second;
}

void Facts::add_to_stream(Index index) {
  const auto& event = history[index];
  const Index stream = stream_of(index);
  streams[stream].events.push_back(index);
  // Read over HTTP: it is of the stream, and of no socket.
  if (event.what == What::fetched) return;
  const auto [found, fresh] =
      connection_numbers_.try_emplace({stream, event.connection}, static_cast<Index>(connections.size()));
  if (fresh) {
    connections.emplace_back().stream = stream;
    streams[stream].last_connection = found->second;
  }
  rows[index].connection = found->second;
  auto& connection = connections[found->second];
  if (event.what == What::open) keep_first(connection.open, index);
  if (event.what == What::greeted) keep_first(connection.greeted, index);
  if (event.what == What::resumed) keep_first(connection.resumed, index);
  if (event.what == What::closed) keep_first(connection.closed, index);
}

void Facts::add_line(Index index) {
  const auto& row = rows[index];
  const Index source = sources.number_of(history[index].client);
  if (source >= sources_max) throw std::runtime_error("a history is read in too many ways");
  auto& room = rooms[row.room];
  if (room.lines.size() <= source) room.lines.resize(source + 1);
  room.lines[source].push_back(index);
  if (history[index].id > room.head) {
    room.head = history[index].id;
    room.head_line = index;
  }
  if (row.message == none) return;
  auto& message = messages[row.message];
  if (message.room == none || message.room == row.room) message.sources |= 1U << source;
}

void Facts::add_read(Index index) {
  const auto& row = rows[index];
  if (row.message == none) return;
  auto& message = messages[row.message];
  if (message.room == none) message.room = row.room;
  if (message.room == row.room) keep_first(message.first_read, index);
}

std::optional<std::int64_t> Facts::base_of(const Connection& connection) const {
  if (connection.open != none && history[connection.open].id >= 0) return history[connection.open].id;
  if (connection.greeted != none) return history[connection.greeted].id;
  return std::nullopt;
}

std::optional<std::int64_t> Facts::id_of(const Message& message) const {
  if (message.first_ok != none) return history[message.first_ok].id;
  if (message.first_read != none) return history[message.first_read].id;
  return std::nullopt;
}

}  // namespace heartlink::fault::checker
