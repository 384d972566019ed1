// SPDX-License-Identifier: Apache-2.0
// F28: rights are taken away while they are used. People are removed from rooms and added again, sign-ins end
// by revocation, by signing out and by a new password, rooms of two end by a block or because one leaves, all
// in the middle of talking. Not one word reaches anybody, or is taken from him, after the answer.
#include <set>

#include <boost/json.hpp>

#include "tests/fault/scenario/doomed_sign_ins.h"
#include "tests/fault/scenario/pairs.h"
#include "tests/fault/scenario/scenarios.h"
#include "tests/fault/scenario/so_far.h"
#include "tests/process/history.h"

namespace heartlink::fault {
namespace {

constexpr seconds troubled{20};
constexpr int pairs_of_each_kind = 6;
constexpr std::size_t doomed_of_each = 4;
constexpr std::size_t out_at_most = 12;

const process::Words settings{"sign_in_failures=100000", "limits.sessions_per_user=1000"};

// Who is in which room, as the owner wills it.
class Seats {
 public:
  explicit Seats(Trial& trial) : trial_(trial) {
    for (const auto& room : trial.rooms()) {
      for (const auto* name : {"w1", "w2", "w3", "w4", "d1", "d2"}) in_.push_back({room, name});
    }
  }

  void remove_or_add() {
    const bool remove = out_.empty() || (out_.size() < out_at_most && trial_.random() % 2 == 0);
    change(remove ? in_ : out_, remove ? out_ : in_, remove ? "remove" : "add");
    if (remove) trial_.count("removals", 1);
  }
  void add_all() {
    while (!out_.empty()) change(out_, in_, "add");
  }

 private:
  struct Seat {
    std::string room;
    std::string user;
  };

  void change(std::vector<Seat>& from, std::vector<Seat>& to, const std::string& action) {
    std::swap(from[trial_.random() % from.size()], from.back());
    to.push_back(from.back());
    from.pop_back();
    const auto& [room, user] = to.back();
    process::accepted(trial_.person("owner").post(process::in_room(room, "members/"),
                                                  {{"username", user}, {"action", action}}));
    if (action != "remove") return;
    if (trial_.person(user).try_say(room, "after the answer").status != 403)
      trial_.find("I8: " + user + " may still talk in " + room + " after he was removed");
  }

  Trial& trial_;
  std::vector<Seat> in_;
  std::vector<Seat> out_;
};

// The checker knows what people were sent; this is what was taken from them: no message of somebody who was
// out when it got its id.
void check_authors(Trial& trial, const std::string& room) {
  std::set<std::string> out;
  std::int64_t after = 0;
  for (bool more = true; more;) {
    const auto page = process::read_page(trial.server.port(), process::with_token(trial.token_of("owner")),
                                         room, "?limit=200&after=" + std::to_string(after));
    more = page.at("has_more").as_bool();
    for (const auto& each : page.at("entries").as_array()) {
      const auto& entry = each.as_object();
      after = entry.at("id").as_int64();
      if (const auto* message = entry.if_contains("message")) {
        const auto author = process::text_of(message->as_object(), "sender");
        if (out.contains(author))
          trial.find("I8: id " + std::to_string(after) + " of " + room + " is by " + author +
                     ", who was out");
      } else if (entry.contains("action")) {
        const auto action = process::text_of(entry, "action");
        const auto user = process::text_of(entry, "username");
        if (action == "removed") out.insert(user);
        if (action == "added") out.erase(user);
      }
    }
  }
}

void check_it_struck(Trial& trial) {
  const auto removed = closed_so_far(trial, 4403);
  const auto ended = closed_so_far(trial, 4401);
  trial.count("closed_4403", removed);
  trial.count("closed_4401", ended);
  if (removed == 0) trial.find("I8: nobody was closed with 4403");
  if (ended == 0) trial.find("I9: nobody was closed with 4401");
}

}  // namespace

int run_membership(RunOptions options) {
  Trial trial{std::move(options), settings};
  trial.open(4, 6, 2);
  // The fifth loses tokens and sessions one by one, the sixth all sessions at once by a new password.
  DoomedSignIns doomed{trial};
  doomed.add_tokens("w5", doomed_of_each);
  doomed.add_sessions("w5", doomed_of_each);
  doomed.add_tokens("d1", doomed_of_each);
  doomed.add_sessions("w6", doomed_of_each);
  trial.start_clients("doomed", doomed.plans("r1", 4, 20));
  trial.start_crowd(4, 20);
  end_rooms_of_two(trial, pairs_of_each_kind);
  trial.work_until(1500);
  trial.phase("fault");
  Seats seats{trial};
  const process::Deadline end{troubled};
  for (int step = 0; !end.passed(); ++step) {
    trial.work_for(trial.between(milliseconds{5}, milliseconds{60}));
    seats.remove_or_add();
    if (step % 40 == 20) doomed.end_one();
    if (step == 200) doomed.change_password("w6");
  }
  while (doomed.end_one()) seats.remove_or_add();
  seats.add_all();
  trial.phase("healed");
  trial.wait_for_acknowledgement(seconds{5});
  trial.work_for(seconds{3});
  trial.settle();
  check_it_struck(trial);
  for (const auto& room : trial.rooms()) check_authors(trial, room);
  return trial.finish();
}

}  // namespace heartlink::fault
