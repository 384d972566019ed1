-- SPDX-License-Identifier: Apache-2.0
-- Sessions that their owner can tell apart, the log of refused handshakes, and people who can go.

ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT '';

-- number is the order in which rows came; at is wall time and orders nothing.
CREATE TABLE handshakes (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  id        TEXT NOT NULL UNIQUE,
  at        INTEGER NOT NULL,
  stage     TEXT NOT NULL,
  code      TEXT NOT NULL,
  status    INTEGER NOT NULL,
  room      TEXT NOT NULL,
  user_name TEXT NOT NULL,
  address   TEXT NOT NULL,
  origin    TEXT NOT NULL,
  agent     TEXT NOT NULL,
  detail    TEXT NOT NULL
);

-- Whether somebody stands in a room, asked when a person is removed (by us and by the foreign keys).
CREATE INDEX rooms_of_user1 ON rooms (user1);
CREATE INDEX rooms_of_user2 ON rooms (user2);
