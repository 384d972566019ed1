// SPDX-License-Identifier: Apache-2.0
// The chaos proxy between a client and a server that the test plays both, in one thread.
#include "tests/fault/proxy/chaos_proxy.h"

#include <gtest/gtest.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/testing/client_frames.h"
#include "tests/process/socket.h"

namespace heartlink::fault {
namespace {

using namespace std::chrono_literals;
using process::Deadline;
using process::FileDescriptor;
using process::Socket;
using std::chrono::steady_clock;

// Every value of an octet, never twice the same row.
std::string noise(std::size_t bytes) {
  Dice dice{7};
  std::string text(bytes, ' ');
  for (auto& octet : text) octet = static_cast<char>(dice.between(0, 255));
  return text;
}

bool wait_for(int file, short events, Deadline deadline = Deadline{}) {
  pollfd wanted{file, events, 0};
  return ::poll(&wanted, 1, deadline.milliseconds_left()) > 0;
}

// What one side received, and how that ended.
struct Received {
  std::string bytes;
  int end = -1;  // the errno of the end, 0 for an orderly one, -1: it has not ended
};

Received receive(int file, std::size_t bytes_max) {
  Received all;
  while (all.bytes.size() < bytes_max) {
    if (!wait_for(file, POLLIN)) throw std::runtime_error("nothing comes");
    std::array<char, 65536> part;
    const auto size = ::recv(file, part.data(), std::min(part.size(), bytes_max - all.bytes.size()), 0);
    if (size <= 0) {
      all.end = size == 0 ? 0 : errno;
      return all;
    }
    all.bytes.append(part.data(), static_cast<std::size_t>(size));
  }
  return all;
}

Received receive_to_end(int file) { return receive(file, std::string::npos); }

// Both ends of one proxied connection.
struct Ends {
  Socket client;
  FileDescriptor server;
};

constexpr std::string_view upgrade = "GET /ws/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n";

class ChaosProxyTest : public ::testing::Test {
 protected:
  Ends connect() {
    Socket client{proxy.port()};
    return {std::move(client), server.accept()};
  }
  void send_down(const Ends& ends, std::string_view bytes) {
    ASSERT_EQ(::send(ends.server.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  // Until a counter has come so far; meanwhile the client must hear nothing.
  void await(const std::atomic<std::uint64_t>& counter, std::uint64_t value, const Ends& ends) {
    for (const Deadline deadline; counter < value;) {
      ASSERT_FALSE(wait_for(ends.client.number(), POLLIN, Deadline{2ms}));
      ASSERT_FALSE(deadline.passed());
    }
  }

  LoopbackListener server;
  ChaosProxy proxy{server.port(), 1};
};

TEST_F(ChaosProxyTest, what_goes_in_comes_out_in_order) {
  proxy.set({.up = {.delay_max = 20ms, .chop_bytes = 3}, .down = {.delay_max = 20ms, .chop_bytes = 1}});
  auto ends = connect();
  const auto text = noise(4000);
  for (std::size_t at = 0; at < text.size(); at += 40) {
    ends.client.send_all(text.substr(at, 40));
    send_down(ends, text.substr(at, 40));
  }
  EXPECT_EQ(receive(ends.server.number(), text.size()).bytes, text);
  EXPECT_EQ(receive(ends.client.number(), text.size()).bytes, text);
  EXPECT_EQ(proxy.counters().sent_up_bytes, text.size());
  EXPECT_EQ(proxy.counters().connections, 1U);
}

TEST_F(ChaosProxyTest, chopped_bytes_come_in_many_segments) {
  const auto segments_of = [&](std::size_t chop) {
    proxy.set({.up = {.chop_bytes = chop}});
    auto ends = connect();
    ends.client.send_all(noise(1000));
    receive(ends.server.number(), 1000);
    tcp_info info{};
    socklen_t size = sizeof(info);
    ::getsockopt(ends.server.number(), IPPROTO_TCP, TCP_INFO, &info, &size);
    return info.tcpi_data_segs_in;
  };
  EXPECT_LT(segments_of(0), 5U);
  EXPECT_GT(segments_of(1), 900U);
}

TEST_F(ChaosProxyTest, a_delayed_byte_is_under_way_that_long) {
  auto ends = connect();
  proxy.set({.up = {.delay_min = 60ms, .delay_max = 80ms}});
  const auto begun = steady_clock::now();
  ends.client.send_all("x");
  receive(ends.server.number(), 1);
  EXPECT_GE(steady_clock::now() - begun, 60ms);
}

TEST_F(ChaosProxyTest, a_throttled_way_never_gives_more_than_its_rate) {
  proxy.set({.down = {.bytes_per_second = 200'000}});
  const auto ends = connect();
  const auto begun = steady_clock::now();
  send_down(ends, noise(40'000));
  for (std::size_t so_far = 0; so_far < 40'000;) {
    so_far += receive(ends.client.number(), 1000).bytes.size();
    const std::chrono::duration<double> passed = steady_clock::now() - begun;
    // A chunk, a fiftieth of a second's worth, goes before it is paid for.
    ASSERT_LE(static_cast<double>(so_far), 4000 + 200'000 * passed.count());
  }
}

TEST_F(ChaosProxyTest, an_orderly_end_of_one_way_leaves_the_other_open) {
  proxy.set({.up = {.delay_max = 5ms}});
  auto ends = connect();
  ends.client.send_all("question");
  ::shutdown(ends.client.number(), SHUT_WR);
  const auto heard = receive_to_end(ends.server.number());
  EXPECT_EQ(heard.bytes, "question");
  EXPECT_EQ(heard.end, 0);
  send_down(ends, "answer");
  ends.server.close();
  EXPECT_EQ(receive_to_end(ends.client.number()).bytes, "answer");
}

TEST_F(ChaosProxyTest, a_cut_is_seen_by_both_sides) {
  for (const auto& [resets, end] : {std::pair{1.0, ECONNRESET}, std::pair{0.0, 0}}) {
    proxy.set({.resets = resets});
    const auto ends = connect();
    proxy.cut_all();
    EXPECT_EQ(receive_to_end(ends.client.number()).end, end);
    EXPECT_EQ(receive_to_end(ends.server.number()).end, end);
  }
  EXPECT_EQ(proxy.counters().cuts, 2U);
  EXPECT_EQ(proxy.counters().open, 0U);
}

TEST_F(ChaosProxyTest, a_cut_comes_by_itself_and_takes_what_was_under_way) {
  proxy.set({.cuts_per_second = 100});
  const auto by_time = connect();
  EXPECT_NE(receive_to_end(by_time.server.number()).end, -1);
  EXPECT_NE(receive_to_end(by_time.client.number()).end, -1);

  proxy.set({.resets = 0, .cut_after_bytes = 1000});
  auto by_bytes = connect();
  by_bytes.client.send_all(noise(3000));
  const auto heard = receive_to_end(by_bytes.server.number());
  EXPECT_GE(heard.bytes.size(), 1U);
  EXPECT_LE(heard.bytes.size(), 1000U);
  EXPECT_EQ(heard.bytes, noise(3000).substr(0, heard.bytes.size()));
  EXPECT_NE(receive_to_end(by_bytes.client.number()).end, -1);
  EXPECT_EQ(proxy.counters().cuts, 2U);
}

TEST_F(ChaosProxyTest, a_cut_after_a_send_lets_the_frame_arrive_and_no_answer) {
  const auto frame = net::testing::client_text("hello");
  auto ends = connect();
  ends.client.send_all(upgrade);
  EXPECT_EQ(receive(ends.server.number(), upgrade.size()).bytes, upgrade);
  send_down(ends, "welcome");
  EXPECT_EQ(receive(ends.client.number(), 7).bytes, "welcome");
  proxy.set({.cut_after_send = 1});
  ends.client.send_all(net::testing::client_ping("no message"));
  ends.client.send_all(frame + frame);
  const auto heard = receive_to_end(ends.server.number());
  EXPECT_EQ(heard.bytes, net::testing::client_ping("no message") + frame);
  EXPECT_EQ(heard.end, 0);
  EXPECT_EQ(receive_to_end(ends.client.number()).bytes, "");
  EXPECT_EQ(proxy.counters().cuts, 1U);
}

TEST_F(ChaosProxyTest, half_open_is_silent_until_it_heals) {
  auto ends = connect();
  proxy.set({.down = {.silent = true}});
  ends.client.send_all("question");
  EXPECT_EQ(receive(ends.server.number(), 8).bytes, "question");
  send_down(ends, "answer");
  await(proxy.counters().taken_down_bytes, 6, ends);
  ends.server.close();
  EXPECT_FALSE(wait_for(ends.client.number(), POLLIN, Deadline{20ms}));
  EXPECT_EQ(proxy.counters().sent_down_bytes, 0U);
  EXPECT_EQ(proxy.counters().open, 1U);
  proxy.set({});
  const auto heard = receive_to_end(ends.client.number());
  EXPECT_EQ(heard.bytes, "answer");
  EXPECT_EQ(heard.end, 0);
}

TEST_F(ChaosProxyTest, what_waits_is_bounded_and_nothing_of_it_is_lost) {
  proxy.set({.up = {.silent = true}});
  auto ends = connect();
  const auto text = noise(100'000);
  std::size_t sent = 0;
  std::string rest;
  // What follows goes into the kernel's buffers, until they are full too.
  while (wait_for(ends.client.number(), POLLOUT, Deadline{50ms})) {
    if (rest.empty()) rest = text;
    const auto before = rest.size();
    ASSERT_TRUE(ends.client.send_some(rest));
    sent += before - rest.size();
  }
  EXPECT_GE(proxy.counters().taken_up_bytes, Flow::waiting_bytes_max);
  EXPECT_LE(proxy.counters().taken_up_bytes, Flow::waiting_bytes_max + 65'536);
  EXPECT_GT(sent, Flow::waiting_bytes_max);
  proxy.set({});
  const auto heard = receive(ends.server.number(), sent).bytes;
  for (std::size_t at = 0; at < sent; at += text.size())
    ASSERT_EQ(heard.compare(at, text.size(), text, 0, std::min(text.size(), sent - at)), 0) << at;
}

TEST_F(ChaosProxyTest, without_a_server_a_client_is_reset) {
  const auto port = [] { return LoopbackListener{}.port(); }();
  ChaosProxy to_nobody{port, 1};
  const Socket client{to_nobody.port()};
  EXPECT_EQ(receive_to_end(client.number()).end, ECONNRESET);
}

TEST_F(ChaosProxyTest, the_death_of_a_server_is_told_behind_what_it_said) {
  proxy.set({.down = {.delay_min = 20ms, .delay_max = 30ms}});
  auto ends = connect();
  send_down(ends, "last words");
  const linger none{1, 0};
  // So that the words are read before the reset, which would take them away.
  await(proxy.counters().taken_down_bytes, 10, ends);
  ::setsockopt(ends.server.number(), SOL_SOCKET, SO_LINGER, &none, sizeof(none));
  ends.server.close();
  const auto heard = receive(ends.client.number(), 10);
  EXPECT_EQ(heard.bytes, "last words");
  EXPECT_EQ(receive_to_end(ends.client.number()).end, ECONNRESET);
}

TEST_F(ChaosProxyTest, hundreds_of_connections_keep_their_bytes_apart) {
  proxy.set({.up = {.delay_max = 10ms, .chop_bytes = 7}, .down = {.delay_max = 10ms, .chop_bytes = 7}});
  std::vector<Ends> all;
  for (int i = 0; i < 300; ++i) {
    all.push_back(connect());
    all.back().client.send_all("client " + std::to_string(1000 + i));
    send_down(all.back(), "server " + std::to_string(1000 + i));
  }
  for (int i = 0; i < 300; ++i) {
    const auto& ends = all[static_cast<std::size_t>(i)];
    EXPECT_EQ(receive(ends.server.number(), 11).bytes, "client " + std::to_string(1000 + i));
    EXPECT_EQ(receive(ends.client.number(), 11).bytes, "server " + std::to_string(1000 + i));
  }
}

}  // namespace
}  // namespace heartlink::fault
