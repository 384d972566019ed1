// SPDX-License-Identifier: Apache-2.0
// The preloaded library over a program that makes the calls of a message one by one (victim_main.cc): each
// order strikes its step, at the n-th time, with just what it says.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "store/testing/temporary_directory.h"
#include "tests/fault/preload/control_file.h"
#include "tests/fault/proxy/loopback_listener.h"
#include "tests/process/child_process.h"
#include "tests/process/deadline.h"

namespace heartlink::fault::preload {
namespace {

using process::Deadline;
using process::FileDescriptor;

// Everything that the next victim in the backlog has sent before it ended.
std::string everything_sent(const LoopbackListener& peer) {
  const auto connection = peer.accept();
  std::string all;
  for (const Deadline deadline;;) {
    pollfd file{connection.number(), POLLIN, 0};
    if (::poll(&file, 1, deadline.milliseconds_left()) <= 0) throw std::runtime_error("it does not end");
    std::array<char, 4096> part;
    const auto size = ::recv(connection.number(), part.data(), part.size(), 0);
    if (size <= 0) return all;
    all.append(part.data(), static_cast<std::size_t>(size));
  }
}

class Preload : public ::testing::Test {
 protected:
  // Runs the victim under the order; `greeting` is what it may receive. What it printed, in one line; what
  // killed it is in exit_code.
  std::string run(std::string_view words, std::string_view greeting = {}) {
    auto command = control.prefix(library_path());
    const auto victim = std::filesystem::path{library_path()}.replace_filename("fault_victim").string();
    command.insert(command.end(), {victim, std::to_string(peer.port()), directory.path()});
    std::istringstream split{std::string{words}};
    for (std::string word; split >> word;) command.push_back(word);

    const process::MemoryFile in;
    const process::MemoryFile out;
    process::ChildProcess child{command, {in.number(), out.number(), out.number()}};
    FileDescriptor connection;
    if (!greeting.empty()) {
      connection = peer.accept();
      EXPECT_GT(::send(connection.number(), greeting.data(), greeting.size(), 0), 0);
    }
    exit_code = child.wait(Deadline{}).value_or(-1);
    auto printed = out.text();
    std::replace(printed.begin(), printed.end(), '\n', ';');
    return printed;
  }

  [[nodiscard]] static std::string failed(std::string_view word, int number) {
    return std::string{word} + " !" + std::to_string(number) + ";";
  }

