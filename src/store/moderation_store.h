// SPDX-License-Identifier: Apache-2.0
// The port of what operators do about people. Every method is one transaction with its act of the audit log
// (audit_store.h): nothing is done, or seen, without the act. `by` is the operator's name, `reason` is in his
// words and has been checked. Same promises as MessageStore.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/executor.h"
#include "model/moderation.h"
#include "model/report.h"
#include "model/user.h"

namespace heartlink::store {

struct OpenedReport {
  OpenedReport() = default;

  model::Report report;  // with its evidence
  bool subject_disabled = false;  // also when the account is gone
  base::WallTime subject_muted_until;  // zero, or past: he may speak
};

struct Decision {
  Decision() = default;

  std::int64_t report = 0;
  model::Measure measure = model::Measure::ignore;
  std::string reason;
  std::string by;
  std::chrono::hours mute_length{24};  // of a mute
};

// About one person.
struct Ruling {
  Ruling() = default;

  model::UserId user;
  std::string reason;
  std::string by;
};

class ModerationStore {
 public:
  virtual ~ModerationStore() = default;

  // All of a report, for who is going to read its evidence. Errors: report_not_found, busy, storage_full,
  // unavailable.
  virtual void open_report(std::int64_t id, std::string by, base::Done<OpenedReport> done) = 0;

  // Settles a report and does what it leads to: a warning is told to its subject (user_event.h); a mute is
  // told and holds from the commit on, and never ends before one that held already; disabling is
  // UserStore::set_disabled. The outcome is the measure with the reason. The value: the report as it is then,
  // without its evidence. Errors: report_not_found, already_resolved, user_not_found (the account is gone,
  // and the measure is about it), busy, storage_full, unavailable; none changes anything.
  virtual void decide(Decision decision, base::Done<model::Report> done) = 0;

  // Without a report. The value: until when he is muted now. Errors: user_not_found, busy, storage_full,
  // unavailable.
  virtual void mute(Ruling ruling, std::chrono::hours length, base::Done<base::WallTime> done) = 0;

  // He is told when he was muted. The value: whether he was. Errors: user_not_found, busy, storage_full,
  // unavailable.
  virtual void unmute(Ruling ruling, base::Done<bool> done) = 0;

  // UserStore::set_disabled with false. Errors: user_not_found, busy, storage_full, unavailable.
  virtual void enable(Ruling ruling, base::Done<model::User> done) = 0;
};

}  // namespace heartlink::store
