// SPDX-License-Identifier: Apache-2.0
// A history, sorted once into what the invariants ask for: messages, rooms, streams, connections. Nothing is
// judged here and nothing is copied: events are known by their place in the history, which must outlive this.
// Made for two million events: names become numbers, and everything else is an array.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tests/fault/history/event.h"

namespace heartlink::fault::checker {

using Index = std::uint32_t;  // of an event in the history, or of a thing in one of the arrays below
inline constexpr Index none = 0xffffffff;

inline constexpr std::string_view recalled = "message recalled";

// Names by number, in the order in which they were first seen. The views point into the history.
class Names {
 public:
  Index number_of(std::string_view name);
  [[nodiscard]] Index find(std::string_view name) const;  // none: never seen
  [[nodiscard]] std::string_view operator[](Index number) const { return names_[number]; }
  [[nodiscard]] Index size() const { return static_cast<Index>(names_.size()); }

 private:
  std::unordered_map<std::string_view, Index> numbers_;
  std::vector<std::string_view> names_;
};

// What the names of an event became; `none` where it has no such name.
struct Row {
  Index room = none;
  Index message = none;
  Index connection = none;
};

// One cid.
struct Message {
  Index room = none;  // in which it was first invoked; else where it was first seen
  Index sender = none;  // number of the client
  Index first_invoke = none;  // none: nobody sent it
  Index first_ok = none;
  Index first_read = none;  // the first deliver, fetched or history in its room
  Index first_unknown = none;
  Index first_fail = none;
  std::uint32_t invokes = 0;
  std::uint32_t oks = 0;
  std::uint32_t fails = 0;
  std::uint32_t unknowns = 0;
  std::uint32_t sources = 0;  // a bit for each source of the final history that has it in its room
  bool dup = false;  // acknowledged as a duplicate at least once
  bool over_http = false;  // at least one attempt was no frame of a socket
};

struct Room {
  std::vector<std::vector<Index>> lines;  // of the final history, by source
  std::size_t acknowledged = 0;  // different messages
  bool used = false;  // something was acknowledged, delivered or fetched here
  std::int64_t head = 0;  // the highest id in the final history
  Index head_line = none;  // a line that has it
};

struct Connection {
  Index stream = none;
  Index open = none;
  Index greeted = none;
  Index resumed = none;
  Index closed = none;
};

// One client in one room, over all of its connections.
struct Stream {
  Index room = none;
  std::string_view client;
  std::string_view user;
  std::vector<Index> events;  // open, greeted, deliver, resumed, fetched, closed
  Index last_connection = none;
};

class Facts {
 public:
  explicit Facts(const History& events);

  [[nodiscard]] const Event& operator[](Index index) const { return history[index]; }
  [[nodiscard]] Index size() const { return static_cast<Index>(history.size()); }
  [[nodiscard]] std::string_view room_name(Index index) const { return room_names[index]; }

  // Behind which id a connection's deliveries begin: its `after`, without one the head it was greeted with.
  [[nodiscard]] std::optional<std::int64_t> base_of(const Connection& connection) const;

  // Under which id a message is known: as it was acknowledged, else as it was read.
  [[nodiscard]] std::optional<std::int64_t> id_of(const Message& message) const;

  const History& history;
  std::vector<Row> rows;  // one for each event
  Names room_names;
  Names clients;
  Names cids;
  Names sources;  // "http", "socket", "database"; at most 32
  std::vector<Room> rooms;  // by room_names
  std::vector<Message> messages;  // by cids
  std::vector<Connection> connections;
  std::vector<Stream> streams;
  std::vector<Index> phases;
  Index end = none;  // the phase "end"

 private:
  struct PairHash {
    std::size_t operator()(const std::pair<Index, std::int64_t>& pair) const {
      return std::hash<std::int64_t>{}(pair.second ^ (static_cast<std::int64_t>(pair.first) << 40));
    }
  };

  void name(Index index);
  void add_invoke(Index index);
  void add_answer(Index index);
  void add_to_stream(Index index);
  void add_line(Index index);
  void add_read(Index index);
  Index stream_of(Index index);

  std::unordered_map<std::pair<Index, std::int64_t>, Index, PairHash> stream_numbers_;  // by client and room
  std::unordered_map<std::pair<Index, std::int64_t>, Index, PairHash> connection_numbers_;
};

}  // namespace heartlink::fault::checker
