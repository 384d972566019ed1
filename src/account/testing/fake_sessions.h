// SPDX-License-Identifier: Apache-2.0
// Sign-ins in memory, for tests: sessions and tokens by the hash of their secret. Alone they know nobody and
// believe every id; with a FakeUsers beside them they answer with its people, and refuse those whom it
// disabled.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/session_store.h"
#include "store/token_store.h"
#include "store/user_store.h"

namespace heartlink::account::testing {

using People = std::map<std::string, store::Credentials>;  // by name_key

inline const model::User* find_person(const People* people, model::UserId id) {
  if (people == nullptr) return nullptr;
  for (const auto& [key, one] : *people) {
    if (one.user.id == id) return &one.user;
  }
  return nullptr;
}

// Who is behind a secret, as both ports answer it.
inline base::Result<model::Principal> principal_in(const std::map<std::string, model::Principal>& all,
                                                   const std::string& hash, const People* people) {
  const auto found = all.find(hash);
  if (found == all.end()) return base::fail(base::Code::login_required);
  model::Principal principal = found->second;
  principal.secret_hash = hash;
  if (const auto* person = find_person(people, principal.user.id)) principal.user = *person;
  if (principal.user.disabled) return base::fail(base::Code::login_required);
  return principal;
}

// May this person begin a sign-in?
inline base::Result<model::User> may_sign_in(const People* people, model::UserId id) {
  model::User user;
  user.id = id;
  if (people == nullptr) return user;
  const auto* person = find_person(people, id);
  if (person == nullptr) return base::fail(base::Code::user_not_found);
  if (person->disabled) return base::fail(base::Code::account_disabled);
  return *person;
}

// The person's hash; empty for a stranger.
inline std::string password_of(const People* people, model::UserId id) {
  for (const auto& [key, one] : *people) {
    if (one.user.id == id) return one.password_hash;
  }
  return {};
}

class FakeSessions final : public store::SessionStore {
 public:
  void open_session(store::NewSession session, base::Done<model::Principal> done) override {
    if (outage) return done.post(*outage);
    const auto user = may_sign_in(people, session.user);
    if (!user) return done.post(user.error());
    const bool is_asked = people != nullptr && !session.password_hash.empty();
    if (is_asked && session.password_hash != password_of(people, session.user)) {
      return done.post(base::fail(base::Code::wrong_credentials));
    }
    model::Principal principal;
    principal.user = *user;
    principal.expires_at = session.expires_at;
    principal.secret_hash = session.secret_hash;
    sessions[session.secret_hash] = principal;
    store::SessionRow row;
    row.created_at.us = ++opened_;
    row.address = std::move(session.address);
    row.agent = std::move(session.agent);
    rows_[session.secret_hash] = std::move(row);
    done.post(principal);
  }

  void find_session(std::string secret_hash, base::Done<model::Principal> done) override {
    if (outage) return done.post(*outage);
    done.post(principal_in(sessions, secret_hash, people));
  }

  void end_sessions(store::SessionsOf which, base::Done<std::uint32_t> done) override {
    if (outage) return done.post(*outage);
    done.post(end(which));
  }

  void extend_session(std::string secret_hash, base::WallTime expires_at,
                      base::Done<model::Principal> done) override {
    if (outage) return done.post(*outage);
    auto found = principal_in(sessions, secret_hash, people);
    if (found) found->expires_at = sessions[secret_hash].expires_at = expires_at;
    done.post(std::move(found));
  }

  void list_sessions(model::UserId user, base::Done<std::vector<store::SessionRow>> done) override {
    if (outage) return done.post(*outage);
    std::vector<store::SessionRow> rows;
    for (const auto& [hash, principal] : sessions) {
      if (principal.user.id != user) continue;
      store::SessionRow row = rows_[hash];
      row.id = store::session_id(hash);
      row.secret_hash = hash;
      row.expires_at = principal.expires_at;
      rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.created_at > b.created_at; });
    done.post(std::move(rows));
  }

  // What end_sessions does, also for FakeUsers.
  std::uint32_t end(const store::SessionsOf& which) {
    return static_cast<std::uint32_t>(std::erase_if(sessions, [&which](const auto& one) {
      const auto& [hash, principal] = one;
      if (!which.secret_hash.empty()) return hash == which.secret_hash;
      if (principal.user.id != which.user || hash == which.except) return false;
      return which.id.empty() || which.id == store::session_id(hash);
    }));
  }

  std::map<std::string, model::Principal> sessions;
  std::optional<base::Error> outage;  // of every call
  const People* people = nullptr;

 private:
  std::map<std::string, store::SessionRow> rows_;
  std::int64_t opened_ = 0;  // stands for the time, for this has no clock
};

class FakeTokens final : public store::TokenStore {
 public:
  void create_token(store::NewToken token, base::Done<bool> done) override {
    const auto user = may_sign_in(people, token.user);
    if (!user) return done.post(user.error());
    model::Principal principal;
    principal.user = *user;
    principal.bearer = true;
    tokens[token.secret_hash] = principal;
    labels[token.secret_hash] = std::move(token.label);
    done.post(true);
  }

  void find_token(std::string secret_hash, base::Done<model::Principal> done) override {
    auto found = principal_in(tokens, secret_hash, people);
    if (found) found->bearer = true;
    done.post(std::move(found));
  }

  void list_tokens(std::optional<model::UserId> user, std::string after, std::uint32_t limit,
                   base::Done<std::vector<store::TokenRow>> done) override {
    std::vector<store::TokenRow> rows;
    for (const auto& [hash, principal] : tokens) {  // hashes stand in the order of their ids
      if (user && principal.user.id != *user) continue;
      if (store::session_id(hash) <= after || rows.size() >= limit) continue;
      store::TokenRow row;
      row.id = store::session_id(hash);
      row.user = principal.user.name;
      row.label = labels[hash];
      rows.push_back(std::move(row));
    }
    done.post(std::move(rows));
  }

  void revoke_token(std::string id, base::Done<bool> done) override {
    const auto gone =
        std::erase_if(tokens, [&id](const auto& one) { return store::session_id(one.first) == id; });
    if (gone == 0) return done.post(base::fail(base::Code::token_not_found));
    done.post(true);
  }

  std::map<std::string, model::Principal> tokens;
  std::map<std::string, std::string> labels;
  const People* people = nullptr;
};

}  // namespace heartlink::account::testing
