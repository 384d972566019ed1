// SPDX-License-Identifier: Apache-2.0
// One process with a store, as far as its disk is concerned: the real store of a directory, and the people
// who ask it and note what they are told. Used by the workload, by the judge of an image and by the sweep of
// I/O errors; turned by one thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/config.h"
#include "base/metrics.h"
#include "store/store.h"
#include "store/testing/shared_clock.h"
#include "tests/fault/disk/notes.h"
#include "tests/fault/disk/noting_executor.h"

namespace heartlink::fault::disk {

class StoreRun {
 public:
  // `position` says where the record stands; `notes` outlives this.
  StoreRun(const std::string& directory, NotingQueue::Position position, Notes& notes);
  ~StoreRun();
  StoreRun(const StoreRun&) = delete;
  StoreRun& operator=(const StoreRun&) = delete;

  // A start of the process.
  [[nodiscard]] base::Result<void> open();
  // Its orderly end.
  void close();

  // From here on the writer waits behind each commit until let_go(): what is asked meanwhile is one batch,
  // and the record of a seed is always the same.
  void hold();
  void let_go();
  void hold_no_more();

  // These ask and come back at once.
  void send(const Sent& message);
  void recall(const model::RoomId& room, const model::User& by, std::int64_t target);
  void add(const model::RoomId& room, const model::User& by, const model::User& subject);
  void remove(const model::RoomId& room, const model::User& by, const model::User& subject);
  void mark(const model::RoomId& room, const model::User& by, std::int64_t up_to);
  void read(const model::RoomId& room, const model::User& by);
  // Runs answers until none is missing. Throws when one does not come.
  void settle();
  // Runs answers until `done` holds, likewise.
  void run_until(const std::function<bool()>& done);

  // These wait for the answer, and throw when it is an error.
  model::User person(const std::string& name);
  model::RoomId group(const std::string& id, const model::User& owner,
                      const std::vector<model::User>& members);
  // Codes of all refusals since the last call of this.
  [[nodiscard]] std::vector<base::Code> take_refusals();
  [[nodiscard]] int fatal_calls();
  // The store says that it cannot go on behind the answers that say so: waits for it, 5 seconds at most.
  void wait_for_fatal();
  [[nodiscard]] bool is_open() const { return store_ != nullptr; }
  [[nodiscard]] Notes& notes() { return notes_; }

  base::Config config;
  store::testing::SharedClock clock;

 private:
  template <class T, class Call>
  T ask(const Call& call);
  // An executor for the next question: they take turns.
  base::Executor* next_asker();
  void answered(const Sent& message, const base::Result<store::Posted>& result);
  void change(store::MemberChange change, const std::string& kind);
  void keep(const model::RoomId& room, std::int64_t id, std::string kind);
  void refused(base::Code code);
  void after_commit();
  void on_fatal();

  NotingQueue queue_;
  NotingExecutor askers_[2];
  std::size_t turn_ = 0;
  Notes& notes_;
  base::Metrics metrics_;
  std::size_t missing_ = 0;  // answers
  std::vector<base::Code> refusals_;
  std::mutex gate_;  // of what follows
  std::condition_variable gate_moved_;
  bool held_ = false;
  std::size_t passes_ = 0;
  int fatal_ = 0;

  std::unique_ptr<store::Store> store_;
};

// What a refusal is called in a history.
[[nodiscard]] std::string name_of(base::Code code);

}  // namespace heartlink::fault::disk
