// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/allowances.h"

#include <boost/json.hpp>

namespace heartlink::fault {
namespace {

constexpr int too_many = 429;

process::HttpAnswer make_room(const process::Person& person, const std::string& name) {
  return person.post("/tools/api/chat/create-room/", {{"room_name", name}});
}

}  // namespace

void make_rooms(Trial& trial, const std::string& name, int rooms) {
  for (int made = 0; made < rooms; ++made)
    process::accepted(make_room(trial.person(name), name + "-" + std::to_string(made)));
}

void expect_no_more_rooms(Trial& trial, const std::string& name) {
  const auto answer = make_room(trial.person(name), name + "-more");
  trial.count("allowances_asked", 1);
  if (answer.status != too_many) trial.find("a jump of the clock gave " + name + " a room: " + answer.body);
}

int try_wrong_password(const Trial& trial, const std::string& name, int times) {
  const process::Headers headers{{"Origin", trial.server.origin()},
                                 {"Content-Type", "application/json"},
                                 {"Accept", "application/json"}};
  const auto body =
      boost::json::serialize(boost::json::object{{"username", name}, {"password", "wrong-one"}});
  int status = 0;
  while (times-- > 0)
    status = process::ask(trial.server.port(), {"/users/login/", headers, "POST", body}).status;
  return status;
}

void expect_no_more_tries(Trial& trial, const std::string& name) {
  trial.count("allowances_asked", 1);
  const int status = try_wrong_password(trial, name, 1);
  if (status != too_many)
    trial.find("a jump of the clock gave " + name + " one more try: " + std::to_string(status));
}

}  // namespace heartlink::fault
