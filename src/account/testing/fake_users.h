// SPDX-License-Identifier: Apache-2.0
// People in memory, for tests. Sign-ins that stand beside it learn its people, and end with their rights.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "account/testing/fake_sessions.h"
#include "store/user_store.h"

namespace heartlink::account::testing {

class FakeUsers final : public store::UserStore {
 public:
  FakeUsers() = default;
  // Both outlive it.
  FakeUsers(FakeSessions& sessions, FakeTokens& tokens) : sessions_(&sessions) {
    sessions.people = &by_key;
    tokens.people = &by_key;
  }
  FakeUsers(const FakeUsers&) = delete;
  FakeUsers& operator=(const FakeUsers&) = delete;

  void create(store::NewUser user, base::Done<model::User> done) override {
    if (write_outage) return done.post(*write_outage);
    if (by_key.contains(user.name_key)) return done.post(base::fail(base::Code::username_taken));
    store::Credentials one;
    for (const auto& [key, other] : by_key) one.user.id = std::max(one.user.id, other.user.id);
    ++one.user.id.value;
    one.user.name = std::move(user.name);
    one.user.staff = user.staff;
    one.password_hash = std::move(user.password_hash);
    by_key[user.name_key] = one;
    done.post(one.user);
  }

  void find(std::string name_key, base::Done<store::Credentials> done) override {
    ++reads;
    if (outage) return done.post(*outage);
    const auto found = by_key.find(name_key);
    if (found == by_key.end()) return done.post(base::fail(base::Code::user_not_found));
    done.post(found->second);
  }

  void list(model::UserId after, std::uint32_t limit, base::Done<std::vector<model::User>> done) override {
    std::vector<model::User> users;
    for (const auto& [key, one] : by_key) {
      if (one.user.id > after) users.push_back(one.user);
    }
    std::sort(users.begin(), users.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    if (users.size() > limit) users.resize(limit);
    done.post(std::move(users));
  }

  void set_password(store::NewPassword password, base::Done<std::uint32_t> done) override {
    ++writes;
    if (before_set_password) std::exchange(before_set_password, nullptr)();
    if (write_outage) return done.post(*write_outage);
    auto* one = person(password.user);
    const bool changed =
        one != nullptr && !password.instead_of.empty() && one->password_hash != password.instead_of;
    if (one == nullptr || changed) return done.post(base::fail(base::Code::user_not_found));
    one->password_hash = std::move(password.password_hash);
    std::uint32_t ended = 0;
    if (password.end_sessions) ended = end_sessions(password.user, password.except);
    done.post(ended);
  }

  void set_disabled(model::UserId user, bool disabled, base::Done<model::User> done) override {
    ++writes;
    if (write_outage) return done.post(*write_outage);
    auto* one = person(user);
    if (one == nullptr) return done.post(base::fail(base::Code::user_not_found));
    one->user.disabled = disabled;
    if (disabled) end_sessions(user, {});
    done.post(one->user);
  }

  void preferences(model::UserId user, base::Done<model::Preferences> done) override {
    if (outage) return done.post(*outage);
    done.post(chosen[user]);
  }

  void set_preferences(model::UserId user, model::Choice choice,
                       base::Done<model::Preferences> done) override {
    ++writes;
    if (write_outage) return done.post(*write_outage);
    chosen[user] = choice.applied_to(chosen[user]);
    done.post(chosen[user]);
  }

  People by_key;
  std::map<model::UserId, model::Preferences> chosen;
  std::function<void()> before_set_password;  // what somebody else does first, once
  std::optional<base::Error> outage;        // of find and preferences
  std::optional<base::Error> write_outage;  // of whatever writes
  int reads = 0;                            // calls of find
  int writes = 0;                           // of whatever sets something

 private:
  store::Credentials* person(model::UserId id) {
    for (auto& [key, one] : by_key) {
      if (one.user.id == id) return &one;
    }
    return nullptr;
  }

  std::uint32_t end_sessions(model::UserId user, const std::string& except) {
    if (sessions_ == nullptr) return 0;
    store::SessionsOf all;
    all.user = user;
    all.except = except;
    return sessions_->end(all);
  }

  FakeSessions* sessions_ = nullptr;
};

}  // namespace heartlink::account::testing
