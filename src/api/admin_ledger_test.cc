// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "api/testing/operator.h"

namespace heartlink::api {
namespace {

struct AdminLedgerTest : testing::Operator {
  AdminLedgerTest() {
    for (int i = 0; i < 150; ++i) {
      model::Handshake row;
      row.id = "D-" + std::to_string(i);
      row.at = clock.wall();
      row.code = "origin_refused";
      row.status = 403;
      row.address = "192.0.2." + std::to_string(i);
      row.origin = "https://evil.example";
      handshakes.add(row, {}, row.address);
    }
    executor.run_ready();
  }
};

TEST_F(AdminLedgerTest, the_newest_refusals_come_first_and_in_pages) {
  const auto rows = rows_of({{"op", "ledger"}, {"limit", 100}}, "handshakes", "before");
  ASSERT_EQ(rows.size(), 150U);
  EXPECT_EQ(rows.front().at("id"), "D-149");
  EXPECT_EQ(rows.back().at("id"), "D-0");
  EXPECT_EQ(rows.front().at("status"), 403);
  EXPECT_EQ(run(R"({"op":"ledger","limit":2})").at("handshakes").as_array().size(), 2U);
}

TEST_F(AdminLedgerTest, one_row_is_found_by_the_id_its_visitor_was_shown) {
  const auto reply = run(R"({"op":"ledger","id":"D-7"})");
  ASSERT_EQ(reply.at("handshakes").as_array().size(), 1U);
  EXPECT_EQ(reply.at("handshakes").at(0).at("address"), "192.0.2.7");
  EXPECT_FALSE(reply.contains("next"));
  EXPECT_EQ(code_of(R"({"op":"ledger","id":"D-x"})"), "handshake_not_found");
}

}  // namespace
}  // namespace heartlink::api
