// SPDX-License-Identifier: Apache-2.0
#include "api/admin.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "account/passwords.h"
#include "account/testing/fakes.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using account::testing::cheap_memory_kib;
using account::testing::FakeStore;
using account::testing::HandExecutor;

struct AdminTest : ::testing::Test {
  json::object run(std::string_view request) {
    const auto answer = std::make_shared<std::optional<json::object>>();
    commands.run(json::parse(request).as_object(), executor,
                 [answer](json::object reply) { answer->emplace(std::move(reply)); });
    EXPECT_FALSE(answer->has_value()) << "never inside the call";
    return executor.wait_for(answer);
  }

  std::string code_of(std::string_view request) {
    const auto reply = run(request);
    if (reply.at("ok").as_bool()) return "ok";
    return std::string{reply.at("code").as_string()};
  }

  void make_people() {
    for (const char* name : {"alice", "bob"}) {
      (void)run(json::serialize(
          json::object{{"op", "user.create"}, {"name", name}, {"password", "correct horse"}}));
    }
  }

  const model::Room& room(const char* id) { return store.fake_rooms.by_id.at(model::RoomId{id}); }

  HandExecutor executor;
  FakeStore store;
  base::SeededRandom random{1};
  account::PasswordPool pool{1, 4};
  AdminCommands commands{store, pool, random, account::HashCost{cheap_memory_kib, 1}};
};

TEST_F(AdminTest, ping_says_which_version_answers) {
  const auto reply = run(R"({"op":"ping"})");
  EXPECT_TRUE(reply.at("ok").as_bool());
  EXPECT_FALSE(reply.at("version").as_string().empty());
}

TEST_F(AdminTest, a_user_is_made_and_the_password_is_nowhere_in_the_answer) {
  const auto reply = run(R"({"op":"user.create","name":"alice","password":"correct horse","staff":true})");
  EXPECT_TRUE(reply.at("ok").as_bool());
  EXPECT_EQ(reply.at("name"), "alice");
  EXPECT_EQ(reply.at("staff"), true);
  EXPECT_EQ(json::serialize(reply).find("horse"), std::string::npos);
  const auto& stored = store.fake_users.by_key.at("alice");
  EXPECT_TRUE(*account::verify_password(stored.password_hash, "correct horse"));
}

TEST_F(AdminTest, a_refusal_speaks_both_languages_and_tells_the_owner_what_to_do) {
  const auto reply = run(R"({"op":"user.create","name":"alice","password":"short"})");
  EXPECT_FALSE(reply.at("ok").as_bool());
  for (const char* key : {"code", "error", "error_en", "hint", "hint_en", "owner_hint"}) {
    EXPECT_FALSE(reply.at(key).as_string().empty()) << key;
  }
  EXPECT_EQ(reply.at("code"), "password_too_short");
}

TEST_F(AdminTest, what_is_missing_or_of_the_wrong_type_is_named) {
  EXPECT_EQ(code_of(R"({})"), "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"user.delete"})"), "request_invalid");
  EXPECT_EQ(run(R"({"op":"user.create","name":"alice"})").at("detail"), "password: missing");
  EXPECT_EQ(run(R"({"op":"user.create","name":7})").at("detail"), "name: a text is wanted");
  EXPECT_EQ(code_of(R"({"op":"user.create","name":"alice","password":"correct horse","staff":"yes"})"),
            "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"room.create"})"), "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"token.create"})"), "field_invalid");
}

TEST_F(AdminTest, a_room_without_a_kind_is_what_its_id_and_people_say) {
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

TEST_F(AdminTest, every_kind_can_be_asked_for) {
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

TEST_F(AdminTest, a_kind_that_does_not_fit_is_refused_with_the_reason) {
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

TEST_F(AdminTest, a_room_is_not_made_for_an_unknown_person_under_a_bad_id_or_twice) {
  make_people();
  const auto unknown = run(R"({"op":"room.create","room_id":"a","user1":"alice","user2":"mallory"})");
  EXPECT_EQ(unknown.at("code"), "user_not_found");
  EXPECT_EQ(unknown.at("detail"), "mallory");
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"a/b","user1":"alice"})"), "room_id_invalid");
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"a","user1":"alice"})"), "ok");
  EXPECT_EQ(code_of(R"({"op":"room.create","room_id":"a","user1":"alice"})"), "room_exists");
}

TEST_F(AdminTest, a_token_is_shown_once_and_only_its_hash_is_stored) {
  make_people();
  const auto reply = run(R"({"op":"token.create","user":"alice","label":"bot"})");
  ASSERT_TRUE(reply.at("ok").as_bool());
  const std::string token{reply.at("token").as_string()};
  EXPECT_EQ(token.size(), 43U);
  EXPECT_FALSE(store.fake_sessions.tokens.contains(token));
  EXPECT_EQ(store.fake_sessions.tokens.size(), 1U);
  EXPECT_EQ(code_of(R"({"op":"token.create","user":"mallory"})"), "user_not_found");
}

}  // namespace
}  // namespace heartlink::api
