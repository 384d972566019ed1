// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/match/judge.h"

#include <array>

#include <fmt/format.h>

#include "tests/fault/match/facts.h"

namespace heartlink::fault::match {
namespace {

void count(Facts& facts) {
  auto& counts = facts.verdict.counts;
  counts["matches"] = static_cast<std::int64_t>(facts.storm.ledger.rooms.size());
  for (const auto& ticket : facts.storm.ledger.tickets) {
    if (ticket.state == TicketState::matched) ++counts["matched_tickets"];
  }
  counts["tickets"] = static_cast<std::int64_t>(facts.storm.ledger.tickets.size());
  for (const auto& event : facts.storm.ledger.events) {
    if (event.back) ++counts["survivors"];
  }
  for (const auto& person : facts.storm.people) {
    for (const auto& deed : person.deeds) {
      ++counts["deeds"];
      if (!deed.known) ++counts["unanswered"];
      if (deed.what == Deed::What::cancel && deed.word == "cancelled") ++counts["cancels_won"];
      if (deed.what == Deed::What::cancel && deed.word == "already_matched") ++counts["cancels_lost"];
      if (deed.what == Deed::What::block && deed.known && deed.word == "done") ++counts["blocks"];
      if (deed.what == Deed::What::create && deed.word == "match_paused") ++counts["paused"];
      if (deed.what == Deed::What::event) ++counts["events"];
    }
  }
}

}  // namespace

Verdict judge(const Storm& storm) {
  Facts facts{storm};
  count(facts);
  judge_pairs(facts);
  judge_answers(facts);
  return std::move(facts.verdict);
}

std::string story_of(const Person& person) {
  constexpr std::array words{"create", "cancel", "status", "block",   "unblock", "say",
                             "open",   "leave",  "event",  "resumed", "broken"};
  std::string text = person.name + ":\n";
  for (const auto& deed : person.deeds) {
    text += fmt::format("  {}.{:06} +{} us {} {}{} -> {}{} {} {}", deed.sent / 1'000'000,
                        deed.sent % 1'000'000, deed.done - deed.sent,
                        words[static_cast<std::size_t>(deed.what)], deed.heart ? "heart " : "", deed.subject,
                        deed.known ? "" : "(no answer) ", deed.word, deed.room, deed.reason);
    if (deed.ticket != 0) text += fmt::format(" ticket={}", deed.ticket);
    if (deed.useq != 0) text += fmt::format(" useq={}", deed.useq);
    if (deed.expires != 0) text += fmt::format(" expires={}", deed.expires);
    text += '\n';
  }
  return text;
}

}  // namespace heartlink::fault::match
