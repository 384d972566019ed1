// SPDX-License-Identifier: Apache-2.0
// What a socket that comes back is given, and pages of history.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;
using From = store::PageQuery::From;

std::vector<std::int64_t> ids_of(const std::vector<model::Entry>& entries) {
  std::vector<std::int64_t> ids;
  for (const auto& entry : entries) ids.push_back(entry.id.value);
  return ids;
}

class Resuming : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    alice = person("alice");
    bob = person("bob");
    room = room_of(alice, bob);
  }
  base::Result<store::Resume> resume_through(char first, bool bearer, const model::User& viewer) {
    store::ResumeQuery query;
    query.room = room;
    query.viewer = viewer.id;
    query.secret_hash = secret(first);
    query.bearer = bearer;
    return executor.ask<store::Resume>([&](auto done) { opened->messages().resume(query, done); });
  }

  model::User alice, bob;
  model::RoomId room;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Resuming, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Resuming, resume_gives_exactly_what_is_missing) {
  post_many(room, alice, 5);
  const auto resumed = resume(room, bob, 2).value();
  EXPECT_EQ(ids_of(resumed.entries), (std::vector<std::int64_t>{3, 4, 5}));
  EXPECT_EQ(resumed.head.value, 5);
  EXPECT_FALSE(resumed.gap);
  EXPECT_FALSE(resumed.reset);
  EXPECT_EQ(resumed.entries[0].content, "3");
  EXPECT_EQ(resumed.entries[0].sender, alice.id);
  EXPECT_EQ(resumed.entries[0].sender_name, "alice");
}

TEST_P(Resuming, resume_at_the_head_gives_nothing) {
  post_many(room, alice, 3);
  const auto resumed = resume(room, bob, 3).value();
  EXPECT_TRUE(resumed.entries.empty());
  EXPECT_FALSE(resumed.reset);
  EXPECT_EQ(resumed.head.value, 3);
}

TEST_P(Resuming, without_after_only_the_head_is_told) {
  post_many(room, alice, 3);
  const auto resumed = resume(room, bob).value();
  EXPECT_TRUE(resumed.entries.empty());
  EXPECT_EQ(resumed.head.value, 3);
  EXPECT_EQ(resumed.room.id, room);
}

TEST_P(Resuming, an_empty_room_resumes_from_zero) {
  const auto resumed = resume(room, bob, 0).value();
  EXPECT_TRUE(resumed.entries.empty());
  EXPECT_FALSE(resumed.reset);
  EXPECT_EQ(resumed.head.value, 0);
}

TEST_P(Resuming, a_viewer_who_is_muted_is_told_until_when) {
  room = test_room(alice);
  store::MemberChange order;
  order.room = room;
  order.by = alice;
  order.subject = bob;
  order.kind = store::MemberChange::Kind::mute;
  order.muted_until = base::WallTime{clock.wall().us + 60'000'000};
  ASSERT_TRUE(executor.ask<model::EntryId>([&](auto done) { opened->members().change(order, done); }));
  EXPECT_EQ(resume(room, bob).value().muted_until, *order.muted_until);
  EXPECT_EQ(resume(room, alice).value().muted_until.us, 0);
}

TEST_P(Resuming, too_much_missing_gives_the_newest_and_a_gap) {
  config.limits.resume_entries = 10;
  config.limits.resume_tail = 4;
  reopen();
  post_many(room, alice, 20);
  const auto whole = resume(room, bob, 10).value();
  EXPECT_EQ(whole.entries.size(), 10U);
  EXPECT_FALSE(whole.gap);
  const auto tail = resume(room, bob, 9).value();
  EXPECT_EQ(ids_of(tail.entries), (std::vector<std::int64_t>{17, 18, 19, 20}));
  ASSERT_TRUE(tail.gap);
  EXPECT_EQ(tail.gap->first.value, 10);
  EXPECT_EQ(tail.gap->second.value, 16);
}

