// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/store_contract.h"

#include <ostream>
#include <stdexcept>

#include "base/crypto.h"
#include "store/sql/sqlite/sqlite_store.h"

namespace heartlink::contract {

std::vector<Driver> all_drivers() { return {{"sqlite", store::sql::open_sqlite_store}}; }

void PrintTo(const Driver& driver, std::ostream* out) { *out << driver.name; }

std::string driver_name(const ::testing::TestParamInfo<Driver>& info) { return info.param.name; }

void StoreContract::SetUp() {
  config.data = directory.file("data");
  reopen();
}

void StoreContract::reopen() {
  opened.reset();
  store::Environment environment;
  environment.config = &config;
  environment.clock = &clock;
  environment.metrics = &metrics;
  environment.filter = filter;
  environment.on_commit = [this](const model::SharedParcel& parcel) {
    const std::lock_guard gate{commit_gate};
    executor.post([this, parcel] { parcels.push_back(parcel); });
  };
  auto result = GetParam().open(std::move(environment));
  if (!result) throw std::runtime_error("cannot open: " + result.error().detail);
  opened = std::move(result.value());
}

model::User StoreContract::person(const std::string& name) {
  store::NewUser user;
  user.name = name;
  user.name_key = name;
  user.password_hash = "$argon2id$of-" + name;
  auto made = executor.ask<model::User>([&](auto done) { opened->users().create(user, done); }).value();
  names[made.id] = name;
  return made;
}

model::RoomId StoreContract::room_of(const model::User& a, const model::User& b, const std::string& id) {
  store::NewRoom room;
  room.id = {id};
  room.user1 = a.id;
  room.user2 = b.id;
  return executor.ask<model::Room>([&](auto done) { opened->rooms().create(room, done); }).value().id;
}

model::RoomId StoreContract::test_room(const model::User& maker, const std::string& id) {
  store::NewRoom room;
  room.id = {id};
  room.type = model::RoomType::group;
  room.made_by = model::MadeBy::test;
  room.user1 = maker.id;
  return executor.ask<model::Room>([&](auto done) { opened->rooms().create(room, done); }).value().id;
}

base::Result<model::EntryId> StoreContract::end_room(const model::RoomId& room, const std::string& reason,
                                                     std::optional<model::User> by) {
  store::EndRoom order;
  order.room = room;
  order.reason = reason;
  order.by = std::move(by);
  return executor.ask<model::EntryId>([&](auto done) { opened->rooms().end(order, done); });
}

void StoreContract::wait_for_parcels() { (void)end_room({"nowhere"}, ""); }

void StoreContract::forget_parcels() {
  wait_for_parcels();
  parcels.clear();
}

store::NewMessage StoreContract::message(const model::RoomId& room, const model::User& sender,
                                         const std::string& content, const std::string& client_id) {
  store::NewMessage made;
  made.room = room;
  made.sender = sender.id;
  made.sender_name = sender.name;
  made.content = content;
  made.client_id = client_id;
  return made;
}

base::Result<store::Posted> StoreContract::post(store::NewMessage message) {
  return executor.ask<store::Posted>([&](auto done) { opened->messages().post(message, done); });
}

void StoreContract::post_many(const model::RoomId& room, const model::User& sender, int count) {
  int stored = 0;
  for (int number = 1; number <= count; ++number) {
    base::Done<store::Posted> done;
    done.on = &executor;
    done.call = [&stored](const base::Result<store::Posted>& posted) {
      stored += posted.has_value() ? 1 : 0;
    };
    opened->messages().post(message(room, sender, std::to_string(number)), done);
  }
  if (!executor.run_until([&] { return stored == count; })) throw std::runtime_error("not all were stored");
}

base::Result<store::Resume> StoreContract::resume(const model::RoomId& room, const model::User& viewer,
                                                  std::optional<std::int64_t> after,
                                                  const std::string& epoch) {
  store::ResumeQuery query;
  query.room = room;
  query.viewer = viewer.id;
  query.epoch = epoch;
  if (after) query.after = model::EntryId{*after};
  return executor.ask<store::Resume>([&](auto done) { opened->messages().resume(query, done); });
}

base::Result<store::Page> StoreContract::page(const model::RoomId& room, const model::User& viewer,
                                              store::PageQuery::From from, std::int64_t anchor,
                                              std::uint32_t limit) {
  store::PageQuery query;
  query.room = room;
  query.viewer = viewer.id;
  query.from = from;
  query.anchor = {anchor};
  query.limit = limit;
  return executor.ask<store::Page>([&](auto done) { opened->messages().page(query, done); });
}

std::string StoreContract::secret(char first) { return std::string(1, first) + std::string(31, '\0'); }

std::string StoreContract::sign_in_id(char first) { return base::hex(secret(first).substr(0, 8)); }

base::Result<model::Principal> StoreContract::open_session(char first, const model::User& user,
                                                           std::chrono::microseconds life) {
  store::NewSession session;
  session.secret_hash = secret(first);
  session.user = user.id;
  session.expires_at = {clock.wall().us + life.count()};
  session.address = "192.0.2.1";
  session.agent = std::string("browser ") + first;
  return executor.ask<model::Principal>([&](auto done) { opened->sessions().open_session(session, done); });
}

base::Result<model::Principal> StoreContract::find_session(char first) {
  return executor.ask<model::Principal>(
      [&](auto done) { opened->sessions().find_session(secret(first), done); });
}

base::Result<bool> StoreContract::create_token(char first, const model::User& user,
                                               const std::string& label) {
  store::NewToken token;
  token.secret_hash = secret(first);
  token.user = user.id;
  token.label = label;
  return executor.ask<bool>([&](auto done) { opened->tokens().create_token(token, done); });
}

base::Result<model::Principal> StoreContract::find_token(char first) {
  return executor.ask<model::Principal>([&](auto done) { opened->tokens().find_token(secret(first), done); });
}

std::vector<std::string> StoreContract::take_revocations() {
  std::vector<std::string> told;
  for (const auto& parcel : parcels) {
    for (const auto& revocation : parcel->revocations) {
      auto& words = told.emplace_back(names[revocation.user] + ": ");
      words += revocation.only.empty() ? "all" : revocation.only.substr(0, 1);
      if (!revocation.except.empty()) words += " but " + revocation.except.substr(0, 1);
      if (revocation.tokens) words += " and tokens";
    }
  }
  parcels.clear();
  return told;
}

}  // namespace heartlink::contract
