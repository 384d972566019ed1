-- SPDX-License-Identifier: Apache-2.0
-- The first schema. Times are microseconds since 1970 in UTC; enumerations are the numbers of model/*.h.

-- name: 'epoch' (the word of this log's incarnation), 'probe' (what a write that asks for space leaves).
CREATE TABLE meta (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE users (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT NOT NULL,
  name_key      TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  staff         INTEGER NOT NULL,
  disabled      INTEGER NOT NULL,
  created_at    INTEGER NOT NULL
);

CREATE TABLE sessions (
  secret_hash BLOB NOT NULL PRIMARY KEY,
  user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at  INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_of_user ON sessions (user_id, expires_at);

CREATE TABLE tokens (
  secret_hash BLOB NOT NULL PRIMARY KEY,
  user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  label       TEXT NOT NULL,
  created_at  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX tokens_of_user ON tokens (user_id);

CREATE TABLE rooms (
  room       INTEGER PRIMARY KEY AUTOINCREMENT,
  room_id    TEXT NOT NULL UNIQUE,
  room_type  INTEGER NOT NULL,
  status     INTEGER NOT NULL,
  made_by    INTEGER NOT NULL,
  user1      INTEGER REFERENCES users (id),
  user2      INTEGER REFERENCES users (id),
  last_id    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at   INTEGER
);
CREATE INDEX rooms_by_maker ON rooms (made_by, status);

CREATE TABLE members (
  room            INTEGER NOT NULL REFERENCES rooms (room) ON DELETE CASCADE,
  user_id         INTEGER NOT NULL REFERENCES users (id),
  role            INTEGER NOT NULL,
  joined_at       INTEGER NOT NULL,
  read_up_to      INTEGER NOT NULL,
  delivered_up_to INTEGER NOT NULL,
  PRIMARY KEY (room, user_id)
) WITHOUT ROWID;
CREATE INDEX rooms_of_member ON members (user_id, room);

-- The log. No foreign keys: the writer has looked at the room and the sender in the same transaction, and
-- asking again would cost every message two more lookups. body_hash tells a resend from a reused client_id.
CREATE TABLE entries (
  room         INTEGER NOT NULL,
  id           INTEGER NOT NULL,
  sender       INTEGER NOT NULL,
  kind         INTEGER NOT NULL,
  client_id    TEXT,
  body_hash    BLOB,
  content      TEXT NOT NULL,
  message_type TEXT NOT NULL,
  reply_to     INTEGER,
  created_at   INTEGER NOT NULL,
  PRIMARY KEY (room, id),
  UNIQUE (room, sender, client_id)
) WITHOUT ROWID;
