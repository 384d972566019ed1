// SPDX-License-Identifier: Apache-2.0
// The one error value. Every layer answers with it; protocol/errors.cc holds the row (status, texts, hints)
// of each code.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace heartlink::base {

// Stable names of everything that can be refused or go wrong. The wire name of a code is the snake_case name
// of its enumerator (protocol::error_row). New codes go at the end; none is ever renamed.
// NOLINTNEXTLINE(cert-int09-c): last_ is a second name, not a value of its own.
enum class Code : std::uint8_t {
  unavailable,           // starting, draining, or the store is down
  not_websocket,         // a socket address was called without an upgrade
  origin_refused,        // the page that asks is not ours
  login_required,        // nobody is signed in
  room_id_invalid,
  room_not_found,
  not_a_member,
  room_ended,
  too_many_connections,
  invalid_json,
  unknown_type,
  binary_unsupported,
  field_invalid,         // a key has the wrong type or value; detail names it
  content_empty,
  content_too_long,
  client_id_invalid,
  client_id_reused,      // the same client_id came with another body
  reply_to_invalid,
  rate_limited,
  busy,                  // a bounded queue is full; come back after retry
  storage_full,
  wrong_credentials,
  account_disabled,
  throttled,
  csrf_failed,
  not_found,             // no such address
  method_not_allowed,
  body_too_large,
  request_invalid,
  username_invalid,
  username_taken,
  user_not_found,
  password_too_short,
  password_too_long,
  password_too_common,
  room_exists,
  room_kind_invalid,
  config_invalid,
  config_unknown_key,
  port_in_use,
  data_busy,             // another process owns the data directory
  schema_too_new,
  storage_failed,        // an I/O error or corruption: the process stops acknowledging
  slow_consumer,
  usage,                 // a command line that makes no sense
  internal,              // a bug; logged with its detail
  password_mismatch,     // the two new passwords differ
  password_wrong,        // the current password, asked again, is not right
  registration_closed,
  session_not_found,
  token_not_found,
  handshake_not_found,   // the handshake log has no row of this id (any more)
  server_unreachable,    // from here on: what `doctor` finds besides the refusals above
  tls_failed,
  not_heartlink,         // something else answers at this address
  cookie_lost,           // signed in, but the next request is nobody's
  no_echo,               // a message went out and nothing came back
  message_not_found,     // from here on: rooms and the people in them
  not_your_message,
  recall_too_late,
  muted,
  not_allowed,           // one's role does not reach that far
  invite_invalid,        // unknown, expired or used up: one answer for all three
  self_refused,          // what one cannot do to oneself
  person_blocked,        // the asker has blocked the other
  not_accepting,         // the other has blocked the asker, or is disabled: one answer for both
  member_not_found,
  room_full,
  too_many_rooms,
  room_reserved,         // an id of a kind that the server gives out itself
  number_invalid,        // from here on: matching. Not four ASCII digits
  preferences_invalid,   // what somebody says of himself or wishes of others; detail names the key
  already_waiting,       // for somebody else, or another number
  too_many_numbers,      // guessed; come back after retry
  match_paused,          // did not come to his matches, or is muted; come back after retry
  already_matched,       // a cancel that came too late: the match was first
  ticket_not_found,      // there is nothing to cancel, or nobody to explain
  ticket_moved,          // the store knows something newer: one step of the matching machine is undone
  reason_invalid,        // from here on: reports
  note_too_long,
  already_reported,      // by the same person, in the same room, and still open
  report_not_found,
  already_resolved,
  message_held,          // between strangers, and filter.action is hold; detail is the reason
  last_ = message_held
};

// What went wrong. `detail` is for logs and for operators (English, no secrets); people read the row of
// `code`. `retry` is zero when coming back later does not help.
struct Error {
  Code code = Code::internal;
  std::string detail;
  std::chrono::milliseconds retry{0};

  Error() = default;
  Error(Code c, std::string d = {}, std::chrono::milliseconds r = std::chrono::milliseconds{0})
      : code(c), detail(std::move(d)), retry(r) {}
};

}  // namespace heartlink::base
