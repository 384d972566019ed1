// SPDX-License-Identifier: Apache-2.0
// People, sessions and tokens.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;

class Accounts : public StoreContract {
 protected:
  base::Result<model::User> create(const std::string& name, const std::string& key) {
    store::NewUser user;
    user.name = name;
    user.name_key = key;
    user.password_hash = "hash";
    return executor.ask<model::User>([&](auto done) { opened->users().create(user, done); });
  }
  base::Result<model::Principal> open_session(const std::string& secret, model::UserId user,
                                              std::chrono::microseconds life = std::chrono::hours{1}) {
    store::NewSession session;
    session.secret_hash = secret;
    session.user = user;
    session.expires_at = {clock.wall().us + life.count()};
    return executor.ask<model::Principal>([&](auto done) { opened->sessions().open_session(session, done); });
  }
  base::Result<model::Principal> find_session(const std::string& secret) {
    return executor.ask<model::Principal>([&](auto done) { opened->sessions().find_session(secret, done); });
  }
  // 32 bytes, zeros among them.
  static std::string secret(char first) { return std::string(1, first) + std::string(31, '\0'); }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Accounts, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Accounts, a_name_is_taken_under_its_key) {
  const auto alice = create("Alice", "alice").value();
  EXPECT_GT(alice.id.value, 0);
  EXPECT_EQ(create("ALICE", "alice").error().code, Code::username_taken);
  EXPECT_NE(create("Bob", "bob").value().id, alice.id);
}

TEST_P(Accounts, a_person_is_found_by_key_with_the_hash) {
  const auto alice = create("Alice", "alice").value();
  const auto found =
      executor.ask<store::Credentials>([&](auto done) { opened->users().find("alice", done); }).value();
  EXPECT_EQ(found.user.id, alice.id);
  EXPECT_EQ(found.user.name, "Alice");
  EXPECT_EQ(found.user.created_at, clock.wall());
  EXPECT_FALSE(found.user.disabled);
  EXPECT_EQ(found.password_hash, "hash");
  const auto missing =
      executor.ask<store::Credentials>([&](auto done) { opened->users().find("Alice", done); });
  EXPECT_EQ(missing.error().code, Code::user_not_found);
}

TEST_P(Accounts, a_session_is_found_until_it_ends) {
  const auto alice = person("alice");
  const auto opening = open_session(secret('a'), alice.id).value();
  EXPECT_EQ(opening.user.name, "alice");
  EXPECT_FALSE(opening.bearer);
  const auto found = find_session(secret('a')).value();
  EXPECT_EQ(found.user.id, alice.id);
  EXPECT_EQ(found.expires_at, opening.expires_at);
  EXPECT_EQ(find_session(secret('b')).error().code, Code::login_required);

  EXPECT_TRUE(executor.ask<bool>([&](auto done) { opened->sessions().end_session(secret('a'), done); }));
  EXPECT_EQ(find_session(secret('a')).error().code, Code::login_required);
  EXPECT_TRUE(executor.ask<bool>([&](auto done) { opened->sessions().end_session(secret('a'), done); }));
}

TEST_P(Accounts, a_session_is_over_at_its_time) {
  const auto alice = person("alice");
  ASSERT_TRUE(open_session(secret('a'), alice.id, std::chrono::seconds{10}));
  clock.advance(std::chrono::seconds{9});
  EXPECT_TRUE(find_session(secret('a')));
  clock.advance(std::chrono::seconds{1});
  EXPECT_EQ(find_session(secret('a')).error().code, Code::login_required);
}

TEST_P(Accounts, a_session_outlives_a_restart) {
  ASSERT_TRUE(open_session(secret('a'), person("alice").id));
  reopen();
  EXPECT_TRUE(find_session(secret('a')));
}

TEST_P(Accounts, nobody_gets_no_session) {
  EXPECT_EQ(open_session(secret('a'), model::UserId{4711}).error().code, Code::user_not_found);
}

TEST_P(Accounts, a_token_is_a_bearer) {
  const auto alice = person("alice");
  store::NewToken token;
  token.secret_hash = secret('t');
  token.user = alice.id;
  token.label = "robot";
  EXPECT_TRUE(executor.ask<bool>([&](auto done) { opened->sessions().create_token(token, done); }));
  const auto find = [&](const std::string& hash) {
    return executor.ask<model::Principal>([&](auto done) { opened->sessions().find_token(hash, done); });
  };
  EXPECT_TRUE(find(secret('t')).value().bearer);
  EXPECT_EQ(find(secret('t')).value().user.id, alice.id);
  EXPECT_EQ(find(secret('u')).error().code, Code::login_required);
  EXPECT_EQ(find_session(secret('t')).error().code, Code::login_required);
}

}  // namespace
}  // namespace heartlink::contract
