-- SPDX-License-Identifier: Apache-2.0
-- Strangers who meet: the waits for a match, what a person was told of his, and rooms under aliases.

-- One wait. number is '' for heart link; tags are joined by line feeds. room and partner are those of an
-- offered or a matched ticket.
CREATE TABLE tickets (
  id              BIGINT NOT NULL PRIMARY KEY,
  kind            SMALLINT NOT NULL,
  user_id         BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  number          TEXT NOT NULL,
  language        TEXT NOT NULL,
  tags            TEXT NOT NULL,
  age_band        SMALLINT NOT NULL,
  wanted_language TEXT NOT NULL,
  wanted_tags     TEXT NOT NULL,
  wanted_bands    SMALLINT NOT NULL,
  wanted_hard     SMALLINT NOT NULL,
  state           SMALLINT NOT NULL,
  room_id         TEXT,
  partner         BIGINT,
  since           BIGINT NOT NULL,
  expires_at      BIGINT NOT NULL,
  offered_at      BIGINT NOT NULL
);
CREATE INDEX tickets_of_user ON tickets (user_id, id);
-- One live ticket per person, over both kinds.
CREATE UNIQUE INDEX live_ticket_of_user ON tickets (user_id) WHERE state < 2;

-- What is told to one person and cannot be recomputed. useq is dense per person, from 1; the newest row of
-- each person stays for ever, so that the count goes on. body is the frame without its useq.
CREATE TABLE user_events (
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  useq       BIGINT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, useq)
);

-- Of a heart-link room: under which names user1 and user2 appear until both have revealed themselves; empty:
-- under their own. revealed and kept: 1 is user1's word, 2 user2's.
ALTER TABLE rooms ADD COLUMN alias1 TEXT NOT NULL DEFAULT '';
ALTER TABLE rooms ADD COLUMN alias2 TEXT NOT NULL DEFAULT '';
ALTER TABLE rooms ADD COLUMN revealed SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE rooms ADD COLUMN kept SMALLINT NOT NULL DEFAULT 0;

-- Who was blocked under an alias, in the room of that id: his name must not be found by it.
CREATE TABLE alias_blocks (
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  blocked_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  room_id    TEXT NOT NULL,
  alias      TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, blocked_id, room_id)
);
CREATE INDEX alias_blocks_of_blocked ON alias_blocks (blocked_id);
