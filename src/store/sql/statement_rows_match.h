// SPDX-License-Identifier: Apache-2.0
// Statements of waiting for a match, and of what people are told on their own line.
// Part of the one table that statements.cc puts together; included by it only.
#pragma once

#include "store/sql/statements.h"

namespace heartlink::store::sql::rows {

inline constexpr Statement match[] = {
    // Tickets. Who has a live one gets no second (the index live_ticket_of_user).
    {"insert_ticket",
     "INSERT INTO tickets (id, kind, user_id, number, language, tags, age_band, wanted_language, wanted_tags,"
     " wanted_bands, wanted_hard, state, room_id, partner, since, expires_at, offered_at)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
     " ON CONFLICT DO NOTHING",
     Dml::insert_ticket},
    {"change_ticket",
     "UPDATE tickets SET state = ?3, room_id = ?4, partner = ?5, expires_at = ?6, offered_at = ?7"
     " WHERE id = ?1 AND state = ?2",
     Dml::change_ticket},
    {"has_ticket", "SELECT state FROM tickets WHERE id = ?1", Dml::has_ticket},
    {"drop_old_tickets", "DELETE FROM tickets WHERE user_id = ?1 AND state > 1 AND since < ?2 AND id < ?3",
     Dml::drop_old_tickets},
    {"live_tickets",
     "SELECT id, kind, user_id, number, language, tags, age_band, wanted_language, wanted_tags,"
     " wanted_bands, wanted_hard, state, room_id, partner, since, expires_at, offered_at"
     " FROM tickets WHERE state < 2 ORDER BY id",
     Dml::live_tickets},
    {"newest_ticket",
     "SELECT id, kind, user_id, number, language, tags, age_band, wanted_language, wanted_tags,"
     " wanted_bands, wanted_hard, state, room_id, partner, since, expires_at, offered_at"
     " FROM tickets WHERE user_id = ?1 AND kind = ?2 ORDER BY id DESC LIMIT 1",
     Dml::newest_ticket},
    {"newest_ticket_id", "SELECT COALESCE(MAX(id), 0) FROM tickets", Dml::newest_ticket_id},
    {"queued_tickets",
     "SELECT t.id, t.kind, t.user_id, t.number, t.language, t.tags, t.age_band, t.wanted_language,"
     " t.wanted_tags, t.wanted_bands, t.wanted_hard, t.state, t.room_id, t.partner, t.since, t.expires_at,"
     " t.offered_at, u.name FROM tickets t JOIN users u ON u.id = t.user_id"
     " WHERE t.state < 2 ORDER BY t.id LIMIT ?1",
     Dml::queued_tickets},

    // Whom somebody should not meet.
    {"walls_of",
     "SELECT blocked_id, 1 FROM blocks WHERE user_id = ?1"
     " UNION ALL SELECT blocked_id, 1 FROM alias_blocks WHERE user_id = ?1"
     " UNION ALL SELECT user_id, 0 FROM blocks WHERE blocked_id = ?1"
     " UNION ALL SELECT user_id, 0 FROM alias_blocks WHERE blocked_id = ?1 ORDER BY 1",
     Dml::walls_of},
    {"met_by",
     "SELECT partner, MAX(offered_at) FROM tickets"
     " WHERE user_id = ?1 AND state = 2 AND kind = 1 AND offered_at >= ?2 GROUP BY partner ORDER BY partner",
     Dml::met_by},
    {"heart_room_of",
     "SELECT r.room, r.room_id, r.room_type, r.status, r.made_by, r.user1, r.user2, r.last_id, r.created_at,"
     " r.name, r.pruned_before, r.alias1, r.alias2, r.revealed, r.kept"
     " FROM members m JOIN rooms r ON r.room = m.room"
     " WHERE m.user_id = ?1 AND m.role < 3 AND r.status = 1 AND r.made_by = 2 ORDER BY r.room DESC LIMIT 1",
     Dml::heart_room_of},

    // What people are told.
    {"event_head", "SELECT COALESCE(MAX(useq), 0) FROM user_events WHERE user_id = ?1", Dml::event_head},
    {"insert_event", "INSERT INTO user_events (user_id, useq, body, created_at) VALUES (?1, ?2, ?3, ?4)",
     Dml::insert_event},
    {"drop_old_events",
     "DELETE FROM user_events WHERE user_id = ?1 AND (useq <= ?2 OR created_at < ?3) AND useq < ?4",
     Dml::drop_old_events},
    {"events_after",
     "SELECT useq, body FROM user_events WHERE user_id = ?1 AND useq > ?2 AND created_at >= ?3"
     " ORDER BY useq LIMIT ?4",
     Dml::events_after},
};

}  // namespace heartlink::store::sql::rows
