// SPDX-License-Identifier: Apache-2.0
// Lists for people: columns that stay aligned in a terminal, whatever script stands in them, and times as the
// clock on the wall shows them. Pure but for the time zone of the process.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

namespace heartlink::cli {

class Table {
 public:
  explicit Table(std::vector<std::string> heads);

  // As many cells as there are heads. An empty one is printed as "-".
  void add(std::vector<std::string> cells);

  // Two blanks between columns, none at the ends of lines.
  void print(std::ostream& out) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

// One thing in lines of a name and a value each; an empty value is left out.
class Card {
 public:
  void add(std::string name, std::string value);
  void print(std::ostream& out) const;

 private:
  std::vector<std::pair<std::string, std::string>> lines_;
};

// Cells of a terminal: Chinese characters take two, combining ones none.
[[nodiscard]] std::size_t width_of(std::string_view text);

// Foreign text without what a terminal would obey: control and direction characters become "?".
[[nodiscard]] std::string harmless(std::string_view text);

// "2026-11-24 03:51:06 +0800" of the process's time zone, for "2026-11-23T19:51:06.123456+00:00"; what is no
// such time comes back as it is.
[[nodiscard]] std::string local_time(std::string_view iso8601);

// A field of an answer as a cell: texts harmless, numbers in digits, nothing for null.
[[nodiscard]] std::string cell(const boost::json::object& row, std::string_view key);
[[nodiscard]] std::string time_cell(const boost::json::object& row, std::string_view key);

}  // namespace heartlink::cli
