// SPDX-License-Identifier: Apache-2.0
// The filter between strangers, from outside: two who are matched by number write contacts and links to each
// other, with `warn`, with `hold`, and with a list of the operator's own.
#include <csignal>
#include <fstream>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/seeker.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

const std::string contact = "加我微信 abc123";

std::string caution_of(const json::object& message) {
  const auto* caution = message.if_contains("caution");
  return caution == nullptr ? "none" : std::string{std::string_view{caution->as_string()}};
}

class Filter : public ::testing::Test {
 protected:
  // A town of its own; the one before it is closed.
  void open(Words settings = {}) {
    if (town_) close();
    town_.emplace(std::move(settings));
  }
  void close() { EXPECT_EQ(town_->server.stop(), 0) << town_->server.log(); }
  void TearDown() override { close(); }

  Town& town() { return *town_; }
  const Person& ann() { return town_->person("ann"); }
  const Person& bo() { return town_->person("bo"); }
  std::string matched() {
    waits(type_number(ann(), "0042"));
    auto room = text_of(meets(type_number(bo(), "0042")), "room_id");
    for (const auto* each : {&ann(), &bo()}) accepted(each->get(in_room(room, "messages/")));
    return room;
  }
  void keep(const std::string& room) {
    accepted(ann().post(in_room(room, "keep/")));
    EXPECT_EQ(accepted(bo().post(in_room(room, "keep/"))).at("kept"), true);
  }
  // "none contact": of all messages, as history over HTTP has them; in both shapes it has the same.
  static std::string history(const Person& person, const std::string& room) {
    std::string text;
    const auto page = accepted(person.get(in_room(room, "messages/?after=0")));
    for (const auto& each : page.at("messages").as_array())
      text += (text.empty() ? "" : " ") + caution_of(each.as_object());
    std::string entries;
    for (const auto& each : page.at("entries").as_array()) {
      const auto& entry = each.as_object();
      if (entry.at("type") != "chat_message") continue;
      entries += (entries.empty() ? "" : " ") + caution_of(entry.at("message").as_object());
    }
    EXPECT_EQ(entries, text);
    return text;
  }
  static json::object send(WebSocketClient& socket, const std::string& content, const std::string& id) {
    socket.send({{"type", "message"}, {"content", content}, {"client_id", id}});
    for (;;) {
      auto frame = socket.next();
      if (frame.at("type") == "ack" || frame.at("type") == "error") return frame;
    }
  }
  static std::string next_caution(WebSocketClient& socket) {
    return caution_of(socket.await("chat_message").at("message").as_object());
  }

 private:
  std::optional<Town> town_;
};

TEST_F(Filter, warned_of_is_what_is_sent_however_one_comes_to_read_it) {
  open();
  const auto room = matched();
  auto ann_line = ann().live_in(room);
  auto bo_line = bo().live_in(room);
  EXPECT_EQ(caution_of(send(ann_line, "谢谢", "c-1")), "none");
  EXPECT_EQ(next_caution(bo_line), "none");
  const auto ack = send(ann_line, contact, "c-2");
  EXPECT_EQ(ack.at("type"), "ack");
  EXPECT_EQ(caution_of(ack), "contact");
  EXPECT_EQ(next_caution(ann_line), "contact") << "to her own sockets as well";
  EXPECT_EQ(next_caution(bo_line), "contact");
  const auto again = send(ann_line, contact, "c-2");
  EXPECT_EQ(again.at("dup"), true);
  EXPECT_EQ(caution_of(again), "contact") << "a resend gets the same answer";

  const auto sent = accepted(ann().try_say(room, "look: example.com"));
  EXPECT_EQ(caution_of(sent.at("message").as_object()), "link");
  EXPECT_EQ(next_caution(bo_line), "link");
  auto resumed = bo().live_in(room, "?after=0");
  EXPECT_EQ(next_caution(resumed), "none");
  EXPECT_EQ(next_caution(resumed), "contact");
  EXPECT_EQ(next_caution(resumed), "link");
  EXPECT_EQ(history(bo(), room), "none contact link");
  const auto rooms = accepted(bo().get("/tools/api/chat/rooms/")).at("rooms").as_array();
  EXPECT_EQ(caution_of(rooms.at(0).at("last_entry").at("message").as_object()), "link");

  ann_line.send({{"type", "recall"}, {"id", ack.at("id")}});
  ann_line.await("message_recalled");
  EXPECT_EQ(history(bo(), room), "none none link") << "what was taken back says nothing";
}

TEST_F(Filter, two_who_keep_their_room_and_all_who_are_no_strangers_write_what_they_like) {
  open();
  const auto room = matched();
  auto bo_line = bo().live_in(room);
  ann().say(room, contact);
  EXPECT_EQ(next_caution(bo_line), "contact");
  keep(room);
  const auto sent = accepted(ann().try_say(room, contact));
  EXPECT_EQ(caution_of(sent.at("message").as_object()), "none");
  EXPECT_EQ(next_caution(bo_line), "none");
  EXPECT_EQ(history(bo(), room), "none none") << "also what was said before";
  town().make_pair_room("pair", "direct", "ann", "bo");
  ann().say("pair", contact);
  EXPECT_EQ(history(bo(), "pair"), "none");
}

