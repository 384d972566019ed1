// SPDX-License-Identifier: Apache-2.0
// Somebody who uses a server under test by name: asks it over HTTP, opens its rooms. Tests of rooms are
// sentences about such people. What the server answers is checked here once: whatever should have worked and
// did not is an exception with the whole answer, which fails the test.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "tests/process/people.h"

namespace heartlink::process {

using Frames = std::vector<boost::json::object>;

class Person {
 public:
  // Makes the account at the front door, which signs in: one request, so that dozens of people are cheap.
  // `server` must outlive the person.
  static Person registered(const ServerProcess& server, const std::string& name);
  // Signs in to an account that exists.
  static Person signed_in(const ServerProcess& server, const std::string& name);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const Headers& headers() const { return headers_; }

  [[nodiscard]] HttpAnswer get(const std::string& target) const;
  // What a browser shows when it goes to that address: asks for a page, not for JSON.
  [[nodiscard]] HttpAnswer browse(const std::string& target) const;
  [[nodiscard]] HttpAnswer post(const std::string& target, const boost::json::object& body = {}) const;
  [[nodiscard]] HttpAnswer post_text(const std::string& target, const std::string& body) const;

  // Says it over HTTP, with a client_id of its own; the entry's id.
  std::int64_t say(const std::string& room, const std::string& content) const;
  [[nodiscard]] HttpAnswer try_say(const std::string& room, const std::string& content) const;

  // `/ws/chat/<room>/`, up to and without connection_established.
  [[nodiscard]] WebSocketClient enter(const std::string& room, const std::string& query = {}) const;
  // The same, and has read connection_established.
  [[nodiscard]] WebSocketClient live_in(const std::string& room, const std::string& query = {}) const;
  // `/ws/user/`; `query` such as "?after=3".
  [[nodiscard]] WebSocketClient follow(const std::string& query = {}) const;
  // What the door of a room says: the answer to the upgrade, 101 or a refusal.
  [[nodiscard]] HttpAnswer knock(const std::string& room) const;

 private:
  Person(const ServerProcess& server, std::string name, const std::string& cookie);

  const ServerProcess* server_;
  std::string name_;
  Headers headers_;
};

// "/tools/api/chat/<room>/<what>".
std::string in_room(const std::string& room, const std::string& what);

// The body of an answer that is 200 and says success; anything else is an exception.
boost::json::object accepted(const HttpAnswer& answer);

// A refusal as "<status> <code> <error>"; a refusal that does not explain itself is an exception.
std::string refused(const HttpAnswer& answer);

// An error frame as "<code> <message>".
std::string refused(const boost::json::object& error_frame);

std::string text_of(const boost::json::object& object, std::string_view key);
std::int64_t number_of(const boost::json::object& object, std::string_view key);

// Asks until `wanted` holds of the answer, no longer than the usual deadline; then it is an exception.
HttpAnswer ask_until(const std::function<HttpAnswer()>& ask,
                     const std::function<bool(const HttpAnswer&)>& wanted);

// All frames up to the first chat_message of that content, which is the last of them. Whatever was on its way
// to the socket before that message is among them.
Frames frames_until_said(WebSocketClient& socket, const std::string& content);
Frames of_type(const Frames& frames, std::string_view type);

// What was received and not yet handed out, as frames.
Frames rest_of(WebSocketClient& socket);

// Reads on until the server's clock, which ping and pong tell, is past that moment (ms since 1970).
void wait_for_server_time(WebSocketClient& socket, std::int64_t server_time_ms);

}  // namespace heartlink::process
