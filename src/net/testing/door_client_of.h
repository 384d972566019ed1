// SPDX-License-Identifier: Apache-2.0
// What the tests of the door's client share: a client of a scripted server, the server's half of an upgrade,
// and errors as one line of text.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "net/door_client.h"
#include "net/testing/scripted_server.h"
#include "net/websocket_handshake.h"

namespace heartlink::net::testing {

// Masks that mask nothing, so that a script can read what it is told.
class Zeros final : public base::Random {
 public:
  std::string bytes(std::size_t count) override { return std::string(count, '\0'); }
};
inline Zeros zeros;

inline DoorClient client_of(const ScriptedServer& server,
                            const std::string& scheme_and_host = "http://127.0.0.1",
                            std::chrono::milliseconds step = DoorClient::step_default) {
  return DoorClient{parse_door_url(scheme_and_host + ":" + server.port()).value(), zeros, step};
}

inline ScriptedServer::Script answering(std::string answer) {
  return [answer = std::move(answer)](Visit& visit) {
    visit.read_head();
    visit.write(answer);
  };
}

template <class T>
std::string error_of(const base::Result<T>& result) {
  if (!result.has_error()) return "no error";
  switch (result.error().code) {
    case base::Code::server_unreachable:
      return "server_unreachable: " + result.error().detail;
    case base::Code::tls_failed:
      return "tls_failed: " + result.error().detail;
    case base::Code::not_heartlink:
      return "not_heartlink: " + result.error().detail;
    case base::Code::no_echo:
      return "no_echo: " + result.error().detail;
    default:
      return "another";
  }
}

inline std::string header_of(const std::string& head, std::string_view name) {
  const auto at = head.find(std::string{name} + ": ");
  if (at == std::string::npos) return {};
  const auto begin = at + name.size() + 2;
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

// Agrees to the upgrade; answers the head that asked.
inline std::string agree(Visit& visit) {
  const auto head = visit.read_head();
  visit.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
              ("Sec-WebSocket-Accept: " + accept_key(header_of(head, "Sec-WebSocket-Key"))) + "\r\n\r\n");
  return head;
}

inline std::unique_ptr<diagnose::Line> open(DoorClient& client) {
  auto opened = client.open_socket("/ws/chat/r/", {});
  if (opened.has_error() || !std::holds_alternative<std::unique_ptr<diagnose::Line>>(*opened)) return nullptr;
  return std::move(std::get<std::unique_ptr<diagnose::Line>>(*opened));
}

}  // namespace heartlink::net::testing
