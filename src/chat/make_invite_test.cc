// SPDX-License-Identifier: Apache-2.0
#include "chat/make_invite.h"

#include <gtest/gtest.h>

#include "base/crypto.h"
#include "store/testing/queue_executor.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

using base::Code;

class MakeInviteTest : public ::testing::Test {
 protected:
  base::Result<Invite> make(InviteTerms terms = {}) {
    return worker_.ask<Invite>([&](base::Done<Invite> done) {
      MakeInvite{members_, random_, clock_}.run(model::RoomId{"g"}, ann_, terms, std::move(done));
    });
  }
  static InviteTerms terms(std::optional<std::int64_t> uses, std::int64_t hours) { return {uses, hours}; }

  store::testing::FakeMembers members_;
  store::testing::QueueExecutor worker_;
  base::SeededRandom random_{1};
  base::ManualClock clock_;
  model::User ann_{model::UserId{1}, "ann", false, false, {}};
};

TEST_F(MakeInviteTest, the_code_is_told_and_only_its_hash_is_kept) {
  const auto invite = make();
  ASSERT_TRUE(invite.has_value());
  EXPECT_EQ(invite->code.size(), 22U) << "16 bytes in base64url";
  const auto& kept = members_.invited.asked.value();
  EXPECT_EQ(kept.code_hash, base::sha256(invite->code));
  EXPECT_EQ(kept.room.value, "g");
  EXPECT_EQ(kept.by.id.value, 1);
  EXPECT_FALSE(kept.uses.has_value());
  EXPECT_EQ(kept.expires_at.us, clock_.wall().us + 168LL * 3600 * 1'000'000) << "a week";
  EXPECT_EQ(invite->expires_at.us, kept.expires_at.us);
  EXPECT_NE(make()->code, invite->code);
}

TEST_F(MakeInviteTest, uses_and_hours_are_what_was_asked_for) {
  const auto invite = make(terms(3, 2));
  ASSERT_TRUE(invite.has_value());
  EXPECT_EQ(invite->uses, 3U);
  EXPECT_EQ(members_.invited.asked->uses, 3U);
  EXPECT_EQ(invite->expires_at.us, clock_.wall().us + 2LL * 3600 * 1'000'000);
  EXPECT_TRUE(make(terms(1000, 720)).has_value());
  EXPECT_TRUE(make(terms(1, 1)).has_value());
}

TEST_F(MakeInviteTest, terms_out_of_bounds_make_none) {
  for (const auto& wrong : {terms(0, 1), terms(1001, 1), terms(-1, 1), terms(1, 0), terms(1, 721)}) {
    EXPECT_EQ(make(wrong).error().code, Code::field_invalid);
  }
  EXPECT_FALSE(members_.invited.asked.has_value());
}

TEST_F(MakeInviteTest, who_may_not_invite_gets_no_code) {
  members_.invited.answer = base::fail(Code::not_allowed);
  EXPECT_EQ(make().error().code, Code::not_allowed);
}

}  // namespace
}  // namespace heartlink::chat
