// SPDX-License-Identifier: Apache-2.0
// Secrets that the test knows, looked for wherever the server writes: its files, its log, its command line.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/house.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

std::string content_of(const std::filesystem::path& path) {
  std::ostringstream all;
  all << std::ifstream{path, std::ios::binary}.rdbuf();
  return all.str();
}

// Every file below the folder that can be read, with its name.
std::vector<std::pair<std::string, std::string>> files_below(const std::string& folder) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (entry.is_regular_file()) files.emplace_back(entry.path().string(), content_of(entry.path()));
  }
  return files;
}

HttpAnswer post(const ServerProcess& server, const Headers& person, const std::string& target,
                const json::object& body) {
  auto headers = person;
  headers.emplace_back("Content-Type", "application/json");
  return ask(server.port(), {target, headers, "POST", json::serialize(body)});
}

TEST(Secrets, none_of_them_is_written_anywhere) {
  const std::string wrong = "falsches-geheimnis-1";
  const std::string fresh = "frisches-geheimnis-2";
  const std::string operators = "operators-geheimnis-3";
  const std::string said = "ein-satz-den-nur-der-raum-kennt";
  House house{{"log_level=debug"}};
  auto& server = house.server;
  const std::string token = make_token(server, "alice");
  const std::string cookie = house.alice.front().second;
  const std::string secret = cookie.substr(cookie.find('=') + 1);

  post(server, {{"Origin", server.origin()}}, "/users/login/", {{"username", "alice"}, {"password", wrong}});
  post(server, {{"Origin", server.origin()}}, "/users/login/", {{"username", wrong}, {"password", "x"}});
  post(server, {{"Origin", server.origin()}}, "/users/register/", {{"username", "zoe"}, {"password", fresh}});
  post(server, house.bob, "/users/api/password/", {{"current_password", wrong}, {"new_password", fresh}});
  post(server, house.bob, "/users/api/password/", {{"current_password", password}, {"new_password", fresh}});
  server.must({"user", "passwd", "zoe", "--password-stdin"}, operators + "\n");
  auto socket = house.enter(with_token(token), "test-room-1");
  socket.await("connection_established");
  socket.send({{"type", "message"}, {"content", said}, {"client_id", "c-1"}});
  socket.await("ack");
  // Refused ones carry secrets as well.
  ask(server.port(), upgrade_request("/ws/chat/nowhere/", house.alice));
  ask(server.port(), upgrade_request("/ws/chat/nowhere/", with_token(token)));
  EXPECT_EQ(server.command({"doctor", "--url", server.origin()}).exit_code, 0);

  const auto argv = content_of("/proc/" + std::to_string(server.pid()) + "/cmdline");
  EXPECT_EQ(server.stop(), 0);
  const std::string log = server.log();
  EXPECT_NE(log.find("handshake_refused"), std::string::npos) << "the log was looked at";
  auto places = files_below(server.data());
  ASSERT_FALSE(places.empty());
  places.emplace_back("the log", log);
  places.emplace_back("the command line", argv);
  for (const std::string& one : {std::string{password}, wrong, fresh, operators, secret, token}) {
    for (const auto& [name, content] : places) EXPECT_EQ(content.find(one), std::string::npos) << name;
  }
  EXPECT_EQ(log.find(said), std::string::npos) << "no message's text in the log";
}

}  // namespace
}  // namespace heartlink::process
