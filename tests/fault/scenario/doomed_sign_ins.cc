// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/doomed_sign_ins.h"

#include <algorithm>
#include <iterator>

#include <boost/json.hpp>

#include "tests/fault/client/chat_line.h"
#include "tests/process/people.h"

namespace heartlink::fault {

void DoomedSignIns::add_tokens(const std::string& user, std::size_t count) {
  const auto first = all_.size();
  for (std::size_t at = 0; at < count; ++at) {
    SignIn one;
    one.name = user + "-token-" + std::to_string(at + 1);
    one.user = user;
    const auto made = trial_.server.must({"token", "create", user, "--label", one.name, "--json"});
    one.secret = std::string{boost::json::parse(made).at("token").as_string()};
    all_.push_back(std::move(one));
  }
  const auto list = boost::json::parse(trial_.server.must({"token", "list", user, "--json"}));
  for (auto at = first; at < all_.size(); ++at) {
    for (const auto& row : list.at("tokens").as_array()) {
      if (row.at("label").as_string() == all_[at].name)
        all_[at].token_id = std::string{row.at("id").as_string()};
    }
  }
}

void DoomedSignIns::add_sessions(const std::string& user, std::size_t count) {
  for (std::size_t at = 0; at < count; ++at)
    all_.push_back(
        {user + "-session-" + std::to_string(at + 1), user, process::sign_in(trial_.server, user), {}});
}

std::vector<ClientPlan> DoomedSignIns::plans(const std::string& room, std::size_t window,
                                             std::uint32_t per_second) {
  std::vector<ClientPlan> plans;
  for (const auto& one : all_) {
    ClientPlan plan;
    plan.client = one.name;
    plan.user = one.user;
    plan.token = one.secret;
    plan.session = one.name;
    plan.room = room;
    plan.window = window;
    plan.per_second = per_second;
    plans.push_back(std::move(plan));
  }
  return plans;
}

bool DoomedSignIns::end_one() {
  if (all_.empty()) return false;
  const auto at = std::next(all_.begin(), static_cast<std::ptrdiff_t>(trial_.random() % all_.size()));
  const auto one = *at;
  all_.erase(at);
  end(one);
  return true;
}

void DoomedSignIns::end(const SignIn& one) {
  if (one.token_id.empty()) {
    auto headers = sign_in_headers(trial_.server.port(), one.secret);
    headers.emplace_back("Content-Type", "application/json");
    process::accepted(process::ask(trial_.server.port(), {"/users/api/logout/", headers, "POST", "{}"}));
    trial_.count("signed_out", 1);
  } else {
    trial_.server.must({"token", "revoke", one.token_id});
    trial_.count("tokens_revoked", 1);
  }
  note_end(one);
}

void DoomedSignIns::change_password(const std::string& user) {
  process::accepted(trial_.person(user).post(
      "/users/api/password/", {{"current_password", process::password},
                               {"new_password", "another-" + std::string{process::password}}}));
  const auto ended = std::ranges::stable_partition(
      all_, [&user](const SignIn& one) { return one.user != user || !one.token_id.empty(); });
  for (const auto& one : ended) note_end(one);
  trial_.count("ended_by_password", static_cast<std::int64_t>(ended.size()));
  all_.erase(ended.begin(), ended.end());
}

void DoomedSignIns::note_end(const SignIn& one) {
  Event event;
  event.what = What::revoked;
  event.user = one.user;
  event.text = one.name;
  trial_.note(std::move(event));
  const auto port = trial_.server.port();
  const auto knock =
      process::ask(port, process::upgrade_request("/ws/chat/r1/", sign_in_headers(port, one.secret)));
  if (knock.status != 401)
    trial_.find("I9: the sign-in " + one.name + " was taken away and is answered " +
                std::to_string(knock.status));
}

}  // namespace heartlink::fault
