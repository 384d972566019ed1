// SPDX-License-Identifier: Apache-2.0
// F27: one writer that commits as often as the disk lets it, readers that never rest, and a write-ahead log
// so short that it is copied back and begun anew all the time. SQLite before 3.51.3 corrupts a database that
// two connections write or copy back at once: there must be exactly one that could, at any moment.
#include <fcntl.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "tests/fault/scenario/busy_readers.h"
#include "tests/fault/scenario/scenarios.h"
#include "tests/fault/scenario/server_figures.h"

namespace heartlink::fault {
namespace {

constexpr std::int64_t kib = 1024;

// As small as the configuration lets them be: copied back after nearly every commit, beside the readers …
const process::Words copied_back{"limits.wal_passive_bytes=64KiB", "limits.wal_restart_bytes=1MiB",
                                 "limits.read_threads=4"};
// … and begun anew every time, for which the readers are held off.
const process::Words begun_anew{"limits.wal_passive_bytes=1023KiB", "limits.wal_restart_bytes=1MiB",
                                "limits.read_threads=4"};
constexpr std::int64_t restart_bytes = 1024 * kib;
// What is written while it waits for those who still read: readers are held off, so it is a few commits.
constexpr std::int64_t slack_bytes = 1024 * kib;

constexpr std::int64_t begun_anew_min = 20;

constexpr std::size_t rooms = 3;
constexpr std::size_t threads = 4;
constexpr seconds written{14};

struct Handles {
  std::int64_t writing = 0;
  std::int64_t reading = 0;
};

// proc(5): /proc/PID/fdinfo/N has the flags of open(2), in octal.
Handles handles_on(pid_t process, const std::string& path) {
  Handles handles;
  const auto folder = "/proc/" + std::to_string(process);
  for (const auto& entry : std::filesystem::directory_iterator{folder + "/fd"}) {
    std::error_code gone;
    if (std::filesystem::read_symlink(entry.path(), gone) != path || gone) continue;
    std::ifstream info{folder + "/fdinfo/" + entry.path().filename().string()};
    for (std::string name, value; info >> name >> value;) {
      if (name != "flags:") continue;
      const bool writes = (std::stol(value, nullptr, 8) & O_ACCMODE) != O_RDONLY;
      ++(writes ? handles.writing : handles.reading);
    }
  }
  return handles;
}

// (Of the log itself SQLite opens every handle for writing, also those of read-only connections.)
void check_handles(Trial& trial) {
  const auto path = std::filesystem::canonical(trial.server.data()).string() + "/heartlink.db";
  const auto handles = handles_on(trial.server.pid(), path);
  if (handles.writing == 1 && handles.reading > 0) return;
  trial.find("I11: the database is open for writing " + std::to_string(handles.writing) +
             " times and for reading " + std::to_string(handles.reading) + " times");
}

struct Log {
  std::int64_t bytes = 0;
  std::int64_t beginnings = 0;
};

// https://www.sqlite.org/fileformat2.html §4.1: octets 12 to 15 of the header, big-endian, count how often
// the log was begun anew.
Log log_of(const Trial& trial) {
  const auto path = trial.server.data() + "/heartlink.db-wal";
  std::array<unsigned char, 16> header{};
  std::ifstream{path, std::ios::binary}.read(reinterpret_cast<char*>(header.data()), header.size());
  Log log;
  log.bytes = static_cast<std::int64_t>(std::filesystem::file_size(path));
  for (std::size_t at = 12; at < header.size(); ++at) log.beginnings = log.beginnings * 256 + header[at];
  return log;
}

// For that long, and longer when the disk is so slow that the log was hardly ever begun anew.
void watch(Trial& trial, seconds time) {
  const auto before = log_of(trial).beginnings;
  const process::Deadline enough{time};
  const process::Deadline at_most{4 * time};
  Log log;
  std::int64_t longest = 0;
  do {
    trial.work_for(milliseconds{250});
    check_handles(trial);
    log = log_of(trial);
    trial.measure("wal_bytes", log.bytes);
    longest = std::max(longest, log.bytes);
  } while (!enough.passed() || (log.beginnings - before < begun_anew_min && !at_most.passed()));
  trial.count("wal_longest_kib", longest / kib);
  trial.count("wal_begun_anew", log.beginnings - before);
  if (log.beginnings - before < begun_anew_min) trial.find("I11: the log was hardly ever begun anew");
}

void start_writers(Trial& trial) {
  std::vector<ClientPlan> plans;
  for (auto& plan : trial.crowd(2, 0)) {
    plan.body_bytes = 500;
    // One of them says much at a time, so that a single commit is longer than what is copied back at once.
    if (plan.room == "r1") {
      plan.window = 32;
      plan.per_second = 160;
      plan.body_bytes = 3900;
    }
    plans.push_back(std::move(plan));
  }
  trial.start_clients("writers", std::move(plans));
}

int write_and_read(RunOptions options, const process::Words& settings) {
  Trial trial{std::move(options), settings};
  trial.open(rooms, 1, 0);
  start_writers(trial);
  trial.work_until(500);
  trial.bound("wal_bytes", restart_bytes + slack_bytes);
  trial.phase("fault");
  const auto before = metric_of(trial.server, "heartlink_commits_total");
  BusyReaders readers{trial.server.port(), trial.token_of("owner"), trial.rooms(), threads, trial.random()};
  watch(trial, written);
  readers.stop();
  trial.count("commits",
              static_cast<std::int64_t>(metric_of(trial.server, "heartlink_commits_total") - before));
  trial.count("pages", readers.pages());
  trial.count("resumed", readers.resumes());
  for (const auto& complaint : readers.complaints()) trial.find(complaint);
  trial.phase("healed");
  return trial.finish();
}

}  // namespace

int run_one_writer(RunOptions options) {
  const int first = write_and_read(options, copied_back);
  return first != 0 ? first : write_and_read(std::move(options), begun_anew);
}

}  // namespace heartlink::fault
