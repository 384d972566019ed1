// SPDX-License-Identifier: Apache-2.0
#include "account/sign_in.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>

#include <utility>

#include "account/usernames.h"
#include "base/log.h"
#include "protocol/errors.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

constexpr const char* count_help = "Sign-ins that were answered";

std::string code_name(const base::Error& error) { return std::string{protocol::error_row(error.code).name}; }

}  // namespace

struct SignIn::Try {
  Try() = default;

  std::string key;     // of the account that was named
  std::string typed;   // the password, as it came
  std::string normal;  // and in its normal form
  std::string address;
  std::string hash;  // what it is checked against
  bool is_somebody = false;
  bool is_upgraded = false;  // by us or, at the same time, by somebody else
  model::User user;
  base::Done<store::Credentials> done;
};

SignIn::SignIn(Parts parts, HashCost cost, Throttle throttle)
    : parts_(parts),
      cost_(cost),
      nobody_(hash_of_nobody(cost)),
      throttle_(std::move(throttle)),
      seconds_(parts.metrics.seconds("heartlink_sign_in_seconds", "From a sign-in's begin to its answer")),
      ok_(parts.metrics.counter("heartlink_sign_ins_total", count_help, "outcome=ok")),
      refused_(parts.metrics.counter("heartlink_sign_ins_total", count_help, "outcome=refused")) {}

void SignIn::run(Attempt attempt, base::Done<SignedIn> done) {
  base::Done<store::Credentials> checked;
  checked.on = done.on;
  checked.call = [&sessions = parts_.sessions, visit = attempt.visit,
                  done = watched(attempt, std::move(done))](Result<store::Credentials> person) mutable {
    if (!person) return done.call(person.error());
    sessions.open(person->user, std::move(visit), std::move(person->password_hash), std::move(done));
  };
  check(std::move(attempt), std::move(checked));
}

void SignIn::check(Attempt attempt, base::Done<store::Credentials> done) {
  auto normal = normal_password(attempt.password);
  if (!normal) {
    return done.post(base::fail(Code::wrong_credentials));  // nobody's; no hash is needed to know it
  }
  auto one = std::make_shared<Try>();
  one->key = username_key(attempt.name);
  one->typed = std::move(attempt.password);
  one->normal = std::move(*normal);
  one->address = std::move(attempt.visit.address);
  one->done = std::move(done);
  parts_.home.post([this, one] { begin(one); });
}

void SignIn::begin(const SharedTry& one) {
  if (auto charged = throttle_.charge(one->key, one->address, parts_.clock.now()); !charged) {
    return one->done.post(charged.error());
  }
  find(one);
}

void SignIn::find(const SharedTry& one) {
  base::Done<store::Credentials> found;
  found.on = &parts_.home;
  found.call = [this, one](Result<store::Credentials> person) { verify(one, std::move(person)); };
  parts_.users.find(one->key, std::move(found));
}

void SignIn::verify(const SharedTry& one, Result<store::Credentials> found) {
  if (!found && found.error().code != Code::user_not_found) return give_up(one, found.error());
  one->is_somebody = found.has_value();
  if (found) one->user = std::move(found->user);
  one->hash = found ? std::move(found->password_hash) : nobody_;

  base::Done<bool> verified;
  verified.on = &parts_.home;
  verified.call = [this, one](Result<bool> is_right) { judge(one, std::move(is_right)); };
  parts_.pool.run<bool>([one] { return verify_password(one->hash, one->typed); }, std::move(verified));
}

void SignIn::judge(const SharedTry& one, Result<bool> is_right) {
  if (!is_right) return give_up(one, is_right.error());
  if (!*is_right || !one->is_somebody)
    return one->done.post(base::fail(Code::wrong_credentials, one->user.name));
  if (one->user.disabled) return give_up(one, base::fail(Code::account_disabled, one->user.name));
  if (needs_rehash(one->hash, cost_) && !one->is_upgraded) return upgrade(one);
  welcome(one);
}

void SignIn::upgrade(const SharedTry& one) {
  one->is_upgraded = true;
  base::Done<std::string> hashed;
  hashed.on = &parts_.home;
  hashed.call = [this, one](Result<std::string> hash) {
    if (!hash) return upgraded(one, {}, hash.error());
    base::Done<std::uint32_t> stored;
    stored.on = &parts_.home;
    stored.call = [this, one, fresh = *hash](const Result<std::uint32_t>& result) {
      upgraded(one, fresh, result);
    };
    store::NewPassword password;
    password.user = one->user.id;
    password.password_hash = std::move(*hash);
    password.instead_of = one->hash;
    parts_.users.set_password(std::move(password), std::move(stored));
  };
  parts_.pool.run<std::string>([one, salt = parts_.random.bytes(salt_bytes),
                                cost = cost_] { return hash_password(one->normal, salt, cost); },
                               std::move(hashed));
}

// When another hash took its place at the same time, that one decides: it may be of the same password or of a
// new one.
void SignIn::upgraded(const SharedTry& one, std::string hash, const Result<std::uint32_t>& stored) {
  if (!stored && stored.error().code == Code::user_not_found) return find(one);
  if (stored) {
    one->hash = std::move(hash);
  } else {
    base::log::warning("password_not_upgraded", {{"code", code_name(stored.error())}});
  }
  welcome(one);
}

void SignIn::welcome(const SharedTry& one) {
  throttle_.forgive(one->key, one->address);
  store::Credentials known;
  known.user = std::move(one->user);
  known.password_hash = std::move(one->hash);
  one->done.post(std::move(known));
}

void SignIn::give_up(const SharedTry& one, base::Error error) {
  throttle_.forgive(one->key, one->address);
  one->done.post(std::move(error));
}

base::Done<SignedIn> SignIn::watched(const Attempt& attempt, base::Done<SignedIn> done) const {
  base::Done<SignedIn> first;
  first.on = done.on;
  first.call = [this, address = attempt.visit.address, begun = parts_.clock.now(),
                done = std::move(done)](Result<SignedIn> answer) {
    const std::chrono::duration<double> took = parts_.clock.now() - begun;
    seconds_.Observe(took.count());
    (answer ? ok_ : refused_).Increment();
    if (answer) {
      base::log::info("signed_in", {{"user", answer->principal.user.name}, {"address", address}});
    } else {
      // The name of an account, or nothing: what was typed in its place may be a password.
      base::log::info(
          "sign_in_refused",
          {{"code", code_name(answer.error())}, {"user", answer.error().detail}, {"address", address}});
    }
    done.call(std::move(answer));
  };
  return first;
}

}  // namespace heartlink::account
