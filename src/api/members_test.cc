// SPDX-License-Identifier: Apache-2.0
// Changing members, inviting and joining over HTTP.
#include "api/testing/anns_house.h"

#include "base/crypto.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::object;
using Kind = store::MemberChange::Kind;

struct MembersTest : testing::AnnsHouse {
  protocol::Response change(std::string body) { return post("/tools/api/chat/g/members/", std::move(body)); }

  account::testing::FakeMembers& members = house.store.fake_members;
};

TEST_F(MembersTest, each_action_is_one_change_by_the_person_who_asks) {
  members.changed.answer = model::EntryId{5};
  const std::pair<const char*, Kind> actions[] = {
      {R"({"username":"bob","action":"add"})", Kind::add},
      {R"({"username":"bob","action":"remove"})", Kind::remove},
      {R"({"username":"bob","action":"mute","minutes":10})", Kind::mute},
      {R"({"username":"bob","action":"role","role":"admin"})", Kind::role}};
  for (const auto& [body, kind] : actions) {
    EXPECT_EQ(json_of(change(body)), (object{{"success", true}, {"id", 5}})) << body;
    EXPECT_EQ(members.changed.asked->kind, kind);
    EXPECT_EQ(members.changed.asked->room.value, "g");
    EXPECT_EQ(members.changed.asked->by.id.value, 1);
    EXPECT_EQ(members.changed.asked->subject.id.value, 2);
  }
  EXPECT_EQ(members.changed.asked->role, model::Role::admin);
  EXPECT_EQ(house.bus.confirms, 3) << "all but add behind the workers";
}

TEST_F(MembersTest, what_was_so_already_has_no_entry) {
  EXPECT_EQ(json_of(change(R"({"username":"bob","action":"add"})")),
            (object{{"success", true}, {"id", nullptr}}));
}

TEST_F(MembersTest, a_mute_lasts_for_its_minutes_and_zero_takes_it_back) {
  (void)change(R"({"username":"bob","action":"mute","minutes":"10"})");
  EXPECT_EQ(members.changed.asked->muted_until->us, house.clock.wall().us + 600'000'000);
  (void)change(R"({"username":"bob","action":"mute","minutes":0})");
  EXPECT_FALSE(members.changed.asked->muted_until.has_value());
}

TEST_F(MembersTest, an_order_that_makes_no_sense_is_none) {
  for (const auto* body :
       {"{}", R"({"username":"bob"})", R"({"username":"bob","action":"kick"})",
        R"({"username":"bob","action":"mute"})", R"({"username":"bob","action":"mute","minutes":"x"})",
        R"({"username":"bob","action":"mute","minutes":43201})",
        R"({"username":"bob","action":"mute","minutes":-1})", R"({"username":"bob","action":"role"})",
        R"({"username":"bob","action":"role","role":"guest"})"}) {
    EXPECT_EQ(json_of(change(body)).at("code"), "field_invalid") << body;
  }
  EXPECT_EQ(refusal_in(change("x")), "400 invalid_json 无效的JSON格式");
  EXPECT_EQ(refusal_in(change(R"({"username":"nobody","action":"add"})")), "404 user_not_found 没有这个用户");
  EXPECT_FALSE(members.changed.asked.has_value());
}

TEST_F(MembersTest, what_the_store_does_not_allow_is_told) {
  const auto refused = [this](Code code) {
    members.changed.answer = base::fail(code);
    return refusal_in(change(R"({"username":"bob","action":"remove"})"));
  };
  EXPECT_EQ(refused(Code::not_allowed), "403 not_allowed 你没有权限这样做");
  EXPECT_EQ(refused(Code::member_not_found), "404 member_not_found 房间里没有这个人");
  EXPECT_EQ(refused(Code::not_accepting), "403 not_accepting 对方暂不接收消息");
  EXPECT_EQ(refused(Code::room_full), "403 room_full 房间已满");
  EXPECT_EQ(refused(Code::room_ended), "410 room_ended 聊天室已结束");
}