TEST_F(Filter, what_is_held_back_is_neither_stored_nor_sent_and_says_why) {
  open({"filter.action=hold"});
  EXPECT_EQ(accepted(ann().get("/tools/api/site/")).at("filter"), "hold");
  const auto room = matched();
  auto ann_line = ann().live_in(room);
  auto bo_line = bo().live_in(room);
  for (int i = 0; i < 2; ++i) {
    const auto held = send(ann_line, contact, "c-1");
    EXPECT_EQ(refused(held), "message_held 这条消息没有发出");
    EXPECT_EQ(held.at("reason"), "contact");
    EXPECT_EQ(held.at("client_id"), "c-1");
    EXPECT_FALSE(held.contains("retry_ms")) << "for good";
  }
  const auto held = ann().try_say(room, "发个红包吧");
  EXPECT_EQ(refused(held), "422 message_held 这条消息没有发出");
  EXPECT_EQ(held.json().at("reason"), "money");
  ann().say(room, "好吧");
  for (const auto& frame : of_type(frames_until_said(bo_line, "好吧"), "chat_message"))
    EXPECT_EQ(frame.at("message").at("content"), "好吧");
  EXPECT_EQ(history(ann(), room), "none") << "one message is there";
  keep(room);
  EXPECT_EQ(send(ann_line, contact, "c-1").at("type"), "ack");
}

TEST_F(Filter, people_of_heart_link_are_strangers_too_and_off_is_off) {
  open({"filter.action=off"});
  town().make_pair_room("heart-1", "heart", "ann", "bo");
  EXPECT_EQ(caution_of(accepted(ann().try_say("heart-1", contact)).at("message").as_object()), "none");
  open({"filter.defaults=off"});
  town().make_pair_room("heart-1", "heart", "ann", "bo");
  EXPECT_EQ(caution_of(accepted(ann().try_say("heart-1", contact)).at("message").as_object()), "none");
  open();
  town().make_pair_room("heart-1", "heart", "ann", "bo");
  EXPECT_EQ(caution_of(accepted(ann().try_say("heart-1", contact)).at("message").as_object()), "contact");
}

TEST_F(Filter, the_operators_list_is_read_again_on_a_signal_and_a_mistake_changes_nothing) {
  const store::testing::TemporaryDirectory folder;
  const auto path = folder.file("words.txt");
  const auto write = [&path](const std::string& text) { std::ofstream{path} << text; };
  write("# mine\npineapple\n");
  open({"filter.words=" + path});
  const auto room = matched();
  const auto says = [&](const std::string& text) {
    return caution_of(accepted(ann().try_say(room, text)).at("message").as_object());
  };
  const auto reload = [&](const std::string& event) {
    ::kill(town().server.pid(), SIGHUP);
    ask_until([&] { return ann().get("/livez"); },
              [&](const HttpAnswer&) { return town().server.log().find(event) != std::string::npos; });
  };
  EXPECT_EQ(says("PINE-apple? Pineapple!"), "word");
  EXPECT_EQ(says("mango"), "none");
  write("mango\n");
  reload("filter_reloaded");
  EXPECT_EQ(says("mango"), "word");
  EXPECT_EQ(says("pineapple"), "none");
  write("fig\n" + std::string(101, 'x') + "\n");
  reload("filter_not_reloaded");
  EXPECT_THAT(town().server.log(), HasSubstr("words.txt:2: longer than 100 characters"));
  EXPECT_EQ(says("mango"), "word") << "the old list";
  EXPECT_EQ(says("fig"), "none");
  write("");
}

TEST(FilterWords, with_a_mistake_are_a_refusal_to_start_that_names_the_line) {
  const store::testing::TemporaryDirectory folder;
  const auto path = folder.file("words.txt");
  std::ofstream{path} << "fine\n\n...\n";
  const auto start = [&folder](const std::string& words) {
    return run_to_end({heartlink_program(), "serve", "--listen", "127.0.0.1:0", "--data", folder.file("data"),
                       "--set", "filter.words=" + words});
  };
  const auto outcome = start(path);
  EXPECT_EQ(outcome.exit_code, 78);
  EXPECT_THAT(outcome.err, HasSubstr("words.txt:3: has no letter and no digit"));
  const auto checked = run_to_end({heartlink_program(), "config", "check", "--set", "filter.words=" + path});
  EXPECT_EQ(checked.exit_code, 78) << "whoever checks before he restarts is told as well";
  EXPECT_THAT(checked.err, HasSubstr("words.txt:3"));
  const auto missing = start(path + ".not");
  EXPECT_EQ(missing.exit_code, 78);
  EXPECT_THAT(missing.err, HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace heartlink::process
