// SPDX-License-Identifier: Apache-2.0
// What a run is asked to do, filled by main.cc from the command line.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "client.h"

namespace heartlink::load {

struct CommonOptions {
  std::string url;
  std::vector<std::string> tokens;  // socket i uses token i modulo their number
  std::string token_file;           // one token per line, added to `tokens`
  std::string room;                 // rooms are <room>-<i>, or <room> itself when there is one
  std::uint32_t rooms = 1;
  int server_pid = 0;
  std::uint32_t connect_timeout_s = 120;
};

struct IdleOptions : CommonOptions {
  std::uint32_t connections = 9000;
  std::uint32_t hold_s = 10;
};

struct FanoutOptions : CommonOptions {
  std::string mode = "fanout";
  std::uint32_t sockets = 100;  // in each room
  std::uint32_t senders = 10;   // in all, spread evenly over the rooms
  std::uint32_t window = 8;     // unanswered messages per sender
  double rate = 0;              // messages per second of all senders, due at fixed times; 0: a closed loop
  std::uint32_t seconds = 10;
  std::uint32_t warmup_s = 2;
  std::uint32_t settle_s = 1;   // of silence between the last connect and the first message
  std::uint32_t content_bytes = 100;
};

struct MatchOptions : CommonOptions {
  std::uint32_t people = 2000;   // each with a token and a socket of his own
  double rate = 520;             // matches that are asked for in a second
  std::uint32_t seconds = 20;
  std::uint32_t warmup_s = 3;
  std::uint32_t requests = 128;  // connections for requests
  double bar_per_second = 500;
  double bar_ms = 50;
};

// Reads the token file and checks what CLI11 cannot. Throws UsageError.
void complete(CommonOptions& options);

// The seats of `sockets` sockets, dealt to the rooms in turn: socket i sits in room i modulo rooms.
[[nodiscard]] std::vector<Seat> deal_seats(const CommonOptions& options, std::uint32_t sockets);

}  // namespace heartlink::load
