// SPDX-License-Identifier: Apache-2.0
// The proxy's second copies of frames: each once, whole, and never where RFC 6455 forbids a message.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "net/testing/client_frames.h"
#include "tests/fault/proxy/chaos_proxy.h"
#include "tests/process/socket.h"

namespace heartlink::fault {
namespace {

using namespace std::chrono_literals;
using namespace net::testing;

constexpr std::string_view upgrade = "GET /ws/ HTTP/1.1\r\nHost: x\r\nUpgrade: WebSocket\r\n\r\n";

// All kinds and lengths of frames, no two alike.
struct Script {
  std::vector<std::string> frames;
  std::vector<std::size_t> texts;  // which of them are whole messages
};

Script script_of(int rounds) {
  Script script;
  const auto text = [&](std::string payload) {
    script.texts.push_back(script.frames.size());
    script.frames.push_back(client_text(payload));
  };
  for (int i = 0; i < rounds; ++i) {
    const auto number = std::to_string(1000 + i);
    text("short " + number);
    text(number + std::string(700, 'm'));
    if (i % 10 == 0) text(number + std::string(70'000, 'l'));
    script.frames.push_back(client_ping("ping " + number));
    script.frames.push_back(client_text_begin("a message " + number));
    script.frames.push_back(client_ping("amid " + number));
    script.frames.push_back(client_more("in parts " + number));
    script.frames.push_back(client_last("that ends " + number));
    script.frames.push_back(client_binary("binary " + number));
  }
  return script;
}

std::string receive_to_end(const process::FileDescriptor& file) {
  std::string all;
  for (const process::Deadline deadline;;) {
    pollfd wanted{file.number(), POLLIN, 0};
    if (::poll(&wanted, 1, deadline.milliseconds_left()) <= 0) throw std::runtime_error("it does not end");
    std::array<char, 65536> part;
    const auto size = ::recv(file.number(), part.data(), part.size(), 0);
    if (size <= 0) return all;
    all.append(part.data(), static_cast<std::size_t>(size));
  }
}

// Which frames of the script a stream consists of; -1 at its end when there is something else.
std::vector<std::ptrdiff_t> frames_in(std::string_view stream, const Script& script) {
  std::vector<std::ptrdiff_t> found;
  while (!stream.empty()) {
    const auto frame = std::find_if(script.frames.begin(), script.frames.end(),
                                    [&](const auto& candidate) { return stream.starts_with(candidate); });
    if (frame == script.frames.end()) {
      found.push_back(-1);
      return found;
    }
    found.push_back(frame - script.frames.begin());
    stream.remove_prefix(frame->size());
  }
  return found;
}

class Duplicates : public ::testing::Test {
 protected:
  // What the server hears when a client sends this, in parts of any size, and goes.
  std::string heard(const std::string& bytes) {
    process::Socket client{proxy.port()};
    const auto connection = server.accept();
    Dice dice{3};
    for (std::size_t at = 0; at < bytes.size();) {
      const auto part = dice.chance(0.1) ? 20'000 : dice.between(1, 300);
      client.send_all(std::string_view{bytes}.substr(at, part));
      at += part;
    }
    client.close();
    return receive_to_end(connection);
  }

  LoopbackListener server;
  ChaosProxy proxy{server.port(), 1};
};

TEST_F(Duplicates, each_text_frame_comes_twice_and_never_inside_another_message) {
  proxy.set({.duplicates = 1, .duplicate_delay_max = 5ms});
  const auto script = script_of(60);
  std::string stream{upgrade};
  for (const auto& frame : script.frames) stream += frame;

  auto bytes = heard(stream);
  ASSERT_TRUE(bytes.starts_with(upgrade));
  const auto frames = frames_in(std::string_view{bytes}.substr(upgrade.size()), script);

  std::map<std::ptrdiff_t, int> times;
  std::ptrdiff_t next = 0;
  std::size_t late = 0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    ASSERT_GE(frames[i], 0) << "no frame of the script begins at frame " << i;
    if (++times[frames[i]] == 1) {
      EXPECT_EQ(frames[i], next++);  // the first of each in the client's order
      continue;
    }
    if (frames[i] != frames[i - 1]) ++late;
    // The frame before, of the first copies, must not be a part of a message that goes on.
    const auto part = script.frames[static_cast<std::size_t>(next - 1)];
    EXPECT_FALSE(part.starts_with('\x01') || part.starts_with('\0'));
    EXPECT_FALSE(part.find("amid") != std::string::npos);
  }
  EXPECT_EQ(next, static_cast<std::ptrdiff_t>(script.frames.size()));
  for (std::size_t i = 0; i < script.frames.size(); ++i) {
    const bool is_text = std::find(script.texts.begin(), script.texts.end(), i) != script.texts.end();
    EXPECT_EQ(times[static_cast<std::ptrdiff_t>(i)], is_text ? 2 : 1) << i;
  }
  EXPECT_GT(late, 0U);
  EXPECT_EQ(proxy.counters().text_frames, script.texts.size());
  EXPECT_EQ(proxy.counters().duplicated_frames, script.texts.size());
}

TEST_F(Duplicates, a_copy_waits_for_the_end_of_a_message) {
  proxy.set({.duplicates = 1, .duplicate_delay_max = 0ms});
  process::Socket client{proxy.port()};
  const auto connection = server.accept();
  const auto whole = client_text("whole");
  const auto begun = std::string{upgrade} + whole + client_text_begin("in ") + client_ping("amid");
  client.send_all(begun);
  const auto says_nothing_for = [&](int milliseconds) {
    pollfd wanted{client.number(), POLLIN, 0};
    return ::poll(&wanted, 1, milliseconds) == 0;
  };
  for (const process::Deadline deadline; proxy.counters().sent_up_bytes < begun.size();)
    ASSERT_TRUE(says_nothing_for(1) && !deadline.passed());
  ASSERT_TRUE(says_nothing_for(20));
  EXPECT_EQ(proxy.counters().duplicated_frames, 0U);
  client.send_all(client_last("parts"));
  client.close();
  EXPECT_EQ(receive_to_end(connection), begun + client_last("parts") + whole);
}

TEST_F(Duplicates, nothing_follows_a_close_frame) {
  proxy.set({.duplicates = 1, .duplicate_delay_max = 1h});
  const auto stream = std::string{upgrade} + client_text("hello") + client_close(1000);
  EXPECT_EQ(heard(stream), stream);
}

TEST_F(Duplicates, the_start_of_a_frame_comes_last) {
  proxy.set({.duplicates = 1, .duplicate_delay_max = 1h});
  const auto frame = client_text("hello");
  const auto start = client_text("never finished").substr(0, 9);
  EXPECT_EQ(heard(std::string{upgrade} + frame + start), std::string{upgrade} + frame + frame + start);
}

TEST_F(Duplicates, what_is_no_websocket_is_left_alone) {
  proxy.set({.duplicates = 1});
  const auto request = "POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\n" + client_text("hello");
  EXPECT_EQ(heard(request), request);
  const auto unmasked = std::string{upgrade} + encode({.payload = "hello", .masked = false});
  EXPECT_EQ(heard(unmasked + client_text("hello")), unmasked + client_text("hello"));
  const auto huge = std::string{upgrade} + client_text(std::string(FrameSplitter::frame_bytes_max, 'x'));
  EXPECT_EQ(heard(huge), huge);
  EXPECT_EQ(proxy.counters().duplicated_frames, 0U);
}

}  // namespace
}  // namespace heartlink::fault
