// SPDX-License-Identifier: Apache-2.0
#include "bus/local/local_bus.h"

#include <array>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace heartlink::bus {
namespace {

struct Worker final : base::Executor {
  void post(Task task) override { tasks.push_back(std::move(task)); }
  void run() {
    while (!tasks.empty()) {
      const auto task = std::exchange(tasks.front(), {});
      tasks.pop_front();
      task();
    }
  }
  std::deque<Task> tasks;
};

model::SharedParcel parcel(std::int64_t id) {
  auto made = std::make_shared<model::Parcel>();
  made->entries.emplace_back().id = model::EntryId{id};
  return made;
}

TEST(LocalBus, every_worker_gets_every_parcel_in_the_order_of_publishing) {
  LocalBus bus;
  std::array<Worker, 3> workers;
  std::vector<std::vector<std::int64_t>> got(3);
  for (std::size_t i = 0; i < workers.size(); ++i) {
    bus.subscribe(workers[i], [&seen = got[i]](const model::SharedParcel& one) {
      seen.push_back(one->entries.front().id.value);
    });
  }
  for (std::int64_t id = 1; id <= 5; ++id) bus.publish(parcel(id));
  for (auto& worker : workers) worker.run();
  for (const auto& seen : got) EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
}

TEST(LocalBus, nothing_is_handled_inside_publish_and_nothing_is_copied) {
  LocalBus bus;
  Worker worker;
  const model::Parcel* got = nullptr;
  bus.subscribe(worker, [&](const model::SharedParcel& one) { got = one.get(); });
  auto sent = parcel(1);
  const auto* address = sent.get();
  bus.publish(std::move(sent));
  EXPECT_EQ(got, nullptr);
  worker.run();
  EXPECT_EQ(got, address);
}

TEST(LocalBus, a_handler_may_publish) {
  LocalBus bus;
  Worker worker;
  std::vector<std::int64_t> seen;
  bus.subscribe(worker, [&](const model::SharedParcel& one) {
    const auto id = one->entries.front().id.value;
    seen.push_back(id);
    if (id == 1) bus.publish(parcel(3));
  });
  bus.publish(parcel(1));
  bus.publish(parcel(2));
  worker.run();
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST(LocalBus, what_was_published_before_is_handled_everywhere_when_it_confirms) {
  LocalBus bus;
  std::array<Worker, 3> workers;
  int handled = 0;
  for (auto& worker : workers) {
    bus.subscribe(worker, [&handled](const model::SharedParcel&) { ++handled; });
  }
  Worker asker;
  std::optional<int> handled_then;
  bus.publish(parcel(1));
  bus.confirm(asker, [&] { handled_then = handled; });
  for (auto& worker : workers) {
    asker.run();
    EXPECT_FALSE(handled_then.has_value());
    worker.run();
  }
  asker.run();
  EXPECT_EQ(handled_then, 3);
}

TEST(LocalBus, without_a_subscriber_it_confirms_at_once_but_never_inside_the_call) {
  LocalBus bus;
  Worker asker;
  bool confirmed = false;
  bus.confirm(asker, [&] { confirmed = true; });
  EXPECT_FALSE(confirmed);
  asker.run();
  EXPECT_TRUE(confirmed);
}

}  // namespace
}  // namespace heartlink::bus
