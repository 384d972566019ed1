// SPDX-License-Identifier: Apache-2.0
// Statements of people, their sign-ins, and the handshake log.
// Part of the one table that statements.cc puts together; included by it only.
#pragma once

#include "store/sql/statements.h"

namespace heartlink::store::sql::rows {

inline constexpr Statement account[] = {
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
    {"muted_until_of", "SELECT muted_until FROM users WHERE id = ?1", Dml::muted_until_of},
    {"set_muted_until", "UPDATE users SET muted_until = ?2 WHERE id = ?1", Dml::set_muted_until},
    {"stands_in_room",
     "SELECT 1 WHERE EXISTS (SELECT 1 FROM members WHERE user_id = ?1)"
     " OR EXISTS (SELECT 1 FROM rooms WHERE user1 = ?1) OR EXISTS (SELECT 1 FROM rooms WHERE user2 = ?1)",
     Dml::stands_in_room},
    {"delete_user", "DELETE FROM users WHERE id = ?1", Dml::delete_user},
    {"preferences_of", "SELECT read_receipts, rules_accepted FROM users WHERE id = ?1", Dml::preferences_of},
    {"set_preferences", "UPDATE users SET read_receipts = ?2, rules_accepted = ?3 WHERE id = ?1",
     Dml::set_preferences},

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
    {"extend_session", "UPDATE sessions SET expires_at = ?2 WHERE secret_hash = ?1", Dml::extend_session},
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
};

}  // namespace heartlink::store::sql::rows
