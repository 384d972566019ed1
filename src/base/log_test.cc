// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include <fmt/chrono.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heartlink::base {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

// While it lives, stderr is a pipe of 64 KiB that nobody reads until text() is called.
class StderrPipe {
 public:
  StderrPipe() {
    int ends[2] = {};
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    reading_ = ends[0];
    before_ = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    ::dup2(ends[1], STDERR_FILENO);
    ::close(ends[1]);
  }
  StderrPipe(const StderrPipe&) = delete;
  StderrPipe& operator=(const StderrPipe&) = delete;
  ~StderrPipe() {
    restore();
    ::close(reading_);
  }

  // From here on the next writer waits. Returns how many bytes that took.
  std::size_t fill() {
    const int flags = ::fcntl(STDERR_FILENO, F_GETFL);
    ::fcntl(STDERR_FILENO, F_SETFL, flags | O_NONBLOCK);
    std::size_t filled = 0;
    while (::write(STDERR_FILENO, ".", 1) == 1) ++filled;
    ::fcntl(STDERR_FILENO, F_SETFL, flags);
    return filled;
  }
  void skip(std::size_t bytes) {
    std::string ignored(bytes, '\0');
    for (std::size_t got = 0; got < bytes;) {
      const auto part = ::read(reading_, ignored.data(), bytes - got);
      ASSERT_GT(part, 0);
      got += static_cast<std::size_t>(part);
    }
  }
  // Everything that is in the pipe, after giving stderr back. Does not wait for its end: a sanitizer's helper
  // process may have inherited the other side.
  std::string text() {
    restore();
    ::fcntl(reading_, F_SETFL, ::fcntl(reading_, F_GETFL) | O_NONBLOCK);
    std::string all;
    char part[4096];
    for (auto got = ::read(reading_, part, sizeof part); got > 0; got = ::read(reading_, part, sizeof part)) {
      all.append(part, static_cast<std::size_t>(got));
    }
    return all;
  }

 private:
  void restore() {
    if (before_ < 0) return;
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
    before_ = -1;
  }
  int reading_ = -1;
  int before_ = -1;
};

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST(Log, a_line_has_its_time_in_utc_its_level_and_its_event) {
  StderrPipe pipe;
  ASSERT_TRUE(log::start("info", "logfmt", 16).has_value());
  log::info("room_opened", {{"room", "r1"}});
  log::stop();
  EXPECT_THAT(
      pipe.text(),
      MatchesRegex("ts=[0-9]+-[0-9]+-[0-9]+T[0-9]+:[0-9]+:[0-9]+\\.[0-9]+Z level=info event=room_opened "
                   "room=r1\n"));
}

TEST(Log, the_time_zone_of_the_machine_does_not_matter) {
  const auto hour = [] { return fmt::format("ts={:%Y-%m-%dT%H:}", fmt::gmtime(std::time(nullptr))); };
  ::setenv("TZ", "CST-8", 1);
  ::tzset();
  const std::string before = hour();
  StderrPipe pipe;
  log::info("now");
  const std::string text = pipe.text();
  ::unsetenv("TZ");
  ::tzset();
  EXPECT_TRUE(text.starts_with(before) || text.starts_with(hour())) << text;
}

TEST(Log, where_stderr_is_no_terminal_auto_means_json) {
  StderrPipe pipe;
  ASSERT_TRUE(log::start("debug", "auto", 16).has_value());
  log::debug("one", {{"text", "100% {} \"quoted\""}});
  log::warning("two");
  log::stop();
  const std::string text = pipe.text();
  EXPECT_THAT(text, HasSubstr(R"("level":"debug","event":"one","text":"100% {} \"quoted\""})"));
  EXPECT_THAT(text, HasSubstr(R"("level":"warning","event":"two"})"));
  EXPECT_TRUE(text.starts_with(R"({"ts":")"));
  EXPECT_EQ(lines_in(text), 2U);
}

TEST(Log, lines_below_the_level_are_not_written) {
  StderrPipe pipe;
  ASSERT_TRUE(log::start("warning", "logfmt", 16).has_value());
  log::debug("small");
  log::info("small");
  log::warning("big");
  log::error("big");
  log::stop();
  const std::string text = pipe.text();
  EXPECT_THAT(text, Not(HasSubstr("small")));
  EXPECT_EQ(lines_in(text), 2U);
}

TEST(Log, before_start_and_after_stop_lines_are_written_at_once) {
  StderrPipe pipe;
  log::error("early", {{"why", "no\nbreak"}});
  ASSERT_TRUE(log::start("info", "json", 16).has_value());
  log::stop();
  log::info("late");
  log::debug("never");
  const std::string text = pipe.text();
  EXPECT_THAT(text, HasSubstr("level=error event=early why=\"no\\nbreak\"\n"));
  EXPECT_THAT(text, HasSubstr("level=info event=late\n"));
  EXPECT_EQ(lines_in(text), 2U);
}

TEST(Log, a_full_queue_drops_the_newest_lines_and_counts_them) {
  StderrPipe pipe;
  const std::size_t filled = pipe.fill();
  const std::size_t before = log::dropped();
  ASSERT_TRUE(log::start("info", "logfmt", 10).has_value());
  for (int i = 0; i < 25; ++i) log::info("line", {{"number", std::to_string(i)}});
  EXPECT_EQ(log::dropped() - before, 15U);
  pipe.skip(filled);
  log::stop();
  const std::string text = pipe.text();
  EXPECT_EQ(lines_in(text), 10U);
  EXPECT_THAT(text, HasSubstr("number=0\n"));
  EXPECT_THAT(text, HasSubstr("number=9\n"));
  EXPECT_THAT(text, Not(HasSubstr("number=10\n")));
}

TEST(Log, threads_may_log_while_the_log_stops) {
  StderrPipe pipe;
  ASSERT_TRUE(log::start("info", "logfmt", 1000).has_value());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 50; ++i) log::info("together");
    });
  }
  log::stop();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(lines_in(pipe.text()), 200U);
}

TEST(Log, words_it_does_not_know_are_refused) {
  for (const auto& result :
       {log::start("loud", "auto", 16), log::start("info", "xml", 16), log::start("info", "auto", 0)}) {
    ASSERT_TRUE(result.has_error());
    EXPECT_EQ(result.error().code, Code::config_invalid);
  }
}

}  // namespace
}  // namespace heartlink::base
