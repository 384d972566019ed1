// SPDX-License-Identifier: Apache-2.0
// Frames without an id to a socket that does not read: only the newest of each kind and person waits for it,
// so they never cost anybody the connection; entries still may.
#include <string>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

constexpr int messages = 1000;
const std::string room = "behind";

// One after the other, so that the sender's own socket never has much to read.
void say_all(WebSocketClient& socket) {
  for (int i = 1; i <= messages; ++i) {
    const auto id = "m-" + std::to_string(i);
    socket.send({{"content", id}, {"client_id", id}});
    socket.await("ack");
  }
}

TEST(Signals, a_socket_that_does_not_read_is_kept_and_told_the_newest_of_each_kind) {
  // The least that may wait for a socket, in our queue and in the kernel's.
  Town town{{"limits.frame_bytes=4KiB", "limits.send_queue_bytes=16KiB",
             "limits.socket_send_buffer_bytes=4KiB", "limits.resume_part_bytes=4KiB"}};
  town.make_pair_room(room, "heart", "alice", "bob");
  {
    auto alice = town.person("alice").live_in(room);
    say_all(alice);
  }
  auto reader = town.person("bob").live_in(room);
  auto alice = open_room(town.server, town.person("alice").headers(), room, "", 4096);
  alice.await("connection_established");
  // A thousand marks, of which each moves, are 60 KB of frames.
  for (int i = 1; i <= messages; ++i) {
    reader.send({{"type", "delivered"}, {"up_to", i}});
    if (i % 10 != 0) continue;
    reader.send({{"type", "read_status"}, {"up_to", i}});
    while (number_of(reader.await("read_status_update"), "up_to") < i) {
    }
  }
  reader.send({{"type", "typing"}, {"is_typing", true}});
  reader.send({{"type", "ping"}});
  reader.await("pong");

  // Only now does she read: what is left is the newest, and she is still there.
  while (number_of(alice.await("read_status_update"), "up_to") < messages) {
  }
  town.person("bob").say(room, "are you still there?");
  EXPECT_EQ(frames_until_said(alice, "are you still there?").back().at("id"), messages + 1);
  alice.drop();
  reader.drop();
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

}  // namespace
}  // namespace heartlink::process
