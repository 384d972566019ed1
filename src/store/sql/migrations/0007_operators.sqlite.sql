-- SPDX-License-Identifier: Apache-2.0
-- What operators do: a record of it, and people who may not speak for a while.

-- One act of an operator each. It says for itself who did what to whom, so no key leads out of it. The newest
-- limits.audit_acts are kept.
CREATE TABLE acts (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  act     TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason  TEXT NOT NULL
);

-- Until when an operator has muted somebody, everywhere and in matching too; 0: never, or not any more.
ALTER TABLE users ADD COLUMN muted_until INTEGER NOT NULL DEFAULT 0;
