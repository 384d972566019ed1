// SPDX-License-Identifier: Apache-2.0
#include "tests/process/town.h"

#include <boost/json.hpp>

namespace heartlink::process {
namespace {

// Limits that the suites about rooms would only stumble over; `settings` come later and so are stronger. A
// heartbeat comes later than the usual deadline, for it would keep a wait alive for something that never
// comes.
Words with_open_limits(Words settings) {
  settings.insert(settings.begin(), {"registrations_per_hour=100000", "limits.new_rooms_per_hour=100000",
                                     "limits.messages_per_second=100000", "limits.messages_burst=100000",
                                     "limits.heartbeat=50s"});
  return settings;
}

}  // namespace

Town::Town(Words settings) : server(with_open_limits(std::move(settings))) { server.start(); }

const Person& Town::person(const std::string& name) {
  const auto known = people_.find(name);
  if (known != people_.end()) return known->second;
  return people_.emplace(name, Person::registered(server, name)).first->second;
}

const Person& Town::staff(const std::string& name) {
  const auto known = people_.find(name);
  if (known != people_.end()) return known->second;
  server.must({"user", "create", name, "--password-stdin", "--staff"}, std::string{password} + "\n");
  return people_.emplace(name, Person::signed_in(server, name)).first->second;
}

void Town::make_pair_room(const std::string& id, const std::string& kind, const std::string& user1,
                          const std::string& user2) {
  (void)person(user1);
  (void)person(user2);
  server.must({"room", "create", id, "--kind", kind, "--user1", user1, "--user2", user2});
}

void Town::make_group(const std::string& id, const std::string& owner, const Words& members) {
  accepted(person(owner).post("/tools/api/chat/create-room/", {{"room_name", id}}));
  for (const auto& member : members) {
    (void)person(member);
    accepted(person(owner).post(in_room(id, "members/"), {{"username", member}, {"action", "add"}}));
  }
}

void TownTest::TearDownTestSuite() {
  if (!town_) return;
  EXPECT_EQ(town_->server.stop(), 0) << town_->server.log();
  town_.reset();
}

}  // namespace heartlink::process
