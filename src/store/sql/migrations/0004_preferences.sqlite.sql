-- SPDX-License-Identifier: Apache-2.0
-- What people chose about themselves.

-- Whether somebody tells others how far he has read, and is told it of them.
ALTER TABLE users ADD COLUMN read_receipts INTEGER NOT NULL DEFAULT 1;

-- Who is in a room, as one person (viewer) sees it. The one rule who sees whose read mark: one's own always,
-- another's when both of them tell theirs. What was delivered is told of everybody.
CREATE VIEW seen_members AS
SELECT m.room, m.user_id, m.role, m.joined_at, m.muted_until, m.delivered_up_to,
  CASE WHEN m.user_id = v.id OR (u.read_receipts = 1 AND v.read_receipts = 1) THEN m.read_up_to ELSE 0 END
    AS read_up_to,
  u.name, u.staff, u.disabled, u.created_at, v.id AS viewer
FROM users v, members m JOIN users u ON u.id = m.user_id;
