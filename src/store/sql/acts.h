// SPDX-License-Identifier: Apache-2.0
// What operators did, as rows. Run by the writer inside the transactions that do it.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "model/act.h"
#include "model/report.h"
#include "store/sql/query.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// The value: the act's id.
base::Result<std::int64_t> write_act(WriteScope& scope, const model::Act& act);

// How an act names a report and whom it is about: "report 5 (mallory)".
[[nodiscard]] std::string subject_of(const model::Report& report);

// id, at, by_name, act, subject, reason from column 0.
[[nodiscard]] model::Act act_of(Query& row);

}  // namespace heartlink::store::sql
