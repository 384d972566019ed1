// SPDX-License-Identifier: Apache-2.0
// A memory cgroup of a run's own (version 1 or 2, whichever the machine has mounted), gone with the object;
// the processes in it go back to where groups begin. Needs root.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace heartlink::fault {

class MemoryCgroup {
 public:
  MemoryCgroup(const std::string& name, std::int64_t bytes) {
    const std::filesystem::path root{"/sys/fs/cgroup"};
    first_ = std::filesystem::exists(root / "memory");
    path_ = (first_ ? root / "memory" : root) / name;
    std::error_code failed;
    if (!std::filesystem::create_directory(path_, failed) && failed)
      throw std::system_error(failed, "cgroup " + path_.string());
    write(first_ ? "memory.limit_in_bytes" : "memory.max", std::to_string(bytes));
  }
  MemoryCgroup(const MemoryCgroup&) = delete;
  MemoryCgroup& operator=(const MemoryCgroup&) = delete;
  ~MemoryCgroup() {
    std::ifstream inside{path_ / "cgroup.procs"};
    for (std::string process; std::getline(inside, process);)
      std::ofstream{path_.parent_path() / "cgroup.procs"} << process;
    ::rmdir(path_.c_str());
  }

  void take(pid_t process) const { write("cgroup.procs", std::to_string(process)); }

  [[nodiscard]] std::int64_t peak_bytes() const {
    std::ifstream file{path_ / (first_ ? "memory.max_usage_in_bytes" : "memory.peak")};
    std::int64_t bytes = 0;
    file >> bytes;
    return bytes;
  }

 private:
  void write(const char* name, const std::string& value) const {
    std::ofstream file{path_ / name};
    file << value << std::flush;
    if (!file) throw std::runtime_error("cgroup: cannot write " + value + " to " + (path_ / name).string());
  }

  std::filesystem::path path_;
  bool first_ = false;
};

}  // namespace heartlink::fault
