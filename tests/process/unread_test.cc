// SPDX-License-Identifier: Apache-2.0
// What waits for somebody who is elsewhere: the socket of a person (/ws/user/), which counts what is unread
// and tells of activity, and the notifications of old pages, which are computed from the same marks.
#include <chrono>
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

const std::string user_socket = "/ws/user/";
const std::string notifications = "/tools/api/notifications/";

// People of its own in every test: what is unread is counted over all rooms of a person.
class Unread : public TownTest {
 protected:
  // "room:unread" of every room of an `unread` frame, in its order.
  static std::vector<std::string> rooms_of(const json::object& frame) {
    std::vector<std::string> rooms;
    for (const auto& each : frame.at("rooms").as_array()) {
      const auto& room = each.as_object();
      rooms.push_back(text_of(room, "room_id") + ":" + std::to_string(number_of(room, "unread")));
    }
    return rooms;
  }
  // Waits for an `unread` whose total is that.
  static json::object await_total(WebSocketClient& socket, std::int64_t total) {
    for (;;) {
      auto frame = socket.await("unread");
      if (frame.at("total") == total) return frame;
    }
  }
};

TEST_F(Unread, the_first_frame_tells_what_waits_where) {
  town().make_pair_room("first-a", "heart", "ann", "bea");
  town().make_pair_room("first-b", "heart", "ann", "cyd");
  town().make_pair_room("first-none", "heart", "ann", "dot");
  EXPECT_EQ(person("ann").follow().next().at("total"), 0);
  person("bea").say("first-a", "one");
  const auto last = person("bea").say("first-a", "two");
  person("cyd").say("first-b", "three");
  person("ann").say("first-b", "mine does not count");
  const auto frame = person("ann").follow().next();
  EXPECT_EQ(frame.at("type"), "unread");
  EXPECT_EQ(frame.at("total"), 3);
  EXPECT_THAT(rooms_of(frame), ::testing::UnorderedElementsAre("first-a:2", "first-b:1"));
  for (const auto& room : frame.at("rooms").as_array()) {
    if (room.at("room_id") == "first-a") {
      EXPECT_EQ(room.at("last_id"), last);
    }
  }
}

TEST_F(Unread, activity_in_a_room_where_i_am_not_is_told_once_in_two_seconds) {
  town().make_pair_room("active-a", "heart", "eli", "fia");
  town().make_pair_room("active-b", "heart", "eli", "gil");
  auto eli = person("eli").follow();
  eli.await("unread");
  const auto began = std::chrono::steady_clock::now();
  for (int i = 1; i <= 20; ++i) person("fia").say("active-a", "message " + std::to_string(i));
  person("gil").say("active-b", "fence");
  std::vector<json::object> told;
  for (auto frame = eli.await("room_activity");; frame = eli.await("room_activity")) {
    if (frame.at("room_id") == "active-b") break;
    told.push_back(frame);
  }
  const auto two_seconds_passed = (std::chrono::steady_clock::now() - began) / std::chrono::seconds{2};
  ASSERT_FALSE(told.empty());
  EXPECT_LE(told.size(), 1U + static_cast<std::size_t>(two_seconds_passed)) << "of 20 messages";
  EXPECT_EQ(told.front().at("room_id"), "active-a");
  EXPECT_EQ(told.front().at("from"), "fia");
  EXPECT_THAT(text_of(told.front(), "preview"), StartsWith("message "));
  EXPECT_GE(number_of(told.front(), "unread"), 1);
}

TEST_F(Unread, nothing_is_told_of_rooms_where_i_am_nor_of_what_i_say) {
  town().make_pair_room("inside", "heart", "hal", "ivy");
  town().make_pair_room("outside", "heart", "hal", "ivy");
  auto hal = person("hal").follow();
  hal.await("unread");
  auto room = person("hal").live_in("inside");
  person("ivy").say("inside", "he sees it");
  frames_until_said(room, "he sees it");
  person("hal").say("outside", "from his phone");
  person("ivy").say("outside", "fence");
  const auto told = hal.await("room_activity");
  EXPECT_EQ(told.at("room_id"), "outside") << json::serialize(told);
  EXPECT_EQ(told.at("from"), "ivy");
  EXPECT_EQ(told.at("preview"), "fence");
  EXPECT_EQ(told.at("unread"), 1);
}

