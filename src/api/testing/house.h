// SPDX-License-Identifier: Apache-2.0
// A front door with everything behind it in memory: people, sign-ins, one page of history. For tests of
// addresses; the executor comes from the test (one turned by hand, or a worker with real sockets).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "account/secrets.h"
#include "account/testing/fakes.h"
#include "api/front_door.h"

namespace heartlink::api::testing {

// Answers every page with `page` and remembers what was asked.
class OnePage final : public store::MessageStore {
 public:
  void post(store::NewMessage message, base::Done<store::Posted> done) override {
    posted.ask(std::move(message), done);
  }
  void recall(store::NewRecall recall, base::Done<store::Posted> done) override {
    recalled.ask(std::move(recall), done);
  }
  void mark(store::NewMark mark, base::Done<store::Marked> done) override {
    marked.ask(std::move(mark), done);
  }
  void resume(store::ResumeQuery query, base::Done<store::Resume> done) override {
    store::Resume resume;
    resume.room.id = query.room;
    done.post(std::move(resume));
  }
  void page(store::PageQuery query, base::Done<store::Page> done) override {
    asked = std::move(query);
    done.post(answer);
  }

  account::testing::Scripted<store::NewMessage, store::Posted> posted;
  account::testing::Scripted<store::NewRecall, store::Posted> recalled;
  account::testing::Scripted<store::NewMark, store::Marked> marked;
  base::Result<store::Page> answer{store::Page{}};
  std::optional<store::PageQuery> asked;
};

class HouseStore final : public account::testing::FakeStore {
 public:
  store::MessageStore& messages() override { return page; }
  [[nodiscard]] bool writable() const override { return takes_writes; }

  OnePage page;
  bool takes_writes = true;
};

inline protocol::Request request_of(std::string method, std::string target,
                                    std::vector<std::pair<std::string, std::string>> headers = {},
                                    std::string body = {}) {
  protocol::Request request;
  request.method = std::move(method);
  request.target = std::move(target);
  request.headers = std::move(headers);
  request.headers.emplace_back("host", "127.0.0.1:8000");
  request.body = std::move(body);
  request.peer = "127.0.0.1";
  protocol::split_target(request);
  return request;
}

inline std::string header_of(const protocol::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

struct House {
  static constexpr account::HashCost cheap{account::testing::cheap_memory_kib, 1};

  explicit House(base::Executor& executor) : worker(executor) {
    lifecycle.enter(base::Lifecycle::State::serving);
  }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  // Somebody with a password.
  model::UserId add_person(const std::string& name, const std::string& password) {
    store::Credentials one;
    one.user.id = model::UserId{static_cast<std::int64_t>(store.fake_users.by_key.size()) + 1};
    one.user.name = name;
    one.password_hash =
        account::hash_password(password, std::string(account::salt_bytes, 's'), cheap).value();
    store.fake_users.by_key[name] = one;
    return one.user.id;
  }

  // The secret of a session that is open.
  std::string sign_in_as(model::UserId user, const std::string& name) {
    const auto secret = account::new_secret(random);
    model::Principal principal;
    principal.user.id = user;
    principal.user.name = name;
    principal.expires_at = base::WallTime{clock.wall().us + 86'400LL * 2 * 1'000'000};
    store.fake_sessions.sessions[secret.hash] = principal;
    return secret.text;
  }

  base::Executor& worker;
  base::Config config;
  base::ManualClock clock;
  base::SeededRandom random{7};
  base::Metrics metrics;
  base::Lifecycle lifecycle;
  HouseStore store;
  account::testing::FakeBus bus;
  presence::Registry registry;
  presence::Calls calls{10};
  account::Sessions sessions{store.fake_sessions, store.fake_tokens, bus, random, clock, config.session_days};
  account::PasswordPool pool{1, 8};
  account::SignIn sign_in{{store.fake_users, sessions, pool, clock, worker, random, metrics},
                          cheap,
                          account::Throttle{3, std::chrono::seconds{60}}};
  account::Register registration{{store.fake_users, sessions, pool, clock, worker, random}, cheap, config};
  account::ChangePassword change_password{sign_in, store.fake_users, pool, random, cheap, bus};
  match::Rules rules;
  match::Matchmaker matchmaker{{worker, clock, random, store.fake_matches, registry, metrics}, rules, true};
  diagnose::HandshakeLog handshakes{store.fake_handshakes, clock, config.limits, worker};
  diagnose::Pulse pulse{metrics, clock, worker};
  AdmissionAnswer admission;    // what the sockets' door says
  std::string admission_asked;  // "room origin"
  std::set<std::string, std::less<>> files{"/index.html", "/assets/a.js"};  // inside the binary
  FrontDoor door{
      Services{worker,
               config,
               clock,
               lifecycle,
               random,
               metrics,
               store,
               registry,
               calls,
               bus,
               sessions,
               account::Authenticate{sessions},
               sign_in,
               registration,
               change_password,
               matchmaker,
               handshakes,
               pulse,
               [this](const protocol::SharedRequest&, const std::string& room, std::string_view origin,
                      const std::function<void(const AdmissionAnswer&)>& answer) {
                 admission_asked = room + " " + std::string{origin};
                 answer(admission);
               },
               [this](std::string_view path) { return files.contains(path); }}};
};

struct HandTurned {
  account::testing::HandExecutor hand;
};

// A house whose executor the test turns.
struct QuietHouse : private HandTurned, House {
  QuietHouse() : House(hand) {}
  ~QuietHouse() { pool.stop(); }

  protocol::Response ask(protocol::Request request) {
    const auto answer = std::make_shared<std::optional<protocol::Response>>();
    door.handle(std::make_shared<const protocol::Request>(std::move(request)),
                [answer](protocol::Response response) { answer->emplace(std::move(response)); });
    return hand.wait_for(answer);
  }
  protocol::Response get(std::string target, std::vector<std::pair<std::string, std::string>> headers = {}) {
    return ask(request_of("GET", std::move(target), std::move(headers)));
  }
};

}  // namespace heartlink::api::testing
