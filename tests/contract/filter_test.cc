// SPDX-License-Identifier: Apache-2.0
// What strangers write is marked, or held back, where it is decided that it may be said: the kind of the room
// as it is in that transaction counts, and whoever reads finds the same.
#include "tests/contract/masked_fixture.h"

#include "filter/filter.h"

namespace heartlink::contract {
namespace {

using base::Code;
using model::Caution;

const std::string contact = "加我微信 abc123";

class Filtering : public MaskedContract {
 protected:
  void SetUp() override {
    MaskedContract::SetUp();
    filter_with("warn");
  }
  void TearDown() override { opened.reset(); }  // before the filter that it asks
  void filter_with(const char* action) {
    config.filter_action = action;
    opened.reset();
    own_filter_ = filter::Filter::open(config).value();
    filter = own_filter_.get();
    reopen();
  }
  std::string said(const model::RoomId& room, const std::string& text, const std::string& client_id = {}) {
    const auto posted = post(message(room, alice, text, client_id));
    if (posted.has_error()) return "refused: " + posted.error().detail;
    return std::string{word_of(posted->caution)};
  }
  static std::string marks(const std::vector<model::Entry>& entries) {
    std::string text;
    for (const auto& entry : entries) text += "[" + std::string{word_of(entry.caution)} + "]";
    return text;
  }
  std::string parcelled() {
    wait_for_parcels();
    std::string text;
    for (const auto& parcel : parcels) text += marks(parcel->entries);
    parcels.clear();
    return text;
  }
  std::string paged(const model::RoomId& room) {
    return marks(page(room, bob, store::PageQuery::From::newest, 0, 50).value().entries);
  }
  std::string resumed(const model::RoomId& room) { return marks(resume(room, bob, 0).value().entries); }
  std::string listed() {
    using Conversations = std::vector<store::Conversation>;
    const auto all =
        executor.ask<Conversations>([&](auto done) { opened->conversations().conversations(bob.id, done); });
    return std::string{word_of(all.value().at(0).last->caution)};
  }

 private:
  std::unique_ptr<filter::Filter> own_filter_;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Filtering, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Filtering, a_marked_message_is_marked_for_whoever_reads_it) {
  const auto room = masked(alice, bob);
  forget_parcels();
  EXPECT_EQ(said(room, "你好"), "");
  EXPECT_EQ(said(room, contact, "c-1"), "contact");
  EXPECT_EQ(said(room, contact, "c-1"), "contact") << "the same again";
  EXPECT_EQ(parcelled(), "[][contact]");
  EXPECT_EQ(paged(room), "[][contact]");
  EXPECT_EQ(resumed(room), "[][contact]");
  EXPECT_EQ(listed(), "contact");
}

TEST_P(Filtering, a_room_that_both_keep_is_looked_at_no_longer) {
  const auto room = masked(alice, bob);
  EXPECT_EQ(said(room, contact), "contact");
  ASSERT_TRUE(keep(room, alice));
  EXPECT_EQ(said(room, contact), "contact") << "one of two is not enough";
  ASSERT_TRUE(keep(room, bob));
  EXPECT_EQ(said(room, contact), "");
  EXPECT_EQ(paged(room), "[][][][][]");
  EXPECT_EQ(listed(), "");
}

TEST_P(Filtering, what_is_held_back_takes_no_place_and_what_was_stored_before_keeps_its_answer) {
  const auto room = masked(alice, bob);
  EXPECT_EQ(said(room, contact, "c-1"), "contact");
  filter_with("hold");
  forget_parcels();
  const auto held = post(message(room, alice, contact, "c-2"));
  ASSERT_TRUE(held.has_error());
  EXPECT_EQ(held.error().code, Code::message_held);
  EXPECT_EQ(held.error().detail, "contact");
  EXPECT_EQ(held.error().retry.count(), 0);
  EXPECT_EQ(parcelled(), "");
  const auto again = post(message(room, alice, contact, "c-1"));
  EXPECT_TRUE(again->dup);
  EXPECT_EQ(said(room, "你好"), "");
  EXPECT_EQ(paged(room), "[contact][]");
  const auto pair = room_of(alice, bob, "pair");
  EXPECT_EQ(said(pair, contact), "") << "no strangers";
}

// The word that keeps the room, and the message behind it, come in one batch.
TEST_P(Filtering, a_message_behind_the_word_that_keeps_the_room_is_free) {
  filter_with("hold");
  const auto room = masked(alice, bob);
  ASSERT_TRUE(keep(room, alice));
  std::optional<base::Result<store::Posted>> before;
  std::optional<base::Result<store::Posted>> after;
  in_one_batch([&] {
    opened->messages().post(message(room, alice, contact), {&executor, [&](const auto& r) { before = r; }});
    opened->members().keep(room, bob, {&executor, [](const auto&) {}});
    opened->messages().post(message(room, alice, contact), {&executor, [&](const auto& r) { after = r; }});
  });
  wait_for_parcels();
  ASSERT_TRUE(before && after);
  EXPECT_EQ(before->error().code, Code::message_held);
  EXPECT_TRUE(after->has_value());
}

}  // namespace
}  // namespace heartlink::contract
