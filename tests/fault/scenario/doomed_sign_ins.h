// SPDX-License-Identifier: Apache-2.0
// Sign-ins that a run makes for its clients and takes away while they talk: tokens that the operator revokes,
// sessions that sign out, sessions that a new password ends. Each end is noted when it is answered, which is
// when the checker's I9 begins to count. Called by f28_membership.cc.
#pragma once

#include <string>
#include <vector>

#include "tests/fault/scenario/trial.h"

namespace heartlink::fault {

class DoomedSignIns {
 public:
  explicit DoomedSignIns(Trial& trial) : trial_(trial) {}

  // `count` more of each kind for this person; for a client of each, plan_of() below.
  void add_tokens(const std::string& user, std::size_t count);
  void add_sessions(const std::string& user, std::size_t count);

  // A client that talks in that room under each of them.
  [[nodiscard]] std::vector<ClientPlan> plans(const std::string& room, std::size_t window,
                                              std::uint32_t per_second);

  // Takes a random one away. False when none is left.
  bool end_one();
  // A new password for this person ends all of his sessions but the one that asks.
  void change_password(const std::string& user);

 private:
  struct SignIn {
    std::string name;  // what the history calls it
    std::string user;
    std::string secret;  // a token, or a cookie
    std::string token_id;  // of a token
  };

  void end(const SignIn& one);
  void note_end(const SignIn& one);

  Trial& trial_;
  std::vector<SignIn> all_;
};

}  // namespace heartlink::fault
