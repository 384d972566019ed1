// SPDX-License-Identifier: Apache-2.0
// Heart link at the front door: the shapes of the answers, and what is asked of whom. Who meets whom is the
// machine's business.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::object;
using model::TicketState;

const std::string address = "/tools/api/heart_link/";
constexpr const char* waits_already =
    "400 already_waiting 您已有一个正在等待匹配的心动链接请求，请稍后再试或先取消当前请求";

struct HeartMatchTest : testing::AnnsHouse {
  HeartMatchTest() { bobs_secret = house.sign_in_as(model::UserId{2}, "bob"); }

  protocol::Response seek(std::string body = {}) { return post(address + "create/", std::move(body)); }
  protocol::Response status() { return get(address + "status/"); }
  protocol::Response cancel() { return post(address + "cancel/"); }
  protocol::Response cleanup(std::string body) { return post(address + "cleanup/", std::move(body)); }
  void bob_seeks() {
    std::swap(secret, bobs_secret);
    seek();
    std::swap(secret, bobs_secret);
  }
  // A room with bob, who appears in it as Fox.
  store::Meeting with_bob(TicketState state, bool room_is_open = true) {
    store::Meeting meeting;
    auto& ticket = meeting.ticket.emplace();
    ticket.id = {7};
    ticket.state = state;
    ticket.offered_at = house.clock.wall();
    auto& room = meeting.room.emplace();
    room.id = {"heart-1"};
    room.made_by = model::MadeBy::heart;
    room.user1 = {1};
    room.user2 = {2};
    room.alias1 = "Owl";
    room.alias2 = "Fox";
    room.status = room_is_open ? model::RoomStatus::active : model::RoomStatus::ended;
    meeting.partner = house.store.fake_users.by_key["bob"].user;
    return meeting;
  }
  auto& newest() { return house.store.fake_matches.newests.answer; }

  std::string bobs_secret;
};

TEST_F(HeartMatchTest, whoever_waits_is_told_until_when_and_how_many_wait) {
  const auto now = house.clock.wall().ms();
  EXPECT_EQ(json_of(seek()), (object{{"success", true},
                                     {"matched", false},
                                     {"message", "正在等待匹配..."},
                                     {"request_id", 1},
                                     {"expires_at", "2023-11-14T22:23:20+00:00"},
                                     {"server_time", now}}));
  EXPECT_EQ(json_of(status()), (object{{"success", true},
                                       {"status", "pending"},
                                       {"message", "正在等待匹配..."},
                                       {"waiting", 1},
                                       {"request_id", 1},
                                       {"expires_at", "2023-11-14T22:23:20+00:00"},
                                       {"server_time", now}}));
  const auto again = seek();
  EXPECT_EQ(refusal_in(again), waits_already);
  EXPECT_EQ(json_of(again).at("kind"), "heart");
  EXPECT_EQ(json_of(again).at("expires_at"), "2023-11-14T22:23:20+00:00");
}

