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
  insert_user,
  find_user,
  user_by_id,
  insert_session,
  drop_expired_sessions,
  find_session,
  end_session,
  insert_token,
  find_token,
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
