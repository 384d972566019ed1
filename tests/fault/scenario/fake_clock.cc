// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/fake_clock.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace heartlink::fault {
namespace {

// $LIB is the dynamic linker's own word for where libraries of this machine's kind are (ld.so(8)).
constexpr auto library = "/usr/$LIB/faketime/libfaketimeMT.so.1";

}  // namespace

FakeClock::FakeClock() { set_offset(std::chrono::seconds{0}); }

void FakeClock::set_offset(std::chrono::seconds offset) {
  const auto path = directory_.file("offset");
  {
    std::ofstream file{path + ".new"};
    file << (offset.count() < 0 ? "" : "+") << offset.count() << "\n";
    if (!file.flush()) throw std::runtime_error("cannot write " + path);
  }
  std::filesystem::rename(path + ".new", path);  // whoever reads it sees one or the other
}

process::Words FakeClock::prefix() const {
  return {"/usr/bin/env",
          std::string{"LD_PRELOAD="} + library,
          "FAKETIME_TIMESTAMP_FILE=" + directory_.file("offset"),
          "FAKETIME_CACHE_DURATION=1",
          "FAKETIME_DONT_FAKE_MONOTONIC=1",
          "NO_FAKE_STAT=1"};
}

process::Words FakeClock::monotonic_prefix(std::chrono::seconds offset) {
  process::Words words{"/usr/bin/unshare", "--time", "--monotonic", std::to_string(offset.count())};
  if (::geteuid() != 0) words.emplace_back("--map-current-user");
  words.emplace_back("--");
  return words;
}

void FakeClock::clean_up_after(pid_t server) {
  std::error_code ignored;
  std::filesystem::remove("/dev/shm/faketime_shm_" + std::to_string(server), ignored);
  std::filesystem::remove("/dev/shm/sem.faketime_sem_" + std::to_string(server), ignored);
}

bool has_other_monotonic_clock(pid_t process) {
  std::error_code error;
  const auto theirs = std::filesystem::read_symlink("/proc/" + std::to_string(process) + "/ns/time", error);
  return !error && theirs != std::filesystem::read_symlink("/proc/self/ns/time", error) && !error;
}

}  // namespace heartlink::fault