TEST_F(MembersTest, an_invite_is_a_code_and_a_link_to_this_server) {
  const auto body = json_of(post("/tools/api/chat/g/invite/", R"({"uses":3,"hours":1})"));
  const std::string code{body.at("code").as_string()};
  EXPECT_EQ(body, (object{{"success", true},
                          {"code", code},
                          {"url", "http://127.0.0.1:8000/tools/chat/?join=" + code},
                          {"uses", 3},
                          {"expires_at", "2023-11-14T23:13:20+00:00"}}));
  EXPECT_EQ(members.invited.asked->code_hash, base::sha256(code));
  EXPECT_EQ(members.invited.asked->room.value, "g");
  EXPECT_EQ(members.invited.asked->by.id.value, 1);
}

TEST_F(MembersTest, an_invite_without_terms_is_for_everybody_and_a_week) {
  for (const auto* terms : {"", "{}", R"({"uses":null,"hours":null})"}) {
    const auto body = json_of(post("/tools/api/chat/g/invite/", terms));
    EXPECT_TRUE(body.at("uses").is_null()) << terms;
    EXPECT_EQ(body.at("expires_at"), "2023-11-21T22:13:20+00:00") << terms;
  }
  EXPECT_FALSE(members.invited.asked->uses.has_value());
}

TEST_F(MembersTest, an_invite_out_of_bounds_or_by_who_may_not_is_none) {
  for (const auto* terms : {R"({"uses":0})", R"({"uses":1001})", R"({"hours":0})", R"({"hours":721})",
                            R"({"uses":"x"})", R"({"hours":1.5})"}) {
    EXPECT_EQ(json_of(post("/tools/api/chat/g/invite/", terms)).at("code"), "field_invalid") << terms;
  }
  EXPECT_EQ(refusal_in(post("/tools/api/chat/g/invite/", "x")), "400 invalid_json 无效的JSON格式");
  members.invited.answer = base::fail(Code::not_allowed);
  EXPECT_EQ(refusal_in(post("/tools/api/chat/g/invite/")), "403 not_allowed 你没有权限这样做");
}

TEST_F(MembersTest, one_joins_by_a_code_or_a_public_room_by_its_id) {
  members.joined.answer->room.id = model::RoomId{"技术"};
  const object answer{{"success", true},
                      {"room_id", "技术"},
                      {"already", false},
                      {"url", "/tools/chat/room/%E6%8A%80%E6%9C%AF/"}};
  EXPECT_EQ(json_of(post("/tools/api/chat/join/", R"({"code":"secret"})")), answer);
  EXPECT_EQ(members.joined.asked->code_hash, base::sha256("secret"));
  EXPECT_FALSE(members.joined.asked->room.has_value());
  members.joined.answer->already = true;
  EXPECT_EQ(json_of(post("/tools/api/chat/join/", R"({"room_id":"技术"})")).at("already"), true);
  EXPECT_EQ(members.joined.asked->room->value, "技术");
  EXPECT_EQ(members.joined.asked->code_hash, "");
}

TEST_F(MembersTest, a_code_that_opens_nothing_is_told_in_one_way) {
  members.joined.answer = base::fail(Code::invite_invalid);
  EXPECT_EQ(refusal_in(post("/tools/api/chat/join/", R"({"code":"secret"})")),
            "404 invite_invalid 邀请无效或已过期");
  members.joined.asked.reset();
  EXPECT_EQ(json_of(post("/tools/api/chat/join/", "{}")).at("code"), "field_invalid");
  EXPECT_EQ(json_of(post("/tools/api/chat/join/", R"({"room_id":"a/b"})")).at("code"), "room_id_invalid");
  EXPECT_EQ(refusal_in(post("/tools/api/chat/join/")), "400 invalid_json 无效的JSON格式");
  EXPECT_FALSE(members.joined.asked.has_value());
}

TEST_F(MembersTest, all_of_it_is_for_people_who_are_signed_in) {
  for (const auto* path :
       {"/tools/api/chat/g/members/", "/tools/api/chat/g/invite/", "/tools/api/chat/join/"}) {
    EXPECT_TRUE(is_for_members_only("POST", path)) << path;
    EXPECT_EQ(get(path).status, 405) << path;
  }
}

}  // namespace
}  // namespace heartlink::api