TEST_P(Resuming, another_epoch_resets) {
  post_many(room, alice, 3);
  const auto epoch = resume(room, bob).value().room.epoch;
  EXPECT_FALSE(resume(room, bob, 1, epoch).value().reset);
  const auto other = resume(room, bob, 1, "0123456789abcdef").value();
  EXPECT_TRUE(other.reset);
  EXPECT_TRUE(other.entries.empty());
  EXPECT_EQ(other.head.value, 3);
}

TEST_P(Resuming, an_id_beyond_the_head_resets) {
  post_many(room, alice, 3);
  EXPECT_TRUE(resume(room, bob, 4).value().reset);
  EXPECT_TRUE(resume(room, bob, -1).value().reset);
}

TEST_P(Resuming, only_who_may_enter_resumes) {
  const auto eve = person("eve");
  EXPECT_EQ(resume(room, eve, 0).error().code, Code::not_a_member);
  EXPECT_EQ(resume({"nowhere"}, eve, 0).error().code, Code::room_not_found);
  EXPECT_TRUE(resume({"public-room"}, eve, 0));
  EXPECT_TRUE(resume(test_room(alice), eve, 0));
}

TEST_P(Resuming, the_marks_of_the_members_come_along) {
  const auto resumed = resume(room, bob).value();
  ASSERT_EQ(resumed.marks.size(), 2U);
  EXPECT_EQ(resumed.marks[0].username, "alice");
  EXPECT_EQ(resumed.marks[1].username, "bob");
  EXPECT_EQ(resumed.marks[1].read.value, 0);
  EXPECT_EQ(resumed.read_up_to.value, 0);
}

TEST_P(Resuming, a_part_is_measured_as_it_goes_over_the_wire) {
  for (int i = 0; i < 8; ++i) ASSERT_TRUE(post(message(room, alice, std::string(4000, '\x01'))));
  const auto first = resume(room, bob, 0).value();
  EXPECT_TRUE(first.more) << "each is 24,000 octets of escapes";
  EXPECT_LE(first.entries.size(), 3U);
  EXPECT_EQ(first.head.value, 8);
  auto after = first.entries.back().id.value;
  for (int parts = 1; after < 8; ++parts) {
    ASSERT_LT(parts, 8);
    const auto next = resume(room, bob, after).value();
    ASSERT_EQ(next.entries.front().id.value, after + 1);
    after = next.entries.back().id.value;
    EXPECT_EQ(next.more, after < 8);
  }
}

TEST_P(Resuming, what_is_answered_is_seen_by_the_next_reader) {
  for (std::int64_t id = 1; id <= 50; ++id) {
    ASSERT_TRUE(post(message(room, alice, "x")));
    EXPECT_EQ(resume(room, bob).value().head.value, id);
  }
}

TEST_P(Resuming, a_read_that_takes_too_long_gives_up) {
  post_many(room, alice, 3);
  config.limits.read_many_deadline = std::chrono::milliseconds{-1};
  reopen();
  EXPECT_EQ(resume(room, bob, 0).error().code, Code::busy);
  config.limits.read_many_deadline = std::chrono::milliseconds{100};
  EXPECT_EQ(resume(room, bob, 0).value().entries.size(), 3U);
}

class Paging : public Resuming {};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Paging, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Paging, the_newest_page_ascends_and_tells_whether_older_ones_are_there) {
  post_many(room, alice, 5);
  const auto some = page(room, bob, From::newest, 0, 3).value();
  EXPECT_EQ(ids_of(some.entries), (std::vector<std::int64_t>{3, 4, 5}));
  EXPECT_TRUE(some.has_more);
  const auto all = page(room, bob, From::newest, 0, 5).value();
  EXPECT_EQ(all.entries.size(), 5U);
  EXPECT_FALSE(all.has_more);
}

