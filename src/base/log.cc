// SPDX-License-Identifier: Apache-2.0
// spdlog behind our own few words: an asynchronous logger on one thread of its own, a bounded queue in front
// of it, and a count of what did not fit. spdlog 1.10 can only block or overwrite the oldest line, so the
// bound is kept here: a line takes a place before it is queued and gives it back after it was written. A full
// queue therefore drops the newest lines, and the first words of an incident survive.
//
// The log is the one thing of the process that is reached without being handed over: a line must be possible
// from everywhere, also before main has built anything.

#include "base/log.h"

#include <atomic>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include "base/log_line.h"

namespace heartlink::base::log {
namespace {

using spdlog::level::level_enum;

constexpr const char* logfmt_pattern = "ts=%Y-%m-%dT%H:%M:%S.%eZ level=%l %v";
constexpr const char* json_pattern = R"({"ts":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";

// Places in the queue. Shared by those who log and the thread that writes.
class Places {
 public:
  explicit Places(std::size_t count) : count_(count) {}

  bool take() {
    if (taken_.fetch_add(1, std::memory_order_relaxed) < count_) return true;
    give_back();
    return false;
  }
  void give_back() { taken_.fetch_sub(1, std::memory_order_relaxed); }

 private:
  const std::size_t count_;
  std::atomic<std::size_t> taken_{0};
};

// Each line is one write to stderr, so lines of several processes on one terminal do not mix.
class StderrSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  StderrSink(Format format, std::shared_ptr<Places> places) : places_(std::move(places)) {
    const char* pattern = format == Format::json ? json_pattern : logfmt_pattern;
    set_formatter_(std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& line) override {
    spdlog::memory_buf_t text;
    formatter_->format(line, text);
    // Where stderr fails there is nowhere left to say so.
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
    if (places_) places_->give_back();
  }
  void flush_() override { static_cast<void>(std::fflush(stderr)); }

 private:
  std::shared_ptr<Places> places_;
};

// Destroyed in reverse: the pool first, which writes out what is queued and joins its thread. The logger and
// its sink then end on the thread that stops the log, after the last line.
struct Running {
  Format format = Format::logfmt;
  level_enum level = spdlog::level::info;
  std::shared_ptr<Places> places;
  std::shared_ptr<spdlog::async_logger> logger;
  std::shared_ptr<spdlog::details::thread_pool> pool;
};

struct Log {
  std::shared_mutex mutex;
  std::shared_ptr<Running> running;  // nothing before start and after stop
  std::atomic<std::size_t> dropped{0};
};

// Never destroyed, so that a line from the last destructor of the process is still a line.
Log& the_log() {
  static Log& log = *new Log;
  return log;
}

std::optional<level_enum> level_named(std::string_view name) {
  if (name == "debug") return spdlog::level::debug;
  if (name == "info") return spdlog::level::info;
  if (name == "warning") return spdlog::level::warn;
  if (name == "error") return spdlog::level::err;
  return std::nullopt;
}

std::optional<Format> format_named(std::string_view name) {
  if (name == "logfmt") return Format::logfmt;
  if (name == "json") return Format::json;
  if (name == "auto") return ::isatty(STDERR_FILENO) == 1 ? Format::logfmt : Format::json;
  return std::nullopt;
}

void write_now(level_enum level, std::string_view event, Fields fields) {
  if (level < spdlog::level::info) return;
  const auto sink = std::make_shared<StderrSink>(Format::logfmt, nullptr);
  spdlog::logger{"heartlink", sink}.log(level, line_body(Format::logfmt, event, fields));
}

void write(level_enum level, std::string_view event, Fields fields) {
  Log& log = the_log();
  {
    const std::shared_lock lock{log.mutex};
    if (log.running) {
      Running& running = *log.running;
      if (level < running.level) return;
      if (running.places->take()) {
        running.logger->log(level, line_body(running.format, event, fields));
      } else {
        log.dropped.fetch_add(1, std::memory_order_relaxed);
      }
      return;
    }
  }
  write_now(level, event, fields);
}

}  // namespace

Result<void> start(std::string_view level, std::string_view format, std::size_t queue_lines) {
  const auto chosen_level = level_named(level);
  if (!chosen_level) return fail(Code::config_invalid, "log level is debug, info, warning or error");
  const auto chosen_format = format_named(format);
  if (!chosen_format) return fail(Code::config_invalid, "log format is auto, logfmt or json");
  if (queue_lines == 0) return fail(Code::config_invalid, "the log queue needs at least one line");

  auto running = std::make_shared<Running>();
  running->format = *chosen_format;
  running->level = *chosen_level;
  running->places = std::make_shared<Places>(queue_lines);
  running->pool = std::make_shared<spdlog::details::thread_pool>(queue_lines, 1);
  running->logger = std::make_shared<spdlog::async_logger>(
      "heartlink", std::make_shared<StderrSink>(*chosen_format, running->places), running->pool,
      spdlog::async_overflow_policy::overrun_oldest);
  running->logger->set_level(*chosen_level);

  stop();
  const std::unique_lock lock{the_log().mutex};
  the_log().running = std::move(running);
  return {};
}

void stop() {
  std::shared_ptr<Running> running;
  {
    const std::unique_lock lock{the_log().mutex};
    running = std::move(the_log().running);
  }
}

std::size_t dropped() { return the_log().dropped.load(std::memory_order_relaxed); }

void debug(std::string_view event, Fields fields) { write(spdlog::level::debug, event, fields); }
void info(std::string_view event, Fields fields) { write(spdlog::level::info, event, fields); }
void warning(std::string_view event, Fields fields) { write(spdlog::level::warn, event, fields); }
void error(std::string_view event, Fields fields) { write(spdlog::level::err, event, fields); }

}  // namespace heartlink::base::log
