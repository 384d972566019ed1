// SPDX-License-Identifier: Apache-2.0
// What the two kinds of matching share at the front door: how somebody stands, as one value, and the words
// for it. Called by number_match.cc and heart_match.cc.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "api/ask.h"
#include "match/matchmaker.h"
#include "store/match_store.h"

namespace heartlink::api {

// A wish costs a write, as a message does, and counts as one. Error: rate_limited.
[[nodiscard]] std::optional<base::Error> refuse_hasty(const Ask& ask);

// A person's wait of one kind: the live one, else the last there was.
struct Stand {
  Stand() = default;

  std::optional<match::Standing> live;
  std::size_t waiting = 0;  // how many wait for heart link
  store::Meeting meeting;  // of an offered ticket, or of the last one
};

// Asks the matchmaker, and the store about the room. Errors: those of MatchStore::newest.
void find_stand(const Ask& ask, model::MatchKind kind, const std::function<void(const Stand&)>& next);

// The room of a match and who is there, as the contract's pages read it: room_id, matched_user (a name),
// url, and while it must be opened, confirm_by.
[[nodiscard]] boost::json::object match_shape(const Ask& ask, const store::Meeting& meeting,
                                              const std::optional<match::Standing>& live);

// The name under which the other one of a meeting appears; 未知用户 when he is gone.
[[nodiscard]] std::string partner_name(const store::Meeting& meeting);

// request_id, expires_at, and server_time (ms), so that a countdown needs no right clock.
[[nodiscard]] boost::json::object wait_shape(const Ask& ask, const match::Standing& standing);

// Until when the ticket waits.
[[nodiscard]] std::string expires_at(const Ask& ask, const match::Standing& standing);

// What the last ticket came to: "matched", "expired", "cancelled", "not_found" (there was none), or "pending"
// while it is being decided. A match whose room has ended, or was kept, has expired; so has a
// dropped ticket.
[[nodiscard]] std::string_view outcome_word(const store::Meeting& meeting);

[[nodiscard]] bool is_waiting(const Stand& stand);

// Whether there is a room of this wait to be opened. A match may be over again before it is told: the other
// has left, or the room has ended.
[[nodiscard]] bool has_room(const Stand& stand);

// How one kind says what both have to say.
struct MatchWords {
  model::MatchKind kind;
  std::string_view already_waiting;
  std::string (*waiting)(const match::Standing&);
  boost::json::object (*matched)(const Ask&, const Stand&);
};

// What a wish came to: waiting, matched, or why not.
void answer_wish(const Ask& ask, const match::Answer& answer, const MatchWords& words);

// Refuses what is no answer to a wish or a cancel; `already_waiting` in these words.
void refuse_match(const Ask& ask, const match::Answer& answer, std::string_view already_waiting);

// The cancel came too late: the match was first.
void refuse_cancel(const Ask& ask, model::MatchKind kind);

}  // namespace heartlink::api
