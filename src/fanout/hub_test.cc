// SPDX-License-Identifier: Apache-2.0
#include "fanout/hub.h"

#include <algorithm>
#include <array>
#include <string>

#include <gtest/gtest.h>
#include <prometheus/counter.h>
#include <boost/json.hpp>

namespace heartlink::fanout {
namespace {

using model::EntryId;
using model::RoomId;
using model::UserId;

struct Socket final : Recipient {
  void deliver(EntryId id, const protocol::Frame& frame) override {
    ids.push_back(id.value);
    frames.push_back(frame);
  }
  void signal(SignalKey key, const protocol::Frame& frame) override {
    keys.push_back(key);
    signals.emplace_back(frame.payload());
  }
  void room_ended() override { told += "ended "; }
  void removed() override { told += "removed "; }
  void unmasked() override { told += "unmasked after " + std::to_string(ids.size()) + " "; }
  void muted(base::WallTime until) override { told += "muted until " + std::to_string(until.us) + " "; }
  void muted_everywhere(base::WallTime until) override {
    told += "muted everywhere until " + std::to_string(until.us) + " ";
  }
  void revoked(const model::Revocation& revocation) override { told += "revoked " + revocation.only + " "; }

  [[nodiscard]] boost::json::object message(std::size_t at) const {
    return boost::json::parse(frames.at(at).payload()).at("message").as_object();
  }

  std::vector<std::int64_t> ids;
  std::vector<protocol::Frame> frames;
  std::vector<std::string> signals;
  std::vector<SignalKey> keys;
  std::string told;
  Hub::Attachment seat;
};

model::Entry entry(const char* room, std::int64_t id, std::int64_t sender) {
  model::Entry made;
  made.room = RoomId{room};
  made.id = EntryId{id};
  made.sender = UserId{sender};
  made.content = "hello";
  made.client_id = "c-" + std::to_string(id);
  return made;
}

// Somebody who is in every filled room.
constexpr UserId insider{1000};

model::Signal signal(const char* room, model::Signal::Kind kind, std::string text, UserId from = {}) {
  model::Signal made;
  made.from = from == UserId{} && kind == model::Signal::Kind::joined ? insider : from;
  made.kind = kind;
  made.room = RoomId{room};
  made.text = std::move(text);
  return made;
}

class HubTest : public testing::Test {
 protected:
  void deliver(std::vector<model::Entry> entries) {
    model::Parcel parcel;
    parcel.entries = std::move(entries);
    hub_.deliver(parcel);
  }
  void pass_on(model::Signal one) {
    model::Parcel parcel;
    parcel.signals.push_back(std::move(one));
    hub_.deliver(parcel);
  }
  // Of somebody who is told how far others have read.
  void attach(Socket& socket, const char* room, std::int64_t user) {
    hub_.attach(socket.seat, RoomId{room}, socket, UserId{user});
    socket.seat.settle_reads(true);
  }

  // So many people are in the room, on whichever worker.
  void fill(const char* room, std::int64_t people) {
    for (std::int64_t user = 1000; user < 1000 + people; ++user)
      registry_.enter(RoomId{room}, UserId{user}, "x");
  }

