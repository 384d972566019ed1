// SPDX-License-Identifier: Apache-2.0
// What the outbox writes into the history when it is answered more often than it asked.
#include "tests/fault/client/outbox.h"

#include <gtest/gtest.h>

#include "store/testing/temporary_directory.h"

namespace heartlink::fault {
namespace {

class OutboxTest : public ::testing::Test {
 protected:
  OutboxTest() {
    plan_.client = "ann";
    plan_.window = 1;
  }

  // Makes ann's next message and sends it on this connection.
  void send(std::int64_t connection) {
    outbox_.make(Time{});
    outbox_.send_due(Time{}, connection, [](const std::string&, const std::string&) {});
  }

  // "ok 7 dup", "finding", …: everything that was written.
  std::vector<std::string> written() {
    history_.flush();
    std::vector<std::string> lines;
    for (const auto& event : read_histories(directory_.path())) {
      auto& line = lines.emplace_back(name_of(event.what));
      if (event.id != 0) line += " " + std::to_string(event.id);
      if (event.what == What::ok && !event.text.empty()) line += " " + event.text;
    }
    return lines;
  }

  store::testing::TemporaryDirectory directory_;
  HistoryWriter history_{directory_.file("ann.jsonl")};
  ClientPlan plan_;
  Outbox outbox_{plan_, history_};
};

using Lines = std::vector<std::string>;

TEST_F(OutboxTest, a_further_answer_that_calls_itself_a_duplicate_is_written_with_its_id) {
  send(1);
  outbox_.on_ack("ann-1", 7, false, 1);
  outbox_.on_ack("ann-1", 8, true, 1);
  EXPECT_EQ(written(), (Lines{"invoke", "ok 7", "ok 8 dup"}));
  EXPECT_EQ(outbox_.acknowledged(), 1U);
}

TEST_F(OutboxTest, a_further_answer_that_calls_itself_the_first_is_a_finding) {
  send(1);
  outbox_.on_ack("ann-1", 7, false, 1);
  outbox_.on_ack("ann-1", 7, false, 1);
  EXPECT_EQ(written(), (Lines{"invoke", "ok 7", "finding"}));
}

TEST_F(OutboxTest, an_answer_to_what_was_refused_for_good_is_a_finding) {
  send(1);
  outbox_.on_refusal("ann-1", "not_a_member", std::chrono::milliseconds{0}, Time{}, 1);
  outbox_.on_ack("ann-1", 7, true, 1);
  EXPECT_EQ(written(), (Lines{"invoke", "fail", "finding"}));
}

TEST_F(OutboxTest, a_message_that_was_cut_off_is_sent_again_on_the_next_connection) {
  send(1);
  outbox_.on_cut(1);
  send(2);
  outbox_.on_ack("ann-1", 7, true, 2);
  EXPECT_EQ(written(), (Lines{"invoke", "unknown", "invoke", "ok 7 dup"}));
  EXPECT_TRUE(outbox_.empty());
}

}  // namespace
}  // namespace heartlink::fault
