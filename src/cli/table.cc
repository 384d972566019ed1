// SPDX-License-Identifier: Apache-2.0
#include "cli/table.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

#include <utf8proc.h>

#include <boost/json.hpp>

namespace heartlink::cli {
namespace {

namespace json = boost::json;

// Calls `use` with every code point and its bytes; a byte that is no UTF-8 comes as -1.
template <class Use>
void for_each_code_point(std::string_view text, Use use) {
  while (!text.empty()) {
    utf8proc_int32_t code_point = -1;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    const auto bytes = size > 0 ? static_cast<std::size_t>(size) : 1;
    use(size > 0 ? code_point : -1, text.substr(0, bytes));
    text.remove_prefix(bytes);
  }
}

bool is_obeyed(utf8proc_int32_t code_point) {
  const auto category = utf8proc_category(code_point);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
         category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

}  // namespace

Table::Table(std::vector<std::string> heads) { rows_.push_back(std::move(heads)); }

void Table::add(std::vector<std::string> cells) {
  for (auto& text : cells) {
    if (text.empty()) text = "-";
  }
  rows_.push_back(std::move(cells));
}

void Table::print(std::ostream& out) const {
  std::vector<std::size_t> widths(rows_.front().size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t column = 0; column < row.size(); ++column)
      widths[column] = std::max(widths[column], width_of(row[column]));
  }
  for (const auto& row : rows_) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      out << row[column];
      if (column + 1 < row.size()) out << std::string(widths[column] - width_of(row[column]) + 2, ' ');
    }
    out << "\n";
  }
  out << std::flush;
}

void Card::add(std::string name, std::string value) {
  if (!value.empty()) lines_.emplace_back(std::move(name), std::move(value));
}

void Card::print(std::ostream& out) const {
  std::size_t width = 0;
  for (const auto& [name, value] : lines_) width = std::max(width, width_of(name));
  for (const auto& [name, value] : lines_)
    out << name << std::string(width - width_of(name) + 2, ' ') << value << "\n";
  out << std::flush;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for_each_code_point(text, [&width](utf8proc_int32_t code_point, std::string_view) {
    width += code_point < 0 ? 1 : static_cast<std::size_t>(utf8proc_charwidth(code_point));
  });
  return width;
}

std::string harmless(std::string_view text) {
  std::string out;
  for_each_code_point(text, [&out](utf8proc_int32_t code_point, std::string_view bytes) {
    out += code_point < 0 || is_obeyed(code_point) ? std::string_view{"?"} : bytes;
  });
  return out;
}

std::string local_time(std::string_view iso8601) {
  std::tm parts{};
  const std::string text{iso8601};
  if (!iso8601.ends_with("+00:00") ||
      std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
                  &parts.tm_hour, &parts.tm_min, &parts.tm_sec) != 6) {
    return harmless(iso8601);
  }
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  const std::time_t seconds = timegm(&parts);
  std::tm local{};
  localtime_r(&seconds, &local);
  std::array<char, 64> printed{};
  const auto size = std::strftime(printed.data(), printed.size(), "%Y-%m-%d %H:%M:%S %z", &local);
  return std::string{printed.data(), size};
}

std::string cell(const json::object& row, std::string_view key) {
  const auto* value = row.if_contains(key);
  if (value == nullptr || value->is_null()) return {};
  if (const auto* text = value->if_string()) return harmless(*text);
  return json::serialize(*value);
}

std::string time_cell(const json::object& row, std::string_view key) {
  const std::string text = cell(row, key);
  return text.empty() ? text : local_time(text);
}

}  // namespace heartlink::cli
