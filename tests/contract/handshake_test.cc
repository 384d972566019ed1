// SPDX-License-Identifier: Apache-2.0
// The handshake log that outlives a restart.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

class Handshakes : public StoreContract {
 protected:
  static model::Handshake row(const std::string& id) {
    model::Handshake made;
    made.id = id;
    made.at = {1'700'000'000'000'001};
    made.stage = "origin";
    made.code = "origin_mismatch";
    made.status = 403;
    made.room = "房间";
    made.user = "alice";
    made.address = "2001:db8::1";
    made.origin = "https://other.example";
    made.agent = "browser";
    made.detail = "not in allowed_origins";
    return made;
  }
  void keep(const std::vector<std::string>& ids, std::uint32_t most = 100) {
    std::vector<model::Handshake> rows;
    for (const auto& id : ids) rows.push_back(row(id));
    ASSERT_TRUE(executor.ask<bool>([&](auto done) { opened->handshakes().keep(rows, most, done); }).value());
  }
  std::vector<model::Handshake> latest(std::uint32_t limit = 100) {
    return executor
        .ask<std::vector<model::Handshake>>([&](auto done) { opened->handshakes().latest(limit, done); })
        .value();
  }
  std::vector<std::string> ids(std::uint32_t limit = 100) {
    std::vector<std::string> found;
    for (const auto& kept : latest(limit)) found.push_back(kept.id);
    return found;
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Handshakes, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Handshakes, a_row_comes_back_whole_after_a_restart) {
  EXPECT_TRUE(latest().empty());
  keep({"D-1"});
  reopen();
  const auto rows = latest();
  ASSERT_EQ(rows.size(), 1U);
  const auto wanted = row("D-1");
  EXPECT_EQ(rows[0].id, wanted.id);
  EXPECT_EQ(rows[0].at, wanted.at);
  EXPECT_EQ(rows[0].stage, wanted.stage);
  EXPECT_EQ(rows[0].code, wanted.code);
  EXPECT_EQ(rows[0].status, wanted.status);
  EXPECT_EQ(rows[0].room, wanted.room);
  EXPECT_EQ(rows[0].user, wanted.user);
  EXPECT_EQ(rows[0].address, wanted.address);
  EXPECT_EQ(rows[0].origin, wanted.origin);
  EXPECT_EQ(rows[0].agent, wanted.agent);
  EXPECT_EQ(rows[0].detail, wanted.detail);
}

TEST_P(Handshakes, the_newest_come_oldest_first) {
  keep({"D-1", "D-2"});
  keep({"D-3", "D-4"});
  EXPECT_EQ(ids(), (std::vector<std::string>{"D-1", "D-2", "D-3", "D-4"}));
  EXPECT_EQ(ids(3), (std::vector<std::string>{"D-2", "D-3", "D-4"}));
}

TEST_P(Handshakes, a_row_that_is_there_is_skipped) {
  keep({"D-1", "D-2"});
  keep({"D-2", "D-3", "D-3"});
  EXPECT_EQ(ids(), (std::vector<std::string>{"D-1", "D-2", "D-3"}));
}

TEST_P(Handshakes, the_oldest_over_the_bound_are_forgotten) {
  keep({"D-1", "D-2", "D-3"}, 3);
  keep({"D-4", "D-5"}, 3);
  EXPECT_EQ(ids(), (std::vector<std::string>{"D-3", "D-4", "D-5"}));
  keep({}, 1);
  EXPECT_EQ(ids(), (std::vector<std::string>{"D-5"}));
  keep({"D-6"}, 0);
  EXPECT_TRUE(ids().empty());
}

TEST_P(Handshakes, no_worker_is_told) {
  keep({"D-1"});
  person("alice");  // whatever the first commit said has come by now
  EXPECT_TRUE(parcels.empty());
}

}  // namespace
}  // namespace heartlink::contract
