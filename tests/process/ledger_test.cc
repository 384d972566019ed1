// SPDX-License-Identifier: Apache-2.0
// The handshake log from outside: every refusal has its row, found by the id that the refused client got,
// while the server runs, when it is down, and after it came back.
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/house.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

std::string text(const json::object& object, const char* key) {
  return std::string{object.at(key).as_string()};
}

json::object row_of(const ServerProcess& server, const std::string& id) {
  const auto printed = json::parse(server.must({"ledger", "--id", id, "--json"}));
  return printed.at("handshakes").at(0).as_object();
}

struct Refusal {
  HttpRequest request;
  int status;
  std::string code;
  std::string stage;
};

// Everything that protocol.md §2 refuses before the upgrade and that a server which serves can be asked.
std::vector<Refusal> refusals(const House& house) {
  const std::string room = "/ws/chat/public-room/";
  const auto& alice = house.alice;
  const Headers stranger{{"Origin", "http://evil.example"}, house.alice.front()};
  return {
      {{room, alice}, 426, "not_websocket", "handshake"},
      {upgrade_request(room, stranger), 403, "origin_refused", "origin"},
      {upgrade_request(room), 401, "login_required", "session"},
      {upgrade_request("/ws/chat/no%20room/", alice), 400, "room_id_invalid", "room"},
      {upgrade_request("/ws/chat/nowhere/", alice), 404, "room_not_found", "room"},
      {upgrade_request("/ws/chat/bobs/", alice), 403, "not_a_member", "membership"},
      {upgrade_request("/ws/chat/over/", alice), 410, "room_ended", "room"},
  };
}

TEST(Ledger, every_refusal_has_its_row_while_the_server_runs_and_after_it_has_gone) {
  House house{{"limits.sockets_per_user=1"}};
  auto& server = house.server;
  server.must({"room", "create", "bobs", "--kind", "group", "--user1", "bob"});
  server.must({"room", "create", "over", "--kind", "group", "--user1", "alice"});
  server.must({"room", "end", "over"});
  auto wanted = refusals(house);
  auto only_socket = house.enter(house.alice, "public-room");
  only_socket.await("connection_established");
  wanted.push_back(
      {upgrade_request("/ws/chat/public-room/", house.alice), 429, "too_many_connections", "seat"});

  std::vector<std::pair<std::string, json::object>> rows;
  for (const auto& [request, status, code, stage] : wanted) {
    auto with_agent = request;
    with_agent.headers.emplace_back("User-Agent", "ledger test");
    const auto answer = ask(server.port(), with_agent);
    EXPECT_EQ(answer.status, status) << answer.body;
    const auto body = answer.json();
    EXPECT_EQ(text(body, "code"), code);
    EXPECT_FALSE(text(body, "hint").empty());
    EXPECT_FALSE(text(body, "owner_hint").empty()) << "asked on the server's own machine";
    const auto id = text(body, "diagnosis_id");
    auto row = row_of(server, id);
    EXPECT_EQ(text(row, "id"), id);
    EXPECT_EQ(text(row, "code"), code);
    EXPECT_EQ(text(row, "stage"), stage) << code;
    EXPECT_EQ(row.at("status"), json::value(status));
    EXPECT_EQ(text(row, "address"), "127.0.0.1");
    EXPECT_EQ(text(row, "agent"), "ledger test");
    EXPECT_NE(server.log().find(id), std::string::npos);
    rows.emplace_back(id, std::move(row));
  }
  const auto newest =
      json::parse(server.must({"ledger", "--last", "2", "--json"})).at("handshakes").as_array();
  ASSERT_EQ(newest.size(), 2U);
  EXPECT_EQ(newest.front().at("id"), json::value(rows.back().first));

  EXPECT_EQ(server.stop(), 0) << server.log();
  for (const auto& [id, row] : rows) EXPECT_EQ(row_of(server, id), row) << "kept when the server goes";
  server.start();
  for (const auto& [id, row] : rows) EXPECT_EQ(row_of(server, id), row) << "known to the next server";
  EXPECT_EQ(server.command({"ledger", "--id", "D-00000000"}).exit_code, 1);
  EXPECT_EQ(server.stop(), 0) << server.log();
}

TEST(Ledger, a_draining_server_refuses_with_a_row_too) {
  House house;
  auto socket = house.enter(house.alice, "public-room");
  socket.await("connection_established");
  house.server.ask_to_stop();
  std::string id;
  // The signal takes a moment; until then a handshake is welcome.
  for (const Deadline deadline; id.empty() && !deadline.passed();) {
    try {
      const auto answer = ask(house.server.port(), upgrade_request("/ws/chat/public-room/", house.bob));
      if (answer.status == 503) id = text(answer.json(), "diagnosis_id");
    } catch (const std::exception&) {
      break;
    }
  }
  house.server.wait_until_stopped();
  if (id.empty()) GTEST_FAIL() << "it was gone before anybody could be refused";
  EXPECT_EQ(text(row_of(house.server, id), "stage"), "lifecycle");
  EXPECT_EQ(text(row_of(house.server, id), "code"), "unavailable");
}

TEST(Ledger, the_page_learns_what_became_of_its_socket) {
  House house;
  const auto refused = ask(house.server.port(), upgrade_request("/ws/chat/nowhere/", house.alice));
  const auto id = text(refused.json(), "diagnosis_id");
  const auto why = ask(house.server.port(), {"/tools/api/chat/nowhere/admission/", house.alice});
  EXPECT_EQ(why.status, 404);
  EXPECT_EQ(text(why.json(), "diagnosis_id"), id) << "one refusal, one row";
  const auto last = why.json().at("last_refusal").as_object();
  EXPECT_EQ(text(last, "code"), "room_not_found");
  EXPECT_EQ(text(last, "diagnosis_id"), id);
  const auto other = ask(house.server.port(), {"/tools/api/chat/nowhere/admission/", house.bob});
  EXPECT_FALSE(other.json().contains("last_refusal"));
  EXPECT_EQ(house.server.stop(), 0) << house.server.log();
}

}  // namespace
}  // namespace heartlink::process
