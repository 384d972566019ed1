// SPDX-License-Identifier: Apache-2.0
// The ScratchStore over SQL.
#pragma once

#include "store/scratch_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlScratch final : public ScratchStore {
 public:
  explicit SqlScratch(const Engine& engine) : engine_(engine) {}

  void remove(Scratch scratch, base::Done<bool> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
