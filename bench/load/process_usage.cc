// SPDX-License-Identifier: Apache-2.0
#include "process_usage.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

#include "failure.h"

namespace heartlink::load {
namespace {

std::string read_proc(int pid, const char* name) {
  const std::string path = fmt::format("/proc/{}/{}", pid, name);
  const std::ifstream file(path);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (text.str().empty())
    throw Failure(fmt::format("cannot read {}: is --server-pid right and yours?", path));
  return text.str();
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

std::int64_t resident_bytes(int pid) {
  std::istringstream text(read_proc(pid, "smaps_rollup"));
  for (std::string word; text >> word;) {
    std::int64_t kib = 0;
    if (word == "Rss:" && text >> kib) return kib * 1024;
  }
  throw Failure(fmt::format("/proc/{}/smaps_rollup has no Rss line", pid));
}

double cpu_seconds(int pid) {
  const std::string stat = read_proc(pid, "stat");
  // The name in parentheses may contain anything; after it come field 3 (state) and the rest, proc(5).
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  double user = 0;
  double kernel = 0;
  if (!(fields >> user >> kernel)) throw Failure(fmt::format("/proc/{}/stat has an unknown form", pid));
  return (user + kernel) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double own_cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace heartlink::load
