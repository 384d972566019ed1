// SPDX-License-Identifier: Apache-2.0
#include "store/sql/write_queue.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace heartlink::store::sql {
namespace {

// A job that is only a place in the queue.
class Ticket final : public WriteJob {
 public:
  Ticket(std::string room, int place, std::size_t bytes)
      : number(place), room_(std::move(room)), bytes_(bytes) {}
  [[nodiscard]] std::string_view room() const override { return room_; }
  [[nodiscard]] std::size_t bytes() const override { return bytes_; }
  [[nodiscard]] base::Executor& asker() const override { std::abort(); }
  bool apply(WriteScope&) override { return true; }
  void refuse(base::Error) override {}
  void answer() override {}

  const int number;

 private:
  std::string room_;
  std::size_t bytes_;
};

class WriteQueueTest : public ::testing::Test {
 protected:
  void add(const std::string& room, int count = 1, std::size_t bytes = 10) {
    for (; count > 0; --count) queue.add(std::make_unique<Ticket>(room, ++added, bytes));
  }
  // "a1 a2 b3": room and number of each job of the next batch.
  std::string batch() {
    std::string text;
    for (const auto& job : queue.take_batch()) {
      if (!text.empty()) text += ' ';
      text += std::string{job->room()} + std::to_string(static_cast<const Ticket&>(*job).number);
    }
    return text;
  }

  base::Limits limits;
  WriteQueue queue{limits};
  int added = 0;
};

TEST_F(WriteQueueTest, jobs_of_a_room_stand_side_by_side_in_their_order) {
  add("b");
  add("a");
  add("b");
  add("a");
  EXPECT_EQ(batch(), "a2 a4 b1 b3");
  EXPECT_EQ(queue.size(), 0U);
  EXPECT_EQ(batch(), "");
}

TEST_F(WriteQueueTest, a_room_gets_its_share_and_what_is_left_keeps_its_order) {
  limits.write_batch_room_jobs = 2;
  add("a", 5);
  add("b", 1);
  EXPECT_EQ(batch(), "a1 a2 b6");
  add("a", 1);
  EXPECT_EQ(batch(), "a3 a4");
  EXPECT_EQ(batch(), "a5 a7");
}

TEST_F(WriteQueueTest, a_loud_room_delays_the_others_by_one_share) {
  limits.write_batch_jobs = 4;
  limits.write_batch_room_jobs = 2;
  add("loud", 100);
  add("quiet");
  add("calm");
  EXPECT_EQ(batch(), "calm102 loud1 loud2 quiet101");
}

TEST_F(WriteQueueTest, a_room_that_found_no_space_comes_first_in_the_next_batch) {
  limits.write_batch_jobs = 3;
  limits.write_batch_room_jobs = 2;
  add("a", 4);
  add("b", 3);
  EXPECT_EQ(batch(), "a1 a2 b5");
  add("c", 2);
  EXPECT_EQ(batch(), "a3 b6 b7");
  EXPECT_EQ(batch(), "a4 c8 c9");
}

TEST_F(WriteQueueTest, a_batch_is_bounded_in_bytes_but_never_empty) {
  limits.write_batch_bytes = 100;
  add("a", 1, 1000);
  add("a", 3, 40);
  EXPECT_EQ(batch(), "a1");
  EXPECT_EQ(batch(), "a2 a3");
  EXPECT_EQ(batch(), "a4");
}

TEST_F(WriteQueueTest, jobs_without_a_room_have_no_share) {
  limits.write_batch_room_jobs = 2;
  add("", 10);
  EXPECT_EQ(queue.take_batch().size(), 10U);
}

// Whatever arrives in whatever mix: nothing is lost, nothing doubled, and each room keeps its order.
TEST_F(WriteQueueTest, every_mix_keeps_every_room_in_order) {
  limits.write_batch_jobs = 7;
  limits.write_batch_room_jobs = 3;
  std::unordered_map<std::string, int> last;
  std::size_t taken = 0;
  const auto drain = [&](std::size_t batches) {
    for (; batches > 0; --batches) {
      const Jobs jobs = queue.take_batch();
      EXPECT_LE(jobs.size(), 7U);
      taken += jobs.size();
      for (const auto& job : jobs) {
        int& previous = last[std::string{job->room()}];
        const int number = static_cast<const Ticket&>(*job).number;
        EXPECT_LT(previous, number);
        previous = number;
      }
    }
  };
  std::uint32_t random = 1;
  for (int step = 0; step < 2000; ++step) {
    random = random * 1664525U + 1013904223U;
    add(std::string(1, static_cast<char>('a' + (random >> 24) % 5)), static_cast<int>((random >> 16) % 6));
    drain((random >> 8) % 2);
  }
  while (queue.size() > 0) drain(1);
  EXPECT_EQ(taken, static_cast<std::size_t>(added));
}

}  // namespace
}  // namespace heartlink::store::sql
