// SPDX-License-Identifier: Apache-2.0
// What people were told, against what is stored: answers about tickets, frames of their own lines, and what
// they said to each other.
#include <algorithm>
#include <map>

#include "tests/fault/match/facts.h"

namespace heartlink::fault::match {
namespace {

using What = Deed::What;

// How late the server may be with a deadline, on a busy machine.
constexpr Micros slack = 3'000'000;
// A time on the wire has microseconds; the machine rounds to milliseconds.
constexpr Micros grain = 1'000;

bool names_a_wait(const Deed& deed) {
  return deed.known && deed.ticket != 0 &&
         ((deed.what == What::create && (deed.word == "waiting" || deed.word == "matched")) ||
          (deed.what == What::status && (deed.word == "pending" || deed.word == "matched")));
}

// M4: whatever an answer has named is there, with everything that was asked for.
void judge_named(Facts& facts, std::int64_t user, const Person& person) {
  for (const auto& deed : person.deeds) {
    if (!names_a_wait(deed)) continue;
    const auto id = "ticket " + std::to_string(deed.ticket);
    const auto found = facts.tickets.find(deed.ticket);
    if (found == facts.tickets.end()) {
      facts.find("M4", id + " was acknowledged and is not there", {user});
      continue;
    }
    const auto& ticket = *found->second;
    const bool same_number = deed.what != What::create || ticket.number == deed.subject;
    if (ticket.user != user || ticket.heart != deed.heart || !same_number) {
      facts.find("M4", id + " is another one than was asked for", {user, ticket.user});
    }
  }
}

// M4: no wait goes on after its end, and what has ended by itself was told.
void judge_ends(Facts& facts, std::int64_t user) {
  std::map<std::string, int> told;
  for (const auto* event : facts.events_of[user]) {
    ++told[event->type];
    if (event->type == "match_withdrawn" && !event->back) ++told[event->reason];
  }
  int expired = 0;
  int dropped = 0;
  for (const auto* ticket : facts.tickets_of[user]) {
    expired += ticket->state == TicketState::expired ? 1 : 0;
    dropped += ticket->state == TicketState::dropped ? 1 : 0;
    const auto id = "ticket " + std::to_string(ticket->id);
    if (ticket->state == TicketState::waiting && ticket->expires + slack < facts.storm.ended) {
      facts.find("M4", id + " waits though its time is over", {user});
    }
    const auto confirm_from = std::max(ticket->offered, facts.storm.restarted);
    if (ticket->state == TicketState::offered &&
        confirm_from + facts.storm.confirm + slack < facts.storm.ended) {
      facts.find("M4", id + " is offered though its time is over", {user, ticket->partner});
    }
  }
  if (told["ticket_expired"] != expired) {
    facts.find(
        "M4", std::to_string(expired) + " tickets expired, told of " + std::to_string(told["ticket_expired"]),
        {user});
  }
  if (told["ticket_dropped"] + told["no_show"] != dropped) {
    facts.find("M4",
               std::to_string(dropped) + " tickets dropped, told of " +
                   std::to_string(told["ticket_dropped"] + told["no_show"]),
               {user});
  }
  auto& counts = facts.verdict.counts;
  counts["expired"] += expired;
  counts["dropped"] += dropped;
  counts["no_shows"] += told["no_show"];
}

bool says_the_same(const Deed& heard, const EventRow& stored) {
  return heard.word == stored.type && heard.room == stored.room && heard.reason == stored.reason &&
         heard.back == stored.back && heard.expires == stored.expires;
}

// M5: his line is what is stored for him, from 1, with no hole and nothing twice, over all his connections.
void judge_line(Facts& facts, std::int64_t user, const Person& person) {
  const auto& stored = facts.events_of[user];
  for (std::size_t at = 0; at < stored.size(); ++at) {
    if (stored[at]->useq == static_cast<std::int64_t>(at) + 1) continue;
    return facts.find("M5", "the stored line has a hole before " + std::to_string(stored[at]->useq), {user});
  }
  std::int64_t last = 0;
  for (const auto& deed : person.deeds) {
    if (deed.what == What::broken) facts.find("M5", "the server broke the protocol: " + deed.word, {user});
    if (deed.what == What::resumed && deed.word == "gap") facts.find("M5", "resumed with a gap", {user});
    if (deed.what == What::resumed && deed.useq != last) {
      facts.find("M5", "resumed to " + std::to_string(deed.useq) + " after " + std::to_string(last), {user});
    }
    if (deed.what != What::event) continue;
    if (deed.useq != last + 1) {
      facts.find("M5", "heard " + std::to_string(deed.useq) + " after " + std::to_string(last), {user});
    }
    last = deed.useq;
    if (last < 1 || last > static_cast<std::int64_t>(stored.size())) continue;
    if (!says_the_same(deed, *stored[static_cast<std::size_t>(last) - 1])) {
      facts.find("M5", "heard another " + std::to_string(last) + " than is stored", {user});
    }
  }
  if (last != static_cast<std::int64_t>(stored.size())) {
    facts.find("M5", "heard up to " + std::to_string(last) + " of " + std::to_string(stored.size()), {user});
  }
}

// M7: along the answers about one ticket, what its survivals say, and what is stored.
void judge_time(Facts& facts, std::int64_t user, const Person& person) {
  std::map<std::int64_t, std::vector<std::pair<Micros, Micros>>> said;  // by ticket: when, and the end
  for (const auto& deed : person.deeds) {
    if (names_a_wait(deed) && deed.expires != 0) said[deed.ticket].emplace_back(deed.done, deed.expires);
  }
  for (const auto* event : facts.events_of[user]) {
    const auto* ticket = event->back ? facts.ticket_at(user, event->created) : nullptr;
    if (ticket != nullptr) said[ticket->id].emplace_back(event->created, event->expires);
  }
  for (auto& [id, times] : said) {
    std::ranges::sort(times);
    const auto found = facts.tickets.find(id);
    if (found != facts.tickets.end()) times.emplace_back(facts.storm.ended, found->second->expires);
    for (std::size_t at = 1; at < times.size(); ++at) {
      if (times[at].second + grain >= times[at - 1].second) continue;
      facts.find("M7",
                 "ticket " + std::to_string(id) + " ends " +
                     std::to_string((times[at - 1].second - times[at].second) / 1000) +
                     " ms earlier than was said",
                 {user});
    }
  }
}

// M9.
void judge_words(Facts& facts, std::int64_t user, const Person& person) {
  for (const auto& deed : person.deeds) {
    if (deed.what != What::say || deed.ticket == 0) continue;
    ++facts.verdict.counts["messages"];
    const auto* room = facts.room(deed.subject);
    if (room != nullptr && std::ranges::find(room->messages, deed.ticket) != room->messages.end()) continue;
    facts.find("M9", "message " + std::to_string(deed.ticket) + " of " + deed.subject + " is not there",
               {user});
  }
}

}  // namespace

void judge_answers(Facts& facts) {
  for (const auto& [user, person] : facts.people) {
    judge_named(facts, user, *person);
    judge_ends(facts, user);
    judge_line(facts, user, *person);
    judge_time(facts, user, *person);
    judge_words(facts, user, *person);
  }
}

}  // namespace heartlink::fault::match
