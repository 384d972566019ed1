// SPDX-License-Identifier: Apache-2.0
// A client and its sender against a hand-written server at the other end of a socket pair.
#include "client.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "failure.h"
#include "sender.h"

namespace heartlink::load {
namespace {

std::string frame(std::string_view text) {
  std::string bytes = text.size() < 126 ? std::string{'\x81', static_cast<char>(text.size())}
                                        : std::string{'\x81', '\x7e', static_cast<char>(text.size() >> 8U),
                                                      static_cast<char>(text.size() & 0xFFU)};
  return bytes.append(text);
}

class ClientTest : public testing::Test, public Audience {
 protected:
  ClientTest() {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) != 0) throw Failure("socketpair");
    server_ = Fd(ends[1]);
    client_ = std::make_unique<Client>(Fd(ends[0]), Seat{0, "test-room-1", "T"}, "localhost:1", 0);
    client_->on_writable(*this);
  }

  void on_text(Client&, std::string_view text, Nanoseconds) override { texts_.emplace_back(text); }
  void on_read_end(Client&) override { ++read_ends_; }
  void on_close(Client&, std::uint16_t code, std::string_view reason) override {
    closed_ = fmt::format("{} {}", code, reason);
  }

  void serve(const std::string& bytes) {
    ASSERT_EQ(send(server_.number(), bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
    client_->on_readable(buffer_, *this);
  }

  // What the client has sent since the last call.
  std::string received() {
    std::string bytes(65'536, '\0');
    const ssize_t got = recv(server_.number(), bytes.data(), bytes.size(), 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
  }

  void greet(std::int64_t last_id) {
    serve("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n" +
          frame(fmt::format(R"({{"type":"connection_established","last_id":{}}})", last_id)));
    static_cast<void>(received());
  }

  Fd server_;
  std::unique_ptr<Client> client_;
  std::vector<char> buffer_ = std::vector<char>(524'288);
  std::vector<std::string> texts_;
  int read_ends_ = 0;
  std::string closed_;
};

using ClientSocket = ClientTest;

TEST_F(ClientSocket, is_live_after_connection_established_and_knows_the_rooms_head) {
  greet(41);
  EXPECT_EQ(client_->state(), Client::State::live);
  EXPECT_EQ(client_->last_id, 41);
  EXPECT_TRUE(texts_.empty());
}

TEST_F(ClientSocket, puts_together_a_frame_that_comes_in_two_reads) {
  greet(0);
  const std::string whole = frame(R"({"type":"a"})") + frame(R"({"type":"b"})");
  serve(whole.substr(0, 17));
  EXPECT_EQ(texts_.size(), 1U);
  serve(whole.substr(17));
  EXPECT_EQ(texts_, (std::vector<std::string>{R"({"type":"a"})", R"({"type":"b"})"}));
}

TEST_F(ClientSocket, answers_a_ping_with_its_payload) {
  greet(0);
  serve("\x89\x02hi");
  const std::string pong = received();
  ASSERT_EQ(pong.size(), 8U);
  EXPECT_EQ(pong[0], '\x8a');
  EXPECT_EQ(static_cast<char>(pong[6] ^ pong[2]), 'h');
}

TEST_F(ClientSocket, a_refusal_is_a_failure_with_the_servers_words) {
  try {
    serve("HTTP/1.1 401 Unauthorized\r\nContent-Length: 14\r\n\r\nlogin_required");
    FAIL() << "no failure";
  } catch (const Failure& failure) {
    EXPECT_EQ(std::string(failure.what()),
              "the server refused /ws/chat/test-room-1/: HTTP/1.1 401 Unauthorized\nlogin_required");
  }
}

TEST_F(ClientSocket, tells_why_the_server_ended_it) {
  greet(0);
  serve("\x88\x0f\x11\x38slow_consumer");
  EXPECT_EQ(closed_, "4408 slow_consumer");
  EXPECT_EQ(client_->state(), Client::State::closed);
}

class LoadSender : public ClientTest {
 protected:
  LoadSender() { greet(0); }

  [[nodiscard]] static Event ack(std::uint64_t number, std::int64_t id) {
    Event event;
    event.type = "ack";
    event.client_id = fmt::format("{:013x}-{:04x}-{:010}", 1, 7, number);
    event.id = id;
    return event;
  }

  [[nodiscard]] static SenderPlan plan() {
    SenderPlan one;
    one.index = 7;
    one.window = 2;
    one.content_bytes = 100;
    one.run = 1;
    return one;
  }

  Sender sender_{*client_, plan()};
  Findings findings_;
};

TEST_F(LoadSender, keeps_its_window_full_and_no_fuller) {
  sender_.fill(100);
  EXPECT_EQ(sender_.unanswered(), 2U);
  EXPECT_EQ(sender_.on_ack(ack(1, 1), 150, findings_), 50);
  EXPECT_EQ(sender_.unanswered(), 1U);
  sender_.fill(200);
  EXPECT_EQ(sender_.unanswered(), 2U);
  EXPECT_TRUE(findings_.clean());
}

TEST_F(LoadSender, of_an_open_loop_speaks_when_it_is_due_and_counts_from_then) {
  SenderPlan every_fifty = plan();
  every_fifty.every = 50;
  every_fifty.first_at = 100;
  Sender open{*client_, every_fifty};
  open.fill(99);
  EXPECT_EQ(open.unanswered(), 0U);
  open.fill(210);
  EXPECT_EQ(open.unanswered(), 3U) << "nobody has answered, and it speaks all the same";
  EXPECT_EQ(open.on_ack(ack(2, 2), 220, findings_), 70) << "since 150, when it was due";
}

TEST_F(LoadSender, finds_an_echo_before_its_ack) {
  sender_.fill(100);
  sender_.on_echo(1, 1, findings_);
  EXPECT_EQ(findings_.violations().count("echo_before_ack"), 1U);
}

TEST_F(LoadSender, finds_an_ack_of_another_id) {
  sender_.fill(100);
  static_cast<void>(sender_.on_ack(ack(1, 2), 150, findings_));
  sender_.on_echo(1, 1, findings_);
  EXPECT_EQ(findings_.violations().count("ack_of_another_id"), 1U);
}

TEST_F(LoadSender, finds_a_second_ack_and_a_needless_dup) {
  sender_.fill(100);
  Event event = ack(1, 1);
  event.dup = true;
  static_cast<void>(sender_.on_ack(event, 150, findings_));
  EXPECT_FALSE(sender_.on_ack(event, 150, findings_));
  EXPECT_EQ(findings_.violations().count("strange_dup"), 1U);
  EXPECT_EQ(findings_.violations().count("strange_ack"), 1U);
}

TEST_F(LoadSender, repeats_after_busy_with_the_same_client_id) {
  sender_.fill(100);
  client_->flush(*this);
  static_cast<void>(received());
  Event busy = ack(2, 0);
  busy.code = "busy";
  busy.retry_ms = 20;
  sender_.on_error(busy, 0, findings_);
  sender_.fill(19 * ns_per_ms);
  client_->flush(*this);
  EXPECT_TRUE(received().empty());
  sender_.fill(20 * ns_per_ms);
  client_->flush(*this);
  EXPECT_FALSE(received().empty());
  EXPECT_TRUE(findings_.clean());
  EXPECT_EQ(findings_.errors().at("busy"), 1U);
}

TEST_F(LoadSender, stops_at_a_refusal_that_waiting_does_not_cure) {
  sender_.fill(100);
  Event refusal = ack(1, 0);
  refusal.code = "not_a_member";
  sender_.on_error(refusal, 0, findings_);
  EXPECT_EQ(sender_.unanswered(), 1U);
  sender_.fill(200);
  EXPECT_EQ(sender_.unanswered(), 1U);
  EXPECT_EQ(findings_.violations().count("refused_not_a_member"), 1U);
}

}  // namespace
}  // namespace heartlink::load
