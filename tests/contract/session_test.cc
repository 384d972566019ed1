// SPDX-License-Identifier: Apache-2.0
// Browser sessions: opening, finding, listing, ending, and who is told when they end.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;
using Told = std::vector<std::string>;

class Sessions : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    alice = person("alice");
    bob = person("bob");
  }
  std::uint32_t end(const store::SessionsOf& which) {
    return executor.ask<std::uint32_t>([&](auto done) { opened->sessions().end_sessions(which, done); })
        .value();
  }
  std::uint32_t end_one(char first) {
    store::SessionsOf which;
    which.secret_hash = secret(first);
    return end(which);
  }
  static store::SessionsOf of(const model::User& user, const std::string& id = {}) {
    store::SessionsOf which;
    which.user = user.id;
    which.id = id;
    return which;
  }
  std::vector<store::SessionRow> list(const model::User& user) {
    return executor
        .ask<std::vector<store::SessionRow>>(
            [&](auto done) { opened->sessions().list_sessions(user.id, done); })
        .value();
  }
  // The first byte of each one's secret, in the order of the list.
  std::string listed(const model::User& user) {
    std::string firsts;
    for (const auto& row : list(user)) firsts += row.secret_hash.front();
    return firsts;
  }
  base::Result<model::Principal> extend(char first, std::chrono::microseconds life) {
    const base::WallTime until{clock.wall().us + life.count()};
    return executor.ask<model::Principal>(
        [&](auto done) { opened->sessions().extend_session(secret(first), until, done); });
  }

  model::User alice, bob;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Sessions, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Sessions, a_session_is_found_with_its_secret_hash) {
  const auto opening = open_session('a', alice).value();
  EXPECT_EQ(opening.user.name, "alice");
  EXPECT_FALSE(opening.bearer);
  EXPECT_EQ(opening.secret_hash, secret('a'));
  const auto found = find_session('a').value();
  EXPECT_EQ(found.user.id, alice.id);
  EXPECT_EQ(found.expires_at, opening.expires_at);
  EXPECT_EQ(found.secret_hash, secret('a'));
  EXPECT_FALSE(found.bearer);
  EXPECT_EQ(find_session('b').error().code, Code::login_required);
}

TEST_P(Sessions, a_session_is_over_at_its_time) {
  ASSERT_TRUE(open_session('a', alice, std::chrono::seconds{10}));
  clock.advance(std::chrono::seconds{9});
  EXPECT_TRUE(find_session('a'));
  clock.advance(std::chrono::seconds{1});
  EXPECT_EQ(find_session('a').error().code, Code::login_required);
}

TEST_P(Sessions, an_extended_session_lasts_until_its_new_time) {
  ASSERT_TRUE(open_session('a', alice, std::chrono::seconds{10}));
  ASSERT_TRUE(open_session('b', alice, std::chrono::seconds{10}));
  clock.advance(std::chrono::seconds{9});
  const auto extended = extend('a', std::chrono::seconds{30}).value();
  EXPECT_EQ(extended.user.name, "alice");
  EXPECT_EQ(extended.secret_hash, secret('a'));
  EXPECT_EQ(extended.expires_at.us, clock.wall().us + 30'000'000);
  EXPECT_EQ(list(alice).at(0).expires_at, extended.expires_at);
  clock.advance(std::chrono::seconds{29});
  EXPECT_EQ(find_session('a').value().expires_at, extended.expires_at);
  EXPECT_FALSE(find_session('b'));
  clock.advance(std::chrono::seconds{1});
  EXPECT_FALSE(find_session('a'));
}

TEST_P(Sessions, what_is_over_or_never_was_cannot_be_extended) {
  EXPECT_EQ(extend('a', std::chrono::hours{1}).error().code, Code::login_required);
  ASSERT_TRUE(open_session('a', alice, std::chrono::seconds{10}));
  ASSERT_TRUE(open_session('b', alice));
  clock.advance(std::chrono::seconds{10});
  EXPECT_EQ(extend('a', std::chrono::hours{1}).error().code, Code::login_required);
  EXPECT_FALSE(find_session('a'));
  EXPECT_EQ(end_one('b'), 1U);
  EXPECT_EQ(extend('b', std::chrono::hours{1}).error().code, Code::login_required);
}

TEST_P(Sessions, a_session_outlives_a_restart) {
  ASSERT_TRUE(open_session('a', alice));
  reopen();
  EXPECT_TRUE(find_session('a'));
}

TEST_P(Sessions, nobody_gets_no_session) {
  model::User nobody;
  nobody.id = {4711};
  EXPECT_EQ(open_session('a', nobody).error().code, Code::user_not_found);
}

TEST_P(Sessions, they_are_listed_newest_first_with_where_they_come_from) {
  EXPECT_TRUE(list(alice).empty());
  ASSERT_TRUE(open_session('a', alice));
  clock.advance(std::chrono::seconds{1});
  const auto second = open_session('b', alice).value();
  ASSERT_TRUE(open_session('c', bob));
  const auto rows = list(alice);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].id, sign_in_id('b'));
  EXPECT_EQ(rows[0].id.size(), 16U);
  EXPECT_EQ(rows[0].secret_hash, secret('b'));
  EXPECT_EQ(rows[0].created_at, clock.wall());
  EXPECT_EQ(rows[0].expires_at, second.expires_at);
  EXPECT_EQ(rows[0].address, "192.0.2.1");
  EXPECT_EQ(rows[0].agent, "browser b");
  EXPECT_EQ(rows[1].id, sign_in_id('a'));
}

