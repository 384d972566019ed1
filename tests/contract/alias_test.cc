// SPDX-License-Identifier: Apache-2.0
// Two under aliases: who they are leaves the store with nothing that belongs to their room, until both have
// revealed themselves; and what both have to say to keep the room.
#include "store/conversation_store.h"
#include "tests/contract/masked_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;

class Aliases : public MaskedContract {
 protected:
  store::Conversation conversation(const model::RoomId& room, const model::User& user) {
    const auto all = executor.ask<std::vector<store::Conversation>>(
        [&](auto done) { opened->conversations().conversations(user.id, done); });
    for (const auto& one : all.value()) {
      if (one.room.id == room) return one;
    }
    throw std::runtime_error("no such conversation");
  }
  base::Result<model::User> acquaintance(const model::User& viewer, const model::User& person) {
    return executor.ask<model::User>(
        [&](auto done) { opened->members().acquaintance(viewer.id, person.id, done); });
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Aliases, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Aliases, what_is_told_of_a_masked_room_names_aliases) {
  const auto room = masked(alice, bob);
  forget_news();
  const auto posted = post(message(room, alice, "hello", "c-1")).value();
  EXPECT_EQ(posted.author.name, "Owl");
  EXPECT_EQ(posted.author.id, 1);
  EXPECT_EQ(post(message(room, alice, "hello", "c-1")).value().author.name, "Owl") << "sent again";
  ASSERT_TRUE(post(message(room, bob, "hi")));
  ASSERT_TRUE(recall(room, bob, 2));
  ASSERT_TRUE(read(room, bob, 1));
  EXPECT_EQ(news(), (Words{"heart-1: 1 Owl says hello", "heart-1: 2 Fox says hi", "heart-1: 3 Fox recalls 2",
                           "heart-1: Fox read 1 delivered 1 new 1"}));
  const auto marks = resume(room, bob).value().marks;
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_EQ(marks[0].username, "Fox") << "in the order of aliases, not of accounts";
  EXPECT_EQ(marks[0].read.value, 1);
  EXPECT_EQ(marks[1].username, "Owl");
  ASSERT_TRUE(end_room(room, "ended", alice));
  EXPECT_EQ(news(), Words{"heart-1: 4 Owl ends ended"});
}

TEST_P(Aliases, what_is_read_of_a_masked_room_names_aliases) {
  const auto room = masked(bob, alice);
  ASSERT_TRUE(post(message(room, alice, "hello")));
  ASSERT_TRUE(post(message(room, alice, "anybody?")));
  ASSERT_TRUE(recall(room, alice, 1));
  ASSERT_TRUE(post(message(room, alice, "well")));
  EXPECT_EQ(said_in(room, bob),
            (Words{"1 Fox said until 3", "2 Fox says anybody?", "3 Fox recalls 1", "4 Fox says well"}));
  const auto missed = resume(room, bob, 1).value();
  EXPECT_EQ(text_of(missed.entries.front()), "2 Fox says anybody?");
  EXPECT_EQ(missed.entries.front().sender, alice.id) << "whose it is does not depend on names";
  EXPECT_EQ(missed.entries.front().sender_alias, 2);
  EXPECT_EQ(text_of(*conversation(room, bob).last), "4 Fox says well");
  const auto notices =
      executor.ask<store::Notices>([&](auto done) { opened->conversations().notices(bob.id, 10, done); });
  ASSERT_EQ(notices.value().newest.size(), 2U);
  EXPECT_EQ(notices.value().newest[0].entry.sender_name, "Fox");
}

TEST_P(Aliases, all_marks_at_once_name_each_room_s_own) {
  const auto open = room_of(alice, bob);
  const auto room = masked(alice, bob);
  for (const auto& each : {open, room}) ASSERT_TRUE(post(message(each, alice, "hello")));
  forget_news();
  ASSERT_TRUE(executor.ask<std::uint32_t>(
      [&](auto done) { opened->conversations().mark_all(bob, std::nullopt, done); }));
  EXPECT_EQ(news(), (Words{"room: bob read 1 delivered 1 new 1", "heart-1: Fox read 1 delivered 1 new 1"}));
}

TEST_P(Aliases, a_masked_room_makes_no_acquaintances) {
  const auto room = masked(alice, bob);
  EXPECT_EQ(acquaintance(alice, bob).error().code, Code::user_not_found);
  ASSERT_TRUE(reveal(room, bob));
  EXPECT_EQ(acquaintance(alice, bob).error().code, Code::user_not_found);
  ASSERT_TRUE(reveal(room, alice));
  EXPECT_EQ(acquaintance(alice, bob).value().name, "bob");
}

TEST_P(Aliases, when_both_have_revealed_themselves_all_of_it_has_their_names) {
  const auto room = masked(alice, bob);
  ASSERT_TRUE(post(message(room, alice, "hello")));
  forget_news();
  EXPECT_EQ(text_of_answer(reveal(room, alice)), "2 alone");
  EXPECT_EQ(text_of_answer(reveal(room, alice)), "0 alone") << "said once";
  EXPECT_TRUE(look_at(room).is_masked());
  EXPECT_EQ(text_of_answer(reveal(room, bob)), "3 both");
  EXPECT_EQ(news(), (Words{"heart-1: 2 Owl revealed Owl", "heart-1: 3 Fox revealed Fox both"}));
  EXPECT_FALSE(look_at(room).is_masked());
  ASSERT_TRUE(post(message(room, bob, "so it is you")));
  EXPECT_EQ(news(), Words{"heart-1: 4 bob says so it is you"});
  EXPECT_EQ(said_in(room, bob), (Words{"1 alice says hello", "2 alice revealed alice",
                                       "3 bob revealed bob both", "4 bob says so it is you"}));
  EXPECT_EQ(text_of_answer(reveal(room, bob)), "0 both");
  EXPECT_EQ(news(), Words{});
}

TEST_P(Aliases, a_word_shares_its_batch_with_what_is_said_before_and_after_it) {
  const auto room = masked(alice, bob);
  ASSERT_TRUE(reveal(room, alice));
  forget_news();
  std::optional<base::Result<store::Posted>> before, after;
  std::optional<base::Result<store::Consent>> revealed;
  in_one_batch([&] {
    opened->messages().post(message(room, alice, "before"), into(before));
    opened->members().reveal(room, bob, into(revealed));
    opened->messages().post(message(room, alice, "after"), into(after));
  });
  ASSERT_TRUE(executor.run_until([&] { return before && revealed && after; }));
  EXPECT_EQ(news(), (Words{"heart-1: 2 Owl says before", "heart-1: 3 Fox revealed Fox both",
                           "heart-1: 4 alice says after"}));
}

TEST_P(Aliases, only_the_two_of_an_active_room_with_aliases_reveal_themselves) {
  EXPECT_EQ(reveal({"nowhere"}, alice).error().code, Code::room_not_found);
  EXPECT_EQ(reveal(room_of(alice, bob), alice).error().code, Code::not_allowed);
  EXPECT_EQ(reveal(group(alice, {bob}), alice).error().code, Code::not_allowed);
  const auto room = masked(alice, bob);
  EXPECT_EQ(reveal(room, carol).error().code, Code::not_a_member);
  ASSERT_TRUE(end_room(room, "ended"));
  EXPECT_EQ(reveal(room, alice).error().code, Code::room_ended);
}

TEST_P(Aliases, two_who_meet_behind_a_wall_do_not_stay_together) {
  const auto room = masked(alice, bob);
  ASSERT_TRUE(reveal(room, bob));
  ASSERT_TRUE(block(alice, bob));
  EXPECT_TRUE(post(message(room, bob, "hello"))) << "a block by name tells nothing of an alias";
  forget_news();
  EXPECT_EQ(text_of_answer(reveal(room, alice)), "3 both");
  EXPECT_EQ(news(), (Words{"heart-1: 3 Owl revealed Owl both", "heart-1: 4 Owl ends left"}));
  EXPECT_EQ(post(message(room, bob, "oh")).error().code, Code::room_ended);
}

TEST_P(Aliases, what_both_want_to_keep_is_a_direct_room) {
  const auto room = match_room(alice, bob);
  forget_news();
  EXPECT_EQ(text_of_answer(keep(room, bob)), "1 alone");
  EXPECT_EQ(text_of_answer(keep(room, bob)), "0 alone");
  EXPECT_EQ(look_at(room).made_by, model::MadeBy::number);
  EXPECT_EQ(text_of_answer(keep(room, alice)), "2 both");
  EXPECT_EQ(look_at(room).made_by, model::MadeBy::direct);
  EXPECT_EQ(text_of_answer(keep(room, alice)), "0 both");
  EXPECT_EQ(news(), (Words{"match-1: 1 bob kept bob", "match-1: 2 alice kept alice both"}));
  EXPECT_EQ(open_direct(alice, bob, "direct-1").value().room.id, room);
}

TEST_P(Aliases, a_kept_room_is_not_found_by_name_before_both_have_shown_theirs) {
  const auto room = masked(alice, bob);
  ASSERT_TRUE(keep(room, alice));
  ASSERT_TRUE(keep(room, bob));
  EXPECT_EQ(said_in(room, alice), (Words{"1 Owl kept Owl", "2 Fox kept Fox both"}));
  EXPECT_TRUE(open_direct(alice, bob, "direct-1").value().made);
  reveal_both(room);
  EXPECT_FALSE(open_direct(alice, bob, "direct-2").value().made);
}

TEST_P(Aliases, only_a_match_can_be_kept) {
  EXPECT_EQ(keep(room_of(alice, bob), alice).error().code, Code::not_allowed);
  EXPECT_EQ(keep(group(alice, {bob}), alice).error().code, Code::not_allowed);
  const auto room = match_room(alice, bob);
  EXPECT_EQ(keep(room, carol).error().code, Code::not_a_member);
  ASSERT_TRUE(end_room(room, "ended"));
  EXPECT_EQ(keep(room, alice).error().code, Code::room_ended);
}

}  // namespace
}  // namespace heartlink::contract
