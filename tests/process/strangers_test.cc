// SPDX-License-Identifier: Apache-2.0
// A closed room and everybody who has no business in it: who is not a member, who is not signed in, a page of
// another site, and whoever sends nonsense. Each of them tries every address of a room; nothing is told,
// nothing is changed, and nothing breaks.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::StartsWith;

const std::string closed = "closed";

const std::vector<std::string> readings{
    in_room(closed, "messages/"),     in_room(closed, "messages/?after=0"),
    in_room(closed, "participants/"), in_room(closed, "online_users/"),
    in_room(closed, "admission/"),    "/tools/check-video-room-status/" + closed + "/"};

struct Deed {
  std::string address;
  json::object body;
};

const std::vector<Deed> deeds{
    {in_room(closed, "send/"), {{"content", "hello"}}},
    {in_room(closed, "mark-read/"), {}},
    {in_room(closed, "recall/"), {{"id", 1}}},
    {in_room(closed, "delete-message/1/"), {}},
    {in_room(closed, "leave/"), {}},
    {in_room(closed, "end/"), {}},
    {in_room(closed, "members/"), {{"username", "mallory"}, {"action", "add"}}},
    {in_room(closed, "members/"), {{"username", "bob"}, {"action", "remove"}}},
    {in_room(closed, "invite/"), {}},
    {"/tools/api/chat/join/", {{"room_id", closed}}},
    {"/tools/api/chat/create-room/", {{"room_name", closed}}},
};

// The other addresses that read a body.
const std::vector<std::string> more_addresses{"/tools/api/chat/direct/",
                                              "/tools/api/chat/online_status/",
                                              "/tools/api/notifications/create/",
                                              "/tools/api/notifications/mark-read/",
                                              "/tools/api/notifications/clear-all/",
                                              "/tools/api/users/bob/block/"};

class Strangers : public TownTest {
 protected:
  static void SetUpTestSuite() {
    open({});
    town().make_group(closed, "alice", {"bob"});
    person("alice").say(closed, "among us");
    untouched_ = state();
  }
  // What the owner sees of her room.
  static std::string state() {
    auto people = accepted(person("alice").get(in_room(closed, "participants/"))).at("data").as_object();
    std::string text;
    for (const auto& each : people.at("participants").as_array())
      text += text_of(each.as_object(), "username") + " " + text_of(each.as_object(), "role") + ", ";
    return text + json::serialize(accepted(person("alice").get(in_room(closed, "messages/?after=0"))));
  }

  static inline std::string untouched_;
};

TEST_F(Strangers, who_is_not_a_member_reads_nothing_and_changes_nothing) {
  const auto& mallory = person("mallory");
  for (const auto& address : readings) {
    const auto answer = mallory.get(address);
    EXPECT_THAT(refused(answer), StartsWith("403 not_a_member")) << address;
    EXPECT_EQ(answer.body.find("among us"), std::string::npos);
  }
  for (const auto& deed : deeds)
    EXPECT_THAT(refused(mallory.post(deed.address, deed.body)), StartsWith("403 not_a_member"))
        << deed.address;
  EXPECT_THAT(refused(mallory.knock(closed)), StartsWith("403 not_a_member"));
  EXPECT_NE(mallory.post(in_room(closed, "block/")).status, 200);
  EXPECT_EQ(state(), untouched_);
}

TEST_F(Strangers, a_notification_of_somebody_else_is_not_mine_to_read) {
  const auto list = accepted(person("bob").get("/tools/api/notifications/unread/"));
  const json::array his{list.at("notifications").at(0).at("id")};
  const std::string mark = "/tools/api/notifications/mark-read/";
  const auto marked = person("mallory").post(mark, {{"notification_ids", his}});
  if (marked.status == 200) {
    EXPECT_EQ(accepted(marked).at("message"), "已标记 0 条通知为已读");
  }
  const auto by_room = person("mallory").post(mark, {{"room_id", closed}});
  EXPECT_NE(by_room.status, 200) << by_room.body;
  for (const auto& wrong :
       std::vector<json::array>{{-1}, {0}, {"x"}, {1e300}, {INT64_MAX}, {INT64_MIN}, {nullptr}})
    EXPECT_LT(person("mallory").post(mark, {{"notification_ids", wrong}}).status, 500)
        << json::serialize(wrong);
  EXPECT_EQ(accepted(person("bob").get("/tools/api/notifications/summary/")).at("total_unread"), 1);
  EXPECT_THAT(refused(person("mallory").get(in_room(closed, "messages/"))), StartsWith("403"));
  EXPECT_EQ(state(), untouched_);
}