TEST_P(Sessions, one_whose_time_is_over_is_not_listed) {
  ASSERT_TRUE(open_session('a', alice, std::chrono::seconds{10}));
  ASSERT_TRUE(open_session('b', alice));
  clock.advance(std::chrono::seconds{10});
  EXPECT_EQ(listed(alice), "b");
}

TEST_P(Sessions, over_the_bound_the_oldest_gives_way_and_is_told) {
  config.limits.sessions_per_user = 3;
  reopen();
  ASSERT_TRUE(open_session('x', bob));
  for (const char first : {'a', 'b', 'c', 'd'}) {
    ASSERT_TRUE(open_session(first, alice));
    clock.advance(std::chrono::seconds{1});
  }
  EXPECT_EQ(take_revocations(), Told{"alice: a"});
  EXPECT_EQ(listed(alice), "dcb");
  EXPECT_FALSE(find_session('a'));
  EXPECT_TRUE(find_session('x'));
}

TEST_P(Sessions, those_over_their_time_make_room_first) {
  config.limits.sessions_per_user = 2;
  reopen();
  ASSERT_TRUE(open_session('a', alice));
  ASSERT_TRUE(open_session('b', alice, std::chrono::seconds{10}));
  clock.advance(std::chrono::seconds{10});
  ASSERT_TRUE(open_session('c', alice));
  EXPECT_EQ(take_revocations(), Told{});
  EXPECT_EQ(listed(alice), "ca");
}

TEST_P(Sessions, a_lower_bound_holds_from_the_next_sign_in_on) {
  for (const char first : {'a', 'b', 'c', 'd'}) {
    ASSERT_TRUE(open_session(first, alice));
    clock.advance(std::chrono::seconds{1});
  }
  config.limits.sessions_per_user = 2;
  reopen();
  ASSERT_TRUE(open_session('e', alice));
  EXPECT_EQ(listed(alice), "ed");
  EXPECT_EQ(take_revocations().size(), 3U);
}

TEST_P(Sessions, one_is_ended_by_its_secret) {
  ASSERT_TRUE(open_session('a', alice));
  ASSERT_TRUE(open_session('b', alice));
  EXPECT_EQ(end_one('a'), 1U);
  EXPECT_EQ(take_revocations(), Told{"alice: a"});
  EXPECT_FALSE(find_session('a'));
  EXPECT_TRUE(find_session('b'));
}

TEST_P(Sessions, one_that_is_not_there_is_no_error_and_no_news) {
  ASSERT_TRUE(open_session('a', alice));
  EXPECT_EQ(end_one('a'), 1U);
  take_revocations();
  EXPECT_EQ(end_one('a'), 0U);
  EXPECT_EQ(end(of(alice, sign_in_id('a'))), 0U);
  EXPECT_EQ(end(of(alice, "not an id")), 0U);
  EXPECT_EQ(take_revocations(), Told{});
}

TEST_P(Sessions, one_is_ended_by_its_id_for_its_owner_only) {
  ASSERT_TRUE(open_session('a', alice));
  ASSERT_TRUE(open_session('b', alice));
  EXPECT_EQ(end(of(bob, sign_in_id('a'))), 0U);
  EXPECT_EQ(take_revocations(), Told{});
  EXPECT_EQ(end(of(alice, sign_in_id('a'))), 1U);
  EXPECT_EQ(take_revocations(), Told{"alice: a"});
  EXPECT_FALSE(find_session('a'));
  EXPECT_TRUE(find_session('b'));
}

TEST_P(Sessions, an_id_does_not_end_the_exception) {
  ASSERT_TRUE(open_session('a', alice));
  auto which = of(alice, sign_in_id('a'));
  which.except = secret('a');
  EXPECT_EQ(end(which), 0U);
  EXPECT_EQ(take_revocations(), Told{});
  EXPECT_TRUE(find_session('a'));
}

TEST_P(Sessions, all_of_a_person_end_but_one) {
  for (const char first : {'a', 'b', 'c'}) ASSERT_TRUE(open_session(first, alice));
  ASSERT_TRUE(open_session('d', bob));
  auto which = of(alice);
  which.except = secret('b');
  EXPECT_EQ(end(which), 2U);
  EXPECT_EQ(take_revocations(), Told{"alice: all but b"});
  EXPECT_EQ(listed(alice), "b");
  EXPECT_EQ(end(of(alice)), 1U);
  EXPECT_EQ(take_revocations(), Told{"alice: all"});
  EXPECT_EQ(listed(alice), "");
  EXPECT_EQ(listed(bob), "d");
}

TEST_P(Sessions, a_session_is_opened_only_while_the_password_is_still_the_one_that_was_verified) {
  store::NewSession session;
  session.secret_hash = secret('a');
  session.user = alice.id;
  session.expires_at = {clock.wall().us + 60'000'000};
  session.password_hash = "another hash";
  const auto opening = [&] {
    return executor.ask<model::Principal>([&](auto done) { opened->sessions().open_session(session, done); });
  };
  EXPECT_EQ(opening().error().code, Code::wrong_credentials);
  EXPECT_FALSE(find_session('a'));
  session.password_hash =
      executor.ask<store::Credentials>([&](auto done) { opened->users().find("alice", done); })
          .value()
          .password_hash;
  EXPECT_TRUE(opening());
}

}  // namespace
}  // namespace heartlink::contract
