// SPDX-License-Identifier: Apache-2.0
#include "account/password_pool.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "account/testing/fakes.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;
using testing::expect;
using testing::HandExecutor;

// A job that waits until the test lets it go, and says when it began.
struct Gate {
  std::promise<void> begun;
  std::promise<void> open;
  std::shared_future<void> opened = open.get_future().share();

  std::function<Result<int>()> job() {
    return [this]() -> Result<int> {
      begun.set_value();
      opened.wait();
      return 1;
    };
  }
};

TEST(PasswordPool, a_job_runs_on_another_thread_and_answers_on_the_askers) {
  HandExecutor executor;
  PasswordPool pool{1, 4};
  auto answer = expect<std::thread::id>(executor);
  std::thread::id answered_on;
  const auto store = answer.done.call;
  answer.done.call = [&answered_on, store](Result<std::thread::id> ran_on) {
    answered_on = std::this_thread::get_id();
    store(ran_on);
  };
  pool.run<std::thread::id>([]() -> Result<std::thread::id> { return std::this_thread::get_id(); },
                            answer.done);
  EXPECT_NE(*answer.get(), std::this_thread::get_id());
  EXPECT_EQ(answered_on, std::this_thread::get_id());
}

TEST(PasswordPool, over_its_queue_it_is_busy_and_says_when_to_come_back) {
  HandExecutor executor;
  PasswordPool pool{1, 1};
  Gate gate;
  auto first = expect<int>(executor);
  auto second = expect<int>(executor);
  auto third = expect<int>(executor);
  pool.run<int>(gate.job(), first.done);
  gate.begun.get_future().wait();
  pool.run<int>([]() -> Result<int> { return 2; }, second.done);
  pool.run<int>([]() -> Result<int> { return 3; }, third.done);
  const auto refused = third.get();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::busy);
  EXPECT_GT(refused.error().retry.count(), 0);
  gate.open.set_value();
  EXPECT_EQ(*first.get(), 1);
  EXPECT_EQ(*second.get(), 2);
}

TEST(PasswordPool, stopping_finishes_what_has_begun_and_refuses_what_waits) {
  HandExecutor executor;
  PasswordPool pool{1, 4};
  Gate gate;
  auto begun = expect<int>(executor);
  auto waits = expect<int>(executor);
  auto late = expect<int>(executor);
  pool.run<int>(gate.job(), begun.done);
  gate.begun.get_future().wait();
  pool.run<int>([]() -> Result<int> { return 2; }, waits.done);
  std::thread stopper{[&pool] { pool.stop(); }};
  EXPECT_EQ(waits.get().error().code, Code::unavailable);
  gate.open.set_value();
  stopper.join();
  EXPECT_EQ(*begun.get(), 1);
  pool.run<int>([]() -> Result<int> { return 3; }, late.done);
  EXPECT_EQ(late.get().error().code, Code::unavailable);
}

}  // namespace
}  // namespace heartlink::account