TEST_F(HeartMatchTest, a_match_has_the_contracts_shape_under_an_alias) {
  bob_seeks();
  newest() = with_bob(TicketState::offered);
  const object matched{{"success", true},
                       {"matched", true},
                       {"request_id", 7},
                       {"room_id", "heart-1"},
                       {"matched_user", "Fox"},
                       {"matched_at", testing::start_of_time},
                       {"url", "/tools/heart_link/chat/heart-1/"},
                       {"chat_url", "/tools/heart_link/chat/heart-1/"},
                       {"auto_redirect", true},
                       {"confirm_by", house.clock.wall().ms() + 20'000}};
  EXPECT_EQ(json_of(seek()), matched);
  EXPECT_EQ(json_of(seek()), matched) << "again, while it is offered";
  auto shown = matched;
  shown.erase("matched");
  shown.erase("auto_redirect");
  shown["status"] = "matched";
  shown["waiting"] = 0;
  EXPECT_EQ(json_of(status()), shown);
}

TEST_F(HeartMatchTest, a_match_that_is_over_before_it_is_told_is_no_match) {
  bob_seeks();
  newest() = with_bob(TicketState::offered, false);
  EXPECT_EQ(refusal_in(seek()), "409 ticket_moved 匹配状态已变化，请再试一次");
}

TEST_F(HeartMatchTest, an_open_room_leads_back_and_nobody_waits) {
  auto meeting = with_bob(TicketState::matched);
  meeting.ticket.reset();
  house.store.fake_matches.reunions.answer = meeting;
  EXPECT_EQ(json_of(seek()), (object{{"success", true},
                                     {"reconnect", true},
                                     {"room_id", "heart-1"},
                                     {"matched_user", "Fox"},
                                     {"url", "/tools/heart_link/chat/heart-1/"},
                                     {"chat_url", "/tools/heart_link/chat/heart-1/"},
                                     {"message", "您已有一个活跃的聊天室，正在为您重连..."}}));
  EXPECT_EQ(house.store.fake_matches.reunions.asked->value, 1);
  EXPECT_FALSE(house.store.fake_matches.committed.asked);
}

TEST_F(HeartMatchTest, the_status_tells_what_the_last_one_came_to) {
  const auto told = [this](TicketState state, bool room_is_open) {
    newest() = with_bob(state, room_is_open);
    const auto body = json_of(status());
    const auto* text = body.if_contains("message");
    return std::string{body.at("status").as_string()} + " " +
           (text == nullptr ? std::string{} : std::string{text->as_string()});
  };
  EXPECT_EQ(
      json_of(status()),
      (object{{"success", true}, {"status", "not_found"}, {"message", "没有找到请求记录"}, {"waiting", 0}}));
  EXPECT_EQ(told(TicketState::matched, true), "matched ");
  EXPECT_EQ(told(TicketState::matched, false), "expired 匹配请求已过期");
  EXPECT_EQ(told(TicketState::expired, false), "expired 匹配请求已过期");
  EXPECT_EQ(told(TicketState::dropped, false), "expired 匹配请求已过期");
  EXPECT_EQ(told(TicketState::cancelled, false), "cancelled 请求已取消");
  EXPECT_EQ(told(TicketState::waiting, false), "pending 正在等待匹配...");
}

TEST_F(HeartMatchTest, cancelling_counts_and_nothing_to_cancel_is_not_found) {
  EXPECT_EQ(refusal_in(cancel()), "404 ticket_not_found 没有找到待处理的请求");
  seek();
  EXPECT_EQ(json_of(cancel()), (object{{"success", true}, {"message", "已取消 1 个匹配请求"}}));
  EXPECT_EQ(refusal_in(cancel()), "404 ticket_not_found 没有找到待处理的请求");
}

TEST_F(HeartMatchTest, what_one_wishes_reaches_the_ticket) {
  seek(R"({"language":"DE","age_band":2,"wanted":{"tags":["Go"],"hard":true}})");
  const auto& ticket = house.store.fake_matches.committed.asked->changes.front().after;
  EXPECT_EQ(ticket.about.language, "de");
  EXPECT_EQ(ticket.about.age_band, 2);
  EXPECT_EQ(ticket.wanted.tags, std::vector<std::string>{"go"});
  EXPECT_TRUE(ticket.wanted.hard);
  EXPECT_EQ(refusal_in(seek(R"({"age_band":9})")), "400 preferences_invalid 匹配条件不正确");
}

TEST_F(HeartMatchTest, ending_a_room_is_in_the_contracts_words) {
  EXPECT_EQ(refusal_in(cleanup(R"({"room_id":"nowhere","force_end":true})")),
            "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refusal_in(cleanup(R"({"room_id":"a/b","force_end":true})")), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refusal_in(cleanup(R"({"force_end":true})")), "403 not_allowed 您没有权限结束此聊天室");
  EXPECT_EQ(json_of(cleanup("{")).at("code"), "invalid_json");
  EXPECT_EQ(json_of(cleanup(R"({"room_id":"r","force_end":false})")),
            (object{{"success", true}, {"message", "聊天室未结束"}, {"room_id", "r"}, {"ended", false}}));
  auto& room = house.store.fake_rooms.by_id[model::RoomId{"r"}];
  room.id = {"r"};
  room.user1 = {1};
  room.user2 = {2};
  for (int time = 0; time < 2; ++time) {
    EXPECT_EQ(json_of(cleanup(R"({"room_id":"r","force_end":true})")),
              (object{{"success", true}, {"message", "聊天室已结束"}, {"room_id", "r"}}))
        << "the same text when it has ended already";
    EXPECT_EQ(room.status, model::RoomStatus::ended);
  }
}

TEST_F(HeartMatchTest, an_outage_is_told) {
  house.store.fake_matches.reunions.answer = base::fail(Code::busy);
  EXPECT_EQ(refusal_in(seek()), "503 busy 服务器正忙，请稍后再试");
  newest() = base::fail(Code::busy);
  EXPECT_EQ(refusal_in(status()), "503 busy 服务器正忙，请稍后再试");
}

TEST_F(HeartMatchTest, all_of_it_is_for_people_who_are_signed_in) {
  for (const auto* what : {"create/", "cancel/", "cleanup/"})
    EXPECT_TRUE(is_for_members_only("POST", address + what)) << what;
  EXPECT_TRUE(is_for_members_only("GET", address + "status/"));
}

}  // namespace
}  // namespace heartlink::api
