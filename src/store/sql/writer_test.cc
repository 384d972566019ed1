// SPDX-License-Identifier: Apache-2.0
#include "store/sql/writer.h"

#include <algorithm>
#include "store/sql/testing/writer_fixture.h"

namespace heartlink::store::sql::testing {
namespace {

TEST_F(WriterTest, a_job_is_answered_once_it_is_durable) {
  start();
  submit(1);
  wait_for_answers(1);
  EXPECT_EQ(answers.at(1), std::nullopt);
  writer->stop();
  EXPECT_EQ(database.durable, (std::vector<std::string>{"1"}));
}

TEST_F(WriterTest, while_one_commit_syncs_the_next_batch_gathers) {
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  for (int number = 2; number <= 50; ++number) submit(number);
  release.set_value();
  wait_for_answers(50);
  writer->stop();
  EXPECT_EQ(database.times(Control::commit), 2);
  EXPECT_EQ(database.durable.size(), 50U);
  std::erase(order, the_parcel);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_F(WriterTest, a_refused_job_is_undone_alone) {
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  submit(2);
  submit(3, true);
  submit(4);
  release.set_value();
  wait_for_answers(4);
  writer->stop();
  EXPECT_EQ(answers.at(3), Code::not_a_member);
  EXPECT_EQ(database.durable, (std::vector<std::string>{"1", "2", "4"}));
  ASSERT_TRUE(executor.run_until([&] { return parcels.size() == 2; }));
  EXPECT_EQ(parcels[1]->entries.size(), 2U);
}

TEST_F(WriterTest, an_executor_gets_one_task_per_batch) {
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  for (int number = 2; number <= 10; ++number) submit(number);
  release.set_value();
  writer->stop();
  EXPECT_EQ(executor.waiting(), 4U);  // two batches, each an answering task and then a parcel
}

TEST_F(WriterTest, who_takes_a_right_away_is_answered_behind_the_parcel) {
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  submit_taking(2);
  submit(3);
  submit_taking(4);
  submit(5);
  release.set_value();
  wait_for_answers(5);
  EXPECT_EQ(order, (std::vector<int>{1, the_parcel, 3, 5, the_parcel, 2, 4}));
  ASSERT_EQ(parcels.size(), 2U);
  EXPECT_EQ(parcels[1]->entries.size(), 2U);
  ASSERT_EQ(parcels[1]->revocations.size(), 2U);
  EXPECT_EQ(parcels[1]->revocations[0].user.value, 2);
  EXPECT_EQ(parcels[1]->revocations[1].user.value, 4);
}

TEST_F(WriterTest, a_parcel_may_hold_revocations_only) {
  start();
  submit_taking(1);
  wait_for_answers(1);
  EXPECT_EQ(order, (std::vector<int>{the_parcel, 1}));
  EXPECT_TRUE(parcels.at(0)->entries.empty());
}

TEST_F(WriterTest, what_was_not_stored_is_not_told_to_anyone) {
  database.on_control = [](Control verb, int) -> std::optional<Failure> {
    if (verb == Control::commit) return failure(FailureKind::full);
    return std::nullopt;
  };
  start();
  submit_taking(1);
  wait_for_answers(1);
  EXPECT_EQ(answers.at(1), Code::storage_full);
  writer->stop();
  EXPECT_EQ(order, (std::vector<int>{1}));
}

TEST_F(WriterTest, a_job_that_breaks_a_rule_of_the_schema_is_undone_alone) {
  database.on_execute = [](std::string_view script) -> std::optional<Failure> {
    if (script == "2") return failure(FailureKind::constraint);
    return std::nullopt;
  };
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  submit(2);
  submit(3);
  release.set_value();
  wait_for_answers(3);
  writer->stop();
  EXPECT_EQ(answers.at(2), Code::internal);
  EXPECT_EQ(answers.at(3), std::nullopt);
  EXPECT_EQ(database.durable, (std::vector<std::string>{"1", "3"}));
  EXPECT_TRUE(fatal.empty());
}

TEST_F(WriterTest, over_the_cap_a_job_is_refused_at_once) {
  limits.write_queue_jobs = 3;
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  for (int number = 2; number <= 5; ++number) submit(number);
  wait_for_answers(1);
  EXPECT_EQ(answers.at(5), Code::busy);
  release.set_value();
  wait_for_answers(5);
  for (int number = 1; number <= 4; ++number) EXPECT_EQ(answers.at(number), std::nullopt) << number;
}

}  // namespace
}  // namespace heartlink::store::sql::testing
