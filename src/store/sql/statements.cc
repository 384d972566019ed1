// SPDX-License-Identifier: Apache-2.0
#include "store/sql/statements.h"

#include <array>

namespace heartlink::store::sql {
namespace {

constexpr std::array<Statement, static_cast<std::size_t>(Dml::count_)> table{{
    // The process and its schema.
    {"probe",
     "INSERT INTO meta (name, value) VALUES ('probe', ?1)"
     " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
     Dml::probe},
    {"read_meta", "SELECT value FROM meta WHERE name = ?1", Dml::read_meta},
    {"keep_meta", "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
     Dml::keep_meta},
    {"schema_number", "SELECT COALESCE(MAX(number), 0) FROM schema_migrations", Dml::schema_number},
    {"note_migration", "INSERT INTO schema_migrations (number, name, applied_at) VALUES (?1, ?2, ?3)",
     Dml::note_migration},

    // Posting. An UPDATE that changes nothing takes the room's row lock in PostgreSQL and costs SQLite no
    // write.
    {"lock_room",
     "UPDATE rooms SET last_id = last_id WHERE room_id = ?1"
     " RETURNING room, room_type, status, made_by, last_id",
     Dml::lock_room},
    {"move_head", "UPDATE rooms SET last_id = ?2 WHERE room = ?1", Dml::move_head},
    {"rights",
     "SELECT u.disabled, m.role FROM users u"
     " LEFT JOIN members m ON m.room = ?1 AND m.user_id = u.id WHERE u.id = ?2",
     Dml::rights},
    {"insert_entry",
     "INSERT INTO entries"
     " (room, id, sender, kind, client_id, body_hash, content, message_type, reply_to, created_at)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
     " ON CONFLICT (room, sender, client_id) DO NOTHING",
     Dml::insert_entry},
    {"stored_entry",
     "SELECT id, body_hash, created_at FROM entries WHERE room = ?1 AND sender = ?2 AND client_id = ?3",
     Dml::stored_entry},
    {"entry_kind", "SELECT kind FROM entries WHERE room = ?1 AND id = ?2", Dml::entry_kind},

    // Reading a room.
    {"read_room",
     "SELECT room, room_id, room_type, status, made_by, user1, user2, last_id, created_at"
     " FROM rooms WHERE room_id = ?1",
     Dml::read_room},
    {"membership", "SELECT role, read_up_to FROM members WHERE room = ?1 AND user_id = ?2", Dml::membership},
    {"entries_after",
     "SELECT e.id, e.kind, e.sender, u.name, e.client_id, e.content, e.message_type, e.reply_to, e.created_at"
     " FROM entries e LEFT JOIN users u ON u.id = e.sender"
     " WHERE e.room = ?1 AND e.id > ?2 ORDER BY e.id LIMIT ?3",
     Dml::entries_after},
    {"entries_before",
     "SELECT e.id, e.kind, e.sender, u.name, e.client_id, e.content, e.message_type, e.reply_to, e.created_at"
     " FROM entries e LEFT JOIN users u ON u.id = e.sender"
     " WHERE e.room = ?1 AND e.id < ?2 ORDER BY e.id DESC LIMIT ?3",
     Dml::entries_before},
    {"marks",
     "SELECT u.name, m.read_up_to, m.delivered_up_to FROM members m JOIN users u ON u.id = m.user_id"
     " WHERE m.room = ?1 ORDER BY m.user_id LIMIT ?2",
     Dml::marks},
    {"others_read", "SELECT COALESCE(MAX(read_up_to), 0) FROM members WHERE room = ?1 AND user_id <> ?2",
     Dml::others_read},

    // Making a room.
    {"insert_room",
     "INSERT INTO rooms (room_id, room_type, status, made_by, user1, user2, last_id, created_at)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7) ON CONFLICT (room_id) DO NOTHING RETURNING room",
     Dml::insert_room},
    {"count_rooms", "SELECT COUNT(*) FROM rooms WHERE made_by = ?1 AND status = ?2", Dml::count_rooms},
    {"insert_member",
     "INSERT INTO members (room, user_id, role, joined_at, read_up_to, delivered_up_to)"
     " VALUES (?1, ?2, ?3, ?4, 0, 0) ON CONFLICT (room, user_id) DO NOTHING",
     Dml::insert_member},

    // Looking after rooms. A filter is the range of numbers that pass.
    {"room_details",
     "SELECT r.room, r.room_id, r.room_type, r.status, r.made_by, r.user1, r.user2, r.last_id, r.created_at,"
     " r.ended_at, a.name, b.name, (SELECT COUNT(*) FROM members m WHERE m.room = r.room)"
     " FROM rooms r LEFT JOIN users a ON a.id = r.user1 LEFT JOIN users b ON b.id = r.user2"
     " WHERE r.room_id = ?1",
     Dml::room_details},
    {"rooms_before",
     "SELECT r.room, r.room_id, r.room_type, r.status, r.made_by, r.user1, r.user2, r.last_id, r.created_at,"
     " r.ended_at, a.name, b.name, (SELECT COUNT(*) FROM members m WHERE m.room = r.room)"
     " FROM rooms r LEFT JOIN users a ON a.id = r.user1 LEFT JOIN users b ON b.id = r.user2"
     " WHERE r.room < ?1 AND r.status BETWEEN ?2 AND ?3 AND r.made_by BETWEEN ?4 AND ?5"
     " ORDER BY r.room DESC LIMIT ?6",
     Dml::rooms_before},
    {"members_of",
     "SELECT u.name, m.role, m.joined_at, m.read_up_to, m.delivered_up_to"
     " FROM members m JOIN users u ON u.id = m.user_id WHERE m.room = ?1 ORDER BY m.user_id LIMIT ?2",
     Dml::members_of},
    {"end_room", "UPDATE rooms SET status = ?2, ended_at = ?3 WHERE room = ?1", Dml::end_room},
    {"delete_entries", "DELETE FROM entries WHERE room = ?1", Dml::delete_entries},
    {"delete_room", "DELETE FROM rooms WHERE room = ?1", Dml::delete_room},

    // People.
    {"insert_user",
     "INSERT INTO users (name, name_key, password_hash, staff, disabled, created_at)"
     " VALUES (?1, ?2, ?3, ?4, 0, ?5) ON CONFLICT (name_key) DO NOTHING RETURNING id",
     Dml::insert_user},
    {"find_user",
     "SELECT id, name, staff, disabled, created_at, password_hash FROM users WHERE name_key = ?1",
     Dml::find_user},
    {"password_of", "SELECT password_hash FROM users WHERE id = ?1", Dml::password_of},
    {"user_by_id", "SELECT id, name, staff, disabled, created_at FROM users WHERE id = ?1", Dml::user_by_id},
    {"users_after",
     "SELECT id, name, staff, disabled, created_at FROM users WHERE id > ?1 ORDER BY id LIMIT ?2",
     Dml::users_after},
    {"set_password",
     "UPDATE users SET password_hash = ?2 WHERE id = ?1 AND (?3 = '' OR password_hash = ?3) RETURNING id",
     Dml::set_password},
    {"set_disabled",
     "UPDATE users SET disabled = ?2 WHERE id = ?1 RETURNING id, name, staff, disabled, created_at",
     Dml::set_disabled},
    {"stands_in_room",
     "SELECT 1 WHERE EXISTS (SELECT 1 FROM members WHERE user_id = ?1)"
     " OR EXISTS (SELECT 1 FROM rooms WHERE user1 = ?1) OR EXISTS (SELECT 1 FROM rooms WHERE user2 = ?1)",
     Dml::stands_in_room},
    {"delete_user", "DELETE FROM users WHERE id = ?1", Dml::delete_user},

    // Their sessions. A range of hashes is what one id names (sign_in.h).
    {"insert_session",
     "INSERT INTO sessions (secret_hash, user_id, created_at, expires_at, address, agent)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
     Dml::insert_session},
    {"drop_expired_sessions", "DELETE FROM sessions WHERE user_id = ?1 AND expires_at <= ?2",
     Dml::drop_expired_sessions},
    {"drop_oldest_sessions",
     "DELETE FROM sessions WHERE secret_hash IN (SELECT secret_hash FROM sessions WHERE user_id = ?1"
     " ORDER BY created_at DESC, secret_hash LIMIT ?2 OFFSET ?3) RETURNING secret_hash",
     Dml::drop_oldest_sessions},
    {"find_session",
     "SELECT u.id, u.name, u.staff, u.disabled, u.created_at, s.expires_at"
     " FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.secret_hash = ?1",
     Dml::find_session},
    {"end_session", "DELETE FROM sessions WHERE secret_hash = ?1 RETURNING user_id", Dml::end_session},
    {"end_named_session",
     "DELETE FROM sessions WHERE user_id = ?1 AND secret_hash BETWEEN ?2 AND ?3 AND secret_hash <> ?4"
     " RETURNING secret_hash",
     Dml::end_named_session},
    {"end_sessions_of", "DELETE FROM sessions WHERE user_id = ?1 AND secret_hash <> ?2",
     Dml::end_sessions_of},
    {"sessions_of",
     "SELECT secret_hash, created_at, expires_at, address, agent FROM sessions"
     " WHERE user_id = ?1 AND expires_at > ?2 ORDER BY created_at DESC, secret_hash LIMIT ?3",
     Dml::sessions_of},

    // Their programs' tokens.
    {"insert_token", "INSERT INTO tokens (secret_hash, user_id, label, created_at) VALUES (?1, ?2, ?3, ?4)",
     Dml::insert_token},
    {"find_token",
     "SELECT u.id, u.name, u.staff, u.disabled, u.created_at"
     " FROM tokens t JOIN users u ON u.id = t.user_id WHERE t.secret_hash = ?1",
     Dml::find_token},
    {"tokens_after",
     "SELECT t.secret_hash, u.name, t.label, t.created_at FROM tokens t JOIN users u ON u.id = t.user_id"
     " WHERE t.secret_hash > ?1 ORDER BY t.secret_hash LIMIT ?2",
     Dml::tokens_after},
    {"tokens_of_after",
     "SELECT t.secret_hash, u.name, t.label, t.created_at FROM tokens t JOIN users u ON u.id = t.user_id"
     " WHERE t.secret_hash > ?1 AND t.user_id = ?3 ORDER BY t.secret_hash LIMIT ?2",
     Dml::tokens_of_after},
    {"revoke_token", "DELETE FROM tokens WHERE secret_hash BETWEEN ?1 AND ?2 RETURNING secret_hash, user_id",
     Dml::revoke_token},
    {"drop_tokens_of", "DELETE FROM tokens WHERE user_id = ?1", Dml::drop_tokens_of},

    // The handshake log.
    {"insert_handshake",
     "INSERT INTO handshakes"
     " (id, at, stage, code, status, room, user_name, address, origin, agent, detail)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (id) DO NOTHING",
     Dml::insert_handshake},
    {"drop_old_handshakes",
     "DELETE FROM handshakes"
     " WHERE number <= (SELECT number FROM handshakes ORDER BY number DESC LIMIT 1 OFFSET ?1)",
     Dml::drop_old_handshakes},
    {"newest_handshakes",
     "SELECT id, at, stage, code, status, room, user_name, address, origin, agent, detail FROM handshakes"
     " ORDER BY number DESC LIMIT ?1",
     Dml::newest_handshakes},
}};

// A row stands where its number says; statement() relies on it.
constexpr bool in_order() {
  for (std::size_t at = 0; at < table.size(); ++at) {
    if (static_cast<std::size_t>(table[at].id) != at || table[at].sql.empty()) return false;
  }
  return true;
}
static_assert(in_order());

}  // namespace

std::span<const Statement> all_statements() { return table; }

const Statement& statement(Dml id) { return table[static_cast<std::size_t>(id)]; }

}  // namespace heartlink::store::sql
