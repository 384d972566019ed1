// SPDX-License-Identifier: Apache-2.0
// An operator at work on a store in memory: what the tests of the operator's commands have in common.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "account/testing/fakes.h"
#include "api/admin.h"

namespace heartlink::api::testing {

struct Operator : ::testing::Test {
  boost::json::object run(const boost::json::object& request) {
    const auto answer = std::make_shared<std::optional<boost::json::object>>();
    commands.run(request, executor,
                 [answer](boost::json::object reply) { answer->emplace(std::move(reply)); });
    EXPECT_FALSE(answer->has_value()) << "never inside the call";
    auto reply = executor.wait_for(answer);
    answers.push_back(boost::json::serialize(reply));
    return reply;
  }

  boost::json::object run(std::string_view request) { return run(boost::json::parse(request).as_object()); }

  std::string code_of(std::string_view request) {
    const auto reply = run(request);
    if (reply.at("ok").as_bool()) return "ok";
    return std::string{reply.at("code").as_string()};
  }

  void make_people() {
    for (const char* name : {"alice", "bob"}) {
      (void)run(boost::json::object{{"op", "user.create"}, {"name", name}, {"password", "correct horse"}});
    }
  }

  // Signs somebody in; the value is the session's id.
  std::string sign_in(const char* name) {
    auto opened = account::testing::expect<account::SignedIn>(executor);
    sessions.open(store.fake_users.by_key.at(name).user, {}, {}, opened.done);
    return store::session_id(opened.get()->principal.secret_hash);
  }

  // All rows of a list, page by page.
  std::vector<boost::json::object> rows_of(boost::json::object request, const char* list,
                                           const char* cursor) {
    std::vector<boost::json::object> rows;
    for (;;) {
      const auto page = run(request);
      EXPECT_LE(boost::json::serialize(page).size() + 1, config.limits.admin_request_bytes);
      for (const auto& row : page.at(list).as_array()) rows.push_back(row.as_object());
      if (!page.contains("next")) return rows;
      request[cursor] = page.at("next");
    }
  }

  const model::Room& room(const char* id) { return store.fake_rooms.by_id.at(model::RoomId{id}); }

  account::testing::HandExecutor executor;
  account::testing::FakeStore store;
  account::testing::FakeBus bus;
  base::ManualClock clock;
  base::SeededRandom random{1};
  base::Config config;
  presence::Registry presence;
  account::PasswordPool pool{1, 4};
  account::Sessions sessions{store.sessions(), store.tokens(), bus, random, clock, 30};
  diagnose::HandshakeLog handshakes{store.handshakes(), clock, config.limits, executor};
  AdminCommands commands{AdminCommands::Parts{store,
                                              pool,
                                              random,
                                              clock,
                                              {account::testing::cheap_memory_kib, 1},
                                              config,
                                              sessions,
                                              bus,
                                              handshakes,
                                              nullptr,
                                              &presence,
                                              true}};
  std::vector<std::string> answers;
};

}  // namespace heartlink::api::testing
