// SPDX-License-Identifier: Apache-2.0
// Opening, stopping, and bounded queues.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;

class Life : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Life, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Life, what_was_answered_is_there_after_a_restart) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  post_many(room, alice, 40);
  reopen();
  EXPECT_EQ(resume(room, alice, 0).value().entries.size(), 40U);
  EXPECT_EQ(post(message(room, alice, "next")).value().id.value, 41);
}

TEST_P(Life, stop_commits_what_is_queued) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  int stored = 0;
  for (int sent = 0; sent < 500; ++sent) {
    base::Done<store::Posted> done;
    done.on = &executor;
    done.call = [&stored](const base::Result<store::Posted>& posted) {
      stored += posted.has_value() ? 1 : 0;
    };
    opened->messages().post(message(room, alice, "x"), done);
  }
  opened->stop();
  ASSERT_TRUE(executor.run_until([&] { return stored == 500; }));
}

TEST_P(Life, after_stop_everything_is_unavailable) {
  const auto alice = person("alice");
  const auto room = room_of(alice, person("bob"));
  EXPECT_TRUE(opened->writable());
  opened->stop();
  opened->stop();
  EXPECT_FALSE(opened->writable());
  EXPECT_EQ(post(message(room, alice, "x")).error().code, Code::unavailable);
  EXPECT_EQ(resume(room, alice, 0).error().code, Code::unavailable);
}

TEST_P(Life, a_full_write_queue_answers_busy_with_a_retry) {
  config.limits.write_queue_jobs = 0;
  reopen();
  model::User nobody;
  const auto refused = post(message({"public-room"}, nobody, "x"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::busy);
  EXPECT_GT(refused.error().retry.count(), 0);
}

TEST_P(Life, a_full_read_queue_answers_busy_with_a_retry) {
  config.limits.read_queue_jobs = 0;
  reopen();
  model::User nobody;
  const auto refused = resume({"public-room"}, nobody, 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::busy);
  EXPECT_GT(refused.error().retry.count(), 0);
}

TEST_P(Life, data_has_one_owner) {
  store::Environment second;
  second.config = &config;
  second.clock = &clock;
  second.metrics = &metrics;
  const auto refused = GetParam().open(second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::data_busy);
}

TEST_P(Life, commits_are_counted) {
  person("alice");
  EXPECT_NE(metrics.expose().find("heartlink_commits_total 1"), std::string::npos);
}

}  // namespace
}  // namespace heartlink::contract
