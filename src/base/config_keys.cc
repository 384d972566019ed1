// SPDX-License-Identifier: Apache-2.0
// The table of configuration keys: every field of Config and every tunable field of Limits, with its bounds.
// A field is missing here only when the wire promises its value (client_id_chars, room_id_chars,
// crowd_members: protocol.md §2).

#include <optional>

#include "base/config.h"
#include "base/config_row.h"
#include "base/config_values.h"

namespace heartlink::base {
namespace {

namespace values = config_values;
using namespace config_row;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint64_t kib = 1024;
constexpr std::uint64_t mib = 1024 * kib;
constexpr std::uint64_t million = 1'000'000;

std::optional<std::string> parse_network(std::string_view text) {
  return values::is_network(text) ? std::optional{std::string{text}} : std::nullopt;
}

std::optional<std::string> parse_public_url(std::string_view text) {
  return text.empty() ? std::optional{std::string{}} : values::parse_origin(text);
}

std::optional<std::string> parse_path(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional{std::string{text}};
}

std::optional<std::string> parse_any_path(std::string_view text) { return std::string{text}; }

constexpr std::size_t site_chars_max = 200;

using Keys = std::vector<ConfigKey>;

void add_server_keys(Keys& keys) {
  const auto as_is = [](const std::string& value) { return value; };
  keys.push_back(row("listen", &Config::listen, "where the server listens",
                     "an address and a port, such as 127.0.0.1:8000, 0.0.0.0:8000 or [::1]:8000",
                     values::parse_endpoint, as_is));
  keys.push_back(row("data", &Config::data, "the directory of the database, its lock and the admin socket",
                     "a path", parse_path, as_is));
  keys.push_back(number("workers", &Config::workers, {0, 64}, "threads that serve; 0 is one per CPU"));
  keys.push_back(row("public_url", &Config::public_url,
                     "the address people type; empty: the Host of each request is believed",
                     "an origin without a path, such as https://chat.example.org, or nothing",
                     parse_public_url, as_is));
  keys.push_back(list("allowed_origins", &Config::allowed_origins,
                      "origins separated by commas, such as https://app.example.org", values::parse_origin,
                      "pages of other sites that may open sockets"));
  keys.push_back(list("trusted_proxies", &Config::trusted_proxies,
                      "addresses or networks separated by commas, such as 127.0.0.1,10.0.0.0/8",
                      parse_network, "proxies whose X-Forwarded-* headers are believed"));
  keys.push_back(choice("debug_rooms", &Config::debug_rooms, {"auto", "on", "off"},
                        "make test-room-* when somebody connects; auto: only for visitors of this machine"));
  keys.push_back(choice("log_level", &Config::log_level, {"debug", "info", "warning", "error"},
                        "the least important line that is logged"));
  keys.push_back(choice("log_format", &Config::log_format, {"auto", "logfmt", "json"},
                        "auto: logfmt on a terminal, else JSON"));
}

void add_account_keys(Keys& keys) {
  keys.push_back(number("session_days", &Config::session_days, {1, 3650}, "how long a sign-in lasts"));
  keys.push_back(number("password_memory_kib", &Config::password_memory_kib, {7 * 1024, 1024 * 1024},
                        "memory of one argon2id hash in KiB"));
  keys.push_back(number("password_passes", &Config::password_passes, {1, 20}, "passes of one argon2id hash"));
  keys.push_back(number("sign_in_failures", &Config::sign_in_failures, {1, million},
                        "wrong passwords per account and address before sign-in pauses"));
  keys.push_back(number("sign_in_window_seconds", &Config::sign_in_window_seconds, {1, 86'400},
                        "how long a wrong password counts"));
  keys.push_back(choice("registration", &Config::registration, {"open", "closed"},
                        "whether people may make accounts by themselves"));
  keys.push_back(number("registrations_per_hour", &Config::registrations_per_hour, {1, million},
                        "new accounts per address and hour"));
}

void add_room_keys(Keys& keys) {
  using std::chrono::hours;
  keys.push_back(duration("chat.recall_window", &Config::recall_window, {seconds{0}, hours{24 * 365}},
                          "how long a message can be taken back by its author"));
  keys.push_back(duration("retention.match", &Config::retention_match, {seconds{1}, hours{24 * 3650}},
                          "how long what two matched strangers wrote is kept"));
  keys.push_back(duration("retention.test_rooms", &Config::retention_test_rooms,
                          {seconds{1}, hours{24 * 3650}},
                          "a test-room-* without a word for this long, and nobody inside, is removed"));
}

void add_site_keys(Keys& keys) {
  keys.push_back(text("site.contact", &Config::site_contact, site_chars_max,
                      "how people reach whoever runs the site; shown to everybody, empty: not shown"));
  keys.push_back(text("site.help", &Config::site_help, site_chars_max,
                      "where people in need find help; shown to everybody, empty: not shown"));
  keys.push_back(choice("filter.action", &Config::filter_action, {"off", "hold", "warn"},
                        "contacts, links, requests for money and the operator's words between matched "
                        "strangers: hold keeps the message back, warn marks it"));
  keys.push_back(row("filter.words", &Config::filter_words,
                     "a file of patterns of your own, one per line; read at start and on SIGHUP",
                     "a path, or nothing", parse_any_path, [](const std::string& value) { return value; }));
  keys.push_back(flag("filter.defaults", &Config::filter_defaults,
                      "whether the patterns that the program brings along apply"));
}

void add_match_keys(Keys& keys) {
  using std::chrono::hours;
  keys.push_back(flag("match.aliases", &Config::match_aliases,
                      "whether heart link hides the two under aliases until both reveal themselves"));
  keys.push_back(duration("match.wait", &Config::match_wait, {seconds{1}, hours{24}},
                          "how long somebody waits for a match"));
  keys.push_back(duration("match.confirm", &Config::match_confirm, {seconds{1}, hours{1}},
                          "how long an offered room waits for both"));
  keys.push_back(duration("match.absence", &Config::match_absence, {seconds{1}, hours{1}},
                          "how long somebody keeps his place while he is not there"));
  keys.push_back(duration("match.recent_partners", &Config::match_recent_partners,
                          {seconds{0}, hours{24 * 7}},
                          "how long two who were matched do not meet again while others wait"));
  keys.push_back(number("match.guess_limit", &Config::match_guess_limit, {1, million},
                        "different numbers per person, and per address, in ten minutes"));
}

void add_room_limits(Keys& keys) {
  keys.push_back(number("limits.unread_max", &Limits::unread_max, {1, 100'000},
                        "unread messages that are counted per room"));
  keys.push_back(number("limits.room_members", &Limits::room_members, {2, million}, "members of one room"));
  keys.push_back(number("limits.rooms_per_user", &Limits::rooms_per_user, {1, 100'000},
                        "rooms that one person may be a member of"));
  keys.push_back(number("limits.new_rooms_per_hour", &Limits::new_rooms_per_hour, {1, million},
                        "rooms that one person may make in an hour"));
  keys.push_back(number("limits.invites_per_room", &Limits::invites_per_room, {1, 10'000},
                        "invites of one room that are good at a time"));
  keys.push_back(number("limits.blocked_people", &Limits::blocked_people, {1, 100'000},
                        "people that one person's list of blocked ones shows"));
  keys.push_back(number("limits.user_events", &Limits::user_events, {1, 100'000},
                        "matches and other news kept for a person who is away"));
  keys.push_back(duration("limits.user_event_life", &Limits::user_event_life,
                          {std::chrono::hours{1}, std::chrono::hours{24 * 365}}, "how long they are kept"));
  keys.push_back(number("limits.reports_per_hour", &Limits::reports_per_hour, {1, million},
                        "reports that one person may send in an hour"));
  keys.push_back(number("limits.report_note_graphemes", &Limits::report_note_graphemes, {0, 4000},
                        "longest note of a report, in characters as people count them"));
  keys.push_back(number("limits.report_messages", &Limits::report_messages, {1, 200},
                        "last messages of a room that a report takes along as evidence"));
  keys.push_back(number("limits.audit_acts", &Limits::audit_acts, {100, 10 * million},
                        "what operators did, kept in the audit log; the oldest goes first"));
  keys.push_back(number("limits.filter_patterns", &Limits::filter_patterns, {1, 100'000},
                        "patterns that the file of filter.words may have"));
  keys.push_back(number("limits.filter_pattern_chars", &Limits::filter_pattern_chars, {1, 1000},
                        "longest pattern of it, in characters"));
  keys.push_back(number("limits.calls", &Limits::calls, {1, million},
                        "video calls whose people are remembered at a time"));
  keys.push_back(number("limits.held_signals", &Limits::held_signals, {1, 10'000},
                        "passing news that wait, the newest of each kind, for a socket that is behind"));
  keys.push_back(number("limits.marked_ids_told", &Limits::marked_ids_told, {1, 10'000},
                        "newly read messages that others are told by their ids"));
  keys.push_back(number("limits.retention_rooms", &Limits::retention_rooms, {1, 100'000},
                        "rooms looked at in one step when old things are let go of"));
  keys.push_back(number("limits.prune_entries", &Limits::prune_entries, {1, 100'000},
                        "entries let go of in one transaction"));
}

void add_wire_limits(Keys& keys) {
  keys.push_back(bytes("limits.frame_bytes", &Limits::frame_bytes, {kib, 16 * mib},
                       "largest WebSocket message a client may send"));
  keys.push_back(number("limits.message_fragments", &Limits::message_fragments, {1, 65'536},
                        "frames that one WebSocket message may come in"));
  keys.push_back(number("limits.content_graphemes", &Limits::content_graphemes, {1, 100'000},
                        "longest text message, in characters as people count them"));
  keys.push_back(number("limits.messages_per_second", &Limits::messages_per_second, {1, million},
                        "messages a user may send per second, lasting"));
  keys.push_back(number("limits.messages_burst", &Limits::messages_burst, {1, million},
                        "messages a user may send at once after a pause"));
  keys.push_back(number("limits.unanswered_commands", &Limits::unanswered_commands, {1, 1024},
                        "commands a socket may have open before reading from it pauses"));
  keys.push_back(bytes("limits.send_queue_bytes", &Limits::send_queue_bytes, {4 * kib, 64 * mib},
                       "what may wait for a slow socket before it is closed with 4408"));
  keys.push_back(number("limits.sockets_per_user", &Limits::sockets_per_user, {1, 100'000},
                        "sockets one user may have open"));
  keys.push_back(number("limits.catching_up_entries", &Limits::catching_up_entries, {1, 65'536},
                        "live entries held back while a socket resumes"));
  keys.push_back(number("limits.resume_entries", &Limits::resume_entries, {1, 10'000},
                        "missed entries that a resuming socket is sent in full"));
  keys.push_back(number("limits.resume_tail", &Limits::resume_tail, {1, 10'000},
                        "newest entries it is sent when it missed more"));
  keys.push_back(bytes("limits.resume_part_bytes", &Limits::resume_part_bytes, {4 * kib, 16 * mib},
                       "text that a resuming socket is sent in one part"));
  keys.push_back(
      number("limits.history_page", &Limits::history_page, {1, 1000}, "most entries of a history page"));
  keys.push_back(number("limits.debug_rooms", &Limits::debug_rooms, {0, 100'000}, "rooms made on connect"));
  keys.push_back(number("limits.sessions_per_user", &Limits::sessions_per_user, {1, 10'000},
                        "sign-ins one user may have at once; the oldest gives way"));
  keys.push_back(number("limits.handshake_rows", &Limits::handshake_rows, {100, million},
                        "refused sockets that the handshake log remembers"));
  keys.push_back(number("limits.handshake_rows_per_address", &Limits::handshake_rows_per_address,
                        {1, million}, "and of one address"));
}

void add_http_limits(Keys& keys) {
  keys.push_back(bytes("limits.request_line_bytes", &Limits::request_line_bytes, {256, 64 * kib},
                       "longest first line of a request"));
  keys.push_back(
      bytes("limits.header_bytes", &Limits::header_bytes, {kib, 256 * kib}, "largest head of a request"));
  keys.push_back(number("limits.header_fields", &Limits::header_fields, {8, 1000}, "most header lines"));
  keys.push_back(
      bytes("limits.body_bytes", &Limits::body_bytes, {kib, 16 * mib}, "largest body of a request"));
  keys.push_back(duration("limits.header_deadline", &Limits::header_deadline, {seconds{1}, seconds{300}},
                          "time for a whole request head"));
  keys.push_back(duration("limits.request_deadline", &Limits::request_deadline, {seconds{1}, seconds{600}},
                          "time for a whole request with its body"));
  keys.push_back(duration("limits.keep_alive", &Limits::keep_alive, {seconds{1}, seconds{3600}},
                          "how long an idle HTTP connection stays open"));
}

void add_socket_limits(Keys& keys) {
  keys.push_back(duration("limits.heartbeat", &Limits::heartbeat, {seconds{1}, seconds{600}},
                          "pause between pings, give or take a fifth"));
  keys.push_back(duration("limits.silent_socket", &Limits::silent_socket, {seconds{2}, seconds{3600}},
                          "a socket that says nothing for this long is closed"));
  keys.push_back(duration("limits.stalled_write", &Limits::stalled_write, {seconds{1}, seconds{600}},
                          "a socket that takes nothing for this long is closed"));
  keys.push_back(duration("limits.drain", &Limits::drain, {seconds{0}, seconds{300}},
                          "time between SIGTERM and the end of the process"));
  keys.push_back(bytes("limits.socket_send_buffer_bytes", &Limits::socket_send_buffer_bytes,
                       {4 * kib, 4 * mib}, "the kernel's send buffer of a WebSocket"));
  keys.push_back(
      number("limits.connections", &Limits::connections, {1, million},
             "connections at once; fewer where the descriptor limit (ulimit -n) leaves room for less"));
}

void add_process_limits(Keys& keys) {
  keys.push_back(number("limits.accepts_per_turn", &Limits::accepts_per_turn, {1, 4096},
                        "connections a worker accepts before it serves the others again"));
  keys.push_back(number("limits.flushes_per_turn", &Limits::flushes_per_turn, {1, 65'536},
                        "sockets a worker writes to before it reads again"));
  keys.push_back(number("limits.frames_per_write", &Limits::frames_per_write, {1, 64},
                        "frames gathered into one write"));
  keys.push_back(number("limits.write_queue_jobs", &Limits::write_queue_jobs, {1, million},
                        "writes that may wait before the answer is busy"));
  keys.push_back(
      number("limits.write_batch_jobs", &Limits::write_batch_jobs, {1, 8192}, "writes of one transaction"));
  keys.push_back(bytes("limits.write_batch_bytes", &Limits::write_batch_bytes, {4 * kib, 64 * mib},
                       "bytes of one transaction"));
  keys.push_back(number("limits.write_batch_room_jobs", &Limits::write_batch_room_jobs, {1, 8192},
                        "writes of one room in one transaction"));
  keys.push_back(number("limits.read_queue_jobs", &Limits::read_queue_jobs, {1, million},
                        "reads that may wait before the answer is busy"));
  keys.push_back(
      number("limits.read_threads", &Limits::read_threads, {1, 64}, "threads that read the store"));
  keys.push_back(
      number("limits.password_threads", &Limits::password_threads, {1, 64}, "threads that hash passwords"));
  keys.push_back(number("limits.password_queue_jobs", &Limits::password_queue_jobs, {1, 65'536},
                        "sign-ins that may wait before the answer is busy"));
  keys.push_back(number("limits.log_queue_lines", &Limits::log_queue_lines, {16, million},
                        "log lines that may wait before new ones are dropped and counted"));
  keys.push_back(bytes("limits.admin_request_bytes", &Limits::admin_request_bytes, {4 * kib, 16 * mib},
                       "largest request through the admin socket"));
}

void add_store_limits(Keys& keys) {
  keys.push_back(bytes("limits.wal_passive_bytes", &Limits::wal_passive_bytes, {64 * kib, 1024 * mib},
                       "size of the write-ahead log from which it is copied back after a commit"));
  keys.push_back(bytes("limits.wal_restart_bytes", &Limits::wal_restart_bytes, {mib, 16 * 1024 * mib},
                       "size from which new reads wait until it starts over"));
  keys.push_back(duration("limits.wal_restart_timeout", &Limits::wal_restart_timeout,
                          {milliseconds{1}, milliseconds{1000}},
                          "how long starting over may hold up writes"));
  keys.push_back(duration("limits.read_many_deadline", &Limits::read_many_deadline,
                          {milliseconds{10}, milliseconds{10'000}}, "time for a read of several statements"));
  keys.push_back(duration("limits.storage_probe", &Limits::storage_probe,
                          {milliseconds{100}, milliseconds{60'000}},
                          "pause between trial writes while the disk is full"));
}

Keys make_keys() {
  Keys keys;
  add_server_keys(keys);
  add_account_keys(keys);
  add_room_keys(keys);
  add_site_keys(keys);
  add_match_keys(keys);
  add_wire_limits(keys);
  add_room_limits(keys);
  add_http_limits(keys);
  add_socket_limits(keys);
  add_process_limits(keys);
  add_store_limits(keys);
  return keys;
}

}  // namespace

const std::vector<ConfigKey>& config_keys() {
  static const Keys keys = make_keys();
  return keys;
}

}  // namespace heartlink::base
