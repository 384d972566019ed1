// SPDX-License-Identifier: Apache-2.0
// Every statement that reads or changes data, in one table, in words that SQLite 3.40 and PostgreSQL 15 both
// accept. Parameters are ?1…?N (dialect.h writes them for PostgreSQL). CI has a real PostgreSQL prepare all
// of them. Numbers of enumerations that stand in the text are held by rows.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace heartlink::store::sql {

enum class Dml : std::uint8_t {
  // statement_rows_log.h
  probe,
  read_meta,
  keep_meta,
  schema_number,
  note_migration,
  lock_room,
  move_head,
  rights,
  insert_entry,
  stored_entry,
  entry_at,
  recall_entry,
  mark_of,
  set_mark,
  newly_read,
  count_messages,
  read_room,
  membership,
  entries_after,
  messages_after,
  entries_before,
  messages_before,
  marks,
  others_read,
  // statement_rows_rooms.h
  insert_room,
  count_rooms,
  direct_room,
  pair_rooms,
  set_revealed,
  set_kept,
  room_details,
  rooms_before,
  members_of,
  end_room,
  delete_entries,
  delete_room,
  active_rooms_of,
  rooms_of,
  count_unread,
  newest_unread,
  rooms_after,
  oldest_entries,
  blank_entries,
  drop_entries,
  move_pruned,
  // statement_rows_members.h
  insert_member,
  set_role,
  set_mute,
  delete_member,
  delete_guest_rows,
  count_members,
  count_rooms_of,
  successor,
  member_ids,
  participants,
  share_room,
  note_removed,
  forget_removed,
  was_removed,
  insert_invite,
  drop_dead_invites,
  count_invites,
  find_invite,
  use_invite,
  insert_block,
  delete_block,
  has_blocked,
  has_wall,
  insert_alias_block,
  delete_alias_block,
  blocked_by,
  // statement_rows_match.h
  insert_ticket,
  change_ticket,
  has_ticket,
  drop_old_tickets,
  live_tickets,
  newest_ticket,
  newest_ticket_id,
  queued_tickets,
  walls_of,
  met_by,
  heart_room_of,
  event_head,
  insert_event,
  drop_old_events,
  events_after,
  // statement_rows_account.h
  insert_user,
  find_user,
  password_of,
  user_by_id,
  users_after,
  set_password,
  set_disabled,
  muted_until_of,
  set_muted_until,
  stands_in_room,
  delete_user,
  preferences_of,
  set_preferences,
  insert_session,
  drop_expired_sessions,
  drop_oldest_sessions,
  find_session,
  extend_session,
  end_session,
  end_named_session,
  end_sessions_of,
  sessions_of,
  insert_token,
  find_token,
  tokens_after,
  tokens_of_after,
  revoke_token,
  drop_tokens_of,
  insert_handshake,
  drop_old_handshakes,
  newest_handshakes,
  // statement_rows_reports.h
  insert_report,
  open_report,
  reports_before,
  report_by_id,
  resolve_report,
  count_open_reports,
  insert_act,
  acts_before,
  old_act,
  drop_old_acts,
  count_
};

struct Statement {
  std::string_view name;
  std::string_view sql;
  Dml id;
};

[[nodiscard]] std::span<const Statement> all_statements();

[[nodiscard]] const Statement& statement(Dml id);

}  // namespace heartlink::store::sql
