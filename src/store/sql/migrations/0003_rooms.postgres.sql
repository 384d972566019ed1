-- SPDX-License-Identifier: Apache-2.0
-- Rooms with people in them: who was muted or removed, invites, blocks, recalls, and what was let go of.

-- Of a recall: the message; of a recalled message: the recall; of a member change: the person.
ALTER TABLE entries ADD COLUMN subject BIGINT;

ALTER TABLE rooms ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- The oldest entry that is still kept.
ALTER TABLE rooms ADD COLUMN pruned_before BIGINT NOT NULL DEFAULT 1;

ALTER TABLE members ADD COLUMN muted_until BIGINT NOT NULL DEFAULT 0;
-- The head when he came: what stood there before is not unread to him, though he has not read it either.
ALTER TABLE members ADD COLUMN since_id BIGINT NOT NULL DEFAULT 0;

-- Who was taken out of a room, and comes back only when somebody adds him.
CREATE TABLE removed_members (
  room    BIGINT NOT NULL REFERENCES rooms (room) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (room, user_id)
);
CREATE INDEX removed_of_user ON removed_members (user_id);

-- uses_left is NULL when there is no bound.
CREATE TABLE invites (
  code_hash  BYTEA NOT NULL PRIMARY KEY,
  room       BIGINT NOT NULL REFERENCES rooms (room) ON DELETE CASCADE,
  made_by    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  uses_left  BIGINT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX invites_of_room ON invites (room, expires_at);
CREATE INDEX invites_of_user ON invites (made_by);

CREATE TABLE blocks (
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  blocked_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, blocked_id)
);
CREATE INDEX blocks_of_blocked ON blocks (blocked_id);
