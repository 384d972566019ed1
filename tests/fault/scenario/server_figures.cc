// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/server_figures.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include <boost/json.hpp>

#include "tests/process/history.h"
#include "tests/process/people.h"

namespace heartlink::fault {
namespace {

// proc(5): fields 14 and 15 of stat, counted behind the name, which may hold blanks.
std::int64_t cpu_ms_of(const std::string& folder) {
  std::ifstream file{folder + "/stat"};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  const auto name_end = text.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields{text.substr(name_end + 1)};
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  std::int64_t user = 0;
  std::int64_t system = 0;
  fields >> user >> system;
  return (user + system) * 1000 / ::sysconf(_SC_CLK_TCK);
}

}  // namespace

Figures figures_of(pid_t server) {
  const auto folder = "/proc/" + std::to_string(server);
  Figures figures;
  std::ifstream memory{folder + "/statm"};
  std::int64_t pages = 0;
  memory >> pages >> pages;
  figures.rss_bytes = pages * ::sysconf(_SC_PAGESIZE);
  std::error_code gone;
  for (auto at = std::filesystem::directory_iterator{folder + "/fd", gone};
       !gone && at != std::filesystem::directory_iterator{}; at.increment(gone))
    ++figures.descriptors;
  figures.cpu_ms = cpu_ms_of(folder);
  return figures;
}

std::int64_t head_of(const process::ServerProcess& server, const std::string& token,
                     const std::string& room) {
  const auto page = process::read_page(server.port(), process::with_token(token), room, "?limit=1");
  const auto& entries = page.at("entries").as_array();
  return entries.empty() ? 0 : entries.back().as_object().at("id").as_int64();
}

double metric_of(const process::ServerProcess& server, const std::string& name) {
  std::istringstream lines{process::ask(server.port(), {"/metrics"}).body};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(name + " ")) return std::stod(line.substr(name.size() + 1));
  }
  return 0;
}

}  // namespace heartlink::fault
