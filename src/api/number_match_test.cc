// SPDX-License-Identifier: Apache-2.0
// Number match at the front door: the shapes of the answers. Who meets whom is the machine's business.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::object;

constexpr const char* address = "/tools/api/number-match/";

struct NumberMatchTest : testing::AnnsHouse {
  NumberMatchTest() { bobs_secret = house.sign_in_as(model::UserId{2}, "bob"); }

  protocol::Response type(const std::string& number) {
    return post(address, R"({"number":")" + number + R"("})");
  }
  protocol::Response status() { return get(std::string{address} + "status/"); }
  protocol::Response cancel() { return post(std::string{address} + "cancel/"); }
  protocol::Response bob_types(const std::string& number) {
    std::swap(secret, bobs_secret);
    auto response = type(number);
    std::swap(secret, bobs_secret);
    return response;
  }
  // What the store says of ann's last ticket: this state, and bob in a room.
  void the_last_one_was(model::TicketState state, bool room_is_open = true) {
    auto& meeting = house.store.fake_matches.newests.answer.value();
    auto& ticket = meeting.ticket.emplace();
    ticket.id = {7};
    ticket.kind = model::MatchKind::number;
    ticket.number = "0042";
    ticket.state = state;
    ticket.offered_at = house.clock.wall();
    auto& room = meeting.room.emplace();
    room.id = {"match-1"};
    room.made_by = model::MadeBy::number;
    room.status = room_is_open ? model::RoomStatus::active : model::RoomStatus::ended;
    meeting.partner = house.store.fake_users.by_key["bob"].user;
  }

  std::string bobs_secret;
};

TEST_F(NumberMatchTest, whoever_waits_is_told_until_when) {
  const auto now = house.clock.wall().ms();
  const object waiting{{"success", true},
                       {"matched", false},
                       {"message", "正在等待输入 0042 的用户..."},
                       {"request_id", 1},
                       {"expires_at", "2023-11-14T22:23:20+00:00"},
                       {"server_time", now}};
  EXPECT_EQ(json_of(type("0042")), waiting);
  EXPECT_EQ(json_of(type("0042")), waiting) << "again";
  EXPECT_EQ(json_of(status()), (object{{"success", true},
                                       {"status", "pending"},
                                       {"number", "0042"},
                                       {"message", "正在等待输入 0042 的用户..."},
                                       {"request_id", 1},
                                       {"expires_at", "2023-11-14T22:23:20+00:00"},
                                       {"server_time", now}}));
  // A clock that is set meanwhile moves the time that is told, not the wait.
  house.clock.jump_wall(std::chrono::hours{1});
  EXPECT_EQ(json_of(status()).at("expires_at"), "2023-11-14T23:23:20+00:00");
}

