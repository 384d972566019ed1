// SPDX-License-Identifier: Apache-2.0
// The ModerationStore over SQL.
#pragma once

#include "store/moderation_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlModeration final : public ModerationStore {
 public:
  explicit SqlModeration(const Engine& engine) : engine_(engine) {}

  void open_report(std::int64_t id, std::string by, base::Done<OpenedReport> done) override;
  void decide(Decision decision, base::Done<model::Report> done) override;
  void mute(Ruling ruling, std::chrono::hours length, base::Done<base::WallTime> done) override;
  void unmute(Ruling ruling, base::Done<bool> done) override;
  void enable(Ruling ruling, base::Done<model::User> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
