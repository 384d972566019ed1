// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/pairs.h"

#include <boost/json.hpp>

#include "tests/process/flooder.h"
#include "tests/process/history.h"

namespace heartlink::fault {
namespace {

using process::Person;

constexpr std::size_t heard_before = 40;  // so that it happens in the middle of what he says

std::vector<std::int64_t> all_entries(const process::ServerProcess& server, const Person& reader,
                                      const std::string& room) {
  std::vector<std::int64_t> ids;
  for (bool more = true; more;) {
    const auto after = ids.empty() ? 0 : ids.back();
    const auto page = process::read_page(server.port(), reader.headers(), room,
                                         "?limit=200&after=" + std::to_string(after));
    for (const auto& entry : page.at("entries").as_array()) ids.push_back(entry.at("id").as_int64());
    more = page.at("has_more").as_bool();
  }
  return ids;
}

// One after the other, from the first one on.
bool is_dense(const std::vector<std::int64_t>& ids) {
  for (std::size_t at = 1; at < ids.size(); ++at) {
    if (ids[at] != ids[at - 1] + 1) return false;
  }
  return !ids.empty();
}

// `entries`: the whole room, whose last entry is its end.
void judge(Trial& trial, const process::Flooder& flooder, const std::vector<std::int64_t>& entries,
           const std::string& how) {
  const auto expect = [&](bool right, const std::string& wrong) {
    if (!right) trial.find(wrong + " (a room of two, ended by " + how + ")");
  };
  for (const auto& fault : flooder.faults()) expect(false, "I8: " + fault);
  const auto end = entries.empty() ? 0 : entries.back();
  expect(is_dense(entries) && entries.front() == 1, "I3: the history has holes");
  expect(flooder.notice().code == 4410, "I8: he was closed with " + std::to_string(flooder.notice().code));
  expect(is_dense(flooder.delivered()), "I7: he was delivered holes");
  expect(!flooder.delivered().empty() && flooder.delivered().back() <= end,
         "I8: he heard more than there is");
  expect(!flooder.acknowledged().empty(), "I8: he was never heard, so nothing was tried");
  expect(flooder.acknowledged().empty() || *flooder.acknowledged().rbegin() < end,
         "I8: he was acknowledged a message behind the end of the room");
  trial.count("pair_messages", static_cast<std::int64_t>(flooder.acknowledged().size()));
}

void end_one(Trial& trial, const process::ServerProcess& server, const Person& stayer,
             const std::string& name, bool block) {
  const auto talker = Person::registered(server, name);
  const auto room = process::text_of(
      process::accepted(talker.post("/tools/api/chat/direct/", {{"username", stayer.name()}})), "room_id");
  process::Flooder flooder{talker, room};
  flooder.wait_until_heard(heard_before);
  process::accepted(block ? stayer.post("/tools/api/users/" + name + "/block/")
                          : stayer.post(process::in_room(room, "leave/")));
  if (talker.try_say(room, "after the answer").status != 410)
    trial.find("I8: " + name + " may still talk after the room has ended");
  flooder.wait_until_silenced();
  judge(trial, flooder, all_entries(server, talker, room), block ? "a block" : "leaving");
  trial.count(block ? "blocks" : "leaves", 1);
}

}  // namespace

void end_rooms_of_two(Trial& trial, int times) {
  process::ServerProcess server{{"workers=" + std::to_string(trial.options().workers),
                                 "registrations_per_hour=100000", "limits.new_rooms_per_hour=100000",
                                 "limits.messages_per_second=1000000", "limits.messages_burst=1000000",
                                 "limits.send_queue_bytes=16MiB"}};
  server.start();
  const auto stayer = Person::registered(server, "stayer");
  for (int time = 0; time < times; ++time) {
    end_one(trial, server, stayer, "blocked" + std::to_string(time), true);
    end_one(trial, server, stayer, "left" + std::to_string(time), false);
  }
  if (const int exit_code = server.stop(); exit_code != 0)
    trial.find("I11: the server of the rooms of two ended with " + std::to_string(exit_code));
}

}  // namespace heartlink::fault
