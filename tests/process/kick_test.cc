// SPDX-License-Identifier: Apache-2.0
// Taking somebody out of a room while he talks without a pause, over a socket and over HTTP at once: from the
// answer on he is delivered nothing and posts nothing, nothing that was acknowledged to him is lost, and
// those who stay see one log without holes.
#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/flooder.h"
#include "tests/process/history.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

using Ids = std::vector<std::int64_t>;
using ::testing::StartsWith;

constexpr int rounds = 5;
constexpr std::size_t heard_before = 40;  // so that it happens in the middle of the flood

class Kick : public TownTest {
 protected:
  // A slow machine must not cut the flooder off with 4408 before he is removed.
  static void SetUpTestSuite() {
    open({"workers=4", "limits.send_queue_bytes=16MiB", "limits.sockets_per_user=10000"});
  }

  static Ids all_entries(const Person& reader, const std::string& room) {
    Ids ids;
    for (bool has_more = true; has_more;) {
      const auto after = ids.empty() ? 0 : ids.back();
      const auto page = read_page(town().server.port(), reader.headers(), room,
                                  "?limit=200&after=" + std::to_string(after));
      for (const auto& entry : page.at("entries").as_array()) ids.push_back(entry.at("id").as_int64());
      has_more = page.at("has_more").as_bool();
    }
    return ids;
  }
  static Ids from_to(std::int64_t first, std::int64_t last) {
    Ids ids;
    for (auto id = first; id <= last; ++id) ids.push_back(id);
    return ids;
  }
  // What holds however somebody was taken out: `end` is the entry that says it.
  static void expect_silenced(const Flooder& flooder, std::int64_t end) {
    EXPECT_EQ(flooder.faults(), std::vector<std::string>{});
    ASSERT_FALSE(flooder.delivered().empty());
    EXPECT_LE(flooder.delivered().back(), end) << "delivered after he was out";
    EXPECT_EQ(flooder.delivered(), from_to(flooder.delivered().front(), flooder.delivered().back()))
        << "until then he missed nothing";
    ASSERT_FALSE(flooder.acknowledged().empty());
    EXPECT_LT(*flooder.acknowledged().rbegin(), end) << "taken after he was out";
  }
  // The ids that a socket of somebody who stayed was sent, up to the entry `last`.
  static Ids seen_by(WebSocketClient& socket, std::int64_t last) {
    Ids ids;
    while (ids.empty() || ids.back() < last) {
      const auto frame = socket.next();
      if (frame.contains("id") && frame.at("type") != "ack") ids.push_back(frame.at("id").as_int64());
    }
    return ids;
  }
};

TEST_F(Kick, who_is_removed_while_he_talks_is_silenced_before_the_answer) {
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    const auto room = "kicked-" + std::to_string(round);
    town().make_group(room, "owner", {"flooder", "listener"});
    auto listener = person("listener").live_in(room, "?after=0");
    Flooder flooder{person("flooder"), room};
    flooder.wait_until_heard(heard_before);
    const auto removed =
        number_of(accepted(person("owner").post(in_room(room, "members/"),
                                                {{"username", "flooder"}, {"action", "remove"}})),
                  "id");
    EXPECT_THAT(refused(person("flooder").try_say(room, "after the answer")), StartsWith("403 not_a_member"));
    const auto last = person("owner").say(room, "after the answer");
    flooder.wait_until_silenced();
    EXPECT_EQ(flooder.notice().code, 4403);
    EXPECT_THAT(flooder.refusal(), StartsWith("403 not_a_member"));
    expect_silenced(flooder, removed);
    EXPECT_LT(flooder.delivered().back(), removed) << "his own removal is told by the close";
    EXPECT_EQ(last, removed + 1) << "nothing of his came between";
    EXPECT_EQ(seen_by(listener, last), from_to(1, last));
    EXPECT_EQ(all_entries(person("listener"), room), from_to(1, last));
  }
}

TEST_F(Kick, who_leaves_with_one_hand_and_talks_with_the_other_is_out) {
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    const auto room = "left-" + std::to_string(round);
    town().make_group(room, "owner", {"flooder", "listener"});
    auto listener = person("listener").live_in(room, "?after=0");
    Flooder flooder{person("flooder"), room};
    flooder.wait_until_heard(heard_before);
    EXPECT_EQ(accepted(person("flooder").post(in_room(room, "leave/"))).at("ended"), false);
    EXPECT_THAT(refused(person("flooder").try_say(room, "after the answer")), StartsWith("403 not_a_member"));
    const auto last = person("owner").say(room, "after the answer");
    flooder.wait_until_silenced();
    EXPECT_EQ(flooder.notice().code, 4403);
    expect_silenced(flooder, last - 1);
    EXPECT_EQ(seen_by(listener, last), from_to(1, last));
    EXPECT_EQ(all_entries(person("listener"), room), from_to(1, last));
  }
}