TEST_F(Unread, reading_anywhere_takes_it_off_the_list) {
  town().make_pair_room("read-a", "heart", "jan", "kai");
  town().make_pair_room("read-b", "heart", "jan", "lea");
  const auto last = person("kai").say("read-a", "one");
  person("lea").say("read-b", "two");
  auto jan = person("jan").follow();
  EXPECT_EQ(jan.next().at("total"), 2);
  auto phone = person("jan").live_in("read-a");
  phone.send({{"type", "read_status"}, {"message_ids", json::array{std::to_string(last)}}});
  EXPECT_THAT(rooms_of(await_total(jan, 1)), ::testing::ElementsAre("read-b:1"));
  accepted(person("jan").post(in_room("read-b", "mark-read/")));
  EXPECT_THAT(rooms_of(await_total(jan, 0)), ::testing::ElementsAre());
}

TEST_F(Unread, who_comes_in_or_goes_out_is_told_the_new_list) {
  town().make_group("coming-in", "mac");
  person("mac").say("coming-in", "before");
  auto ned = person("ned").follow();
  EXPECT_EQ(ned.next().at("total"), 0);
  accepted(person("mac").post(in_room("coming-in", "members/"), {{"username", "ned"}, {"action", "add"}}));
  ned.await("unread");
  person("mac").say("coming-in", "after");
  EXPECT_EQ(ned.await("room_activity").at("room_id"), "coming-in");
  accepted(person("mac").post(in_room("coming-in", "members/"), {{"username", "ned"}, {"action", "remove"}}));
  EXPECT_EQ(await_total(ned, 0).at("rooms"), json::array{});
  person("mac").say("coming-in", "he is out");
  town().make_pair_room("coming-fence", "heart", "mac", "ned");
  person("mac").say("coming-fence", "fence");
  EXPECT_EQ(ned.await("room_activity").at("room_id"), "coming-fence");
}

TEST_F(Unread, rooms_that_one_only_visits_do_not_wait_for_anybody) {
  auto visit = person("oda").live_in("public-room");
  visit.close();
  visit.await_close();
  person("pit").say("public-room", "hello all");
  EXPECT_EQ(person("oda").follow().next().at("total"), 0);
  EXPECT_EQ(accepted(person("oda").get(notifications + "summary/")).at("has_unread"), false);
}

TEST_F(Unread, the_socket_of_a_person_has_the_same_door_and_the_same_end) {
  const auto knock = [](const Headers& headers) {
    return ask(town().server.port(), upgrade_request(user_socket, headers));
  };
  EXPECT_THAT(refused(knock({})), StartsWith("401 login_required"));
  EXPECT_THAT(refused(ask(town().server.port(), {user_socket})), StartsWith("426 not_websocket"));
  auto foreign = person("quin").headers();
  foreign.back().second = "http://evil.example";
  EXPECT_THAT(refused(knock(foreign)), StartsWith("403 origin_refused"));

  auto quin = person("quin").follow();
  quin.send({{"type", "ping"}});
  EXPECT_TRUE(quin.await("pong").at("server_time").is_int64());
  quin.send({{"type", "message"}, {"content", "to whom?"}});
  EXPECT_THAT(refused(quin.await("error")), StartsWith("unknown_type"));
  accepted(person("quin").post("/users/api/logout/"));
  EXPECT_EQ(quin.await("session_ended").at("type"), "session_ended");
  EXPECT_EQ(quin.await_close().code, 4401);
}

