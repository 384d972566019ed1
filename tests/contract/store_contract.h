// SPDX-License-Identifier: Apache-2.0
// What every store must do, whatever database is behind it: the suites beside this file run once per driver,
// through the ports only. A new driver adds a row to all_drivers() and nothing else.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/config.h"
#include "base/metrics.h"
#include "store/store.h"
#include "store/testing/queue_executor.h"
#include "store/testing/shared_clock.h"
#include "store/testing/temporary_directory.h"

namespace heartlink::contract {

struct Driver {
  std::string name;
  store::Opener open;
};

std::vector<Driver> all_drivers();

// GoogleTest prints it as the parameter, and names tests with it.
void PrintTo(const Driver& driver, std::ostream* out);
std::string driver_name(const ::testing::TestParamInfo<Driver>& info);

class StoreContract : public ::testing::TestWithParam<Driver> {
 protected:
  void SetUp() override;

  // Opens the same data again, as a restart does.
  void reopen();

  model::User person(const std::string& name);
  // A 1:1 room of two people; answers its id.
  model::RoomId room_of(const model::User& a, const model::User& b, const std::string& id = "room");
  // A room whose entrance is open to whoever knows the id.
  model::RoomId test_room(const model::User& maker, const std::string& id = "test-room-1");

  // By the operator, or by somebody.
  base::Result<model::EntryId> end_room(const model::RoomId& room, const std::string& reason,
                                        std::optional<model::User> by = {});

  // Asks for something whose answer comes behind the parcels of every commit before it.
  void wait_for_parcels();
  void forget_parcels();

  static store::NewMessage message(const model::RoomId& room, const model::User& sender,
                                   const std::string& content, const std::string& client_id = {});
  base::Result<store::Posted> post(store::NewMessage message);
  // Posts `count` messages "1" … "count" and waits for all of them.
  void post_many(const model::RoomId& room, const model::User& sender, int count);
  base::Result<store::Resume> resume(const model::RoomId& room, const model::User& viewer,
                                     std::optional<std::int64_t> after = {}, const std::string& epoch = {});
  base::Result<store::Page> page(const model::RoomId& room, const model::User& viewer,
                                 store::PageQuery::From from, std::int64_t anchor, std::uint32_t limit);

  // 32 bytes that begin with `first`, zeros among them, and the id of a sign-in with this secret.
  static std::string secret(char first);
  static std::string sign_in_id(char first);
  base::Result<model::Principal> open_session(char first, const model::User& user,
                                              std::chrono::microseconds life = std::chrono::hours{1});
  base::Result<model::Principal> find_session(char first);
  base::Result<bool> create_token(char first, const model::User& user, const std::string& label = "robot");
  base::Result<model::Principal> find_token(char first);
  // What the parcels that have come so far revoke, in words ("alice: a", "alice: all but a", "alice: all and
  // tokens"), and forgets them. Right behind an answer it tells whether the parcel came before.
  std::vector<std::string> take_revocations();

  store::testing::TemporaryDirectory directory;
  base::Config config;
  store::testing::SharedClock clock;
  base::Metrics metrics;
  const filter::Filter* filter = nullptr;  // from the next reopen() on
  store::testing::QueueExecutor executor;
  std::mutex
      commit_gate;  // while a test holds it, the writer waits between a commit's answers and its parcel
  std::vector<model::SharedParcel> parcels;  // as a worker gets them: through its executor
  std::map<model::UserId, std::string> names;  // of every person()
  std::unique_ptr<store::Store> opened;
};

}  // namespace heartlink::contract
