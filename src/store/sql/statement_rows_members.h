// SPDX-License-Identifier: Apache-2.0
// Statements of who is in a room, of invites, and of what stands between two people.
// Part of the one table that statements.cc puts together; included by it only.
#pragma once

#include "store/sql/statements.h"

namespace heartlink::store::sql::rows {

inline constexpr Statement members[] = {
    // A guest who becomes a member keeps his marks; a member stays what he is.
    {"insert_member",
     "INSERT INTO members (room, user_id, role, joined_at, read_up_to, delivered_up_to, since_id)"
     " VALUES (?1, ?2, ?3, ?4, 0, 0, ?5) ON CONFLICT (room, user_id) DO UPDATE"
     " SET role = excluded.role, joined_at = excluded.joined_at, since_id = excluded.since_id"
     " WHERE members.role = 3",
     Dml::insert_member},
    {"set_role", "UPDATE members SET role = ?3 WHERE room = ?1 AND user_id = ?2", Dml::set_role},
    // Also of somebody who only came in where everybody may: he gets a guest's row.
    {"set_mute",
     "INSERT INTO members (room, user_id, role, joined_at, read_up_to, delivered_up_to, muted_until)"
     " VALUES (?1, ?2, 3, ?3, 0, 0, ?4) ON CONFLICT (room, user_id) DO UPDATE"
     " SET muted_until = excluded.muted_until",
     Dml::set_mute},
    {"delete_member", "DELETE FROM members WHERE room = ?1 AND user_id = ?2", Dml::delete_member},
    {"delete_guest_rows", "DELETE FROM members WHERE user_id = ?1 AND role = 3", Dml::delete_guest_rows},
    {"count_members",
     "SELECT COUNT(*) FROM (SELECT m.user_id FROM members m WHERE m.room = ?1 AND m.role < 3 LIMIT ?2) found",
     Dml::count_members},
    {"count_rooms_of",
     "SELECT COUNT(*) FROM members m JOIN rooms r ON r.room = m.room"
     " WHERE m.user_id = ?1 AND m.role < 3 AND r.status = 1",
     Dml::count_rooms_of},
    {"successor",
     "SELECT u.id, u.name, u.staff, u.disabled, u.created_at FROM members m JOIN users u ON u.id = m.user_id"
     " WHERE m.room = ?1 AND m.user_id <> ?2 AND m.role < 3 ORDER BY m.role, m.joined_at, m.user_id LIMIT 1",
     Dml::successor},
    {"member_ids", "SELECT user_id FROM members WHERE room = ?1 AND role < 3", Dml::member_ids},
    {"participants",
     "SELECT m.user_id, m.name, m.staff, m.disabled, m.created_at, m.role, m.joined_at, m.muted_until,"
     " m.read_up_to, m.delivered_up_to FROM seen_members m JOIN rooms r ON r.room = m.room"
     " WHERE m.room = ?1 AND m.viewer = ?3 AND m.role < 3"
     " ORDER BY CASE WHEN m.user_id = r.user1 THEN 0 WHEN m.user_id = r.user2 THEN 1 ELSE 2 END,"
     " m.joined_at, m.user_id LIMIT ?2",
     Dml::participants},
    {"share_room",
     "SELECT r.room FROM members a JOIN members b ON b.room = a.room JOIN rooms r ON r.room = a.room"
     " WHERE a.user_id = ?1 AND a.role < 3 AND b.user_id = ?2 AND b.role < 3"
     " AND r.status = 1 AND r.room_type <> 2 AND r.made_by <> 5 AND (r.alias1 = '' OR r.revealed = 3)"
     " LIMIT 1",
     Dml::share_room},

    // Who was taken out.
    {"note_removed",
     "INSERT INTO removed_members (room, user_id) VALUES (?1, ?2) ON CONFLICT (room, user_id) DO NOTHING",
     Dml::note_removed},
    {"forget_removed", "DELETE FROM removed_members WHERE room = ?1 AND user_id = ?2", Dml::forget_removed},
    {"was_removed", "SELECT room FROM removed_members WHERE room = ?1 AND user_id = ?2", Dml::was_removed},

    // Invites. A dead one is over its time or used up.
    {"insert_invite",
     "INSERT INTO invites (code_hash, room, made_by, uses_left, created_at, expires_at)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
     Dml::insert_invite},
    {"drop_dead_invites", "DELETE FROM invites WHERE room = ?1 AND (expires_at <= ?2 OR uses_left <= 0)",
     Dml::drop_dead_invites},
    {"count_invites", "SELECT COUNT(*) FROM invites WHERE room = ?1", Dml::count_invites},
    {"find_invite",
     "SELECT r.room_id, i.expires_at, i.uses_left FROM invites i JOIN rooms r ON r.room = i.room"
     " WHERE i.code_hash = ?1",
     Dml::find_invite},
    {"use_invite", "UPDATE invites SET uses_left = uses_left - 1 WHERE code_hash = ?1", Dml::use_invite},

    // Blocks.
    {"insert_block",
     "INSERT INTO blocks (user_id, blocked_id, created_at) VALUES (?1, ?2, ?3)"
     " ON CONFLICT (user_id, blocked_id) DO NOTHING",
     Dml::insert_block},
    {"delete_block", "DELETE FROM blocks WHERE user_id = ?1 AND blocked_id = ?2", Dml::delete_block},
    {"has_blocked", "SELECT created_at FROM blocks WHERE user_id = ?1 AND blocked_id = ?2", Dml::has_blocked},
    // By name or under an alias.
    {"has_wall",
     "SELECT created_at FROM blocks WHERE user_id = ?1 AND blocked_id = ?2"
     " UNION ALL SELECT created_at FROM alias_blocks WHERE user_id = ?1 AND blocked_id = ?2 LIMIT 1",
     Dml::has_wall},
    {"insert_alias_block",
     "INSERT INTO alias_blocks (user_id, blocked_id, room_id, alias, created_at) VALUES (?1, ?2, ?3, ?4, ?5)"
     " ON CONFLICT (user_id, blocked_id, room_id) DO NOTHING",
     Dml::insert_alias_block},
    {"delete_alias_block",
     "DELETE FROM alias_blocks WHERE user_id = ?1 AND room_id = ?2 RETURNING blocked_id",
     Dml::delete_alias_block},
    // The names of those under an alias are not looked up, so nothing can tell them.
    {"blocked_by",
     "SELECT u.name AS name, b.created_at AS created_at, '' AS room_id"
     " FROM blocks b JOIN users u ON u.id = b.blocked_id WHERE b.user_id = ?1"
     " UNION ALL SELECT a.alias, a.created_at, a.room_id FROM alias_blocks a WHERE a.user_id = ?1"
     " ORDER BY created_at DESC, name, room_id LIMIT ?2",
     Dml::blocked_by},
};

}  // namespace heartlink::store::sql::rows
