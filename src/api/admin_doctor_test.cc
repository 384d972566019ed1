// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "account/passwords.h"
#include "account/secrets.h"
#include "api/testing/operator.h"
#include "base/crypto.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;

struct AdminDoctorTest : testing::Operator {
  std::string end(const json::value& scratch) {
    const auto reply = run({{"op", "doctor.end"}, {"scratch", scratch}});
    return reply.at("ok").as_bool() ? "ok" : std::string{reply.at("code").as_string()};
  }
};

TEST_F(AdminDoctorTest, without_anybody_it_makes_a_person_and_a_room_and_takes_both_away) {
  make_people();
  const auto reply = run(R"({"op":"doctor.begin"})");
  ASSERT_TRUE(reply.at("ok").as_bool()) << json::serialize(reply);
  const std::string name{reply.at("user").as_string()};
  const std::string room_id{reply.at("room").as_string()};
  EXPECT_TRUE(name.starts_with("doctor:"));
  EXPECT_TRUE(room_id.starts_with("test-room-doctor-"));
  const auto& stored = store.fake_users.by_key.at(name);
  EXPECT_TRUE(*account::verify_password(stored.password_hash, std::string{reply.at("password").as_string()}));
  EXPECT_EQ(room(room_id.c_str()).made_by, model::MadeBy::test);
  EXPECT_EQ(room(room_id.c_str()).user1, stored.user.id);
  EXPECT_TRUE(reply.at("scratch").at("session").is_null());

  const int confirms = bus.confirms;
  EXPECT_EQ(end(reply.at("scratch")), "ok");
  EXPECT_EQ(bus.confirms, confirms + 1);
  EXPECT_EQ(store.fake_users.by_key.size(), 2U);
  EXPECT_TRUE(store.fake_rooms.by_id.empty());
  EXPECT_EQ(end(reply.at("scratch")), "ok") << "what is gone is no error";
}

TEST_F(AdminDoctorTest, a_real_person_gets_a_short_session_and_keeps_everything_else) {
  make_people();
  (void)sign_in("alice");
  const auto reply = run(R"({"op":"doctor.begin","user":"alice","room":"pair"})");
  ASSERT_TRUE(reply.at("ok").as_bool()) << json::serialize(reply);
  EXPECT_EQ(reply.at("room"), "pair");
  EXPECT_FALSE(reply.contains("password"));
  EXPECT_TRUE(reply.at("scratch").at("user").is_null());
  EXPECT_TRUE(reply.at("scratch").at("room").is_null());
  auto known = account::testing::expect<model::Principal>(executor);
  sessions.authenticate_cookie(std::string_view{reply.at("session").as_string()}, known.done);
  const auto principal = known.get();
  ASSERT_TRUE(principal.has_value());
  EXPECT_EQ(principal->user.name, "alice");
  EXPECT_EQ(principal->expires_at.us, clock.wall().us + 300'000'000);

  EXPECT_EQ(end(reply.at("scratch")), "ok");
  EXPECT_EQ(store.fake_sessions.sessions.size(), 1U) << "her own";
  EXPECT_TRUE(store.fake_scratch.removed.empty());
}

TEST_F(AdminDoctorTest, nobody_is_visited_who_is_not_there_or_disabled) {
  make_people();
  (void)run(R"({"op":"user.disable","name":"bob"})");
  EXPECT_EQ(code_of(R"({"op":"doctor.begin","user":"mallory"})"), "user_not_found");
  EXPECT_EQ(code_of(R"({"op":"doctor.begin","user":"bob"})"), "account_disabled");
  EXPECT_TRUE(store.fake_rooms.by_id.empty());
}

TEST_F(AdminDoctorTest, nothing_that_belongs_to_somebody_is_ever_removed) {
  make_people();
  (void)run(R"({"op":"room.create","room_id":"test-room-1","user1":"alice"})");
  EXPECT_EQ(end({{"user", 1}}), "field_invalid");
  EXPECT_EQ(end({{"room", "test-room-1"}}), "field_invalid");
  EXPECT_EQ(end({{"session", "1"}}), "field_invalid");
  EXPECT_EQ(end(nullptr), "field_invalid");
  EXPECT_TRUE(store.fake_scratch.removed.empty());
  EXPECT_EQ(store.fake_users.by_key.size(), 2U);
}

TEST_F(AdminDoctorTest, what_a_killed_doctor_left_behind_goes_after_an_hour) {
  const auto old = run(R"({"op":"doctor.begin"})");
  const model::RoomId old_room{std::string{old.at("room").as_string()}};
  store.fake_rooms.by_id.at(old_room).created_at = clock.wall();
  clock.advance(std::chrono::minutes{59});
  (void)end(run(R"({"op":"doctor.begin"})").at("scratch"));
  EXPECT_TRUE(store.fake_rooms.by_id.contains(old_room)) << "another doctor may be at work";
  clock.advance(std::chrono::minutes{2});
  (void)end(run(R"({"op":"doctor.begin"})").at("scratch"));
  EXPECT_TRUE(store.fake_rooms.by_id.empty());
  EXPECT_TRUE(store.fake_users.by_key.empty());
}

TEST_F(AdminDoctorTest, a_person_who_cannot_be_made_gets_no_room) {
  store.fake_users.write_outage = base::fail(base::Code::storage_full);
  EXPECT_EQ(code_of(R"({"op":"doctor.begin"})"), "storage_full");
  EXPECT_TRUE(store.fake_rooms.by_id.empty());
}

TEST_F(AdminDoctorTest, a_room_that_cannot_be_made_leaves_nobody_behind) {
  base::SeededRandom same{1};
  (void)account::new_secret(same);
  (void)same.bytes(4);
  (void)same.bytes(account::salt_bytes);
  const model::RoomId taken{"test-room-doctor-" + base::hex(same.bytes(8))};
  store.fake_rooms.by_id[taken].created_at = clock.wall();
  EXPECT_EQ(code_of(R"({"op":"doctor.begin"})"), "room_exists");
  EXPECT_TRUE(store.fake_users.by_key.empty());
  EXPECT_EQ(store.fake_scratch.removed.size(), 1U);
}

}  // namespace
}  // namespace heartlink::api
