// SPDX-License-Identifier: Apache-2.0
// What a client process is told to do: a JSON file that the run writes and the process reads once.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace heartlink::fault {

// One client: a person on one device in one room, whose stream of entries goes on over all connections.
struct ClientPlan {
  std::string client;   // its name, the beginning of its cids; "healthy…" has its waiting times measured
  std::string user;
  std::string token;    // its sign-in, a token or a cookie "sessionid=…", …
  std::string session;  // … and what the history calls that
  std::string room;
  std::size_t window = 0;           // messages that wait for an answer at once; 0: it only reads
  std::uint32_t per_second = 0;     // new messages at most; 0: as fast as they are answered
  std::uint32_t resend_one_in = 0;  // sends one in so many acknowledged messages once more; 0: none
  std::size_t body_bytes = 40;      // beside its cid
  bool deaf = false;                // reads nothing while told to be deaf
  bool starts_at_head = false;      // without `after`, as old pages do; later connections resume
};

struct ProcessPlan {
  std::string name;     // of the process; its history is <folder>/<name>.jsonl
  std::string folder;
  std::uint16_t port = 0;
  std::uint64_t seed = 0;
  std::int64_t first_connection =
      0;  // its sockets count from here, so that their numbers are unique in a run
  std::vector<ClientPlan> clients;
};

[[nodiscard]] std::string json_of(const ProcessPlan& plan);

// Throws when it is no plan.
[[nodiscard]] ProcessPlan plan_of(std::string_view json);

// What a client process tells the run about itself, a line on its stdout whenever it was asked.
struct Progress {
  std::size_t acknowledged = 0;  // different messages
  std::size_t unanswered = 0;
  std::size_t live = 0;     // clients whose socket has caught up
  std::size_t clients = 0;  // those that are not to stay away
  std::size_t behind = 0;   // clients that miss entries below their newest one
  std::map<std::string, std::int64_t> seen;  // by room: up to where the last of its clients has come
  std::map<std::string, std::int64_t> ended;  // by close code: how many sockets, from the beginning
};

[[nodiscard]] std::string json_of(const Progress& progress);
[[nodiscard]] Progress progress_of(std::string_view json);

}  // namespace heartlink::fault
