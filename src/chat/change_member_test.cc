// SPDX-License-Identifier: Apache-2.0
#include "chat/change_member.h"

#include <gtest/gtest.h>

#include "chat/testing/waits_for_workers.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

using base::Code;
using Kind = store::MemberChange::Kind;

class ChangeMemberTest : public ::testing::Test {
 protected:
  static MemberOrder order(Kind kind) {
    MemberOrder order;
    order.room = model::RoomId{"g"};
    order.by = model::User{model::UserId{1}, "ann", true, false, {}};
    order.subject = model::User{model::UserId{2}, "bob", false, false, {}};
    order.kind = kind;
    return order;
  }
  static MemberOrder mute(std::int64_t minutes) {
    auto one = order(Kind::mute);
    one.minutes = minutes;
    return one;
  }
  base::Result<model::EntryId> run(MemberOrder one) {
    return worker_.ask<model::EntryId>(
        [&](base::Done<model::EntryId> done) { use_case_.run(std::move(one), std::move(done)); });
  }

  store::testing::FakeMembers members_;
  store::testing::QueueExecutor worker_;
  bus::testing::FakeBus bus_;
  base::ManualClock clock_;
  ChangeMember use_case_{members_, bus_, clock_};
};

TEST_F(ChangeMemberTest, the_store_is_told_who_changes_whom_where) {
  auto one = order(Kind::role);
  one.role = model::Role::admin;
  members_.changed.answer = model::EntryId{9};
  EXPECT_EQ(run(one)->value, 9);
  const auto& asked = members_.changed.asked.value();
  EXPECT_EQ(asked.room.value, "g");
  EXPECT_EQ(asked.by.id.value, 1);
  EXPECT_TRUE(asked.by.staff);
  EXPECT_EQ(asked.subject.id.value, 2);
  EXPECT_EQ(asked.subject.name, "bob") << "the log says the name";
  EXPECT_EQ(asked.kind, Kind::role);
  EXPECT_EQ(asked.role, model::Role::admin);
  EXPECT_FALSE(asked.muted_until.has_value());
}

TEST_F(ChangeMemberTest, a_mute_of_minutes_is_one_until_a_time_and_none_takes_it_back) {
  ASSERT_TRUE(run(mute(10)).has_value());
  EXPECT_EQ(members_.changed.asked->muted_until->us, clock_.wall().us + 600'000'000);
  ASSERT_TRUE(run(mute(0)).has_value());
  EXPECT_FALSE(members_.changed.asked->muted_until.has_value());
  ASSERT_TRUE(run(mute(43'200)).has_value());
}

TEST_F(ChangeMemberTest, a_mute_of_more_than_thirty_days_and_the_role_of_a_guest_are_none) {
  EXPECT_EQ(run(mute(43'201)).error().code, Code::field_invalid);
  EXPECT_EQ(run(mute(-1)).error().code, Code::field_invalid);
  EXPECT_EQ(run(mute(INT64_MAX)).error().code, Code::field_invalid);
  auto guest = order(Kind::role);
  guest.role = model::Role::guest;
  EXPECT_EQ(run(guest).error().code, Code::field_invalid);
  EXPECT_FALSE(members_.changed.asked.has_value());
}

TEST_F(ChangeMemberTest, what_takes_a_right_away_is_answered_when_every_worker_knows) {
  for (const auto kind : {Kind::remove, Kind::mute, Kind::role}) {
    bus_.confirms = 0;
    EXPECT_TRUE(testing::waits_for_workers<model::EntryId>(
        worker_, bus_, [&](base::Done<model::EntryId> done) { use_case_.run(order(kind), std::move(done)); }))
        << static_cast<int>(kind);
  }
  bus_.confirms = 0;
  ASSERT_TRUE(run(order(Kind::add)).has_value());
  EXPECT_EQ(bus_.confirms, 0) << "whoever was added has lost nothing";
}

}  // namespace
}  // namespace heartlink::chat