  presence::Registry registry_;
  prometheus::Counter deliveries_;
  Hub hub_{registry_, 50, deliveries_};
};

TEST_F(HubTest, everyone_gets_the_same_bytes_and_only_the_authors_sockets_get_the_client_id) {
  Socket mine;
  Socket mine_too;
  Socket his;
  Socket hers;
  attach(mine, "a", 1);
  attach(his, "a", 2);
  attach(mine_too, "a", 1);
  attach(hers, "a", 3);
  deliver({entry("a", 1, 1)});
  EXPECT_EQ(mine.frames.at(0).bytes().data(), mine_too.frames.at(0).bytes().data());
  EXPECT_EQ(his.frames.at(0).bytes().data(), hers.frames.at(0).bytes().data());
  EXPECT_NE(mine.frames.at(0).bytes().data(), his.frames.at(0).bytes().data());
  EXPECT_EQ(mine.message(0).at("is_own"), true);
  EXPECT_EQ(mine.message(0).at("client_id"), "c-1");
  EXPECT_EQ(his.message(0).at("is_own"), false);
  EXPECT_FALSE(his.message(0).contains("client_id"));
  EXPECT_EQ(deliveries_.Value(), 4);
}

TEST_F(HubTest, entries_come_in_their_order_and_a_room_hears_nothing_of_another) {
  Socket in_a;
  Socket in_b;
  attach(in_a, "a", 1);
  attach(in_b, "b", 1);
  deliver({entry("a", 1, 1), entry("b", 1, 1), entry("a", 2, 2)});
  deliver({entry("a", 3, 1), entry("elsewhere", 1, 1)});
  pass_on(signal("b", model::Signal::Kind::typing, "{}"));
  EXPECT_EQ(in_a.ids, (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(in_b.ids, (std::vector<std::int64_t>{1}));
  EXPECT_TRUE(in_a.signals.empty());
  EXPECT_EQ(in_b.signals.size(), 1U);
}

TEST_F(HubTest, whoever_leaves_takes_only_his_own_seat) {
  // Every order in which four sockets can leave.
  std::vector<std::size_t> order{0, 1, 2, 3};
  do {
    std::array<Socket, 4> sockets;
    for (auto& socket : sockets) attach(socket, "a", 7);
    std::int64_t id = 0;
    for (std::size_t gone = 0; gone < order.size(); ++gone) {
      hub_.detach(sockets[order[gone]].seat);
      deliver({entry("a", ++id, 7)});
      for (std::size_t i = 0; i < order.size(); ++i) {
        const auto heard = i <= gone ? i : gone + 1;
        EXPECT_EQ(sockets[order[i]].ids.size(), heard);
      }
    }
  } while (std::ranges::next_permutation(order).found);
}

TEST_F(HubTest, leaving_twice_or_without_a_seat_is_harmless) {
  Socket socket;
  hub_.detach(socket.seat);
  attach(socket, "a", 1);
  hub_.detach(socket.seat);
  hub_.detach(socket.seat);
  attach(socket, "b", 1);
  deliver({entry("a", 1, 1), entry("b", 9, 1)});
  EXPECT_EQ(socket.ids, (std::vector<std::int64_t>{9}));
}

TEST_F(HubTest, up_to_fifty_people_hear_who_comes_goes_and_types) {
  fill("a", 50);
  Socket one;
  Socket two;
  attach(one, "a", 1);
  attach(two, "a", 2);
  pass_on(signal("a", model::Signal::Kind::joined, R"({"type":"user_joined"})"));
  pass_on(signal("a", model::Signal::Kind::typing, R"({"type":"user_typing"})"));
  const std::vector<std::string> expected{R"({"type":"user_joined"})", R"({"type":"user_typing"})"};
  EXPECT_EQ(one.signals, expected);
  EXPECT_EQ(two.signals, expected);
  hub_.announce_counts();
  EXPECT_EQ(one.signals.size(), 2U);
}

TEST_F(HubTest, a_big_room_hears_one_number_a_second_and_nothing_else) {
  fill("a", 51);
  Socket socket;
  attach(socket, "a", 1);
  for (int i = 0; i < 9; ++i) pass_on(signal("a", model::Signal::Kind::joined, "{}"));
  pass_on(signal("a", model::Signal::Kind::left, "{}"));
  pass_on(signal("a", model::Signal::Kind::typing, "{}"));
  EXPECT_TRUE(socket.signals.empty());
  fill("a", 60);
  hub_.announce_counts();
  hub_.announce_counts();
  EXPECT_EQ(socket.signals, (std::vector<std::string>{R"({"type":"presence","count":60})"}));
  pass_on(signal("a", model::Signal::Kind::left, "{}"));
  registry_.leave(RoomId{"a"}, UserId{1059});
  hub_.announce_counts();
  EXPECT_EQ(socket.signals.back(), R"({"type":"presence","count":59})");
}

TEST_F(HubTest, typing_alone_changes_no_number) {
  fill("a", 51);
  Socket socket;
  attach(socket, "a", 1);
  pass_on(signal("a", model::Signal::Kind::typing, "{}"));
  hub_.announce_counts();
  EXPECT_TRUE(socket.signals.empty());
}

TEST_F(HubTest, a_room_that_empties_and_fills_within_a_second_still_hears_one_number) {
  fill("a", 51);
  Socket socket;
  attach(socket, "a", 1);
  pass_on(signal("a", model::Signal::Kind::joined, "{}"));
  hub_.detach(socket.seat);
  attach(socket, "a", 1);
  pass_on(signal("a", model::Signal::Kind::joined, "{}"));
  hub_.announce_counts();
  EXPECT_EQ(socket.signals.size(), 1U);
}

TEST_F(HubTest, who_lost_a_right_is_told_before_anything_else_of_the_commit) {
  Socket mine;
  Socket mine_elsewhere;
  Socket his;
  attach(mine, "a", 1);
  attach(mine_elsewhere, "b", 1);
  attach(his, "a", 2);
  model::Parcel parcel;
  parcel.entries.push_back(entry("a", 1, 2));
  parcel.revocations.emplace_back().user = UserId{1};
  parcel.revocations.back().only = "x";
  hub_.deliver(parcel);
  EXPECT_EQ(mine.told, "revoked x ");
  EXPECT_EQ(mine_elsewhere.told, "revoked x ");
  EXPECT_EQ(his.told, "");
}

TEST_F(HubTest, the_end_of_a_room_is_its_last_entry_and_then_its_sockets_go) {
  Socket mine;
  Socket elsewhere;
  attach(mine, "a", 1);
  attach(elsewhere, "b", 1);
  auto end = entry("a", 7, 0);
  end.kind = model::EntryKind::ended;
  end.content = "closed by the operator";
  deliver({end});
  ASSERT_EQ(mine.ids, (std::vector<std::int64_t>{7}));
  EXPECT_EQ(boost::json::parse(mine.frames.front().payload()),
            (boost::json::object{
                {"type", "room_ended"}, {"id", 7}, {"room_id", "a"}, {"reason", "closed by the operator"}}));
  EXPECT_EQ(mine.told, "ended ");
  EXPECT_EQ(elsewhere.told, "");
}

// Each worker's news come in its own time: whoever is here again has not left.
TEST_F(HubTest, old_news_of_coming_and_going_are_dropped) {
  Socket socket;
  attach(socket, "a", 1);
  registry_.enter(RoomId{"a"}, UserId{2}, "ben");
  pass_on(signal("a", model::Signal::Kind::left, R"({"left":2})", UserId{2}));
  pass_on(signal("a", model::Signal::Kind::joined, R"({"joined":2})", UserId{2}));
  pass_on(signal("a", model::Signal::Kind::joined, R"({"joined":3})", UserId{3}));
  pass_on(signal("a", model::Signal::Kind::left, R"({"left":3})", UserId{3}));
  EXPECT_EQ(socket.signals, (std::vector<std::string>{R"({"joined":2})", R"({"left":3})"}));
  EXPECT_EQ(socket.keys[0], (SignalKey{SignalKey::Kind::coming, UserId{2}}));
}

TEST_F(HubTest, a_call_is_passed_on_to_the_others_also_in_a_crowd) {
  fill("a", 51);
  Socket caller;
  Socket other;
  attach(caller, "a", 1);
  attach(other, "a", 2);
  pass_on(signal("a", model::Signal::Kind::call, "{}", UserId{1}));
  EXPECT_TRUE(caller.signals.empty());
  EXPECT_EQ(other.signals.size(), 1U);
}

model::MarkMoved mark(std::int64_t user, std::int64_t read) {
  model::MarkMoved moved;
  moved.room = RoomId{"a"};
  moved.user = UserId{user};
  moved.username = "ann";
  moved.read = EntryId{read};
  moved.newly_read = {EntryId{2}, EntryId{read}};
  moved.asked = {EntryId{read}};
  return moved;
}

class MarksTest : public HubTest {
 protected:
  void pass_on_mark(model::MarkMoved moved) {
    model::Parcel parcel;
    parcel.marks.push_back(std::move(moved));
    hub_.deliver(parcel);
  }
  void choose(std::int64_t user, bool read_receipts) {
    model::Parcel parcel;
    parcel.preferences.push_back({UserId{user}, {read_receipts}});
    hub_.deliver(parcel);
  }
  static std::string read_update(std::int64_t up_to) {
    return R"({"type":"read_status_update","message_ids":[2,)" + std::to_string(up_to) + R"(],"up_to":)" +
           std::to_string(up_to) + R"(,"username":"ann"})";
  }
  static std::string delivered_update(std::int64_t up_to) {
    return R"({"type":"delivered_update","username":"ann","up_to":)" + std::to_string(up_to) + "}";
  }
};

TEST_F(MarksTest, whoever_does_not_tell_how_far_he_has_read_is_only_known_to_have_got_it) {
  Socket mine;
  Socket his;
  attach(mine, "a", 1);
  attach(his, "a", 2);
  auto moved = mark(1, 4);
  moved.asked.clear();
  moved.tells_reads = false;
  moved.delivered = EntryId{4};
  pass_on_mark(moved);
  EXPECT_EQ(mine.signals, std::vector<std::string>{read_update(4)}) << "his own tabs agree";
  EXPECT_EQ(his.signals, std::vector<std::string>{delivered_update(4)});
  EXPECT_EQ(his.keys[0], (SignalKey{SignalKey::Kind::delivered, UserId{1}}));
  moved.delivered.reset();
  pass_on_mark(moved);
  EXPECT_EQ(his.signals.size(), 1U) << "nothing new for others";
}

TEST_F(MarksTest, whoever_tells_nothing_is_told_nothing_from_the_moment_he_chose_so) {
  Socket his;
  Socket hers;
  Socket his_elsewhere;
  attach(his, "a", 2);
  attach(hers, "a", 3);
  attach(his_elsewhere, "b", 2);
  model::Parcel parcel;
  parcel.preferences.push_back({UserId{2}, {false}});
  parcel.marks.push_back(mark(1, 4));
  parcel.marks.back().delivered = EntryId{4};
  parcel.marks.push_back(mark(1, 9));
  parcel.marks.back().room = RoomId{"b"};
  hub_.deliver(parcel);
  EXPECT_EQ(his.signals, std::vector<std::string>{delivered_update(4)});
  EXPECT_EQ(hers.signals, std::vector<std::string>{read_update(4)});
  EXPECT_TRUE(his_elsewhere.signals.empty()) << "in all of his rooms";
  choose(2, true);
  pass_on_mark(mark(1, 5));
  EXPECT_EQ(his.signals.back(), read_update(5));
}

TEST_F(MarksTest, a_choice_that_comes_while_the_snapshot_is_read_outlives_it) {
  Socket his;
  hub_.attach(his.seat, RoomId{"a"}, his, UserId{2});
  pass_on_mark(mark(1, 4));
  EXPECT_TRUE(his.signals.empty()) << "not known yet";
  choose(2, false);
  his.seat.settle_reads(true);
  pass_on_mark(mark(1, 5));
  EXPECT_TRUE(his.signals.empty());
  hub_.detach(his.seat);
  hub_.attach(his.seat, RoomId{"a"}, his, UserId{2});
  his.seat.settle_reads(true);
  pass_on_mark(mark(1, 6));
  EXPECT_EQ(his.signals, std::vector<std::string>{read_update(6)}) << "another seat asks anew";
}

TEST_F(MarksTest, the_reader_hears_what_he_asked_and_the_others_what_he_has_read) {
  Socket mine;
  Socket his;
  attach(mine, "a", 1);
  attach(his, "a", 2);
  pass_on_mark(mark(1, 4));
  EXPECT_EQ(mine.signals,
            std::vector<std::string>{
                R"({"type":"read_status_update","message_ids":[4],"up_to":4,"username":"ann"})"});
  EXPECT_EQ(his.signals,
            std::vector<std::string>{
                R"({"type":"read_status_update","message_ids":[2,4],"up_to":4,"username":"ann"})"});
  EXPECT_EQ(his.keys[0], (SignalKey{SignalKey::Kind::read, UserId{1}}));
}

TEST_F(MarksTest, what_was_only_delivered_names_no_messages) {
  Socket his;
  attach(his, "a", 2);
  auto moved = mark(1, 4);
  moved.read.reset();
  moved.delivered = EntryId{9};
  pass_on_mark(moved);
  EXPECT_EQ(his.signals,
            std::vector<std::string>{R"({"type":"delivered_update","username":"ann","up_to":9})"});
}

TEST_F(MarksTest, in_a_crowd_only_the_readers_own_sockets_hear_of_it) {
  fill("a", 51);
  Socket mine;
  Socket his;
  attach(mine, "a", 1);
  attach(his, "a", 2);
  pass_on_mark(mark(1, 4));
  EXPECT_EQ(mine.signals.size(), 1U);
  EXPECT_TRUE(his.signals.empty());
}

model::Entry change(std::int64_t id, const char* action, std::int64_t about, std::string content = {}) {
  auto made = entry("a", id, 9);
  made.kind = model::EntryKind::member_changed;
  made.message_type = action;
  made.content = std::move(content);
  made.member = UserId{about};
  made.member_name = "ben";
  made.sender_name = "ann";
  made.client_id.clear();
  return made;
}

TEST_F(HubTest, whoever_is_taken_out_gets_neither_that_entry_nor_what_follows_in_its_parcel) {
  Socket his;
  Socket hers;
  attach(his, "a", 1);
  attach(hers, "a", 2);
  deliver({entry("a", 1, 2), change(2, "removed", 1)});
  EXPECT_EQ(his.ids, (std::vector<std::int64_t>{1}));
  EXPECT_EQ(his.told, "removed ");
  EXPECT_EQ(hers.ids, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(hers.told, "");
  const auto frame = boost::json::parse(hers.frames.back().payload()).as_object();
  EXPECT_EQ(frame.at("type"), "member_changed");
  EXPECT_EQ(frame.at("action"), "removed");
  EXPECT_EQ(frame.at("username"), "ben");
  EXPECT_EQ(frame.at("by"), "ann");
}

TEST_F(HubTest, whoever_leaves_is_told_so_and_whoever_is_muted_until_when) {
  Socket his;
  attach(his, "a", 1);
  deliver({change(1, "muted", 1, "1700000000000000")});
  deliver({change(2, "unmuted", 1)});
  deliver({change(3, "muted", 2, "1700000000000000")});
  EXPECT_EQ(his.told, "muted until 1700000000000000 muted until 0 ");
  EXPECT_EQ(his.ids, (std::vector<std::int64_t>{1, 2, 3}));
  deliver({change(4, "left", 1)});
  EXPECT_EQ(his.told, "muted until 1700000000000000 muted until 0 removed ");
}

TEST_F(HubTest, whom_an_operator_mutes_is_told_in_all_his_rooms_and_nobody_else) {
  Socket one;
  Socket another;
  Socket hers;
  attach(one, "a", 1);
  attach(another, "b", 1);
  attach(hers, "a", 2);
  model::Parcel parcel;
  parcel.mutes.push_back({UserId{1}, {1700000000000000}});
  hub_.deliver(parcel);
  EXPECT_EQ(one.told, "muted everywhere until 1700000000000000 ");
  EXPECT_EQ(another.told, one.told);
  EXPECT_EQ(hers.told, "");
}

TEST_F(HubTest, a_recall_is_an_entry_that_names_its_message) {
  Socket his;
  attach(his, "a", 2);
  auto recall = entry("a", 5, 1);
  recall.kind = model::EntryKind::recall;
  recall.sender_name = "ann";
  recall.target = EntryId{3};
  deliver({recall});
  const auto frame = boost::json::parse(his.frames.at(0).payload()).as_object();
  EXPECT_EQ(frame.at("type"), "message_recalled");
  EXPECT_EQ(frame.at("id"), 5);
  EXPECT_EQ(frame.at("target"), 3);
  EXPECT_EQ(frame.at("username"), "ann");
}

TEST_F(HubTest, behind_the_second_word_everybody_is_unmasked) {
  Socket his;
  Socket hers;
  attach(his, "a", 1);
  attach(hers, "a", 2);
  deliver({change(1, "revealed", 1), change(2, "revealed", 2, "both"), entry("a", 3, 2)});
  for (auto* each : {&his, &hers}) EXPECT_EQ(each->told, "unmasked after 2 ");
  EXPECT_EQ(boost::json::parse(his.frames[0].payload()).at("both"), false);
  EXPECT_EQ(boost::json::parse(his.frames[1].payload()).at("both"), true);
}

}  // namespace
}  // namespace heartlink::fanout
