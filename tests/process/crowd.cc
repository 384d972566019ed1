// SPDX-License-Identifier: Apache-2.0
#include "tests/process/crowd.h"

#include <poll.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <stdexcept>

namespace heartlink::process {
namespace {

std::size_t sum(const std::vector<CrowdMember>& members, std::size_t (CrowdMember::*count)() const) {
  return std::accumulate(members.begin(), members.end(), std::size_t{0},
                         [&](std::size_t all, const CrowdMember& member) { return all + (member.*count)(); });
}

}  // namespace

void Crowd::connect(const ServerProcess& server) {
  for (auto& member : members_) member.connect(server);
}

void Crowd::work_until(const std::function<bool()>& enough) {
  for (;;) {
    for (auto& member : members_) {
      if (!member.turn()) throw std::runtime_error("a connection ended while the server lived");
    }
    if (enough()) return;
    wait_for_something(Deadline{});
  }
}

void Crowd::wait_for_something(Deadline deadline) const {
  std::vector<pollfd> files;
  for (const auto& member : members_) {
    const int events = member.wants_write() ? POLLIN | POLLOUT : POLLIN;
    files.push_back({member.number(), static_cast<short>(events), 0});
  }
  if (::poll(files.data(), files.size(), deadline.milliseconds_left()) == 0) {
    throw std::runtime_error("nothing arrives any more, unanswered: " + std::to_string(unanswered()));
  }
}

void Crowd::read_the_rest() {
  for (auto& member : members_) {
    const Deadline deadline;
    while (member.listen()) {
      pollfd file{member.number(), POLLIN, 0};
      if (::poll(&file, 1, deadline.milliseconds_left()) == 0)
        throw std::runtime_error("a connection outlived it");
    }
  }
}

std::size_t Crowd::unanswered() const { return sum(members_, &CrowdMember::unanswered); }
std::size_t Crowd::acknowledged() const { return sum(members_, &CrowdMember::acknowledged); }
std::size_t Crowd::dups() const { return sum(members_, &CrowdMember::dups); }

bool Crowd::finished() const {
  const auto entries = static_cast<std::int64_t>(acknowledged());
  return std::ranges::all_of(members_, [entries](const CrowdMember& member) {
    return member.finished() && member.log().last_id() >= entries;
  });
}

std::vector<std::string> Crowd::faults() const {
  std::vector<std::string> all;
  for (const auto& member : members_) {
    const auto faults = member.faults();
    all.insert(all.end(), faults.begin(), faults.end());
  }
  return all;
}

}  // namespace heartlink::process
