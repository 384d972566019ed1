// SPDX-License-Identifier: Apache-2.0
// Every bound of the server in one place. Those that an operator might tune are configuration keys
// `limits.<name>` (base/config_keys.cc); protocol.md §2 names the defaults that the wire promises. Units are
// the last word of a name.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace heartlink::base {

struct Limits {
  // The wire, per socket and per user (protocol.md §2).
  std::size_t frame_bytes = 64UL * 1024;
  std::uint32_t message_fragments = 1024;
  std::size_t content_graphemes = 4000;
  std::uint32_t messages_per_second = 10;
  std::uint32_t messages_burst = 20;
  std::uint32_t unanswered_commands = 32;
  std::size_t send_queue_bytes = 256UL * 1024;
  std::uint32_t sockets_per_user = 20;
  std::size_t client_id_chars = 64;
  std::size_t room_id_chars = 100;
  std::size_t catching_up_entries = 512;  // live entries held back while a socket resumes
  std::uint32_t resume_entries = 500;     // more missing than this: newest resume_tail and a gap
  std::uint32_t resume_tail = 200;
  std::size_t resume_part_bytes =
      64UL * 1024;  // on the wire, read at a time; the send queue holds it with ease
  std::uint32_t history_page = 200;
  std::uint32_t debug_rooms = 100;
  std::size_t marked_ids_told = 200;  // newly read ids that one frame names
  std::uint32_t crowd_members = 50;  // rooms of more people say how many are there, not who
  std::size_t held_signals = 64;  // frames without an id that wait, newest each, for a socket that is behind
  std::uint32_t unread_max = 999;  // counted per room
  std::uint32_t room_members = 5000;
  std::uint32_t rooms_per_user = 500;
  std::uint32_t new_rooms_per_hour = 30;  // that one person makes or has made with somebody
  std::uint32_t invites_per_room = 20;
  std::uint32_t blocked_people = 1000;
  std::uint32_t user_events = 200;  // kept of what one person is told
  std::chrono::seconds user_event_life{std::chrono::hours{24 * 7}};
  std::uint32_t reports_per_hour = 20;  // of one person
  std::size_t report_note_graphemes = 500;
  std::uint32_t report_messages = 20;  // that a report takes along
  std::uint32_t audit_acts = 100'000;  // of operators, kept
  std::uint32_t filter_patterns = 10'000;  // of the operator's file
  std::uint32_t filter_pattern_chars = 100;
  std::uint32_t calls = 10'000;  // video calls whose people are remembered
  std::uint32_t retention_rooms = 500;  // looked at in one step of the walk
  std::uint32_t prune_entries = 500;  // forgotten in one transaction
  std::uint32_t sessions_per_user = 100;  // sign-ins at once; the oldest gives way

  // The handshake log.
  std::uint32_t handshake_rows = 10'000;
  std::uint32_t handshake_rows_per_address = 200;

  // HTTP. Deadlines are for the whole head and the whole request: a trickle of bytes does not extend them.
  std::size_t request_line_bytes = 8UL * 1024;
  std::size_t header_bytes = 16UL * 1024;
  std::uint32_t header_fields = 64;
  std::size_t body_bytes = 64UL * 1024;
  std::chrono::seconds header_deadline{10};
  std::chrono::seconds request_deadline{30};
  std::chrono::seconds keep_alive{60};

  // A socket's life.
  std::chrono::seconds heartbeat{25};
  std::chrono::seconds silent_socket{60};
  std::chrono::seconds stalled_write{30};
  std::chrono::seconds drain{10};
  std::size_t socket_send_buffer_bytes = 64UL * 1024;

  // The process.
  std::uint32_t connections = 19'000;  // below the usual descriptor limit of 20,000
  std::uint32_t accepts_per_turn = 64;
  // Few, so that sockets still waiting gather the next commit as well (measured under load: 512 → 8.0 frames
  // per write, 32 → 9.4).
  std::uint32_t flushes_per_turn = 32;
  std::uint32_t frames_per_write = 64;
  std::size_t write_queue_jobs = 8192;
  std::size_t write_batch_jobs = 256;
  std::size_t write_batch_bytes = 1024UL * 1024;
  std::size_t write_batch_room_jobs = 32;
  std::size_t read_queue_jobs = 8192;
  std::uint32_t read_threads = 2;
  std::uint32_t password_threads = 2;
  std::size_t password_queue_jobs = 64;
  std::size_t log_queue_lines = 8192;
  std::size_t admin_request_bytes = 64UL * 1024;

  // The store (architecture.md §4).
  std::size_t wal_passive_bytes = 8UL * 1024 * 1024;
  std::size_t wal_restart_bytes = 64UL * 1024 * 1024;
  std::chrono::milliseconds wal_restart_timeout{50};
  std::chrono::milliseconds read_many_deadline{100};
  std::chrono::milliseconds storage_probe{1000};
};

}  // namespace heartlink::base
