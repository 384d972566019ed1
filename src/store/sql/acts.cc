// SPDX-License-Identifier: Apache-2.0
#include "store/sql/acts.h"

namespace heartlink::store::sql {

base::Result<std::int64_t> write_act(WriteScope& scope, const model::Act& act) {
  Query row{scope.connection, Dml::insert_act, scope.now.us, act.by, act.act, act.subject, act.reason};
  if (!row.row()) return base::fail(base::Code::internal, "the act has no id");
  return row.integer(0);
}

std::string subject_of(const model::Report& report) {
  return "report " + std::to_string(report.id) + " (" + report.subject_name + ")";
}

model::Act act_of(Query& row) {
  model::Act act;
  act.id = row.integer(0);
  act.at = {row.integer(1)};
  act.by = row.text(2);
  act.act = row.text(3);
  act.subject = row.text(4);
  act.reason = row.text(5);
  return act;
}

}  // namespace heartlink::store::sql
