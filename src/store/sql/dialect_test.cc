// SPDX-License-Identifier: Apache-2.0
#include "store/sql/dialect.h"

#include <set>

#include <gtest/gtest.h>

#include "store/sql/statements.h"

namespace heartlink::store::sql {

TEST(Dialect, a_numbered_parameter_becomes_a_dollar) {
  EXPECT_EQ(postgres_text("SELECT a FROM t WHERE b = ?1 AND c = ?12"),
            "SELECT a FROM t WHERE b = $1 AND c = $12");
}

TEST(Dialect, what_stands_in_quotes_stays) {
  EXPECT_EQ(postgres_text("SELECT '?1', 'it''s ?2', \"?3\" WHERE a = ?4"),
            "SELECT '?1', 'it''s ?2', \"?3\" WHERE a = $4");
}

TEST(Dialect, a_question_mark_without_a_number_stays) { EXPECT_EQ(postgres_text("a ? b ?"), "a ? b ?"); }

TEST(Statements, every_statement_has_a_name_of_its_own_and_a_text) {
  std::set<std::string_view> names;
  for (const auto& statement : all_statements()) {
    EXPECT_TRUE(names.insert(statement.name).second) << statement.name;
    EXPECT_FALSE(statement.sql.empty()) << statement.name;
  }
}

// A parameter that skips a number could not be bound by position.
TEST(Statements, parameters_are_numbered_without_a_hole) {
  for (const auto& statement : all_statements()) {
    std::set<int> numbers;
    for (std::size_t at = 0; at + 1 < statement.sql.size(); ++at) {
      if (statement.sql[at] == '?') numbers.insert(std::stoi(std::string{statement.sql.substr(at + 1, 2)}));
    }
    EXPECT_EQ(numbers.empty() ? 0 : *numbers.rbegin(), static_cast<int>(numbers.size())) << statement.name;
  }
}

}  // namespace heartlink::store::sql
