// SPDX-License-Identifier: Apache-2.0
// What the tests of floors 5 and up use in place of a store: people, sign-ins and rooms in memory, answering
// on the asker's executor as the real ones do; and an executor that the test drives. Single-threaded but for
// post().
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/executor.h"
#include "store/store.h"

namespace heartlink::account::testing {

// Cheap enough for hundreds of hashes in a test: argon2's own minimum for one lane.
inline constexpr std::uint32_t cheap_memory_kib = 8;

class HandExecutor final : public base::Executor {
 public:
  void post(Task task) override {
    {
      const std::lock_guard lock{mutex_};
      tasks_.push_back(std::move(task));
    }
    arrived_.notify_one();
  }

  // Runs what is there, and what that posts.
  void run_ready() {
    while (auto task = take(false)) (*task)();
  }

  // Runs until `answer` holds something, also when it comes from another thread.
  template <class T>
  T wait_for(const std::shared_ptr<std::optional<T>>& answer) {
    while (!answer->has_value()) (*take(true))();
    return std::move(**answer);
  }

  [[nodiscard]] std::size_t waiting() {
    const std::lock_guard lock{mutex_};
    return tasks_.size();
  }

 private:
  std::optional<Task> take(bool wait) {
    std::unique_lock lock{mutex_};
    if (wait) arrived_.wait(lock, [this] { return !tasks_.empty(); });
    if (tasks_.empty()) return std::nullopt;
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    return task;
  }

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Task> tasks_;
};

// The answer of one asynchronous call: `auto answer = expect<T>(executor); run(…, answer.done);
// answer.get()`.
template <class T>
struct Expected {
  base::Done<T> done;
  std::shared_ptr<std::optional<base::Result<T>>> result = std::make_shared<std::optional<base::Result<T>>>();
  HandExecutor* executor = nullptr;

  base::Result<T> get() { return executor->wait_for(result); }
  [[nodiscard]] bool answered() const { return result->has_value(); }
};

template <class T>
Expected<T> expect(HandExecutor& executor) {
  Expected<T> expected;
  expected.executor = &executor;
  expected.done.on = &executor;
  expected.done.call = [result = expected.result](base::Result<T> answer) {
    result->emplace(std::move(answer));
  };
  return expected;
}

class FakeUsers final : public store::UserStore {
 public:
  void create(store::NewUser user, base::Done<model::User> done) override {
    if (by_key.contains(user.name_key)) return done.post(base::fail(base::Code::username_taken));
    store::Credentials one;
    one.user.id = model::UserId{static_cast<std::int64_t>(by_key.size()) + 1};
    one.user.name = user.name;
    one.user.staff = user.staff;
    one.password_hash = user.password_hash;
    by_key[user.name_key] = one;
    done.post(one.user);
  }

  void find(std::string name_key, base::Done<store::Credentials> done) override {
    if (outage) return done.post(*outage);
    const auto found = by_key.find(name_key);
    if (found == by_key.end()) return done.post(base::fail(base::Code::user_not_found));
    done.post(found->second);
  }

  std::map<std::string, store::Credentials> by_key;
  std::optional<base::Error> outage;
};

class FakeSessions final : public store::SessionStore {
 public:
  void open_session(store::NewSession session, base::Done<model::Principal> done) override {
    model::Principal principal;
    principal.user.id = session.user;
    principal.expires_at = session.expires_at;
    sessions[session.secret_hash] = principal;
    done.post(principal);
  }

  void find_session(std::string secret_hash, base::Done<model::Principal> done) override {
    answer(sessions, secret_hash, done);
  }

  void end_session(std::string secret_hash, base::Done<bool> done) override {
    done.post(sessions.erase(secret_hash) > 0);
  }

  void create_token(store::NewToken token, base::Done<bool> done) override {
    model::Principal principal;
    principal.user.id = token.user;
    principal.bearer = true;
    tokens[token.secret_hash] = principal;
    labels.push_back(token.label);
    done.post(true);
  }

  void find_token(std::string secret_hash, base::Done<model::Principal> done) override {
    answer(tokens, secret_hash, done);
  }

  std::map<std::string, model::Principal> sessions;
  std::map<std::string, model::Principal> tokens;
  std::vector<std::string> labels;

 private:
  static void answer(const std::map<std::string, model::Principal>& from, const std::string& hash,
                     const base::Done<model::Principal>& done) {
    const auto found = from.find(hash);
    if (found == from.end()) return done.post(base::fail(base::Code::login_required));
    done.post(found->second);
  }
};

class FakeRooms final : public store::RoomStore {
 public:
  void create(store::NewRoom room, base::Done<model::Room> done) override {
    if (by_id.contains(room.id)) return done.post(base::fail(base::Code::room_exists));
    model::Room made;
    made.id = room.id;
    made.type = room.type;
    made.made_by = room.made_by;
    made.user1 = room.user1;
    made.user2 = room.user2;
    by_id[room.id] = made;
    done.post(made);
  }

  void find(model::RoomId id, model::UserId viewer, base::Done<store::RoomView> done) override {
    const auto found = by_id.find(id);
    if (found == by_id.end()) return done.post(base::fail(base::Code::room_not_found));
    store::RoomView view;
    view.room = found->second;
    view.may_enter = view.room.open_to_all() || view.room.user1 == viewer || view.room.user2 == viewer;
    done.post(std::move(view));
  }

  std::map<model::RoomId, model::Room> by_id;
};

class FakeMessages final : public store::MessageStore {
 public:
  void post(store::NewMessage, base::Done<store::Posted> done) override { refuse(done); }
  void resume(store::ResumeQuery, base::Done<store::Resume> done) override { refuse(done); }
  void page(store::PageQuery, base::Done<store::Page> done) override { refuse(done); }

 private:
  template <class T>
  static void refuse(const base::Done<T>& done) {
    done.post(base::fail(base::Code::unavailable, "these tests send no messages"));
  }
};

class FakeStore final : public store::Store {
 public:
  store::MessageStore& messages() override { return messages_; }
  store::RoomStore& rooms() override { return fake_rooms; }
  store::UserStore& users() override { return fake_users; }
  store::SessionStore& sessions() override { return fake_sessions; }
  [[nodiscard]] bool writable() const override { return true; }
  void stop() override {}

  FakeRooms fake_rooms;
  FakeUsers fake_users;
  FakeSessions fake_sessions;

 private:
  FakeMessages messages_;
};

}  // namespace heartlink::account::testing
