-- SPDX-License-Identifier: Apache-2.0
-- Whether somebody is of age and keeps the rules of heart link: accepted once, whatever device he uses.
ALTER TABLE users ADD COLUMN rules_accepted INTEGER NOT NULL DEFAULT 0;
