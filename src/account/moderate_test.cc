// SPDX-License-Identifier: Apache-2.0
#include "account/moderate.h"

#include <gtest/gtest.h>

#include <string>

#include "account/testing/fakes.h"

namespace heartlink::account {
namespace {

using base::Code;
using std::chrono::hours;

struct ModerateTest : ::testing::Test {
  ModerateTest() {
    auto& mallory = store.fake_users.by_key["mallory"].user;
    mallory.id = model::UserId{7};
    mallory.name = "Mallory";
    store.fake_moderation.muted.answer = base::WallTime{5};
  }
  base::Result<model::Report> decide(model::Measure measure, const std::string& reason, int length = 24) {
    store::Decision decision;
    decision.report = 3;
    decision.measure = measure;
    decision.reason = reason;
    decision.by = "sue";
    decision.mute_length = hours{length};
    auto answer = testing::expect<model::Report>(executor);
    moderate.decide(decision, answer.done);
    EXPECT_FALSE(answer.answered()) << "never inside the call";
    return answer.get();
  }
  base::Result<base::WallTime> mute(const std::string& name, std::int64_t length,
                                    const std::string& reason = "enough") {
    auto answer = testing::expect<base::WallTime>(executor);
    moderate.mute({name, reason, "sue"}, length, answer.done);
    return answer.get();
  }

  testing::HandExecutor executor;
  testing::FakeStore store;
  testing::FakeBus bus;
  Moderate moderate{store.fake_users, store.fake_moderation, bus};
};

TEST_F(ModerateTest, a_reason_is_wanted_and_no_novel) {
  for (const auto& bad : {std::string{}, std::string{" \n"}, std::string(501, 'x'), std::string{"\xff"}}) {
    EXPECT_EQ(decide(model::Measure::ignore, bad).error().code, Code::field_invalid);
    EXPECT_EQ(mute("mallory", 1, bad).error().code, Code::field_invalid);
  }
  EXPECT_FALSE(store.fake_moderation.decided.asked);
  std::string most;
  for (int i = 0; i < 500; ++i) most += "骂";
  ASSERT_TRUE(decide(model::Measure::ignore, " " + most + " "));
  EXPECT_EQ(store.fake_moderation.decided.asked->reason, most);
}

TEST_F(ModerateTest, a_mute_lasts_from_an_hour_to_thirty_days) {
  for (const int length : {0, -1, 721}) {
    EXPECT_EQ(decide(model::Measure::mute, "x", length).error().code, Code::field_invalid) << length;
    EXPECT_EQ(mute("mallory", length).error().code, Code::field_invalid) << length;
  }
  EXPECT_TRUE(decide(model::Measure::warn, "x", 0)) << "only a mute has a length";
  EXPECT_TRUE(decide(model::Measure::mute, "x", 720));
  ASSERT_TRUE(mute(" MALLORY", 1));
  const auto& [ruling, length] = *store.fake_moderation.muted.asked;
  EXPECT_EQ(ruling.user.value, 7);
  EXPECT_EQ(ruling.by, "sue");
  EXPECT_EQ(length, hours{1});
}

TEST_F(ModerateTest, what_takes_something_away_is_answered_when_every_worker_has_heard_of_it) {
  bus.hold = true;
  auto answer = testing::expect<model::Report>(executor);
  store::Decision decision;
  decision.measure = model::Measure::disable;
  decision.reason = "x";
  moderate.decide(decision, answer.done);
  executor.run_ready();
  EXPECT_FALSE(answer.answered());
  bus.let_go();
  EXPECT_TRUE(answer.get());
  ASSERT_TRUE(mute("mallory", 1));
  EXPECT_EQ(bus.confirms, 2);
}

TEST_F(ModerateTest, whoever_is_not_there_is_named) {
  EXPECT_EQ(mute("Nobody", 1).error().code, Code::user_not_found);
  EXPECT_EQ(mute("Nobody", 1).error().detail, "Nobody");
}

}  // namespace
}  // namespace heartlink::account