TEST_F(Unread, sockets_of_both_kinds_are_counted_together) {
  std::vector<WebSocketClient> open;
  for (int i = 0; i < 10; ++i) {
    open.push_back(person("rob").follow());
    open.push_back(person("rob").enter("public-room"));
  }
  EXPECT_THAT(refused(person("rob").knock("public-room")), StartsWith("429 too_many_connections"));
  EXPECT_EQ(ask(town().server.port(), upgrade_request(user_socket, person("rob").headers())).status, 429);
}

TEST_F(Unread, notifications_name_who_where_and_what) {
  town().make_pair_room("note-a", "heart", "sue", "tom");
  town().make_group("note-b", "uli", {"sue"});
  person("tom").say("note-a", std::string(51, 'x'));
  person("uli").say("note-b", "one");
  person("uli").say("note-b", "two");
  const auto summary = accepted(person("sue").get(notifications + "summary/"));
  EXPECT_EQ(summary.at("total_unread"), 3);
  EXPECT_EQ(summary.at("has_unread"), true);
  EXPECT_EQ(summary.at("latest_notification").at("message_preview"), "two");
  EXPECT_EQ(summary.at("latest_notification").at("sender_username"), "uli");
  EXPECT_EQ(summary.at("latest_notification").at("room_id"), "note-b");
  EXPECT_TRUE(summary.contains("user"));
  EXPECT_TRUE(summary.contains("timestamp"));

  const auto list = accepted(person("sue").get(notifications + "unread/"));
  const auto& notes = list.at("notifications").as_array();
  ASSERT_EQ(notes.size(), 3U);
  EXPECT_EQ(notes[0].at("message_preview"), "two") << "the newest first";
  EXPECT_EQ(text_of(notes[2].as_object(), "message_preview"), std::string(50, 'x') + "...");
  EXPECT_EQ(notes[2].at("message_type"), "text");
  EXPECT_EQ(list.at("unread_rooms").at(0).at("room_id"), "note-b") << "the fullest room first";
  EXPECT_EQ(list.at("unread_rooms").at(0).at("unread_count"), 2);

  const json::array first{notes[1].at("id")};
  EXPECT_THAT(
      text_of(accepted(person("sue").post(notifications + "mark-read/", {{"notification_ids", first}})),
              "message"),
      StartsWith("已标记 1 条"));
  EXPECT_EQ(accepted(person("sue").get(notifications + "summary/")).at("total_unread"), 2);
  EXPECT_EQ(accepted(person("sue").post(notifications + "mark-read/", {{"room_id", "note-b"}})).at("message"),
            "已标记 1 条通知为已读");
  EXPECT_EQ(accepted(person("sue").post(notifications + "clear-all/")).at("message"), "已清除 1 条通知");
  EXPECT_TRUE(accepted(person("sue").get(notifications + "summary/")).at("latest_notification").is_null());
}

TEST_F(Unread, a_notice_to_oneself_is_a_notification) {
  const auto made = accepted(
      person("vic").post(notifications + "create/", {{"title", "生成完成"}, {"message", "测试用例已生成"}}));
  const auto list = accepted(person("vic").get(notifications + "unread/"));
  ASSERT_EQ(list.at("notifications").as_array().size(), 1U) << json::serialize(list);
  const auto note = list.at("notifications").at(0).as_object();
  EXPECT_EQ(note.at("id"), made.at("notification_id"));
  EXPECT_THAT(text_of(note, "message_preview"), ::testing::HasSubstr("测试用例已生成"));
  EXPECT_THAT(text_of(note, "room_id"), StartsWith("system-"));
  EXPECT_NE(person("vic").try_say(text_of(note, "room_id"), "an answer").status, 200) << "it is read only";
  EXPECT_THAT(refused(person("sue").get(in_room(text_of(note, "room_id"), "messages/"))),
              StartsWith("403 not_a_member"));
  EXPECT_EQ(accepted(person("vic").post(notifications + "clear-all/")).at("message"), "已清除 1 条通知");
}

}  // namespace
}  // namespace heartlink::process
