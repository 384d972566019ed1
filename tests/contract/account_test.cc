// SPDX-License-Identifier: Apache-2.0
// People: making, finding, listing, their passwords, and disabling them.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;
using Told = std::vector<std::string>;

class Accounts : public StoreContract {
 protected:
  base::Result<model::User> create(const std::string& name, const std::string& key) {
    store::NewUser user;
    user.name = name;
    user.name_key = key;
    user.password_hash = "hash";
    return executor.ask<model::User>([&](auto done) { opened->users().create(user, done); });
  }
  store::Credentials credentials(const std::string& key) {
    return executor.ask<store::Credentials>([&](auto done) { opened->users().find(key, done); }).value();
  }
  std::vector<std::string> names_after(model::UserId after, std::uint32_t limit) {
    const auto users =
        executor.ask<std::vector<model::User>>([&](auto done) { opened->users().list(after, limit, done); });
    std::vector<std::string> found;
    for (const auto& user : users.value()) found.push_back(user.name);
    return found;
  }
  base::Result<std::uint32_t> set_password(const store::NewPassword& password) {
    return executor.ask<std::uint32_t>([&](auto done) { opened->users().set_password(password, done); });
  }
  static store::NewPassword new_password(const model::User& user, const std::string& hash) {
    store::NewPassword password;
    password.user = user.id;
    password.password_hash = hash;
    return password;
  }
  base::Result<model::User> set_disabled(model::UserId user, bool disabled) {
    return executor.ask<model::User>([&](auto done) { opened->users().set_disabled(user, disabled, done); });
  }
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
  const auto found = credentials("alice");
  EXPECT_EQ(found.user.id, alice.id);
  EXPECT_EQ(found.user.name, "Alice");
  EXPECT_EQ(found.user.created_at, clock.wall());
  EXPECT_FALSE(found.user.disabled);
  EXPECT_EQ(found.password_hash, "hash");
  const auto missing =
      executor.ask<store::Credentials>([&](auto done) { opened->users().find("Alice", done); });
  EXPECT_EQ(missing.error().code, Code::user_not_found);
}

TEST_P(Accounts, people_are_listed_page_by_page) {
  EXPECT_TRUE(names_after({}, 2).empty());
  for (const char* name : {"dora", "alice", "carol"}) person(name);
  const auto bob = person("bob");
  EXPECT_EQ(names_after({}, 3), (std::vector<std::string>{"dora", "alice", "carol"}));
  EXPECT_EQ(names_after({bob.id.value - 1}, 3), (std::vector<std::string>{"bob"}));
  EXPECT_TRUE(names_after(bob.id, 3).empty());
}

TEST_P(Accounts, a_password_is_changed_and_nothing_else) {
  const auto alice = person("alice");
  ASSERT_TRUE(open_session('a', alice));
  EXPECT_EQ(set_password(new_password(alice, "new")).value(), 0U);
  EXPECT_EQ(credentials("alice").password_hash, "new");
  EXPECT_TRUE(find_session('a'));
  EXPECT_EQ(take_revocations(), Told{});
  EXPECT_EQ(set_password(new_password({}, "new")).error().code, Code::user_not_found);
}

TEST_P(Accounts, of_two_who_replace_one_password_the_second_is_refused) {
  const auto alice = person("alice");
  ASSERT_TRUE(open_session('a', alice));
  const auto old = credentials("alice").password_hash;
  auto first = new_password(alice, "first");
  first.instead_of = old;
  auto second = new_password(alice, "second");
  second.instead_of = old;
  second.end_sessions = true;
  EXPECT_TRUE(set_password(first));
  EXPECT_EQ(set_password(second).error().code, Code::user_not_found);
  EXPECT_EQ(credentials("alice").password_hash, "first");
  EXPECT_TRUE(find_session('a'));
  EXPECT_EQ(take_revocations(), Told{});
}

TEST_P(Accounts, a_new_password_ends_the_other_sessions) {
  const auto alice = person("alice");
  const auto bob = person("bob");
  for (const char first : {'a', 'b', 'c'}) ASSERT_TRUE(open_session(first, alice));
  ASSERT_TRUE(open_session('d', bob));
  ASSERT_TRUE(create_token('t', alice));
  auto password = new_password(alice, "new");
  password.end_sessions = true;
  password.except = secret('b');
  EXPECT_EQ(set_password(password).value(), 2U);
  EXPECT_EQ(take_revocations(), Told{"alice: all but b"});
  EXPECT_FALSE(find_session('a'));
  EXPECT_TRUE(find_session('b'));
  EXPECT_FALSE(find_session('c'));
  EXPECT_TRUE(find_session('d'));
  EXPECT_TRUE(find_token('t'));
}

TEST_P(Accounts, disabling_ends_sessions_and_refuses_tokens) {
  const auto alice = person("alice");
  ASSERT_TRUE(open_session('a', alice));
  ASSERT_TRUE(create_token('t', alice));
  EXPECT_TRUE(set_disabled(alice.id, true).value().disabled);
  EXPECT_EQ(take_revocations(), Told{"alice: all and tokens"});
  EXPECT_EQ(find_session('a').error().code, Code::login_required);
  EXPECT_EQ(find_token('t').error().code, Code::login_required);
  EXPECT_EQ(open_session('b', alice).error().code, Code::account_disabled);
  EXPECT_EQ(create_token('u', alice).error().code, Code::account_disabled);
  EXPECT_TRUE(credentials("alice").user.disabled);
}

TEST_P(Accounts, enabling_gives_the_tokens_back_but_not_the_sessions) {
  const auto alice = person("alice");
  ASSERT_TRUE(open_session('a', alice));
  ASSERT_TRUE(create_token('t', alice));
  ASSERT_TRUE(set_disabled(alice.id, true));
  take_revocations();
  const auto enabled = set_disabled(alice.id, false).value();
  EXPECT_FALSE(enabled.disabled);
  EXPECT_EQ(enabled.name, "alice");
  EXPECT_EQ(take_revocations(), Told{});
  EXPECT_TRUE(find_token('t'));
  EXPECT_FALSE(find_session('a'));
  EXPECT_TRUE(open_session('b', alice));
}

TEST_P(Accounts, what_is_disabled_can_be_disabled_again) {
  const auto alice = person("alice");
  ASSERT_TRUE(set_disabled(alice.id, true));
  EXPECT_TRUE(set_disabled(alice.id, true).value().disabled);
  EXPECT_FALSE(set_disabled(alice.id, false).value().disabled);
  EXPECT_FALSE(set_disabled(alice.id, false).value().disabled);
  EXPECT_EQ(set_disabled({4711}, true).error().code, Code::user_not_found);
}

}  // namespace
}  // namespace heartlink::contract
