// SPDX-License-Identifier: Apache-2.0
// The HandshakeStore over SQL.
#pragma once

#include "store/handshake_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlHandshakes final : public HandshakeStore {
 public:
  explicit SqlHandshakes(const Engine& engine) : engine_(engine) {}

  void keep(std::vector<model::Handshake> rows, std::uint32_t most, base::Done<bool> done) override;
  void latest(std::uint32_t limit, base::Done<std::vector<model::Handshake>> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
