// SPDX-License-Identifier: Apache-2.0
// The command line on a store in memory: what it was told, what it said, and with which exit code it ended.
#pragma once

#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "account/testing/fakes.h"
#include "bus/local/local_bus.h"
#include "cli/program.h"

namespace heartlink::cli::testing {

// A store that outlives the one the command opened.
class Handle final : public store::Store {
 public:
  explicit Handle(account::testing::FakeStore& store) : store_(store) {}
  store::MessageStore& messages() override { return store_.messages(); }
  store::RoomStore& rooms() override { return store_.rooms(); }
  store::MemberStore& members() override { return store_.members(); }
  store::ConversationStore& conversations() override { return store_.conversations(); }
  store::PeopleStore& people() override { return store_.people(); }
  store::MatchStore& matches() override { return store_.matches(); }
  store::EventStore& events() override { return store_.events(); }
  store::ReportStore& reports() override { return store_.reports(); }
  store::ModerationStore& moderation() override { return store_.moderation(); }
  store::AuditStore& audit() override { return store_.audit(); }
  store::RetentionStore& retention() override { return store_.retention(); }
  store::UserStore& users() override { return store_.users(); }
  store::SessionStore& sessions() override { return store_.sessions(); }
  store::TokenStore& tokens() override { return store_.tokens(); }
  store::HandshakeStore& handshakes() override { return store_.handshakes(); }
  store::ScratchStore& scratch() override { return store_.scratch(); }
  [[nodiscard]] bool writable() const override { return true; }
  void stop() override {}

 private:
  account::testing::FakeStore& store_;
};

struct CommandLine : ::testing::Test {
  int run(const std::vector<std::string>& arguments, const std::string& stdin_text = {}) {
    std::istringstream in{stdin_text};
    std::ostringstream out_stream;
    std::ostringstream err_stream;
    Program program{{in, out_stream, err_stream}, environment, {}, {}};
    program.open_store =
        [this](const store::Environment& opened) -> base::Result<std::unique_ptr<store::Store>> {
      data = opened.config->data;
      ++opened_stores;
      return std::unique_ptr<store::Store>{std::make_unique<Handle>(store)};
    };
    program.serve = [this, &program](const base::LoadedConfig& loaded) {
      served = loaded;
      served_json = program.common.json;
      return 0;
    };
    program.bus = &bus;
    const int code = run_program(program, arguments);
    out = out_stream.str();
    err = err_stream.str();
    return code;
  }

  // The answer of a command that must go well.
  boost::json::value json_of(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    EXPECT_EQ(run(arguments), 0) << err;
    return boost::json::parse(out);
  }

  void make_people() {
    for (const char* name : {"alice", "bob"})
      EXPECT_EQ(run({"user", "create", name, "--password-stdin"}, "correct horse\n"), 0) << err;
  }

  Environment environment{{"HEARTLINK_PASSWORD_PASSES", "1"}, {"HEARTLINK_PASSWORD_MEMORY_KIB", "7168"}};
  account::testing::FakeStore store;
  bus::LocalBus bus;
  std::string data;
  int opened_stores = 0;
  std::optional<base::LoadedConfig> served;
  bool served_json = false;
  std::string out;
  std::string err;
};

}  // namespace heartlink::cli::testing
