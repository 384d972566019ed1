// SPDX-License-Identifier: Apache-2.0
// Statements of rooms: making, looking after, what one person has, and letting old things go.
// Part of the one table that statements.cc puts together; included by it only.
#pragma once

#include "store/sql/statements.h"

namespace heartlink::store::sql::rows {

inline constexpr Statement rooms[] = {
    // Making a room.
    {"insert_room",
     "INSERT INTO rooms"
     " (room_id, room_type, status, made_by, user1, user2, last_id, created_at, name, alias1, alias2)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, ?9, ?10) ON CONFLICT (room_id) DO NOTHING RETURNING room",
     Dml::insert_room},
    {"count_rooms", "SELECT COUNT(*) FROM rooms WHERE made_by = ?1 AND status = ?2", Dml::count_rooms},
    // Rooms of two people who know each other by name, found by one of them: a plus takes the index of all
    // rooms of a kind out of the
    // choice, which the database would walk along for the order.
    {"direct_room",
     "SELECT room, room_id, room_type, status, made_by, user1, user2, last_id, created_at, name,"
     " pruned_before, alias1, alias2, revealed, kept FROM rooms WHERE status = 1 AND +made_by = 0"
     " AND (alias1 = '' OR revealed = 3)"
     " AND ((user1 = ?1 AND user2 = ?2) OR (user1 = ?2 AND user2 = ?1)) ORDER BY room LIMIT 1",
     Dml::direct_room},
    {"pair_rooms",
     "SELECT room_id FROM rooms WHERE status <> 2 AND +made_by IN (0, 1, 2)"
     " AND (alias1 = '' OR revealed = 3)"
     " AND ((user1 = ?1 AND user2 = ?2) OR (user1 = ?2 AND user2 = ?1)) ORDER BY room_id",
     Dml::pair_rooms},

    // What both of two have said: 1 is user1's word, 2 user2's.
    {"set_revealed", "UPDATE rooms SET revealed = ?2 WHERE room = ?1", Dml::set_revealed},
    {"set_kept", "UPDATE rooms SET kept = ?2, made_by = ?3 WHERE room = ?1", Dml::set_kept},

    // Looking after rooms. A filter is the range of numbers that pass.
    {"room_details",
     "SELECT r.room, r.room_id, r.room_type, r.status, r.made_by, r.user1, r.user2, r.last_id, r.created_at,"
     " r.name, r.pruned_before, r.alias1, r.alias2, r.revealed, r.kept, r.ended_at, a.name, b.name,"
     " (SELECT COUNT(*) FROM members m WHERE m.room = r.room AND m.role < 3)"
     " FROM rooms r LEFT JOIN users a ON a.id = r.user1 LEFT JOIN users b ON b.id = r.user2"
     " WHERE r.room_id = ?1",
     Dml::room_details},
    {"rooms_before",
     "SELECT r.room, r.room_id, r.room_type, r.status, r.made_by, r.user1, r.user2, r.last_id, r.created_at,"
     " r.name, r.pruned_before, r.alias1, r.alias2, r.revealed, r.kept, r.ended_at, a.name, b.name,"
     " (SELECT COUNT(*) FROM members m WHERE m.room = r.room AND m.role < 3)"
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

    // What one person has. An unread message is one of somebody else's above `?2`.
    {"active_rooms_of",
     "SELECT r.room, r.room_id, r.room_type, r.status, r.made_by, r.user1, r.user2, r.last_id, r.created_at,"
     " r.name, r.pruned_before, r.alias1, r.alias2, r.revealed, r.kept, m.role, m.read_up_to, m.since_id"
     " FROM members m JOIN rooms r ON r.room = m.room"
     " WHERE m.user_id = ?1 AND m.role < 3 AND r.status = 1 ORDER BY m.room",
     Dml::active_rooms_of},
    {"rooms_of",
     "SELECT r.room, r.room_id, r.room_type, r.status, r.made_by, r.user1, r.user2, r.last_id, r.created_at,"
     " r.name, r.pruned_before, r.alias1, r.alias2, r.revealed, r.kept, m.role, m.read_up_to, m.since_id"
     " FROM members m JOIN rooms r ON r.room = m.room"
     " LEFT JOIN entries e ON e.room = r.room AND e.id = r.last_id"
     " WHERE m.user_id = ?1 AND m.role < 3"
     " ORDER BY COALESCE(e.created_at, r.ended_at, r.created_at) DESC, r.room DESC LIMIT ?2",
     Dml::rooms_of},
    {"count_unread",
     "SELECT COUNT(*) FROM (SELECT e.id FROM entries e"
     " WHERE e.room = ?1 AND e.id > ?2 AND e.sender <> ?3 AND e.kind = 1 LIMIT ?4) found",
     Dml::count_unread},
    {"newest_unread",
     "SELECT e.id, e.kind, e.sender, u.name, e.client_id, e.content, e.message_type, e.reply_to,"
     " e.created_at, e.subject, NULL FROM entries e LEFT JOIN users u ON u.id = e.sender"
     " WHERE e.room = ?1 AND e.id > ?2 AND e.sender <> ?3 AND e.kind = 1 ORDER BY e.id DESC LIMIT ?4",
     Dml::newest_unread},

    // Letting go. What is looked at is bounded by the walk over the rooms' key.
    {"rooms_after",
     "SELECT r.room, r.room_id, r.room_type, r.status, r.made_by, r.user1, r.user2, r.last_id, r.created_at,"
     " r.name, r.pruned_before, r.alias1, r.alias2, r.revealed, r.kept,"
     " (SELECT e.created_at FROM entries e WHERE e.room = r.room AND e.id >= r.pruned_before"
     " ORDER BY e.id LIMIT 1),"
     " (SELECT e.created_at FROM entries e WHERE e.room = r.room AND e.id = r.last_id)"
     " FROM rooms r WHERE r.room > ?1 ORDER BY r.room LIMIT ?2",
     Dml::rooms_after},
    {"oldest_entries", "SELECT id, created_at FROM entries WHERE room = ?1 AND id >= ?2 ORDER BY id LIMIT ?3",
     Dml::oldest_entries},
    {"blank_entries", "UPDATE entries SET content = '' WHERE room = ?1 AND id >= ?2 AND id < ?3",
     Dml::blank_entries},
    {"drop_entries", "DELETE FROM entries WHERE room = ?1 AND id <= ?2", Dml::drop_entries},
    {"move_pruned", "UPDATE rooms SET pruned_before = ?2 WHERE room = ?1", Dml::move_pruned},
};

}  // namespace heartlink::store::sql::rows
