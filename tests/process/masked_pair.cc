// SPDX-License-Identifier: Apache-2.0
#include "tests/process/masked_pair.h"

#include <memory>
#include <stdexcept>

#include <boost/json.hpp>

#include "account/usernames.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/metrics.h"
#include "store/sql/sqlite/sqlite_store.h"
#include "store/testing/queue_executor.h"
#include "tests/process/people.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

// So many that no count, limit or entry of the test is one of the two ids that follow.
constexpr int others = 716;

// The server's data while it does not run.
class OpenStore {
 public:
  explicit OpenStore(const std::string& data) {
    config_.data = data;
    store::Environment environment;
    environment.config = &config_;
    environment.clock = &clock_;
    environment.metrics = &metrics_;
    auto opened = store::sql::open_sqlite_store(std::move(environment));
    if (!opened) throw std::runtime_error("cannot open: " + opened.error().detail);
    store_ = std::move(opened.value());
  }

  void add_others() {
    int answered = 0;
    for (int number = 0; number < others; ++number) {
      store::NewUser user;
      user.name = user.name_key = "other" + std::to_string(number);
      user.password_hash = "$argon2id$of-nobody";
      base::Done<model::User> done;
      done.on = &executor_;
      done.call = [&answered](const base::Result<model::User>& made) {
        answered += made.has_value() ? 1 : 0;
      };
      store_->users().create(std::move(user), std::move(done));
    }
    if (!executor_.run_until([&answered] { return answered == others; }))
      throw std::runtime_error("cannot make people");
  }

  model::UserId id_of(const char* name) {
    const auto key = account::username_key(name);
    return executor_.ask<store::Credentials>([&](auto done) { store_->users().find(key, done); })
        .value()
        .user.id;
  }

  void make_room(const std::string& id, model::UserId one, model::UserId two) {
    store::NewRoom room;
    room.id = {id};
    room.made_by = model::MadeBy::heart;
    room.user1 = one;
    room.user2 = two;
    room.alias1 = MaskedPair::first_alias;
    room.alias2 = MaskedPair::second_alias;
    (void)executor_.ask<model::Room>([&](auto done) { store_->rooms().create(room, done); }).value();
  }

 private:
  base::Config config_;
  base::SystemClock clock_;
  base::Metrics metrics_;
  store::testing::QueueExecutor executor_;
  std::unique_ptr<store::Store> store_;
};

bool has_number(const json::value& value, std::int64_t number) {
  if (value.is_int64()) return value.get_int64() == number;
  if (value.is_string()) return std::string_view{value.get_string()} == std::to_string(number);
  if (const auto* array = value.if_array()) {
    for (const auto& each : *array) {
      if (has_number(each, number)) return true;
    }
  }
  if (const auto* object = value.if_object()) {
    for (const auto& [key, each] : *object) {
      if (has_number(each, number)) return true;
    }
  }
  return false;
}

}  // namespace

MaskedPair::MaskedPair(const std::vector<std::string>& rooms) {
  OpenStore{server.data()}.add_others();
  for (const auto* name : {first_name, second_name}) make_user(server, name);
  {
    OpenStore store{server.data()};
    const auto one = store.id_of(first_name);
    const auto two = store.id_of(second_name);
    first_id = one.value;
    second_id = two.value;
    for (const auto& room : rooms) store.make_room(room, one, two);
  }
  server.start();
  first = Person::signed_in(server, first_name);
  second = Person::signed_in(server, second_name);
}

std::string MaskedPair::traces(const std::string& text, const char* name, std::int64_t id) {
  if (text.find(name) != std::string::npos) return "the name in " + text;
  boost::system::error_code failed;
  const auto parsed = json::parse(text, failed);
  if (!failed && has_number(parsed, id)) return "the id in " + text;
  return {};
}

}  // namespace heartlink::process
