// SPDX-License-Identifier: Apache-2.0
// serve_http over real TCP connections, with a front door and rooms in memory behind it. For tests of what a
// client sees of a connection; the clock and the loop are turned by hand.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "api/testing/house.h"
#include "bus/local/local_bus.h"
#include "net/http_connection.h"
#include "net/testing/loopback.h"

namespace heartlink::net::testing {

// An answer as the client reads it.
struct HttpAnswer {
  int status = 0;
  std::string head;
  std::string body;

  [[nodiscard]] bool says(std::string_view text) const { return head.find(text) != std::string::npos; }
};

// The first whole answer in `bytes`, taken out of it; status 0 when there is none yet.
inline HttpAnswer take_answer(std::string& bytes, bool is_head = false) {
  HttpAnswer answer;
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string::npos) return answer;
  const std::string_view head{bytes.data(), end + 4};
  std::size_t length = 0;
  if (const auto at = head.find("Content-Length: "); at != std::string_view::npos && !is_head) {
    length = std::stoul(std::string{head.substr(at + 16, 12)});
  }
  if (bytes.size() < head.size() + length) return answer;
  answer.status = std::stoi(bytes.substr(9, 3));
  answer.head = head;
  answer.body = bytes.substr(head.size(), length);
  bytes.erase(0, head.size() + length);
  return answer;
}

struct HttpServer : Loopback, api::testing::House {
  HttpServer() : House(Loopback::worker) {
    model::Room room;
    room.id = model::RoomId{"mine"};
    room.user1 = model::UserId{1};
    store.fake_rooms.by_id[room.id] = room;
    bus.subscribe(Loopback::worker, [this](const model::SharedParcel& parcel) { hub.deliver(*parcel); });
  }
  ~HttpServer() {
    for (auto& peer : peers) peer->hang_up();
    sockets.abort_all();
    turn_loop(50);
    pool.stop();
  }

  // A client that is being served.
  Peer& dial() {
    auto [socket, client] = connect();
    ByteStream bytes{std::move(socket), ConnectionCount::Place{connections}};
    auto serving = serve_http(http, std::move(bytes), "127.0.0.1");
    boost::asio::co_spawn(Loopback::worker.io(), std::move(serving), boost::asio::detached);
    turn_loop(2);
    return *peers.emplace_back(std::move(client));
  }

  HttpAnswer answer(Peer& peer, bool is_head = false) {
    HttpAnswer got;
    until(peer,
          [&] { return (got = take_answer(peer.got, is_head)).status != 0 || peer.ended || peer.reset; });
    return got;
  }
  bool until_ended(Peer& peer) {
    return until(peer, [&] { return peer.ended || peer.reset; });
  }

  std::string huge = std::string(std::size_t{8} * 1024 * 1024, 'h');
  std::array<EmbeddedFile, 2> embedded{
      EmbeddedFile{"/assets/a.js", "text/javascript", "\"a\"", true, huge, "", ""},
      EmbeddedFile{"/index.html", "text/html; charset=utf-8", "\"i\"", false, "<html>", "", ""}};
  StaticFiles files{embedded};
  bus::LocalBus bus;
  fanout::Hub hub{registry, config.limits.crowd_members, metrics.counter("deliveries_total", "In tests")};
  fanout::UserHub user_hub{{Loopback::worker, Loopback::clock, registry, store.fake_conversations}};
  connection::RoomServices rooms{Loopback::worker,
                                 Loopback::clock,
                                 config.limits,
                                 hub,
                                 registry,
                                 calls,
                                 bus,
                                 store.page,
                                 store.fake_sessions,
                                 chat::PostMessage{store.page, config.limits},
                                 config.recall_window,
                                 metrics.counter("error_frames_total", "In tests")};
  connection::UserServices users{Loopback::worker,
                                 Loopback::clock,
                                 user_hub,
                                 registry,
                                 store.fake_sessions,
                                 store.fake_events,
                                 metrics.counter("error_frames_total", "In tests")};
  connection::Admission admission{{Loopback::worker, config, Loopback::clock, lifecycle, random,
                                   account::Authenticate{sessions}, registry,
                                   chat::OpenRoom{store.fake_rooms, config.limits}, handshakes}};
  SocketRegistry sockets;
  HttpServices http{Loopback::worker, config, door, admission, rooms, users, sockets, files};
  std::vector<std::unique_ptr<Peer>> peers;
};

}  // namespace heartlink::net::testing
