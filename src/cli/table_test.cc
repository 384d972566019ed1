// SPDX-License-Identifier: Apache-2.0
#include "cli/table.h"

#include <gtest/gtest.h>

#include <sstream>

#include <boost/json.hpp>

namespace heartlink::cli {
namespace {

TEST(Table, columns_stay_aligned_whatever_script_stands_in_them) {
  Table table{{"NAME", "N"}};
  table.add({"张三", "1"});
  table.add({"e\u0301mile", ""});
  std::ostringstream out;
  table.print(out);
  EXPECT_EQ(out.str(), "NAME   N\n张三   1\ne\u0301mile  -\n");
}

TEST(Table, a_card_leaves_out_what_is_empty) {
  Card card;
  card.add("房间", "lobby");
  card.add("user1", "");
  card.add("id", "7");
  std::ostringstream out;
  card.print(out);
  EXPECT_EQ(out.str(), "房间  lobby\nid    7\n");
}

TEST(Table, foreign_text_loses_what_a_terminal_would_obey) {
  EXPECT_EQ(harmless("a\x1b[2J\r\nb"), "a?[2J??b");
  EXPECT_EQ(harmless("a\u202eb\u2028c"), "a?b?c");
  EXPECT_EQ(harmless("\xff"
                     "大厅"),
            "?大厅");
}

TEST(Table, what_is_no_time_comes_back_as_it_is) {
  EXPECT_EQ(local_time("soon"), "soon");
  EXPECT_EQ(local_time(""), "");
}

TEST(Table, a_cell_is_empty_for_what_is_not_there) {
  const boost::json::object row{{"name", "a\tb"}, {"n", 7}, {"none", nullptr}};
  EXPECT_EQ(cell(row, "name"), "a?b");
  EXPECT_EQ(cell(row, "n"), "7");
  EXPECT_EQ(cell(row, "none"), "");
  EXPECT_EQ(cell(row, "other"), "");
  EXPECT_EQ(time_cell(row, "none"), "");
}

}  // namespace
}  // namespace heartlink::cli
