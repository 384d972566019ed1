// SPDX-License-Identifier: Apache-2.0
// Throw-away people and rooms, and that nothing is left of them.
#include "tests/contract/store_contract.h"

namespace heartlink::contract {
namespace {

using base::Code;
using From = store::PageQuery::From;
using Told = std::vector<std::string>;

class ScratchRemoval : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    probe = person("probe");
    room = test_room(probe);
  }
  base::Result<bool> remove(std::optional<model::UserId> user, std::optional<model::RoomId> from) {
    store::Scratch scratch;
    scratch.user = user;
    scratch.room = std::move(from);
    return executor.ask<bool>([&](auto done) { opened->scratch().remove(scratch, done); });
  }
  base::Result<store::Credentials> find(const std::string& name) {
    return executor.ask<store::Credentials>([&](auto done) { opened->users().find(name, done); });
  }

  model::User probe;
  model::RoomId room;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, ScratchRemoval, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(ScratchRemoval, room_person_and_sign_ins_go_and_the_workers_know) {
  ASSERT_TRUE(open_session('a', probe));
  ASSERT_TRUE(create_token('t', probe));
  post_many(room, probe, 3);
  take_revocations();
  EXPECT_TRUE(remove(probe.id, room).value());
  EXPECT_EQ(take_revocations(), Told{"probe: all and tokens"});
  EXPECT_EQ(find("probe").error().code, Code::user_not_found);
  EXPECT_EQ(find_session('a').error().code, Code::login_required);
  EXPECT_EQ(find_token('t').error().code, Code::login_required);
  EXPECT_EQ(page(room, probe, From::newest, 0, 9).error().code, Code::room_not_found);
  EXPECT_EQ(post(message(room, probe, "late")).error().code, Code::room_not_found);
}

TEST_P(ScratchRemoval, name_and_room_are_free_again_and_the_new_ones_are_others) {
  post_many(room, probe, 3);
  ASSERT_TRUE(remove(probe.id, room).value());
  const auto again = person("probe");
  EXPECT_GT(again.id, probe.id);
  test_room(again);
  EXPECT_TRUE(page(room, again, From::newest, 0, 9).value().entries.empty());
  EXPECT_EQ(post(message(room, again, "first")).value().id.value, 1);
}

TEST_P(ScratchRemoval, what_was_posted_before_in_the_same_batch_goes_too) {
  int answered = 0;
  std::optional<base::Result<bool>> removed;
  for (int sent = 0; sent < 20; ++sent) {
    base::Done<store::Posted> done;
    done.on = &executor;
    done.call = [&answered](const base::Result<store::Posted>& posted) { answered += posted ? 1 : 0; };
    opened->messages().post(message(room, probe, "x"), done);
  }
  base::Done<bool> done;
  done.on = &executor;
  done.call = [&removed](const base::Result<bool>& result) { removed = result; };
  store::Scratch scratch;
  scratch.user = probe.id;
  scratch.room = room;
  opened->scratch().remove(scratch, done);
  ASSERT_TRUE(executor.run_until([&] { return removed.has_value(); }));
  EXPECT_EQ(answered, 20);
  EXPECT_TRUE(removed->value());
  const auto again = person("probe");
  test_room(again);
  EXPECT_EQ(post(message(room, again, "first")).value().id.value, 1);
}

TEST_P(ScratchRemoval, somebody_who_stands_in_another_room_is_disabled) {
  const auto alice = person("alice");
  const auto pair = room_of(alice, probe);
  ASSERT_TRUE(post(message(pair, probe, "hello")));
  ASSERT_TRUE(open_session('a', probe));
  ASSERT_TRUE(create_token('t', probe));
  take_revocations();
  EXPECT_FALSE(remove(probe.id, room).value());
  EXPECT_EQ(take_revocations(), Told{"probe: all and tokens"});
  EXPECT_TRUE(find("probe").value().user.disabled);
  EXPECT_FALSE(find_session('a'));
  EXPECT_EQ(page(room, alice, From::newest, 0, 9).error().code, Code::room_not_found);
  EXPECT_EQ(page(pair, alice, From::newest, 0, 9).value().entries[0].sender_name, "probe");
  const auto enabled =
      executor.ask<model::User>([&](auto done) { opened->users().set_disabled(probe.id, false, done); });
  EXPECT_TRUE(enabled);
  EXPECT_FALSE(find_token('t'));
}

TEST_P(ScratchRemoval, others_keep_theirs) {
  const auto alice = person("alice");
  const auto other = test_room(alice, "test-room-2");
  ASSERT_TRUE(open_session('b', alice));
  post_many(other, alice, 2);
  post_many(room, alice, 2);
  ASSERT_TRUE(remove(probe.id, room).value());
  EXPECT_TRUE(find_session('b'));
  EXPECT_EQ(page(other, alice, From::newest, 0, 9).value().entries.size(), 2U);
}

TEST_P(ScratchRemoval, a_room_or_a_person_alone_can_go) {
  ASSERT_TRUE(remove({}, room).value());
  EXPECT_EQ(take_revocations(), Told{});
  EXPECT_FALSE(find("probe").value().user.disabled);
  ASSERT_TRUE(remove(probe.id, {}).value());
  EXPECT_FALSE(find("probe"));
}

TEST_P(ScratchRemoval, what_is_not_there_is_no_error) {
  ASSERT_TRUE(remove(probe.id, room).value());
  take_revocations();
  EXPECT_TRUE(remove(probe.id, room).value());
  EXPECT_TRUE(remove({}, {}).value());
  EXPECT_EQ(take_revocations(), Told{});
}

TEST_P(ScratchRemoval, who_was_only_a_guest_elsewhere_goes) {
  ASSERT_TRUE(post(message({"public-room"}, person("alice"), "hello")));
  store::NewMark mark;
  mark.room = {"public-room"};
  mark.user = probe;
  mark.all = true;
  ASSERT_TRUE(
      executor.ask<store::Marked>([&](auto done) { opened->messages().mark(mark, done); }).value().moved);
  EXPECT_TRUE(remove(probe.id, room).value());
  EXPECT_EQ(find("probe").error().code, Code::user_not_found);
}

}  // namespace
}  // namespace heartlink::contract
