// SPDX-License-Identifier: Apache-2.0
#include "net/listener.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "net/testing/loopback.h"

namespace heartlink::net {
namespace {

using base::Code;
namespace ip = boost::asio::ip;

const Endpoint any_port{ip::address_v4::loopback(), 0};

Code error_of(const base::Result<Endpoint>& result) {
  return result.has_error() ? result.error().code : Code::last_;
}

TEST(Endpoint, an_address_has_a_host_and_a_port) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:8000").value(), (Endpoint{ip::address_v4::loopback(), 8000}));
  EXPECT_EQ(parse_endpoint("localhost:1").value(), (Endpoint{ip::address_v4::loopback(), 1}));
  EXPECT_EQ(parse_endpoint("[::1]:65535").value(), (Endpoint{ip::address_v6::loopback(), 65535}));
  EXPECT_EQ(parse_endpoint("0.0.0.0:0").value(), (Endpoint{ip::address_v4::any(), 0}));
  for (const auto* bad : {"", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
                          "127.0.0.1:-1", "127.0.0.1:80 ", "host.example:80", "[::1:80", "1.2.3:80"}) {
    EXPECT_EQ(error_of(parse_endpoint(bad)), Code::config_invalid) << bad;
  }
}

TEST(Listener, a_free_port_is_found_before_anyone_listens) {
  const auto found = probe_address(any_port);
  ASSERT_TRUE(found.has_value());
  EXPECT_NE(found.value().port(), 0);
}

TEST(Listener, workers_share_an_address_and_a_second_server_is_refused) {
  testing::Loopback loop;
  const auto endpoint = probe_address(any_port).value();
  const auto nothing = [](Socket, const std::string&) {};
  const auto first = Listener::open(loop.worker, endpoint, nothing);
  const auto second = Listener::open(loop.worker, endpoint, nothing);
  ASSERT_TRUE(first.has_value());
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(error_of(probe_address(endpoint)), Code::port_in_use);
}

TEST(Listener, an_address_that_is_not_ours_is_a_wrong_configuration) {
  EXPECT_EQ(error_of(probe_address({ip::make_address("203.0.113.7"), 0})), Code::config_invalid);
}

TEST(Listener, each_connection_comes_with_its_peer_until_it_stops) {
  testing::Loopback loop;
  loop.limits.accepts_per_turn = 2;
  const auto endpoint = probe_address(any_port).value();
  std::vector<std::string> peers;
  auto opened = Listener::open(loop.worker, endpoint,
                               [&](Socket, std::string peer) { peers.push_back(std::move(peer)); });
  ASSERT_TRUE(opened.has_value());
  auto& listener = *opened.value();
  listener.start();
  std::vector<Socket> clients;
  for (int i = 0; i < 5; ++i) clients.emplace_back(loop.worker.io()).connect(endpoint);
  testing::Peer nobody{-1};
  EXPECT_TRUE(loop.until(nobody, [&] { return peers.size() == 5; }));
  EXPECT_EQ(peers.front(), "127.0.0.1");
  listener.stop();
  loop.turn_loop();
  boost::system::error_code refused;
  clients.emplace_back(loop.worker.io()).connect(endpoint, refused);
  EXPECT_EQ(refused, boost::asio::error::connection_refused);
}

TEST(Listener, no_more_than_its_share_is_accepted_in_one_turn) {
  testing::Loopback loop;
  loop.limits.accepts_per_turn = 2;
  const auto endpoint = probe_address(any_port).value();
  int accepted = 0;
  auto opened = Listener::open(loop.worker, endpoint, [&](Socket, const std::string&) { ++accepted; });
  opened.value()->start();
  std::vector<Socket> clients;
  for (int i = 0; i < 5; ++i) clients.emplace_back(loop.worker.io()).connect(endpoint);
  int most = 0;
  for (int i = 0; i < 100 && accepted < 5; ++i) {
    const auto before = accepted;
    loop.worker.io().restart();
    loop.worker.io().poll_one();
    most = std::max(most, accepted - before);
  }
  EXPECT_EQ(accepted, 5);
  EXPECT_EQ(most, 2);
}

}  // namespace
}  // namespace heartlink::net
