// SPDX-License-Identifier: Apache-2.0
// Reading a room's log: what a socket missed, and pages of history. Each reads one snapshot. Run by the
// readers.
#pragma once

#include "store/message_store.h"
#include "store/sql/driver.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

// MessageStore::resume. Missing is what lies between `after` and the head; up to resume_entries all of it is
// given, else the newest resume_tail and the gap before them. On reset nothing is given: the client drops its
// cache and pages.
[[nodiscard]] base::Result<Resume> read_resume(Connection& connection, const Engine& engine,
                                               const ResumeQuery& query);

// MessageStore::page; `limit` is brought into 1…history_page.
[[nodiscard]] base::Result<Page> read_page(Connection& connection, const Engine& engine,
                                           const PageQuery& query);

}  // namespace heartlink::store::sql
