// SPDX-License-Identifier: Apache-2.0
// What the people of a match storm did and were told, each in his own order, and what the database says at
// the end. Written by the strangers and by read_ledger, judged by judge; pure values.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace heartlink::fault::match {

using Micros = std::int64_t;  // wall clock, since 1970: server and people share the machine

// Something one person did, with what was answered, or something he was told on his own line.
struct Deed {
  enum class What : std::uint8_t {
    create,   // subject: the number, or nothing for heart link
    cancel,
    status,
    block,    // subject: the other's name, or the room under whose alias he was blocked
    unblock,
    say,      // subject: the room; ticket: the entry's id
    open,     // an offered room; subject: the room
    leave,
    event,    // on /ws/user/: word is the type
    resumed,  // the line is live
    broken,   // the server broke the protocol; word says how
  };

  Deed() = default;

  What what = What::create;
  Micros sent = 0;  // before the first byte of the request
  Micros done = 0;  // after the last byte of the answer
  bool known = false;  // answered; else it may have happened or not
  bool heart = false;  // the kind
  bool back = false;   // of match_withdrawn: back_in_pool
  std::string subject;
  std::string word;  // waiting, matched, reconnect, cancelled, nothing, pending, done … or the refusal's code
  std::string room;
  std::string reason;  // of an event
  std::int64_t ticket = 0;  // request_id, 0 when the answer names none
  std::int64_t useq = 0;  // of an event
  Micros expires = 0;  // 0: not said
};

struct Person {
  Person() = default;

  std::string name;
  std::vector<Deed> deeds;
};

// As model/ticket.h counts them.
enum class TicketState : std::uint8_t { waiting, offered, matched, cancelled, expired, dropped };

struct TicketRow {
  TicketRow() = default;

  std::int64_t id = 0;
  bool heart = false;
  std::int64_t user = 0;
  std::string number;
  TicketState state = TicketState::waiting;
  std::string room;  // the last one it was offered; none while it waits
  std::int64_t partner = 0;
  Micros since = 0;
  Micros expires = 0;
  Micros offered = 0;
};

struct RoomRow {
  RoomRow() = default;

  std::string id;
  bool active = false;
  std::array<std::int64_t, 2> users{};
  std::vector<std::int64_t> members;
  std::vector<std::int64_t> messages;  // ids of entries
  Micros created = 0;
};

struct EventRow {
  EventRow() = default;

  std::int64_t user = 0;
  std::int64_t useq = 0;
  std::string type;
  std::string room;
  std::string reason;
  bool back = false;
  Micros expires = 0;
  Micros created = 0;
};

struct WallRow {
  std::int64_t by = 0;
  std::int64_t whom = 0;
};

struct Ledger {
  Ledger() = default;

  std::vector<std::string> names;  // of user id i at [i]
  std::vector<TicketRow> tickets;  // by id
  std::vector<RoomRow> rooms;  // of matching only
  std::vector<EventRow> events;  // by user and useq
  std::vector<WallRow> walls;  // that stand at the end, by name or under an alias
};

struct Storm {
  Storm() = default;

  std::vector<Person> people;
  Ledger ledger;
  Micros ended = 0;  // when the ledger was read
  Micros restarted = 0;  // the server's last start
  Micros confirm = 0;  // match.confirm
};

}  // namespace heartlink::fault::match
