// SPDX-License-Identifier: Apache-2.0
#include "account/manage_tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "account/create_token.h"
#include "account/secrets.h"
#include "account/testing/fakes.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

struct ManageTokensTest : ::testing::Test {
  ManageTokensTest() {
    for (const char* name : {"alice", "bob"}) {
      store::Credentials one;
      one.user.id = model::UserId{static_cast<std::int64_t>(users.by_key.size()) + 1};
      one.user.name = name;
      users.by_key[name] = one;
    }
  }

  std::string issue(std::string user, std::string label) {
    TokenOrder order;
    order.user = std::move(user);
    order.label = std::move(label);
    auto answer = testing::expect<IssuedToken>(executor);
    create_token.run(order, answer.done);
    return answer.get()->token;
  }

  Result<std::vector<store::TokenRow>> list(std::string user = {}, std::string after = {},
                                            std::uint32_t limit = 100) {
    auto answer = testing::expect<std::vector<store::TokenRow>>(executor);
    list_tokens.run(std::move(user), std::move(after), limit, answer.done);
    return answer.get();
  }

  Result<bool> revoke(std::string id) {
    auto answer = testing::expect<bool>(executor);
    revoke_token.run(std::move(id), answer.done);
    return answer.get();
  }

  testing::HandExecutor executor;
  testing::FakeSessions sessions;
  testing::FakeTokens tokens;
  testing::FakeUsers users{sessions, tokens};
  testing::FakeBus bus;
  base::SeededRandom random{1};
  CreateToken create_token{users, tokens, random};
  ListTokens list_tokens{users, tokens};
  RevokeToken revoke_token{tokens, bus};
};

using ListTokensTest = ManageTokensTest;
using RevokeTokenTest = ManageTokensTest;

TEST_F(ListTokensTest, of_one_person_or_of_all_page_by_page) {
  (void)issue("alice", "bot");
  (void)issue("bob", "script");
  (void)issue("bob", "backup");
  EXPECT_EQ(list()->size(), 3U);
  const auto of_alice = list("ALICE");
  ASSERT_EQ(of_alice->size(), 1U);
  EXPECT_EQ(of_alice->front().user, "alice");
  EXPECT_EQ(of_alice->front().label, "bot");
  const auto first = list({}, {}, 2);
  ASSERT_EQ(first->size(), 2U);
  EXPECT_EQ(list({}, first->back().id)->size(), 1U);
  EXPECT_EQ(list("Mallory").error().detail, "Mallory");
}

TEST_F(RevokeTokenTest, a_revoked_token_opens_nothing_any_more) {
  const auto token = issue("alice", "bot");
  EXPECT_TRUE(revoke(list()->front().id));
  EXPECT_FALSE(tokens.tokens.contains(hash_of_secret(token)));
}

TEST_F(RevokeTokenTest, an_unknown_id_is_told) {
  const auto refused = revoke("0123456789abcdef");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::token_not_found);
  EXPECT_EQ(refused.error().detail, "0123456789abcdef");
}

TEST_F(RevokeTokenTest, the_answer_waits_until_every_worker_has_closed_the_sockets) {
  (void)issue("alice", "bot");
  bus.hold = true;
  auto answer = testing::expect<bool>(executor);
  revoke_token.run(list()->front().id, answer.done);
  executor.run_ready();
  EXPECT_TRUE(tokens.tokens.empty());
  EXPECT_FALSE(answer.answered());
  bus.let_go();
  EXPECT_TRUE(answer.get());
}

}  // namespace
}  // namespace heartlink::account
