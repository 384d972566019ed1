// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/starvation.h"

#include <csignal>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stop_token>
#include <system_error>
#include <utility>

namespace heartlink::fault {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds runs{10};
constexpr milliseconds stands{90};

// The mount point that every distribution of the time of cgroup v1 has.
const std::string controller = "/sys/fs/cgroup/cpu";

bool write(const std::string& path, const std::string& text) {
  std::ofstream file{path};
  file << text << std::flush;
  return file.good();
}

// Of "4:cpu,cpuacct:/some/group" the group, below the mount point.
std::optional<std::string> group_of(pid_t process) {
  std::ifstream file{"/proc/" + std::to_string(process) + "/cgroup"};
  for (std::string line; std::getline(file, line);) {
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const auto controllers = "," + line.substr(first + 1, second - first - 1) + ",";
    if (controllers.find(",cpu,") != std::string::npos) return controller + line.substr(second + 1);
  }
  return std::nullopt;
}

}  // namespace

DutyCycle::DutyCycle(pid_t process)
    : process_(process), thread_([process](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          ::kill(process, SIGSTOP);
          std::this_thread::sleep_for(stands);
          ::kill(process, SIGCONT);
          std::this_thread::sleep_for(runs);
        }
      }) {}

DutyCycle::~DutyCycle() {
  thread_.request_stop();
  thread_.join();
  ::kill(process_, SIGCONT);
}

std::optional<CpuQuota> CpuQuota::try_on(pid_t process) {
  const auto before = group_of(process);
  if (!before || !std::filesystem::exists(*before + "/cpu.cfs_quota_us")) return std::nullopt;
  const auto group = *before + "/heartlink-fault-" + std::to_string(process);
  std::error_code refused;
  if (!std::filesystem::create_directory(group, refused)) return std::nullopt;
  CpuQuota quota{process, *before, group};
  if (!write(group + "/cpu.cfs_period_us", "100000") || !write(group + "/cpu.cfs_quota_us", "10000") ||
      !write(group + "/cgroup.procs", std::to_string(process)))
    return std::nullopt;
  return quota;
}

CpuQuota::CpuQuota(pid_t process, std::string before, std::string group)
    : process_(process), before_(std::move(before)), group_(std::move(group)) {}

CpuQuota::CpuQuota(CpuQuota&& other) noexcept
    : process_(other.process_), before_(std::move(other.before_)), group_(std::exchange(other.group_, {})) {}

CpuQuota::~CpuQuota() {
  if (group_.empty()) return;
  write(before_ + "/cgroup.procs", std::to_string(process_));
  std::error_code ignored;
  std::filesystem::remove(group_, ignored);
}

std::int64_t CpuQuota::throttled() const {
  std::ifstream file{group_ + "/cpu.stat"};
  std::string name;
  for (std::int64_t value = 0; file >> name >> value;) {
    if (name == "nr_throttled") return value;
  }
  return 0;
}

}  // namespace heartlink::fault