TEST_F(Strangers, who_is_not_signed_in_is_told_to_in_json) {
  const auto& server = town().server;
  const auto expect_login = [](const HttpAnswer& answer, const std::string& address) {
    EXPECT_EQ(refused(answer), "401 login_required 请先登录") << address;
    EXPECT_EQ(text_of(answer.json(), "redirect_url"), "/users/login/") << address;
  };
  for (const auto& address : readings) expect_login(ask(server.port(), {address}), address);
  for (const auto& deed : deeds) {
    const Headers headers{{"Origin", server.origin()}, {"Content-Type", "application/json"}};
    expect_login(ask(server.port(), {deed.address, headers, "POST", json::serialize(deed.body)}),
                 deed.address);
  }
  EXPECT_EQ(state(), untouched_);
}

TEST_F(Strangers, a_page_of_another_site_does_nothing_in_my_name) {
  Headers headers{person("alice").headers().front(),
                  {"Origin", "http://evil.example"},
                  {"Content-Type", "application/json"}};
  for (const auto& deed : deeds) {
    const auto answer =
        ask(town().server.port(), {deed.address, headers, "POST", json::serialize(deed.body)});
    EXPECT_THAT(refused(answer), StartsWith("403 csrf_failed")) << deed.address;
  }
  EXPECT_EQ(state(), untouched_);
}

// Whatever the body is, an address that needs something of it says what is wrong with it.
TEST_F(Strangers, nonsense_is_refused_and_breaks_nothing) {
  const auto& mallory = person("mallory");
  std::vector<std::string> addresses = more_addresses;
  for (const auto& deed : deeds) addresses.push_back(deed.address);
  const std::string deep = std::string(20'000, '[') + std::string(20'000, ']');
  const std::vector<std::string> bodies{
      "",
      "[]",
      "null",
      "5",
      R"("x")",
      "{",
      R"({"username":5,"room_name":[],"code":{},"message":7})",
      R"({"username":"\u0000","action":"\ud800","content":{"a":1},"room_id":null})",
      R"({"username":"","id":1e99,"minutes":"x","notification_ids":{},"status":[]})",
      "\xff\xfe",
      deep};
  for (const auto& address : addresses) {
    for (const auto& body : bodies) {
      const auto answer = mallory.post_text(address, body);
      EXPECT_LT(answer.status, 500) << address << " " << body.substr(0, 60) << " " << answer.body;
      if (answer.status != 200) {
        EXPECT_FALSE(refused(answer).empty());
      }
    }
  }
  EXPECT_EQ(state(), untouched_);
}

TEST_F(Strangers, a_socket_that_hears_nonsense_stays_open) {
  auto alice = person("alice").live_in(closed);
  const std::vector<std::string> frames{
      R"({"type":"read_status"})",
      R"({"type":"read_status","message_ids":"1"})",
      R"({"type":"read_status","message_ids":[{},[],null,true,-1,1e99,"1e3","99999999999999999999"]})",
      R"({"type":"read_status","up_to":-1})",
      R"({"type":"read_status","up_to":"x"})",
      R"({"type":"read_status","up_to":9223372036854775807})",
      R"({"type":"delivered"})",
      R"({"type":"delivered","up_to":-5})",
      R"({"type":"delivered","up_to":9223372036854775807})",
      R"({"type":"recall"})",
      R"({"type":"recall","id":-1})",
      R"({"type":"recall","id":9223372036854775807,"client_id":"x"})",
      R"({"type":"online_status","status":5})",
      R"({"type":"video_call_invite","message":5})",
      R"({"type":"video_call_status"})",
      R"({"type":"video_call_status","status":["joined"]})",
      R"({"type":"member_changed","action":"added"})",
      R"({"type":"room_ended"})",
      R"({"type":["message"]})",
      R"([1,2,3])"};
  for (const auto& frame : frames) {
    alice.send_text(frame);
    alice.send({{"type", "ping"}});
    EXPECT_EQ(alice.await("pong").at("type"), "pong") << frame;
  }
}

TEST_F(Strangers, no_room_leads_a_browser_off_the_site) {
  for (const std::string room : {"%2F%2Fevil.example", "..", "%2e%2e", "a%0d%0aSet-Cookie:x=y", "%ff", "%00",
                                 "<script>", "%E2%80%AEx"}) {
    for (const std::string page : {"/tools/chat/room/", "/tools/heart_link/chat/"}) {
      const auto answer = person("mallory").browse(page + room + "/");
      EXPECT_LT(answer.status, 500) << room;
      EXPECT_THAT(answer.set_cookie("x"), "") << room;
      if (answer.status == 302) {
        EXPECT_THAT(answer.header("location"), StartsWith("/tools/")) << room;
      }
    }
  }
}

}  // namespace
}  // namespace heartlink::process
