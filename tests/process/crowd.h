// SPDX-License-Identifier: Apache-2.0
// Everybody in the kill test's room at once, driven by one poll(2) loop. Called by kill_test only.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "tests/process/crowd_member.h"

namespace heartlink::process {

class Crowd {
 public:
  void add(CrowdMember::Plan plan) { members_.emplace_back(std::move(plan)); }
  void connect(const ServerProcess& server);

  // Works until `enough`. Throws when a connection ends meanwhile, or when nothing at all arrives for the
  // usual deadline.
  void work_until(const std::function<bool()>& enough);

  // The server is dead: reads what had still arrived, until every connection has ended.
  void read_the_rest();

  [[nodiscard]] std::size_t unanswered() const;
  [[nodiscard]] std::size_t acknowledged() const;
  [[nodiscard]] std::size_t dups() const;
  // All messages acknowledged, and every member has seen the log up to its end.
  [[nodiscard]] bool finished() const;

  std::vector<CrowdMember>& members() { return members_; }

 private:
  static void turn(CrowdMember& member);
  [[nodiscard]] std::size_t progress() const;
  void wait_for_something(Deadline deadline) const;

  std::vector<CrowdMember> members_;
};

}  // namespace heartlink::process
