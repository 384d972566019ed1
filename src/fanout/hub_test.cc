// SPDX-License-Identifier: Apache-2.0
#include "fanout/hub.h"

#include <algorithm>
#include <array>
#include <map>
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
  void signal(const protocol::Frame& frame) override { signals.emplace_back(frame.payload()); }
  void room_ended() override { told += "ended "; }
  void revoked(const model::Revocation& revocation) override { told += "revoked " + revocation.only + " "; }

  [[nodiscard]] boost::json::object message(std::size_t at) const {
    return boost::json::parse(frames.at(at).payload()).at("message").as_object();
  }

  std::vector<std::int64_t> ids;
  std::vector<protocol::Frame> frames;
  std::vector<std::string> signals;
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

model::Signal signal(const char* room, model::Signal::Kind kind, std::string text) {
  model::Signal made;
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
  void attach(Socket& socket, const char* room, std::int64_t user) {
    hub_.attach(socket.seat, RoomId{room}, socket, UserId{user});
  }

  std::map<std::string, std::size_t> people_;
  prometheus::Counter deliveries_;
  Hub hub_{[this](const RoomId& room) { return people_[room.value]; }, deliveries_};
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
  people_["a"] = Hub::presence_list_max;
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
  people_["a"] = Hub::presence_list_max + 1;
  Socket socket;
  attach(socket, "a", 1);
  for (int i = 0; i < 9; ++i) pass_on(signal("a", model::Signal::Kind::joined, "{}"));
  pass_on(signal("a", model::Signal::Kind::left, "{}"));
  pass_on(signal("a", model::Signal::Kind::typing, "{}"));
  EXPECT_TRUE(socket.signals.empty());
  people_["a"] = 60;
  hub_.announce_counts();
  hub_.announce_counts();
  EXPECT_EQ(socket.signals, (std::vector<std::string>{R"({"type":"presence","count":60})"}));
  pass_on(signal("a", model::Signal::Kind::left, "{}"));
  people_["a"] = 59;
  hub_.announce_counts();
  EXPECT_EQ(socket.signals.back(), R"({"type":"presence","count":59})");
}

TEST_F(HubTest, typing_alone_changes_no_number) {
  people_["a"] = 51;
  Socket socket;
  attach(socket, "a", 1);
  pass_on(signal("a", model::Signal::Kind::typing, "{}"));
  hub_.announce_counts();
  EXPECT_TRUE(socket.signals.empty());
}

TEST_F(HubTest, a_room_that_empties_and_fills_within_a_second_still_hears_one_number) {
  people_["a"] = 51;
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

}  // namespace
}  // namespace heartlink::fanout
