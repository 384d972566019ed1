// SPDX-License-Identifier: Apache-2.0
// Puts the rows of all topics into one table, while compiling, and holds their order.
#include "store/sql/statements.h"

#include <algorithm>
#include <array>

#include "store/sql/statement_rows_account.h"
#include "store/sql/statement_rows_log.h"
#include "store/sql/statement_rows_match.h"
#include "store/sql/statement_rows_members.h"
#include "store/sql/statement_rows_reports.h"
#include "store/sql/statement_rows_rooms.h"

namespace heartlink::store::sql {
namespace {

constexpr std::size_t statement_count = static_cast<std::size_t>(Dml::count_);
static_assert(std::size(rows::log) + std::size(rows::rooms) + std::size(rows::members) +
                  std::size(rows::match) + std::size(rows::account) + std::size(rows::reports) ==
              statement_count);

consteval std::array<Statement, statement_count> make_table() {
  std::array<Statement, statement_count> table{};
  auto next = table.begin();
  for (const std::span<const Statement> group :
       {std::span<const Statement>{rows::log}, std::span<const Statement>{rows::rooms},
        std::span<const Statement>{rows::members}, std::span<const Statement>{rows::match},
        std::span<const Statement>{rows::account}, std::span<const Statement>{rows::reports}}) {
    next = std::copy(group.begin(), group.end(), next);
  }
  return table;
}

constexpr auto table = make_table();

// A row stands where its number says; statement() relies on it.
constexpr bool in_order() {
  for (std::size_t at = 0; at < table.size(); ++at) {
    if (static_cast<std::size_t>(table[at].id) != at || table[at].sql.empty()) return false;
  }
  return true;
}
static_assert(in_order());

}  // namespace

std::span<const Statement> all_statements() { return table; }

const Statement& statement(Dml id) { return table[static_cast<std::size_t>(id)]; }

}  // namespace heartlink::store::sql
