// SPDX-License-Identifier: Apache-2.0
#include "connection/admit.h"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "account/secrets.h"
#include "account/testing/fakes.h"

namespace heartlink::connection {
namespace {

using base::Code;
using base::Lifecycle;

model::Room room(const char* id, model::UserId user1, model::RoomStatus status = model::RoomStatus::active) {
  model::Room made;
  made.id = model::RoomId{id};
  made.status = status;
  made.user1 = user1;
  return made;
}

class AdmissionTest : public ::testing::Test {
 protected:
  AdmissionTest() {
    lifecycle_.enter(Lifecycle::State::serving);
    sign_in(me_);
    for (auto one : {room("mine", me_), room("old", me_, model::RoomStatus::ended), room("his", {99})}) {
      rooms_.by_id[one.id] = one;
    }
    set("host", "127.0.0.1:8000");
  }

  void sign_in(model::UserId user) {
    const auto secret = account::new_secret(random_);
    model::Principal principal;
    principal.user.id = user;
    store_.sessions[secret.hash] = principal;
    tokens_.tokens[secret.hash] = principal;
    secret_ = secret.text;
    set("cookie", "sessionid=" + secret.text);
    request_.peer = "127.0.0.1";
  }
  void set(const std::string& name, std::string value) {
    std::erase_if(request_.headers, [&](const auto& header) { return header.first == name; });
    request_.headers.emplace_back(name, std::move(value));
  }
  void remove(const std::string& name) {
    std::erase_if(request_.headers, [&](const auto& header) { return header.first == name; });
  }

  Verdict ask(std::string name, bool take_seat = true) {
    Question question;
    question.request = std::make_shared<const protocol::Request>(request_);
    question.room = std::move(name);
    question.origin = page_says_ ? *page_says_ : std::string{request_.header("origin")};
    question.problem = problem_;
    question.take_seat = take_seat;
    std::optional<Verdict> verdict;
    admission_.check(std::move(question), [&](Verdict answer) { verdict.emplace(std::move(answer)); });
    worker_.run_ready();
    EXPECT_TRUE(verdict.has_value());
    return std::move(*verdict);
  }
  Code code(const char* name, bool take_seat = true) {
    const auto verdict = ask(name, take_seat);
    if (verdict.admitted) return Code::last_;
    EXPECT_TRUE(verdict.diagnosis_id.starts_with("D-"));
    return verdict.error.code;
  }

  // The handshake log, the newest row first.
  std::vector<model::Handshake> log() {
    std::vector<model::Handshake> rows;
    handshakes_.latest({100, {}, {}}, {&worker_, [&](auto found) { rows = std::move(found.value()); }});
    worker_.run_ready();
    return rows;
  }

