// SPDX-License-Identifier: Apache-2.0
// Programs' access tokens.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;
using Told = std::vector<std::string>;

class Tokens : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    alice = person("alice");
    bob = person("bob");
  }
  base::Result<bool> revoke(const std::string& id) {
    return executor.ask<bool>([&](auto done) { opened->tokens().revoke_token(id, done); });
  }
  // The labels, in the order of the list.
  std::vector<std::string> labels(std::optional<model::UserId> user, const std::string& after,
                                  std::uint32_t limit) {
    const auto rows = executor.ask<std::vector<store::TokenRow>>(
        [&](auto done) { opened->tokens().list_tokens(user, after, limit, done); });
    std::vector<std::string> found;
    for (const auto& row : rows.value()) found.push_back(row.label);
    return found;
  }

  model::User alice, bob;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Tokens, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Tokens, a_token_is_a_bearer_and_no_session) {
  ASSERT_TRUE(create_token('t', alice));
  const auto found = find_token('t').value();
  EXPECT_TRUE(found.bearer);
  EXPECT_EQ(found.user.id, alice.id);
  EXPECT_EQ(found.secret_hash, secret('t'));
  EXPECT_EQ(find_token('u').error().code, Code::login_required);
  EXPECT_EQ(find_session('t').error().code, Code::login_required);
}

TEST_P(Tokens, nobody_gets_no_token) {
  model::User nobody;
  nobody.id = {4711};
  EXPECT_EQ(create_token('t', nobody).error().code, Code::user_not_found);
}

TEST_P(Tokens, a_row_says_whose_it_is_and_since_when) {
  ASSERT_TRUE(create_token('t', alice, "backup"));
  const auto rows = executor
                        .ask<std::vector<store::TokenRow>>(
                            [&](auto done) { opened->tokens().list_tokens(std::nullopt, {}, 10, done); })
                        .value();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].id, sign_in_id('t'));
  EXPECT_EQ(rows[0].user, "alice");
  EXPECT_EQ(rows[0].label, "backup");
  EXPECT_EQ(rows[0].created_at, clock.wall());
}

TEST_P(Tokens, they_are_listed_page_by_page_in_the_order_of_ids) {
  ASSERT_TRUE(create_token('c', alice, "c"));
  ASSERT_TRUE(create_token('a', alice, "a"));
  ASSERT_TRUE(create_token('\xee', alice, "last"));
  ASSERT_TRUE(create_token('b', bob, "b"));
  EXPECT_EQ(labels({}, {}, 2), (Told{"a", "b"}));
  EXPECT_EQ(labels({}, sign_in_id('b'), 2), (Told{"c", "last"}));
  EXPECT_EQ(labels({}, sign_in_id('\xee'), 2), Told{});
  EXPECT_EQ(labels(alice.id, {}, 2), (Told{"a", "c"}));
  EXPECT_EQ(labels(alice.id, sign_in_id('a'), 9), (Told{"c", "last"}));
  EXPECT_EQ(labels(bob.id, {}, 9), (Told{"b"}));
  EXPECT_EQ(labels({}, "no id", 9), Told{});
}

TEST_P(Tokens, a_revoked_token_is_refused_and_told) {
  ASSERT_TRUE(create_token('t', alice));
  ASSERT_TRUE(create_token('u', alice));
  EXPECT_TRUE(revoke(sign_in_id('t')).value());
  EXPECT_EQ(take_revocations(), Told{"alice: t"});
  EXPECT_EQ(find_token('t').error().code, Code::login_required);
  EXPECT_TRUE(find_token('u'));
}

TEST_P(Tokens, only_what_is_there_can_be_revoked) {
  ASSERT_TRUE(create_token('t', alice));
  ASSERT_TRUE(open_session('s', alice));
  for (const auto& id : {sign_in_id('u'), sign_in_id('s'), sign_in_id('t').substr(0, 15), std::string{}}) {
    EXPECT_EQ(revoke(id).error().code, Code::token_not_found) << id;
  }
  EXPECT_EQ(take_revocations(), Told{});
  EXPECT_TRUE(find_token('t'));
}

}  // namespace
}  // namespace heartlink::contract