TEST_P(Paging, after_goes_up_from_the_anchor) {
  post_many(room, alice, 5);
  const auto next = page(room, bob, From::after, 1, 2).value();
  EXPECT_EQ(ids_of(next.entries), (std::vector<std::int64_t>{2, 3}));
  EXPECT_TRUE(next.has_more);
  const auto last = page(room, bob, From::after, 3, 2).value();
  EXPECT_EQ(ids_of(last.entries), (std::vector<std::int64_t>{4, 5}));
  EXPECT_FALSE(last.has_more);
}

TEST_P(Paging, before_gives_what_stands_just_below_the_anchor) {
  post_many(room, alice, 5);
  const auto older = page(room, bob, From::before, 4, 2).value();
  EXPECT_EQ(ids_of(older.entries), (std::vector<std::int64_t>{2, 3}));
  EXPECT_TRUE(older.has_more);
  const auto oldest = page(room, bob, From::before, 2, 2).value();
  EXPECT_EQ(ids_of(oldest.entries), (std::vector<std::int64_t>{1}));
  EXPECT_FALSE(oldest.has_more);
}

TEST_P(Paging, a_page_is_never_longer_than_the_limit_of_the_server) {
  config.limits.history_page = 4;
  reopen();
  post_many(room, alice, 6);
  EXPECT_EQ(page(room, bob, From::newest, 0, 1'000'000).value().entries.size(), 4U);
  EXPECT_EQ(page(room, bob, From::newest, 0, 0).value().entries.size(), 1U);
}

TEST_P(Paging, only_who_may_enter_reads) {
  EXPECT_EQ(page(room, person("eve"), From::newest, 0, 10).error().code, Code::not_a_member);
  EXPECT_EQ(page({"nowhere"}, alice, From::newest, 0, 10).error().code, Code::room_not_found);
}

TEST_P(Resuming, whose_session_ended_resumes_no_more) {
  ASSERT_TRUE(open_session('a', alice));
  ASSERT_TRUE(open_session('b', bob));
  EXPECT_TRUE(resume_through('a', false, alice));
  EXPECT_EQ(resume_through('b', false, alice).error().code, Code::login_required);
  EXPECT_EQ(resume_through('a', true, alice).error().code, Code::login_required);
  store::SessionsOf which;
  which.secret_hash = secret('a');
  ASSERT_TRUE(executor.ask<std::uint32_t>([&](auto done) { opened->sessions().end_sessions(which, done); }));
  EXPECT_EQ(resume_through('a', false, alice).error().code, Code::login_required);
  EXPECT_TRUE(resume(room, alice));
}

TEST_P(Resuming, whose_session_is_over_resumes_no_more) {
  ASSERT_TRUE(open_session('a', alice, std::chrono::seconds{10}));
  clock.advance(std::chrono::seconds{9});
  EXPECT_TRUE(resume_through('a', false, alice));
  clock.advance(std::chrono::seconds{1});
  EXPECT_EQ(resume_through('a', false, alice).error().code, Code::login_required);
}

TEST_P(Resuming, whose_token_is_revoked_or_account_disabled_resumes_no_more) {
  ASSERT_TRUE(create_token('t', alice));
  ASSERT_TRUE(create_token('u', bob));
  EXPECT_TRUE(resume_through('t', true, alice));
  EXPECT_EQ(resume_through('t', false, alice).error().code, Code::login_required);
  ASSERT_TRUE(executor.ask<bool>([&](auto done) { opened->tokens().revoke_token(sign_in_id('t'), done); }));
  EXPECT_EQ(resume_through('t', true, alice).error().code, Code::login_required);
  EXPECT_TRUE(resume_through('u', true, bob));
  ASSERT_TRUE(
      executor.ask<model::User>([&](auto done) { opened->users().set_disabled(bob.id, true, done); }));
  EXPECT_EQ(resume_through('u', true, bob).error().code, Code::login_required);
}

// Who may not even sign in learns nothing about rooms.
TEST_P(Resuming, the_sign_in_is_asked_before_the_room) {
  room = {"nowhere"};
  EXPECT_EQ(resume_through('a', false, alice).error().code, Code::login_required);
}

}  // namespace
}  // namespace heartlink::contract
