// SPDX-License-Identifier: Apache-2.0
// The operator's commands, implemented once: a running server answers them on its admin socket, and the
// command line runs them itself when no server holds the data directory. A request and its answer are one
// JSON object each. Who may ask is decided before (peer credentials, the directory's lock); nothing here is
// reachable over HTTP.
#pragma once

#include <functional>
#include <string_view>

#include <boost/json/object.hpp>

#include "account/create_token.h"
#include "account/create_user.h"
#include "base/executor.h"
#include "base/random.h"
#include "base/result.h"
#include "store/store.h"

namespace heartlink::api {

// {"ok":false,"code","error","error_en","hint","hint_en","owner_hint"} and, where they say something,
// "detail" and "retry_ms": everything that a command line in either language prints.
[[nodiscard]] boost::json::object admin_refusal(const base::Error& error);

class AdminCommands {
 public:
  using Reply = std::function<void(boost::json::object)>;

  // All of them outlive the last reply; `random` is safe from every thread that asks.
  AdminCommands(store::Store& store, account::PasswordPool& pool, base::Random& random,
                account::HashCost cost);

  // Runs `request`, {"op":…} with the fields of its op, and calls `reply` exactly once on `on`, never inside
  // the call:
  //   ping                                                       {"ok":true,"version"}
  //   user.create  name, password, staff?                        {"ok":true,"id","name","staff"}
  //   room.create  room_id, user1?, user2?, kind?                {"ok":true,"room_id","kind"}
  //   token.create user, label?                                  {"ok":true,"token","user"}
  // Anything else is refused: request_invalid (no such op), field_invalid (detail names the field), and what
  // the use cases refuse. Safe from every thread.
  void run(const boost::json::object& request, base::Executor& on, Reply reply) const;

 private:
  void create_user(const boost::json::object& request, base::Executor& on, Reply reply) const;
  void create_room(const boost::json::object& request, base::Executor& on, Reply reply) const;
  void create_token(const boost::json::object& request, base::Executor& on, Reply reply) const;

  store::Store& store_;
  account::CreateUser create_user_;
  account::CreateToken create_token_;
};

}  // namespace heartlink::api
