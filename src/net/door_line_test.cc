// SPDX-License-Identifier: Apache-2.0
#include "net/door_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/door_frames.h"
#include "net/testing/door_client_of.h"
#include "protocol/frame.h"

namespace heartlink::net {
namespace {

using diagnose::Closed;
using diagnose::Heard;
using diagnose::Line;
using protocol::Frame;
using protocol::Opcode;
using std::chrono::milliseconds;
using testing::agree;
using testing::client_of;
using testing::error_of;
using testing::open;
using testing::ScriptedServer;
using ::testing::StartsWith;
using testing::Visit;

// A socket whose server does, once it has agreed, what `talk` says.
struct OpenLine {
  explicit OpenLine(ScriptedServer::Script talk, milliseconds step = DoorClient::step_default)
      : server({[talk = std::move(talk)](Visit& visit) {
          agree(visit);
          talk(visit);
        }}),
        client(client_of(server, "http://127.0.0.1", step)),
        line(open(client)) {}

  Heard hear() { return line->receive(milliseconds{5000}).value(); }

  ScriptedServer server;
  DoorClient client;
  std::unique_ptr<Line> line;
};

TEST(DoorLine, talks_in_texts_and_answers_pings) {
  std::string got;
  std::string pong;
  OpenLine open_line{[&](Visit& visit) {
    visit.write(Frame::text("first").bytes());
    got = visit.read_until("hello");
    visit.write(Frame::control(Opcode::ping, "are you there").bytes());
    pong = visit.read_until("are you there");
    visit.write(Frame::text("second").bytes());
  }};
  EXPECT_EQ(std::get<std::string>(open_line.hear()), "first");
  EXPECT_TRUE(open_line.line->send("hello").has_value());
  EXPECT_EQ(std::get<std::string>(open_line.hear()), "second");
  EXPECT_EQ(got, masked_frame(Opcode::text, "hello", {}));
  EXPECT_EQ(pong, masked_frame(Opcode::pong, "are you there", {}));
}

TEST(DoorLine, hears_the_goodbye_with_its_code_and_returns_it) {
  std::string got;
  {
    OpenLine open_line{[&](Visit& visit) {
      visit.write(Frame::close(4410, "room_ended").bytes());
      got = visit.read_until("\x11\x3A");
    }};
    const auto closed = std::get<Closed>(open_line.hear());
    EXPECT_EQ(closed.code, 4410);
    EXPECT_EQ(closed.reason, "room_ended");
    EXPECT_EQ(std::get<Closed>(open_line.hear()).code, 1006) << "there is nothing behind it";
  }
  EXPECT_EQ(got, masked_frame(Opcode::close, "\x11\x3A", {}));
}

TEST(DoorLine, a_line_that_breaks_has_no_goodbye) {
  OpenLine open_line{[](Visit&) {}};
  EXPECT_EQ(std::get<Closed>(open_line.hear()).code, 1006);
}

TEST(DoorLine, a_silent_server_is_no_echo_and_may_still_speak_later) {
  OpenLine open_line{[](Visit& visit) {
    visit.read_until("hello");
    visit.write(Frame::text("late").bytes());
  }};
  EXPECT_EQ(error_of(open_line.line->receive(milliseconds{20})), "no_echo: nothing came within 20 ms");
  EXPECT_TRUE(open_line.line->send("hello").has_value());
  EXPECT_EQ(std::get<std::string>(open_line.hear()), "late");
}

TEST(DoorLine, bytes_that_are_no_frames_are_not_heartlink) {
  OpenLine open_line{[](Visit& visit) { visit.write("HTTP/1.1 400 Bad Request\r\n\r\n"); }};
  EXPECT_THAT(error_of(open_line.line->receive(milliseconds{5000})), StartsWith("not_heartlink"));
}

TEST(DoorLine, says_goodbye_and_waits_for_the_answer) {
  std::string got;
  {
    OpenLine open_line{[&](Visit& visit) {
      visit.write(Frame::text("on its way").bytes());
      got = visit.read_until("\x03\xE8");
      visit.write(Frame::close(1000, "").bytes());
      EXPECT_EQ(visit.read_some(), masked_frame(Opcode::close, "\x03\xE8", {}));
    }};
    open_line.line->close();
  }
  EXPECT_EQ(got, masked_frame(Opcode::close, "\x03\xE8", {}));
}

}  // namespace
}  // namespace heartlink::net
