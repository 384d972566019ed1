// SPDX-License-Identifier: Apache-2.0
// One WebSocketStream over a real TCP connection: the receiver notes what it is told, the peer reads frames.
// For tests of the stream; the clock and the loop are turned by hand.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "net/testing/client_frames.h"
#include "net/testing/loopback.h"
#include "net/websocket_stream.h"

namespace heartlink::net::testing {

// What the receiver was told; outlives it.
struct Told {
  std::vector<std::string> texts;
  int binaries = 0;
  int drained = 0;
  int heartbeats = 0;
  int closed = 0;
  bool alive = false;  // the receiver exists
  connection::FrameStream* stream = nullptr;
  std::function<void(std::string_view)> on_text;  // called after the text was noted
  std::function<void()> on_open;
};

class Receiver final : public connection::FrameReceiver {
 public:
  explicit Receiver(Told& told) : told_(told) { told_.alive = true; }
  ~Receiver() override { told_.alive = false; }
  void on_open(connection::FrameStream& stream) override {
    told_.stream = &stream;
    if (told_.on_open) told_.on_open();
  }
  void on_text(std::string_view text) override {
    told_.texts.emplace_back(text);
    if (told_.on_text) told_.on_text(text);
  }
  void on_binary() override { ++told_.binaries; }
  void on_drained() override { ++told_.drained; }
  void on_drain() override { told_.stream->close(1001, "draining", {}); }
  void on_heartbeat() override { ++told_.heartbeats; }
  void on_closed() override { ++told_.closed; }

 private:
  Told& told_;
};

struct StreamPeer : Loopback {
  using Loopback::Loopback;
  ~StreamPeer() {
    sockets.abort_all();
    turn_loop();
  }

  void start(std::string early = {}) {
    auto [socket, client] = connect();
    peer = std::move(client);
    ByteStream bytes{std::move(socket), ConnectionCount::Place{connections}};
    WebSocketStream::start(worker, sockets, std::move(bytes), std::make_unique<Receiver>(told),
                           std::move(early));
  }

  // The next frame the peer gets; opcode -1 when none comes.
  ServerFrame next() {
    until(*peer, [&] {
      for (auto& frame : take_frames(peer->got)) waiting.push_back(std::move(frame));
      return !waiting.empty();
    });
    if (waiting.empty()) return {-1, ""};
    auto frame = std::move(waiting.front());
    waiting.erase(waiting.begin());
    return frame;
  }

  bool until_texts(std::size_t count) {
    return until(*peer, [&] { return told.texts.size() >= count; });
  }
  bool until_closed() {
    return until(*peer, [&] { return told.closed > 0; });
  }

  bool send(std::string_view text) { return told.stream->send(protocol::Frame::text(text)); }

  SocketRegistry sockets;
  Told told;
  std::unique_ptr<Peer> peer;
  std::vector<ServerFrame> waiting;
};

}  // namespace heartlink::net::testing
