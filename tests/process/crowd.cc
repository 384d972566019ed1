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

// Those who are back already go on at once, so that the others catch up while the log grows.
void Crowd::connect(const ServerProcess& server) {
  for (std::size_t back = 0; back < members_.size(); ++back) {
    members_[back].connect(server);
    for (std::size_t member = 0; member <= back; ++member) turn(members_[member]);
  }
}

void Crowd::turn(CrowdMember& member) {
  if (!member.turn()) throw std::runtime_error("ended while the server lived: " + member.ending());
  if (member.has_faults()) throw std::runtime_error(member.faults().front());
}

void Crowd::work_until(const std::function<bool()>& enough) {
  Deadline deadline;
  for (auto before = progress();;) {
    for (auto& member : members_) turn(member);
    if (enough()) return;
    if (progress() != before) {
      before = progress();
      deadline = Deadline{};
    }
    wait_for_something(deadline);
  }
}

// What grows with every entry and every answer that reaches somebody; pings do not count.
std::size_t Crowd::progress() const {
  return acknowledged() + dups() + sum(members_, &CrowdMember::entries_seen);
}

void Crowd::wait_for_something(Deadline deadline) const {
  std::vector<pollfd> files;
  for (const auto& member : members_) {
    const int events = member.wants_write() ? POLLIN | POLLOUT : POLLIN;
    files.push_back({member.number(), static_cast<short>(events), 0});
  }
  if (::poll(files.data(), files.size(), deadline.milliseconds_left()) == 0) {
    throw std::runtime_error("nothing moves any more, unanswered: " + std::to_string(unanswered()));
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

}  // namespace heartlink::process
