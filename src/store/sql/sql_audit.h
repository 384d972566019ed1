// SPDX-License-Identifier: Apache-2.0
// The AuditStore over SQL.
#pragma once

#include "store/audit_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlAudit final : public AuditStore {
 public:
  explicit SqlAudit(const Engine& engine) : engine_(engine) {}

  void note(model::Act act, base::Done<std::int64_t> done) override;
  void list(std::int64_t before, std::uint32_t limit, base::Done<std::vector<model::Act>> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
