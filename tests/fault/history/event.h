// SPDX-License-Identifier: Apache-2.0
// One line of a history: what a client did, or was told, and when. Clients (client/), the simulation
// (simulation/), the disk proof (disk/) and the runs (scenario/) write them; the checker (checker/) reads
// them and nothing else. All that a run knows must be in here, or the checker cannot say anything about it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heartlink::fault {

enum class What : std::uint8_t {
  // A client's sends. `cid` names the message for ever, `hash` is of its body, `connection` the socket (0:
  // over
  // HTTP). The same cid may be invoked again after `fail` or `unknown`.
  invoke,
  ok,       // acknowledged: `id`; `text` is "dup" when the server had it already
  fail,     // refused: `text` is the code; nothing was stored by this attempt
  unknown,  // the connection ended, or time ran out, before an answer

  // A client's sockets. `connection` numbers them, unique among all clients of a run; `session` is in `text`
  // of `open`.
  open,  // asked for, with `after=id` (-1: without after); `text` is the sign-in's name
  greeted,  // connection_established: `id` is last_id
  deliver,  // an entry: `id`; a message has cid and hash; `text` is its kind, see below
  resumed,  // `id` is `to`; `text` is "", "reset" or "gap"
  fetched,  // an entry read over HTTP to fill a hole: as deliver
  closed,  // `id` is the close code, 1006 without a close frame

  // An operation that takes sign-ins away was answered: `text` is the sign-in's name. (What takes somebody
  // out
  // of a room is an entry.)
  revoked,

  // The end, when everything has healed: an entry as a reader found it, in ascending order of ids; as
  // deliver.
  // `client` is how it was read: "http", "socket", "database".
  history,

  // What a run says of itself.
  phase,  // `text`: "baseline", "fault", "healed", "calm", "end"; each lasts until the next one
  measure,  // `text`: what was measured, `id`: its value
  bound,  // `text`: the same, `id`: the most that a measure of it may be, from here on
  finding  // `text`: something a tool of the run found wrong by itself (integrity_check, an exit code)
};

// The kinds of entries in `text` of deliver, fetched and history: "message", "recall", "end", or a change of
// members as "<action> <user>": "added bob", "joined bob", "left bob", "removed bob", "role bob".
struct Event {
  std::int64_t at_ns = 0;  // CLOCK_MONOTONIC, the same clock for all processes of a machine
  What what = What::invoke;
  std::string client;  // one stream of a room, over all of its connections: "p1/alice"
  std::string user;
  std::string room;
  std::string cid;
  std::int64_t id = 0;
  std::uint64_t hash = 0;  // hash_of(body)
  std::int64_t connection = 0;
  std::string text;
};

using History = std::vector<Event>;

// FNV-1a, 64 bits: the same on every machine. Told apart are accidents, not enemies.
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view body) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char octet : body) {
    hash ^= static_cast<unsigned char>(octet);
    hash *= 0x100000001b3U;
  }
  return hash;
}

// The name of a What as it stands in a line: "invoke", "ok" …
[[nodiscard]] std::string_view name_of(What what);

}  // namespace heartlink::fault
