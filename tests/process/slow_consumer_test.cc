// SPDX-License-Identifier: Apache-2.0
// A socket that does not read holds nobody up: it is closed with 4408, and comes back without having lost
// anything.
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/history.h"
#include "tests/process/house.h"
#include "tests/process/log_follower.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

constexpr int messages = 300;
const std::string room = "test-room-slow";

// One after the other, so that the sender's own socket never has much to read; the last ack says that the
// server has handed out all of them.
void post_all(WebSocketClient& socket) {
  const std::string text(3000, '.');
  for (int i = 0; i < messages; ++i) {
    socket.send({{"content", text}, {"client_id", std::to_string(i)}});
    socket.await("ack");
  }
}

void read_inbox(WebSocketClient& socket, LogFollower& log) {
  for (auto& inbox = socket.inbox(); !inbox.empty(); inbox.pop_front())
    log.on_frame(parse_frame(inbox.front()));
}

TEST(SlowConsumer, is_closed_with_4408_and_comes_back_without_loss) {
  // The least that may wait for a socket, in our queue and in the kernel's.
  House house{{"limits.messages_per_second=100000", "limits.messages_burst=100000",
               "limits.send_queue_bytes=64KiB", "limits.resume_part_bytes=32KiB",
               "limits.socket_send_buffer_bytes=16KiB"}};
  LogFollower log;
  const int receive_buffer_bytes = 4096;
  auto bob = open_room(house.server, house.bob, room, log.resume_query(), receive_buffer_bytes);
  while (!log.resumed()) log.on_frame(bob.next());

  auto alice = house.enter(house.alice, room);
  post_all(alice);
  const auto notice = bob.await_close();
  read_inbox(bob, log);
  EXPECT_EQ(notice.code, 4408) << notice.reason;
  EXPECT_LT(log.last_id(), messages) << "everything fitted into the buffers, so nothing was tried";

  log.on_reconnect();
  auto again = house.enter(house.bob, room, log.resume_query());
  while (log.last_id() < messages || !log.resumed()) log.on_frame(again.next());
  EXPECT_EQ(log.faults(), std::vector<std::string>{});
  EXPECT_EQ(read_history(house.server.port(), house.bob, room).size(), std::size_t{messages});
  alice.drop();
  again.drop();
  EXPECT_EQ(house.server.stop(), 0) << house.server.log();
}

}  // namespace
}  // namespace heartlink::process
