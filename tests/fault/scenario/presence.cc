// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/presence.h"

#include <thread>

#include <boost/json.hpp>

namespace heartlink::fault {
namespace {

constexpr milliseconds look_again{100};

}  // namespace

std::set<std::string> present_in(const process::Person& viewer, const std::string& room) {
  auto socket = viewer.live_in(room);
  const auto presence = socket.await("presence");
  std::set<std::string> names;
  for (const auto& name : presence.at("online").as_array()) names.emplace(name.as_string());
  return names;
}

bool is_shown_online(const process::Person& viewer, const std::string& room, const std::string& name) {
  const auto answer = process::accepted(viewer.get(process::in_room(room, "participants/")));
  for (const auto& one : answer.at("data").at("participants").as_array()) {
    if (one.at("username") == name.c_str()) return one.at("is_online").as_bool();
  }
  return false;
}

milliseconds time_until_gone(const process::Person& viewer, const std::string& room, const std::string& name,
                             milliseconds most) {
  const auto began = std::chrono::steady_clock::now();
  const process::Deadline deadline{most};
  while (!deadline.passed() &&
         (is_shown_online(viewer, room, name) || present_in(viewer, room).contains(name)))
    std::this_thread::sleep_for(look_again);
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
}

void expect_crowd_present(Trial& trial, std::size_t people, milliseconds most) {
  const auto& owner = trial.person("owner");
  const process::Deadline deadline{most};
  for (const auto& room : trial.rooms()) {
    auto shown = present_in(owner, room);
    for (; shown.size() < people + 1 && !deadline.passed(); shown = present_in(owner, room))
      std::this_thread::sleep_for(look_again);
    if (shown.size() >= people + 1) continue;
    trial.find("in " + room + " " + std::to_string(shown.size() - 1) + " of " + std::to_string(people) +
               " people with an open socket are shown " + std::to_string(most.count()) + " ms later");
  }
}

}  // namespace heartlink::fault
