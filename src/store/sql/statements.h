// SPDX-License-Identifier: Apache-2.0
// Every statement that reads or changes data, in one table, in words that SQLite 3.40 and PostgreSQL 15 both
// accept. Parameters are ?1…?N (dialect.h writes them for PostgreSQL). CI has a real PostgreSQL prepare all
// of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace heartlink::store::sql {

enum class Dml : std::uint8_t {
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
  entry_kind,
  read_room,
  membership,
  entries_after,
  entries_before,
  marks,
  others_read,
  insert_room,
  count_rooms,
  insert_member,
  room_details,
  rooms_before,
  members_of,
  end_room,
  delete_entries,
  delete_room,
  insert_user,
  find_user,
  password_of,
  user_by_id,
  users_after,
  set_password,
  set_disabled,
  stands_in_room,
  delete_user,
  insert_session,
  drop_expired_sessions,
  drop_oldest_sessions,
  find_session,
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