TEST_F(Kick, who_is_blocked_while_he_talks_has_the_last_word_cut_off) {
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    const auto name = "blocked-" + std::to_string(round);
    const auto room = text_of(
        accepted(person(name).post("/tools/api/chat/direct/", {{"username", person("owner").name()}})),
        "room_id");
    auto listener = person("owner").live_in(room, "?after=0");
    Flooder flooder{person(name), room};
    flooder.wait_until_heard(heard_before);
    accepted(person("owner").post("/tools/api/users/" + name + "/block/"));
    EXPECT_THAT(refused(person(name).try_say(room, "after the answer")), StartsWith("410 room_ended"));
    flooder.wait_until_silenced();
    EXPECT_EQ(flooder.notice().code, 4410);
    EXPECT_THAT(flooder.refusal(), StartsWith("410 room_ended"));
    EXPECT_EQ(listener.await_close().code, 4410);
    Ids seen;
    for (const auto& frame : rest_of(listener)) {
      if (frame.contains("id")) seen.push_back(frame.at("id").as_int64());
    }
    const auto entries = all_entries(person("owner"), room);
    const auto end = entries.back();
    expect_silenced(flooder, end);
    EXPECT_EQ(flooder.delivered().back(), end) << "he too is told that the room has ended";
    EXPECT_EQ(entries, from_to(1, end));
    EXPECT_EQ(seen, from_to(1, end));
  }
}

// The snapshot of a socket that is just being opened was read before the removal, or after it.
TEST_F(Kick, who_is_on_his_way_in_while_he_is_removed_does_not_stay) {
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    const auto room = "way-in-" + std::to_string(round);
    town().make_group(room, "owner", {"flooder"});
    const auto& flooder = person("flooder");
    std::vector<WebSocketClient> sockets;
    std::atomic<std::size_t> opened = 0;
    std::thread comes_again_and_again{[&] {
      for (const Deadline deadline; !deadline.passed(); ++opened) {
        try {
          sockets.push_back(flooder.enter(room));
        } catch (const std::runtime_error&) {
          return;  // refused at last
        }
      }
    }};
    for (const Deadline deadline; opened < 20 && !deadline.passed();) std::this_thread::yield();
    const auto removed = accepted(
        person("owner").post(in_room(room, "members/"), {{"username", "flooder"}, {"action", "remove"}}));
    EXPECT_THAT(refused(flooder.knock(room)), StartsWith("403 not_a_member"));
    person("owner").say(room, "after the answer");
    comes_again_and_again.join();
    for (auto& socket : sockets) {
      EXPECT_EQ(socket.await_close().code, 4403);
      EXPECT_TRUE(of_type(rest_of(socket), "chat_message").empty());
    }
    EXPECT_GE(sockets.size(), 20U) << boost::json::serialize(removed);
  }
}

TEST_F(Kick, who_is_muted_while_he_talks_says_no_more_and_still_hears) {
  town().make_group("hushed", "owner", {"flooder"});
  auto flooder = person("flooder").live_in("hushed");
  for (int i = 0; i < 200; ++i) {
    const auto id = std::to_string(i);
    flooder.queue_text(boost::json::serialize(boost::json::object{{"content", id}, {"client_id", id}}));
  }
  flooder.turn();
  const auto muted =
      number_of(accepted(person("owner").post(in_room("hushed", "members/"),
                                              {{"username", "flooder"}, {"action", "mute"}, {"minutes", 5}})),
                "id");
  const auto last = person("owner").say("hushed", "silence");
  EXPECT_EQ(last, muted + 1);
  int answers = 0;
  Ids delivered;
  while (answers < 200 || delivered.empty() || delivered.back() < last) {
    const auto frame = flooder.next();
    const auto& type = frame.at("type").as_string();
    if (type == "ack" || type == "error") ++answers;
    if (type == "ack") {
      EXPECT_LT(frame.at("id").as_int64(), muted);
    }
    if (type == "error") {
      EXPECT_EQ(frame.at("code"), "muted");
    }
    if (type != "ack" && frame.contains("id")) delivered.push_back(frame.at("id").as_int64());
  }
  EXPECT_EQ(delivered, from_to(delivered.front(), last)) << "he hears everything, his own mute too";
}

}  // namespace
}  // namespace heartlink::process