  store::testing::TemporaryDirectory directory;
  ControlFile control{directory.file("control")};
  // Victims wait in its backlog, with what they sent, until they are asked for.
  LoopbackListener peer;
  int exit_code = -1;
};

constexpr int killed = 128 + 9;

constexpr std::string_view message_words = "begin header frame frame sync text text page page_sync index cut";
constexpr std::string_view message_outcome =
    "begin 0;header 32;frame 100;frame 100;sync 0;text 100;text 100;page 100;page_sync 0;index 100;cut 0;";

TEST_F(Preload, without_an_order_every_call_is_made_and_each_step_is_counted) {
  EXPECT_EQ(run(message_words), message_outcome);
  EXPECT_EQ(exit_code, 0);
  using enum Step;
  std::string counts;
  for (const auto step : {received, begin, insert, sync, synced, answer, answered, mid_frame, checkpoint,
                          database_sync, index_write, truncate, allocate})
    counts += std::string{name_of(step)} + " " + std::to_string(control.seen(step)) + ";";
  EXPECT_EQ(counts,
            "received 0;begin 1;insert 3;sync 1;synced 1;answer 1;answered 1;mid_frame 2;checkpoint 1;"
            "database_sync 1;index_write 1;truncate 1;allocate 0;");
  EXPECT_EQ(control.strikes(), 0U);
}

TEST_F(Preload, what_is_no_connection_and_no_database_is_left_alone) {
  for (const auto step : {Step::insert, Step::sync, Step::checkpoint, Step::database_sync, Step::answer}) {
    control.arm({.step = step, .action = Action::eio, .repeat = Repeat::from_then_on});
    EXPECT_EQ(run("log wake log wake"), "log 100;wake 8;log 100;wake 8;") << name_of(step);
    EXPECT_EQ(control.seen(step), 0U);
  }
}

TEST_F(Preload, kills_exactly_before_a_step_that_is_not_made_yet) {
  struct Case {
    Step step;
    std::string_view words;
    std::string_view printed;
  };
  const std::array cases{
      Case{Step::begin, "begin begin frame", "begin 0;"},
      Case{Step::insert, "header frame frame", "header 32;"},
      Case{Step::sync, "frame sync frame sync text", "frame 100;sync 0;frame 100;"},
      Case{Step::answer, "text frame sync text text frame sync text",
           "text 100;frame 100;sync 0;text 100;text 100;frame 100;sync 0;"},
      Case{Step::checkpoint, "page page page", "page 100;"},
      Case{Step::database_sync, "page_sync page page_sync", "page_sync 0;page 100;"},
      Case{Step::index_write, "index index", "index 100;"},
      Case{Step::truncate, "cut cut", "cut 0;"},
  };
  for (const auto& [step, words, printed] : cases) {
    control.arm({.step = step, .action = Action::kill, .countdown = 2});
    EXPECT_EQ(run(words), printed) << name_of(step);
    EXPECT_EQ(exit_code, killed) << name_of(step);
    EXPECT_FALSE(control.armed());
  }
  EXPECT_EQ(control.strikes(), cases.size());
}

TEST_F(Preload, kills_between_the_commit_and_its_acknowledgement) {
  control.arm({.step = Step::synced, .action = Action::kill, .countdown = 2});
  // The sync of the log's header makes nothing durable that was asked for, and is no commit.
  EXPECT_EQ(run("frame sync text header sync frame sync text"),
            "frame 100;sync 0;text 100;header 32;sync 0;frame 100;");
  EXPECT_EQ(exit_code, killed);
  EXPECT_EQ(control.seen(Step::sync), 3U);
  EXPECT_EQ(everything_sent(peer).size(), 100U);
}

TEST_F(Preload, kills_when_the_acknowledgement_is_out) {
  control.arm({.step = Step::answered, .action = Action::kill});
  EXPECT_EQ(run("http frame sync http text"), "http 12;frame 100;sync 0;");
  EXPECT_EQ(exit_code, killed);
  EXPECT_EQ(everything_sent(peer).size(), 24U);
}

TEST_F(Preload, kills_in_the_middle_of_a_frame) {
  for (const std::uint64_t let_through : {0U, 1U, 40U, 500U}) {
    control.arm({.step = Step::mid_frame, .action = Action::kill, .countdown = 2, .argument = let_through});
    EXPECT_EQ(run("http text http text"), "http 12;text 100;http 12;");
    EXPECT_EQ(exit_code, killed);
    const auto sent = everything_sent(peer);
    EXPECT_EQ(sent.size() - 124, let_through == 0 || let_through > 99 ? 99 : let_through);
    EXPECT_EQ(sent[124], '\x81');
  }
}

TEST_F(Preload, kills_when_bytes_were_received_before_the_program_sees_them) {
  control.arm({.step = Step::received, .action = Action::kill, .countdown = 2});
  EXPECT_EQ(run("receive receive", "hi"), "receive 1;");
  EXPECT_EQ(exit_code, killed);
}

TEST_F(Preload, each_errno_is_the_one_that_was_ordered) {
  const std::array numbers{std::pair{Action::eio, EIO}, std::pair{Action::enospc, ENOSPC},
                           std::pair{Action::edquot, EDQUOT}, std::pair{Action::eintr, EINTR}};
  for (const auto& [action, number] : numbers) {
    control.arm({.step = Step::insert, .action = action, .countdown = 2});
    EXPECT_EQ(run("frame frame frame"), "frame 100;" + failed("frame", number) + "frame 100;");
  }
}

TEST_F(Preload, an_error_strikes_every_step_that_can_fail) {
  struct Case {
    Step step;
    std::string_view word;
  };
  using enum Step;
  for (const auto& [step, word] :
       {Case{begin, "begin"}, Case{insert, "header"}, Case{sync, "sync"}, Case{synced, "sync"},
        Case{answer, "text"}, Case{mid_frame, "text"}, Case{checkpoint, "page"},
        Case{database_sync, "page_sync"}, Case{index_write, "index"}, Case{truncate, "cut"}}) {
    control.arm({.step = step, .action = Action::eio});
    auto expected = std::string{message_outcome};
    const auto at = expected.find(word);
    expected.replace(at, expected.find(';', at) + 1 - at, failed(word, EIO));
    EXPECT_EQ(run(message_words), expected) << name_of(step);
    EXPECT_EQ(exit_code, 0);
  }
}

TEST_F(Preload, a_failed_sync_was_not_made_and_is_no_commit) {
  control.arm({.step = Step::sync, .action = Action::eio, .repeat = Repeat::from_then_on});
  EXPECT_EQ(run("frame sync sync text"),
            "frame 100;" + failed("sync", EIO) + failed("sync", EIO) + "text 100;");
  EXPECT_EQ(control.seen(Step::synced), 0U);
  EXPECT_EQ(control.seen(Step::answer), 0U);
  EXPECT_EQ(control.strikes(), 2U);
  EXPECT_TRUE(control.armed());
}

TEST_F(Preload, a_short_write_really_writes_half) {
  control.arm({.step = Step::insert, .action = Action::short_write, .countdown = 2});
  EXPECT_EQ(run("header frame frame"), "header 32;frame 50;frame 100;");
  control.arm({.step = Step::answer, .action = Action::short_write});
  EXPECT_EQ(run("frame sync text"), "frame 100;sync 0;text 50;");
  control.arm({.step = Step::mid_frame, .action = Action::short_write, .argument = 3});
  EXPECT_EQ(run("text"), "text 3;");
  EXPECT_EQ(everything_sent(peer).size(), 0U);
  EXPECT_EQ(everything_sent(peer).size(), 50U);
  EXPECT_EQ(everything_sent(peer), (std::string{"\x81\x62\0", 3}));
}

TEST_F(Preload, a_slow_disk_takes_its_time_and_then_does_it) {
  control.arm({.step = Step::sync, .action = Action::delay, .repeat = Repeat::from_then_on, .argument = 30});
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(run("frame sync frame sync"), "frame 100;sync 0;frame 100;sync 0;");
  EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds{60});
  EXPECT_EQ(control.seen(Step::synced), 2U);
}

TEST_F(Preload, an_order_strikes_once_from_then_on_or_every_nth_time) {
  const std::string_view six = "index index index index index index";
  const auto good = std::string{"index 100;"};
  const auto bad = failed("index", ENOSPC);
  control.arm({.step = Step::index_write, .action = Action::enospc, .countdown = 3});
  EXPECT_EQ(run(six), good + good + bad + good + good + good);
  control.arm({Step::index_write, Action::enospc, 3, Repeat::from_then_on});
  EXPECT_EQ(run(six), good + good + bad + bad + bad + bad);
  control.arm({Step::index_write, Action::enospc, 3, Repeat::every_nth});
  EXPECT_EQ(run(six), good + good + bad + good + good + bad);
  control.disarm();
  EXPECT_EQ(run(six), good + good + good + good + good + good);
  EXPECT_EQ(control.strikes(), 7U);
}

TEST_F(Preload, an_order_waits_for_the_next_start_and_does_not_strike_twice) {
  control.arm({.step = Step::index_write, .action = Action::kill, .countdown = 3});
  EXPECT_EQ(run("index index"), "index 100;index 100;");
  EXPECT_EQ(run("index index"), "");
  EXPECT_EQ(exit_code, killed);
  EXPECT_EQ(run("index index"), "index 100;index 100;");
}

TEST_F(Preload, memory_fails_from_a_size_on) {
  control.arm({Step::allocate, Action::no_memory, 2, Repeat::once, 4096});
  EXPECT_EQ(run("small big small big big"), "small 0;big 0;small 0;" + failed("big", ENOMEM) + "big 0;");
  EXPECT_EQ(control.seen(Step::allocate), 2U);
}

TEST_F(Preload, refuses_orders_that_make_no_sense) {
  EXPECT_THROW(control.arm({.step = Step::received, .action = Action::eio}), std::invalid_argument);
  EXPECT_THROW(control.arm({.step = Step::sync, .action = Action::short_write}), std::invalid_argument);
  EXPECT_THROW(control.arm({.step = Step::sync, .action = Action::no_memory}), std::invalid_argument);
  EXPECT_THROW(control.arm({.step = Step::sync, .action = Action::kill, .countdown = 0}),
               std::invalid_argument);
  EXPECT_FALSE(control.armed());
}

TEST_F(Preload, does_not_start_when_nobody_could_give_it_orders) {
  std::filesystem::resize_file(directory.file("control"), 8);
  EXPECT_EQ(run("index"), "");
  EXPECT_EQ(exit_code, 125);
}

}  // namespace
}  // namespace heartlink::fault::preload
