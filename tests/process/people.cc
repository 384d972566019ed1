// SPDX-License-Identifier: Apache-2.0
#include "tests/process/people.h"

#include <stdexcept>

#include <boost/json.hpp>

namespace heartlink::process {

void make_user(const ServerProcess& server, const std::string& name) {
  server.must({"user", "create", name, "--password-stdin"}, std::string{password} + "\n");
}

std::string make_token(const ServerProcess& server, const std::string& name) {
  const auto printed = server.must({"token", "create", name, "--json"});
  return std::string{boost::json::parse(printed).as_object().at("token").as_string()};
}

std::string sign_in(const ServerProcess& server, const std::string& name) {
  const boost::json::object body{{"username", name}, {"password", password}};
  const auto answer = ask(
      server.port(),
      {"/users/login/",
       {{"Origin", server.origin()}, {"Content-Type", "application/json"}, {"Accept", "application/json"}},
       "POST",
       boost::json::serialize(body)});
  const auto cookie = answer.set_cookie("sessionid");
  if (answer.status != 200 || cookie.empty()) throw std::runtime_error("cannot sign in: " + answer.body);
  return cookie.substr(0, cookie.find(';'));
}

Headers with_cookie(const ServerProcess& server, const std::string& cookie) {
  return {{"Cookie", cookie}, {"Origin", server.origin()}};
}

Headers with_token(const std::string& token) { return {{"Authorization", "Bearer " + token}}; }

WebSocketClient open_room(const ServerProcess& server, const Headers& headers, const std::string& room,
                          const std::string& query, int receive_buffer_bytes) {
  return {server.port(), upgrade_request("/ws/chat/" + room + "/" + query, headers), receive_buffer_bytes};
}

}  // namespace heartlink::process
