// SPDX-License-Identifier: Apache-2.0
#include "account/register.h"

#include <utility>

#include "account/usernames.h"
#include "base/log.h"

namespace heartlink::account {

using base::Code;
using base::Result;

struct Register::Try {
  Try() = default;

  NewAccount account;
  Visit visit;
  std::string network;  // what is counted
  bool sign_in = false;
  base::Done<Registered> done;
};

Register::Register(Parts parts, HashCost cost, const base::Config& config)
    : parts_(parts),
      config_(config),
      create_user_(parts.users, parts.pool, parts.random, cost),
      made_(config.registrations_per_hour, window, throttle_keys_max) {}

void Register::run(Registration wanted, base::Done<Registered> done) {
  if (config_.registration != "open") return done.post(base::fail(Code::registration_closed));
  if (wanted.password_again && *wanted.password_again != wanted.password) {
    return done.post(base::fail(Code::password_mismatch));
  }
  auto one = std::make_shared<Try>();
  one->account.name = std::move(wanted.name);
  one->account.password = std::move(wanted.password);
  if (auto allowed = CreateUser::check(one->account); !allowed) return done.post(allowed.error());
  one->network = throttled_network(wanted.visit.address);
  one->visit = std::move(wanted.visit);
  one->sign_in = wanted.sign_in;
  one->done = std::move(done);
  parts_.home.post([this, one] { begin(one); });
}

// Charged before anything is asked, so that a hundred tries at once are not all let through. A name that is
// taken is found before the hash, which costs much more.
void Register::begin(const SharedTry& one) {
  const auto now = parts_.clock.now();
  if (const auto wait = made_.wait(one->network, now); wait.count() > 0) {
    return one->done.post(base::fail(Code::throttled, {}, wait));
  }
  made_.add(one->network, now);
  base::Done<store::Credentials> found;
  found.on = &parts_.home;
  found.call = [this, one](const Result<store::Credentials>& other) {
    // The charge stays: nobody reads the list of our people by trying names.
    if (other) return one->done.post(base::fail(Code::username_taken));
    if (other.error().code != Code::user_not_found) return give_up(one, other.error());
    create(one);
  };
  parts_.users.find(username_key(one->account.name), std::move(found));
}

void Register::create(const SharedTry& one) {
  base::Done<model::User> made;
  made.on = &parts_.home;
  made.call = [this, one](Result<model::User> user) { finish(one, std::move(user)); };
  create_user_.run(one->account, std::move(made));
}

void Register::finish(const SharedTry& one, Result<model::User> made) {
  if (!made) return give_up(one, made.error());
  base::log::info("registered", {{"user", made->name}, {"address", one->visit.address}});
  Registered registered;
  registered.user = std::move(*made);
  if (!one->sign_in) return one->done.post(std::move(registered));

  const model::User user = registered.user;
  base::Done<SignedIn> opened;
  opened.on = one->done.on;
  opened.call = [one, registered = std::move(registered)](Result<SignedIn> session) mutable {
    if (session) registered.session = std::move(*session);
    one->done.call(std::move(registered));
  };
  parts_.sessions.open(user, std::move(one->visit), {}, std::move(opened));
}

void Register::give_up(const SharedTry& one, base::Error error) {
  made_.take_back(one->network);
  one->done.post(std::move(error));
}

}  // namespace heartlink::account
