// SPDX-License-Identifier: Apache-2.0
// The port of what people report of each other, and of what became of it. Same promises as MessageStore.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/executor.h"
#include "model/report.h"
#include "model/room.h"
#include "model/user.h"

namespace heartlink::store {

struct NewReport {
  NewReport() = default;

  model::RoomId room;
  model::User by;
  std::string subject_key;  // whom he means (account::username_key); in a room of two it is not looked at
  model::ReportReason reason = model::ReportReason::harassment;
  std::string note;
};

struct ReportsQuery {
  std::int64_t before = 0;  // only ids below it; 0: from the newest
  std::uint32_t limit = 100;
  bool all = false;  // also the resolved ones
};

struct Resolution {
  Resolution() = default;

  std::int64_t id = 0;
  std::string outcome;
  std::string by;
};

class ReportStore {
 public:
  virtual ~ReportStore() = default;

  // Keeps the report with the last limits.report_messages messages of the room, which it reads itself in the
  // same transaction. Whoever may read the room may report in it, also when it has ended, as long as anything
  // of it is kept. In a room of two the other one is meant; elsewhere a member, or who wrote one of those
  // messages. The value: the report's id. Errors, none of which names the other one: room_not_found,
  // account_disabled, not_a_member, room_ended (nothing of it is kept), member_not_found, self_refused,
  // already_reported (by the same, in this room, and not resolved yet), busy, storage_full, unavailable.
  virtual void file(NewReport report, base::Done<std::int64_t> done) = 0;

  // The newest first, without their evidence. Error: busy.
  virtual void list(ReportsQuery query, base::Done<std::vector<model::Report>> done) = 0;

  // How many are open. Error: busy.
  virtual void count_open(base::Done<std::uint32_t> done) = 0;

  // All of one. Errors: report_not_found, busy.
  virtual void show(std::int64_t id, base::Done<model::Report> done) = 0;

  // With its act in the audit log. The value: the report as it is then, without its evidence. Errors:
  // report_not_found, already_resolved (nothing changes), busy, storage_full, unavailable.
  virtual void resolve(Resolution resolution, base::Done<model::Report> done) = 0;
};

}  // namespace heartlink::store
