-- SPDX-License-Identifier: Apache-2.0
-- What people report of each other. It says for itself who and what is meant: no key leads out of it, so that
-- neither the end of a room, nor its pruning, nor that of an account takes anything away. evidence is the
-- JSON of store/sql/evidence.h. status: 0 open, 1 resolved.
CREATE TABLE reports (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  reporter      INTEGER NOT NULL,
  reporter_name TEXT NOT NULL,
  subject       INTEGER NOT NULL,
  subject_name  TEXT NOT NULL,
  room_id       TEXT NOT NULL,
  reason        INTEGER NOT NULL,
  note          TEXT NOT NULL,
  evidence      TEXT NOT NULL,
  status        INTEGER NOT NULL,
  outcome       TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  resolved_at   INTEGER,
  resolved_by   TEXT NOT NULL
);
-- One open report of each about another in a room.
CREATE UNIQUE INDEX open_report ON reports (reporter, room_id, subject) WHERE status = 0;
CREATE INDEX reports_by_status ON reports (status, id);