  static constexpr Code fine = Code::last_;
  const model::UserId me_{1};
  base::Config config_;
  base::ManualClock clock_;
  base::SeededRandom random_{1};
  Lifecycle lifecycle_;
  presence::Registry registry_;
  account::testing::HandExecutor worker_;
  account::testing::FakeSessions store_;
  account::testing::FakeTokens tokens_;
  account::testing::FakeBus bus_;
  account::testing::FakeRooms rooms_;
  account::testing::FakeHandshakes shelf_;
  account::Sessions sessions_{store_, tokens_, bus_, random_, clock_, 30};
  diagnose::HandshakeLog handshakes_{shelf_, clock_, config_.limits, worker_};
  Admission admission_{{worker_, config_, clock_, lifecycle_, random_, account::Authenticate{sessions_},
                        registry_, chat::OpenRoom{rooms_, config_.limits}, handshakes_}};
  protocol::Request request_;
  std::string secret_;
  std::optional<std::string> page_says_;
  std::optional<base::Error> problem_;
};

TEST_F(AdmissionTest, the_first_check_that_fails_decides) {
  // Everything is wrong; each repair uncovers the next refusal.
  config_.limits.sockets_per_user = 0;
  lifecycle_.enter(Lifecycle::State::draining);
  problem_ = base::fail(Code::not_websocket);
  set("origin", "http://elsewhere");
  remove("cookie");
  EXPECT_EQ(code("."), Code::unavailable);
  lifecycle_.enter(Lifecycle::State::serving);
  EXPECT_EQ(code("."), Code::not_websocket);
  problem_.reset();
  EXPECT_EQ(code("."), Code::origin_refused);
  remove("origin");
  EXPECT_EQ(code("."), Code::login_required);
  set("cookie", "sessionid=" + secret_);
  EXPECT_EQ(code("."), Code::room_id_invalid);
  EXPECT_EQ(code("nowhere"), Code::room_not_found);
  EXPECT_EQ(code("his"), Code::not_a_member);
  EXPECT_EQ(code("old"), Code::room_ended);
  EXPECT_EQ(code("mine"), Code::too_many_connections);
  config_.limits.sockets_per_user = 1;
  EXPECT_EQ(code("mine"), fine);
}

TEST_F(AdmissionTest, a_starting_server_admits_nobody) {
  lifecycle_.enter(Lifecycle::State::starting);
  EXPECT_EQ(code("mine"), Code::unavailable);
}

TEST_F(AdmissionTest, only_our_own_pages_may_speak_for_a_person) {
  for (const auto* own : {"http://127.0.0.1:8000", "HTTP://127.0.0.1:8000"}) {
    set("origin", own);
    EXPECT_EQ(code("mine"), fine) << own;
  }
  for (const auto* other :
       {"null", "", "http://127.0.0.1", "https://127.0.0.1:8000", "http://127.0.0.1:8000.evil",
        "http://evil/http://127.0.0.1:8000", "http://127.0.0.1:80001"}) {
    set("origin", other);
    EXPECT_EQ(code("mine"), Code::origin_refused) << other;
  }
  config_.allowed_origins = {"https://friend.example"};
  set("origin", "https://friend.example");
  EXPECT_EQ(code("mine"), fine);
  config_.public_url = "https://chat.example/";
  set("origin", "https://chat.example");
  EXPECT_EQ(code("mine"), fine);
}

TEST_F(AdmissionTest, a_program_with_a_token_has_no_origin_to_check) {
  remove("cookie");
  set("authorization", "Bearer " + secret_);
  set("origin", "http://elsewhere");
  EXPECT_EQ(code("mine"), fine);
  set("authorization", "Bearer " + std::string(43, 'x'));
  EXPECT_EQ(code("mine"), Code::login_required);
}

TEST_F(AdmissionTest, the_page_that_asks_why_is_judged_by_what_it_says_of_itself) {
  page_says_ = "http://localhost:8000";
  EXPECT_EQ(code("mine", false), Code::origin_refused);
  page_says_ = "http://127.0.0.1:8000";
  EXPECT_EQ(code("mine", false), fine);
}

TEST_F(AdmissionTest, a_test_room_is_made_for_a_socket_and_for_nothing_else) {
  EXPECT_EQ(code("test-room-1", false), fine) << "a socket would be let in";
  EXPECT_FALSE(rooms_.by_id.contains(model::RoomId{"test-room-1"}));
  EXPECT_EQ(code("test-room-1"), fine);
  EXPECT_TRUE(rooms_.by_id.contains(model::RoomId{"test-room-1"}));
  EXPECT_EQ(code("best-room-1"), Code::room_not_found);
}

TEST_F(AdmissionTest, test_rooms_are_for_a_server_that_only_this_machine_can_reach) {
  const auto allowed = [&](bool take_seat) {
    rooms_.by_id.erase(model::RoomId{"test-room-1"});
    return code("test-room-1", take_seat) == fine;
  };
  for (const bool take_seat : {true, false}) {
    for (const auto* listen : {"127.0.0.1:8000", "127.9.9.9:1", "[::1]:8000", "localhost:8000"}) {
      config_.listen = listen;
      EXPECT_TRUE(allowed(take_seat)) << listen;
    }
    for (const auto* listen : {"0.0.0.0:8000", "[::]:8000", "10.0.0.1:8000"}) {
      config_.listen = listen;
      EXPECT_FALSE(allowed(take_seat)) << listen;
      config_.debug_rooms = "on";
      EXPECT_TRUE(allowed(take_seat)) << listen;
      config_.debug_rooms = "auto";
    }
    config_.listen = "127.0.0.1:8000";
    for (const auto* header :
         {"forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip", "via"}) {
      set(header, "1.2.3.4");
      EXPECT_FALSE(allowed(take_seat)) << header;
      remove(header);
    }
    config_.debug_rooms = "off";
    EXPECT_FALSE(allowed(take_seat));
    config_.debug_rooms = "auto";
    config_.public_url = "https://chat.example";
    EXPECT_FALSE(allowed(take_seat));
    config_.public_url.clear();
  }
}

TEST_F(AdmissionTest, a_place_is_taken_with_the_verdict_and_comes_back_with_its_end) {
  config_.limits.sockets_per_user = 2;
  {
    const auto one = ask("mine");
    const auto two = ask("mine");
    ASSERT_TRUE(one.admitted && two.admitted);
    EXPECT_EQ(code("mine"), Code::too_many_connections);
    EXPECT_EQ(code("mine", false), Code::too_many_connections) << "the question gets the sockets answer";
  }
  for (int i = 0; i < 5; ++i) EXPECT_EQ(code("mine", false), fine);
  const auto one = ask("mine");
  const auto two = ask("mine");
  EXPECT_TRUE(one.admitted && two.admitted);
}

TEST_F(AdmissionTest, a_refused_socket_costs_no_place) {
  config_.limits.sockets_per_user = 1;
  EXPECT_EQ(code("his"), Code::not_a_member);
  EXPECT_EQ(code("mine"), fine);
}

TEST_F(AdmissionTest, every_refusal_leaves_a_row_that_says_which_check_it_was) {
  sign_in({7});
  set("user-agent", "Firefox\n");
  set("origin", "http://elsewhere");
  EXPECT_EQ(code("his"), Code::origin_refused);
  remove("origin");
  EXPECT_EQ(code("his"), Code::not_a_member);
  EXPECT_EQ(code("\xFF"), Code::room_id_invalid);
  const auto rows = log();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].room, "(not UTF-8)");
  EXPECT_EQ(rows[0].stage, "room");
  EXPECT_EQ(rows[1].stage, "membership");
  EXPECT_EQ(rows[1].code, "not_a_member");
  EXPECT_EQ(rows[1].status, 403);
  EXPECT_EQ(rows[1].room, "his");
  EXPECT_EQ(rows[1].address, "127.0.0.1");
  EXPECT_EQ(rows[2].stage, "origin");
  EXPECT_EQ(rows[2].origin, "http://elsewhere");
}

