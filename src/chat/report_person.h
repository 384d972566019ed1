// SPDX-License-Identifier: Apache-2.0
// The use case: somebody reports another person of a room. The evidence is taken by the store; nobody but the
// operator hears of it.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/executor.h"
#include "base/limits.h"
#include "model/user.h"
#include "presence/registry.h"
#include "store/report_store.h"

namespace heartlink::chat {

// As it comes from the wire.
struct ReportOrder {
  ReportOrder() = default;

  model::RoomId room;
  std::string reason;
  std::string note;
  std::string subject_key;  // of the username; empty: none was given
};

class ReportPerson {
 public:
  struct Parts {
    store::ReportStore& reports;
    presence::Registry& registry;
    const base::Clock& clock;
    const base::Limits& limits;
  };

  // All of them outlive the answer.
  explicit ReportPerson(const Parts& parts) : parts_(parts) {}

  // The value: the report's id. Errors: reason_invalid (none of model::report_reasons), note_too_long
  // (limits.report_note_graphemes without the white space at its ends), request_invalid (the note is no
  // UTF-8), throttled (limits.reports_per_hour), those of ReportStore::file.
  void run(ReportOrder order, model::User by, base::Done<std::int64_t> done) const;

 private:
  Parts parts_;
};

}  // namespace heartlink::chat
