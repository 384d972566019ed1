// SPDX-License-Identifier: Apache-2.0
// A process that gets a tenth of a CPU, in two ways: by stopping and continuing it ten times a second, which
// works everywhere, and by a quota of the kernel (cgroup v1, cpu.cfs_quota_us), where this process may set
// one. Both end with the object. Called by f19_starvation.cc.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <thread>

namespace heartlink::fault {

class DutyCycle {
 public:
  explicit DutyCycle(pid_t process);
  ~DutyCycle();
  DutyCycle(const DutyCycle&) = delete;
  DutyCycle& operator=(const DutyCycle&) = delete;

 private:
  pid_t process_;
  std::jthread thread_;
};

class CpuQuota {
 public:
  // Nothing when the kernel has no such controller here, or this user may not use it.
  static std::optional<CpuQuota> try_on(pid_t process);
  CpuQuota(CpuQuota&& other) noexcept;
  CpuQuota& operator=(CpuQuota&&) = delete;
  ~CpuQuota();

  // How often the kernel has held the process up, counted in tenths of a second in which it did.
  [[nodiscard]] std::int64_t throttled() const;

 private:
  CpuQuota(pid_t process, std::string before, std::string group);

  pid_t process_;
  std::string before_;  // the group it came from
  std::string group_;
};

}  // namespace heartlink::fault