TEST_F(NumberMatchTest, a_match_has_the_contracts_shape_and_says_until_when_to_come) {
  bob_types("0042");
  the_last_one_was(model::TicketState::offered);
  const object matched{{"success", true},
                       {"matched", true},
                       {"room_id", "match-1"},
                       {"matched_user", object{{"username", "bob"}, {"display_name", "bob"}}},
                       {"message", "匹配成功！您与 bob 开始聊天"},
                       {"request_id", 7},
                       {"matched_at", testing::start_of_time},
                       {"url", "/tools/chat/enhanced/match-1/"},
                       {"confirm_by", house.clock.wall().ms() + 20'000}};
  EXPECT_EQ(json_of(type("0042")), matched);
  EXPECT_EQ(json_of(type("0042")), matched) << "again";
  auto shown = matched;
  shown["status"] = "matched";
  shown["number"] = "0042";
  EXPECT_EQ(json_of(status()), shown);
}

// The other may leave before the answer is made: then there is no room to go to.
TEST_F(NumberMatchTest, a_match_that_is_over_before_it_is_told_is_no_match) {
  bob_types("0042");
  the_last_one_was(model::TicketState::offered, false);
  EXPECT_EQ(refusal_in(type("0042")), "409 ticket_moved 匹配状态已变化，请再试一次");
}

TEST_F(NumberMatchTest, the_status_tells_what_the_last_one_came_to) {
  using model::TicketState;
  EXPECT_EQ(json_of(status()), (object{{"success", true}, {"status", "not_found"}}));
  EXPECT_EQ(house.store.fake_matches.newests.asked->second, model::MatchKind::number);
  const auto word = [this](TicketState state, bool room_is_open) {
    the_last_one_was(state, room_is_open);
    return std::string{json_of(status()).at("status").as_string()};
  };
  EXPECT_EQ(word(TicketState::matched, true), "matched");
  EXPECT_EQ(word(TicketState::matched, false), "expired");
  EXPECT_EQ(word(TicketState::cancelled, false), "cancelled");
  EXPECT_EQ(word(TicketState::expired, false), "expired");
  EXPECT_EQ(word(TicketState::dropped, false), "expired");
  EXPECT_EQ(word(TicketState::waiting, false), "pending") << "it is being decided";
  the_last_one_was(TicketState::matched);
  EXPECT_FALSE(json_of(status()).contains("confirm_by")) << "it is for good";
  house.store.fake_matches.newests.answer->partner.reset();
  EXPECT_EQ(json_of(status()).at("matched_user"),
            (object{{"username", "未知用户"}, {"display_name", "未知用户"}}));
}

TEST_F(NumberMatchTest, another_number_and_a_wrong_one_are_refused) {
  type("0042");
  const auto other = type("4200");
  EXPECT_EQ(refusal_in(other), "400 already_waiting 您已经在匹配中，请先取消当前匹配");
  EXPECT_EQ(json_of(other).at("kind"), "number");
  EXPECT_EQ(json_of(other).at("expires_at"), "2023-11-14T22:23:20+00:00");
  EXPECT_EQ(refusal_in(type("42")), "400 number_invalid 请输入4位数字");
  EXPECT_EQ(refusal_in(post(address, "{")), "400 invalid_json 无效的JSON数据");
}

TEST_F(NumberMatchTest, cancelling_is_answered_in_the_same_words_whether_anybody_waited) {
  type("0042");
  const object cancelled{{"success", true}, {"message", "已取消匹配"}, {"cancelled", true}};
  EXPECT_EQ(json_of(cancel()), cancelled);
  const object nothing{{"success", true}, {"message", "已取消匹配"}, {"cancelled", false}};
  EXPECT_EQ(json_of(cancel()), nothing);
}

TEST_F(NumberMatchTest, so_many_numbers_and_no_more) {
  for (int number = 1000; number < 1010; ++number) {
    type(std::to_string(number));
    cancel();
  }
  const auto refused = type("2000");
  EXPECT_EQ(refusal_in(refused), "429 too_many_numbers 尝试的数字太多，请稍后再试");
  EXPECT_EQ(json_of(refused).at("retry_ms"), 600'000);
  bob_types("3000");
  EXPECT_EQ(house.store.fake_matches.committed.asked->changes.front().after.user.value, 1)
      << "nor from the same address";
}

TEST_F(NumberMatchTest, an_outage_is_told_and_nobody_waits) {
  house.store.fake_matches.committed.answer = base::fail(Code::storage_full);
  EXPECT_EQ(json_of(type("0042")).at("code"), "unavailable");
  house.store.fake_matches.committed.answer = true;
  house.store.fake_matches.companies.answer = base::fail(Code::busy);
  EXPECT_EQ(refusal_in(type("0042")), "503 busy 服务器正忙，请稍后再试");
  EXPECT_EQ(json_of(status()).at("status"), "not_found");
  house.store.fake_matches.newests.answer = base::fail(Code::busy);
  EXPECT_EQ(refusal_in(status()), "503 busy 服务器正忙，请稍后再试");
}

TEST_F(NumberMatchTest, all_of_it_is_for_people_who_are_signed_in) {
  EXPECT_TRUE(is_for_members_only("POST", address));
  EXPECT_TRUE(is_for_members_only("POST", std::string{address} + "cancel/"));
  EXPECT_TRUE(is_for_members_only("GET", std::string{address} + "status/"));
}

}  // namespace
}  // namespace heartlink::api