TEST_F(AdmissionTest, the_page_that_asks_is_told_of_the_refusal_of_its_socket) {
  const auto socket = ask("his");
  const auto why = ask("his", false);
  EXPECT_EQ(why.diagnosis_id, socket.diagnosis_id);
  ASSERT_TRUE(why.last_refusal);
  EXPECT_EQ(why.last_refusal->id, socket.diagnosis_id);
  EXPECT_EQ(log().size(), 1U) << "the same refusal has one row";
  EXPECT_FALSE(ask("mine", false).last_refusal) << "of another room";
  sign_in({7});
  EXPECT_FALSE(ask("his", false).last_refusal) << "of another session";
}

TEST_F(AdmissionTest, a_question_that_is_refused_for_something_else_has_its_own_row) {
  const auto socket = ask("his");
  config_.limits.sockets_per_user = 0;
  rooms_.by_id[model::RoomId{"his"}] = room("his", me_);
  const auto why = ask("his", false);
  EXPECT_EQ(why.error.code, Code::too_many_connections);
  EXPECT_NE(why.diagnosis_id, socket.diagnosis_id);
  EXPECT_EQ(why.last_refusal->code, "not_a_member");
  EXPECT_EQ(log().front().id, why.diagnosis_id);
  EXPECT_EQ(ask("his", false).last_refusal->id, socket.diagnosis_id) << "a question is no socket";
}

TEST_F(AdmissionTest, who_runs_the_server_is_told_more) {
  EXPECT_TRUE(ask("his").to_owner);
  request_.peer = "10.0.0.9";
  EXPECT_FALSE(ask("his").to_owner);
  for (auto& [hash, principal] : store_.sessions) principal.user.staff = true;
  EXPECT_TRUE(ask("his").to_owner);
}

TEST_F(AdmissionTest, after_and_epoch_are_taken_from_the_address) {
  request_.query = {{"after", "17"}, {"epoch", "e9"}};
  const auto verdict = ask("mine");
  ASSERT_TRUE(verdict.admitted);
  EXPECT_EQ(verdict.admitted->after, model::EntryId{17});
  EXPECT_EQ(verdict.admitted->epoch, "e9");
  EXPECT_EQ(verdict.admitted->room.value, "mine");
  for (const auto* bad : {"", "-1", "1x", " 1", "+1", "9223372036854775808", "1.0"}) {
    request_.query = {{"after", bad}};
    EXPECT_FALSE(ask("mine").admitted->after.has_value()) << bad;
  }
  request_.query = {{"after", "9223372036854775807"}};
  EXPECT_EQ(ask("mine").admitted->after, model::EntryId{INT64_MAX});
}

}  // namespace
}  // namespace heartlink::connection
