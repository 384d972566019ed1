// SPDX-License-Identifier: Apache-2.0
// Statements of the process and of a room's log: posting, recalling, marks, reading.
// Part of the one table that statements.cc puts together; included by it only.
#pragma once

#include "store/sql/statements.h"

namespace heartlink::store::sql::rows {

inline constexpr Statement log[] = {
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
     " RETURNING room, room_id, room_type, status, made_by, user1, user2, last_id, created_at, name,"
     " pruned_before, alias1, alias2, revealed, kept",
     Dml::lock_room},
    {"move_head", "UPDATE rooms SET last_id = ?2 WHERE room = ?1", Dml::move_head},
    {"rights",
     "SELECT u.disabled, u.staff, m.role, m.muted_until, u.read_receipts, u.muted_until FROM users u"
     " LEFT JOIN members m ON m.room = ?1 AND m.user_id = u.id WHERE u.id = ?2",
     Dml::rights},
    {"insert_entry",
     "INSERT INTO entries"
     " (room, id, sender, kind, client_id, body_hash, content, message_type, reply_to, subject, created_at)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
     " ON CONFLICT (room, sender, client_id) DO NOTHING",
     Dml::insert_entry},
    {"stored_entry",
     "SELECT id, body_hash, created_at FROM entries WHERE room = ?1 AND sender = ?2 AND client_id = ?3",
     Dml::stored_entry},
    {"entry_at", "SELECT kind, sender, created_at, subject FROM entries WHERE room = ?1 AND id = ?2",
     Dml::entry_at},
    {"recall_entry",
     "UPDATE entries SET kind = ?3, content = '', message_type = 'system', subject = ?4"
     " WHERE room = ?1 AND id = ?2",
     Dml::recall_entry},

    // Marks. Who has none yet gets a guest's row: a member has one already.
    {"mark_of", "SELECT read_up_to, delivered_up_to, since_id FROM members WHERE room = ?1 AND user_id = ?2",
     Dml::mark_of},
    {"set_mark",
     "INSERT INTO members (room, user_id, role, joined_at, read_up_to, delivered_up_to)"
     " VALUES (?1, ?2, 3, ?3, ?4, ?5) ON CONFLICT (room, user_id) DO UPDATE"
     " SET read_up_to = excluded.read_up_to, delivered_up_to = excluded.delivered_up_to",
     Dml::set_mark},
    {"newly_read",
     "SELECT id FROM entries WHERE room = ?1 AND id > ?2 AND id <= ?3 AND sender <> ?4 AND kind IN (1, 5)"
     " ORDER BY id DESC LIMIT ?5",
     Dml::newly_read},
    {"count_messages",
     "SELECT COUNT(*) FROM entries WHERE room = ?1 AND id > ?2 AND id <= ?3 AND sender <> ?4 AND kind = 1",
     Dml::count_messages},

    // Reading a room. Of a member change the person is named as well.
    {"read_room",
     "SELECT room, room_id, room_type, status, made_by, user1, user2, last_id, created_at, name,"
     " pruned_before, alias1, alias2, revealed, kept FROM rooms WHERE room_id = ?1",
     Dml::read_room},
    {"membership",
     "SELECT role, read_up_to, since_id, muted_until FROM members WHERE room = ?1 AND user_id = ?2",
     Dml::membership},
    {"entries_after",
     "SELECT e.id, e.kind, e.sender, u.name, e.client_id, e.content, e.message_type, e.reply_to,"
     " e.created_at, e.subject, s.name FROM entries e LEFT JOIN users u ON u.id = e.sender"
     " LEFT JOIN users s ON e.kind = 4 AND s.id = e.subject"
     " WHERE e.room = ?1 AND e.id > ?2 ORDER BY e.id LIMIT ?3",
     Dml::entries_after},
    {"messages_after",
     "SELECT e.id, e.kind, e.sender, u.name, e.client_id, e.content, e.message_type, e.reply_to,"
     " e.created_at, e.subject, NULL FROM entries e LEFT JOIN users u ON u.id = e.sender"
     " WHERE e.room = ?1 AND e.id > ?2 AND e.kind IN (1, 5) ORDER BY e.id LIMIT ?3",
     Dml::messages_after},
    {"entries_before",
     "SELECT e.id, e.kind, e.sender, u.name, e.client_id, e.content, e.message_type, e.reply_to,"
     " e.created_at, e.subject, s.name FROM entries e LEFT JOIN users u ON u.id = e.sender"
     " LEFT JOIN users s ON e.kind = 4 AND s.id = e.subject"
     " WHERE e.room = ?1 AND e.id < ?2 AND e.id >= ?4 ORDER BY e.id DESC LIMIT ?3",
     Dml::entries_before},
    {"messages_before",
     "SELECT e.id, e.kind, e.sender, u.name, e.client_id, e.content, e.message_type, e.reply_to,"
     " e.created_at, e.subject, NULL FROM entries e LEFT JOIN users u ON u.id = e.sender"
     " WHERE e.room = ?1 AND e.id < ?2 AND e.id >= ?4 AND e.kind IN (1, 5) ORDER BY e.id DESC LIMIT ?3",
     Dml::messages_before},
    // As somebody sees them (the view seen_members).
    {"marks",
     "SELECT m.name, m.read_up_to, m.delivered_up_to, m.user_id FROM seen_members m"
     " WHERE m.room = ?1 AND m.viewer = ?2 AND m.role <= ?3 ORDER BY m.user_id LIMIT ?4",
     Dml::marks},
    {"others_read",
     "SELECT COALESCE(MAX(o.read_up_to), 0) FROM (SELECT m.read_up_to FROM seen_members m"
     " WHERE m.room = ?1 AND m.viewer = ?2 AND m.user_id <> ?2 AND m.role <= ?3"
     " ORDER BY m.user_id LIMIT ?4) o",
     Dml::others_read},
};

}  // namespace heartlink::store::sql::rows
