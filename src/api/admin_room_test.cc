// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "api/testing/operator.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;

struct AdminRoomTest : testing::Operator {
  void make_rooms() {
    make_people();
    (void)run(R"({"op":"room.create","room_id":"pair","user1":"alice","user2":"bob"})");
    (void)run(R"({"op":"room.create","room_id":"club","user1":"alice"})");
    (void)run(R"({"op":"room.create","room_id":"大厅","kind":"public"})");
  }
};

TEST_F(AdminRoomTest, a_room_without_a_kind_is_what_its_id_and_people_say) {
  make_people();
  EXPECT_EQ(run(R"({"op":"room.create","room_id":"test-room-123","user1":"alice"})").at("kind"), "test");
  EXPECT_EQ(run(R"({"op":"room.create","room_id":"club","user1":"alice"})").at("kind"), "group");
  EXPECT_EQ(run(R"({"op":"room.create","room_id":"pair","user1":"alice","user2":"BOB"})").at("kind"),
            "direct");
  EXPECT_EQ(room("test-room-123").type, model::RoomType::group);
  EXPECT_TRUE(room("test-room-123").open_to_all());
  EXPECT_EQ(room("club").type, model::RoomType::group);
  EXPECT_FALSE(room("club").open_to_all());
  EXPECT_EQ(room("pair").type, model::RoomType::private_room);
  EXPECT_EQ(room("pair").user1->value, 1);
  EXPECT_EQ(room("pair").user2->value, 2);
}

TEST_F(AdminRoomTest, every_kind_can_be_asked_for) {
  make_people();
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"a","user1":"alice","user2":"bob","kind":"direct"})"),
            "ok");
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"b","user1":"alice","user2":"bob","kind":"heart"})"),
            "ok");
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"c","user1":"alice","kind":"group"})"), "ok");
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"大厅","kind":"public"})"), "ok");
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"test-room-9","kind":"test"})"), "ok");
  EXPECT_EQ(room("b").made_by, model::MadeBy::heart);
  EXPECT_EQ(room("大厅").type, model::RoomType::public_room);
}

TEST_F(AdminRoomTest, a_kind_that_does_not_fit_is_refused_with_the_reason) {
  make_people();
  for (const char* fields :
       {R"("room_id":"a","user1":"alice","kind":"direct")", R"("room_id":"a","kind":"heart")",
        R"("room_id":"a","user1":"alice","user2":"ALICE")", R"("room_id":"a","kind":"group")",
        R"("room_id":"a","user1":"alice","kind":"test")", R"("room_id":"a","user2":"bob")",
        R"("room_id":"test-room-1","user1":"alice","kind":"group")",
        R"("room_id":"a","user1":"alice","user2":"bob","kind":"group")",
        R"("room_id":"a","user1":"alice","kind":"salon")"}) {
    const auto reply = run(std::string{R"({"op":"room.create",)"} + fields + "}");
    ASSERT_FALSE(reply.at("ok").as_bool()) << fields;
    EXPECT_EQ(reply.at("code"), "room_kind_invalid") << fields;
    EXPECT_FALSE(reply.at("detail").as_string().empty());
  }
  EXPECT_TRUE(store.fake_rooms.by_id.empty());
}

TEST_F(AdminRoomTest, a_room_is_not_made_for_an_unknown_person_under_a_bad_id_or_twice) {
  make_people();
  const auto unknown = run(R"({"op":"room.create","room_id":"a","user1":"alice","user2":"mallory"})");
  EXPECT_EQ(unknown.at("code"), "user_not_found");
  EXPECT_EQ(unknown.at("detail"), "mallory");
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"a/b","user1":"alice"})"), "room_id_invalid");
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"a","user1":"alice"})"), "ok");
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"a","user1":"alice"})"), "room_exists");
}

TEST_F(AdminRoomTest, a_room_is_shown_with_its_members_and_how_many_are_online) {
  make_rooms();
  (void)presence.enter(model::RoomId{"pair"}, model::UserId{1}, "alice");
  const auto reply = run(R"({"op":"room.show","room_id":"pair"})");
  ASSERT_TRUE(reply.at("ok").as_bool());
  EXPECT_EQ(reply.at("kind"), "direct");
  EXPECT_EQ(reply.at("type"), "private");
  EXPECT_EQ(reply.at("status"), "active");
  EXPECT_EQ(reply.at("user2"), "bob");
  EXPECT_EQ(reply.at("member_count"), 2U);
  EXPECT_EQ(reply.at("online"), 1U);
  EXPECT_TRUE(reply.at("ended_at").is_null());
  ASSERT_EQ(reply.at("members").as_array().size(), 2U);
  EXPECT_EQ(reply.at("members").at(0).at("name"), "alice");
  EXPECT_EQ(code_of(R"({"op":"room.show","room_id":"nowhere"})"), "room_not_found");
  EXPECT_EQ(code_of(R"({"op":"room.show","room_id":"a/b"})"), "room_id_invalid");
}

TEST_F(AdminRoomTest, rooms_are_listed_newest_first_by_status_and_kind) {
  make_rooms();
  (void)run(R"({"op":"room.end","room_id":"club"})");
  const auto names = [this](json::object request) {
    std::string all;
    request["op"] = "room.list";
    request["limit"] = 1;
    for (const auto& row : rows_of(request, "rooms", "before"))
      all += std::string{row.at("room_id").as_string()} + " ";
    return all;
  };
  EXPECT_EQ(names({}), "大厅 club pair ");
  EXPECT_EQ(names({{"status", "active"}}), "大厅 pair ");
  EXPECT_EQ(names({{"kind", "group"}}), "club ");
  EXPECT_EQ(names({{"kind", "number"}}), "");
  EXPECT_EQ(code_of(R"({"op":"room.list","status":"open"})"), "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"room.list","kind":"salon"})"), "room_kind_invalid");
}

TEST_F(AdminRoomTest, a_room_has_ended_for_every_worker_before_the_answer) {
  make_rooms();
  bus.hold = true;
  std::optional<json::object> answer;
  const json::object request{{"op", "room.end"}, {"room_id", "pair"}, {"reason", "请勿发广告"}};
  commands.run(request, executor, [&answer](json::object reply) { answer = std::move(reply); });
  executor.run_ready();
  EXPECT_FALSE(answer.has_value()) << "not before every worker knows";
  bus.let_go();
  executor.run_ready();
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->at("id"), 1);
  EXPECT_EQ(store.fake_rooms.reasons.at(model::RoomId{"pair"}), "请勿发广告");
  EXPECT_EQ(code_of(R"({"op":"room.end","room_id":"pair"})"), "room_ended");
  EXPECT_EQ(code_of(R"({"op":"room.end","room_id":"nowhere"})"), "room_not_found");
  const json::object long_reason{{"op", "room.end"}, {"room_id", "club"}, {"reason", std::string(201, 'x')}};
  EXPECT_EQ(run(long_reason).at("code"), "field_invalid");
}

}  // namespace
}  // namespace heartlink::api
