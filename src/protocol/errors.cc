// SPDX-License-Identifier: Apache-2.0
// Puts the rows into the order of their codes, while compiling: a code without a row, or with two, is no
// program.

#include "protocol/errors.h"

#include <array>
#include <cstddef>
#include <iterator>

#include "protocol/error_rows_account.h"
#include "protocol/error_rows_chat.h"
#include "protocol/error_rows_doctor.h"
#include "protocol/error_rows_door.h"
#include "protocol/error_rows_match.h"
#include "protocol/error_rows_reports.h"
#include "protocol/error_rows_rooms.h"
#include "protocol/error_rows_server.h"

namespace heartlink::protocol {
namespace {

constexpr std::size_t code_count = static_cast<std::size_t>(base::Code::last_) + 1;
using Table = std::array<ErrorRow, code_count>;

constexpr std::size_t index_of(base::Code code) { return static_cast<std::size_t>(code); }

consteval Table make_table() {
  Table table{};
  for (const std::span<const ErrorRow> group :
       {std::span<const ErrorRow>{rows::door}, std::span<const ErrorRow>{rows::chat},
        std::span<const ErrorRow>{rows::account}, std::span<const ErrorRow>{rows::server},
        std::span<const ErrorRow>{rows::doctor}, std::span<const ErrorRow>{rows::rooms},
        std::span<const ErrorRow>{rows::match}, std::span<const ErrorRow>{rows::reports}}) {
    for (const ErrorRow& row : group) table[index_of(row.code)] = row;
  }
  return table;
}

constexpr Table table = make_table();

consteval bool every_code_has_its_row() {
  for (std::size_t i = 0; i < code_count; ++i) {
    if (table[i].name.empty() || index_of(table[i].code) != i) return false;
  }
  return std::size(rows::door) + std::size(rows::chat) + std::size(rows::account) + std::size(rows::server) +
             std::size(rows::doctor) + std::size(rows::rooms) + std::size(rows::match) +
             std::size(rows::reports) ==
         code_count;
}

static_assert(every_code_has_its_row());

}  // namespace

const ErrorRow& error_row(base::Code code) { return table[index_of(code)]; }

std::span<const ErrorRow> error_rows() { return table; }

std::string_view told_reason(const base::Error& error) {
  return error.code == base::Code::message_held ? std::string_view{error.detail} : std::string_view{};
}

}  // namespace heartlink::protocol
