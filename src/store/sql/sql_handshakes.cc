// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_handshakes.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "store/sql/query.h"

namespace heartlink::store::sql {
namespace {

using base::Result;
using Rows = std::vector<model::Handshake>;

void insert(Connection& connection, const model::Handshake& row) {
  Query{connection, Dml::insert_handshake, row.id,     row.at.us, row.stage, row.code, row.status, row.room,
        row.user,   row.address,           row.origin, row.agent, row.detail}
      .run();
}

model::Handshake handshake_of(Query& row) {
  model::Handshake handshake;
  handshake.id = row.text(0);
  handshake.at = {row.integer(1)};
  handshake.stage = row.text(2);
  handshake.code = row.text(3);
  handshake.status = static_cast<std::uint16_t>(row.integer(4));
  handshake.room = row.text(5);
  handshake.user = row.text(6);
  handshake.address = row.text(7);
  handshake.origin = row.text(8);
  handshake.agent = row.text(9);
  handshake.detail = row.text(10);
  return handshake;
}

}  // namespace

void SqlHandshakes::keep(Rows rows, std::uint32_t most, base::Done<bool> done) {
  auto write = [rows = std::move(rows), most](WriteScope& scope) -> Result<bool> {
    for (const auto& row : rows) insert(scope.connection, row);
    Query{scope.connection, Dml::drop_old_handshakes, most}.run();
    return true;
  };
  engine_.writer.submit(std::make_unique<FunctionJob<bool>>(std::move(done), std::move(write)));
}

void SqlHandshakes::latest(std::uint32_t limit, base::Done<Rows> done) {
  auto read = [limit](Connection& connection) -> Result<Rows> {
    Rows rows;
    Query row{connection, Dml::newest_handshakes, limit};
    while (row.row()) rows.push_back(handshake_of(row));
    std::reverse(rows.begin(), rows.end());
    return rows;
  };
  engine_.readers.ask<Rows>(std::move(done), std::move(read));
}

}  // namespace heartlink::store::sql
