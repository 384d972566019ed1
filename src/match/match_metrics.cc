// SPDX-License-Identifier: Apache-2.0
#include "match/match_metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace heartlink::match {

MatchMetrics::MatchMetrics(base::Metrics& metrics) {
  constexpr std::string_view words[] = {"offered", "matched", "withdrawn", "cancelled",
                                        "expired", "dropped", "no_show"};
  static_assert(std::size(words) == events_);
  for (const auto kind : {model::MatchKind::number, model::MatchKind::heart}) {
    const auto label = "kind=" + std::string{model::word_of(kind)};
    auto& of = kinds_[static_cast<std::size_t>(kind)];
    of.waiting = &metrics.gauge("heartlink_match_waiting", "Tickets that wait for a partner", label);
    of.seconds = &metrics.waits("heartlink_match_seconds", "From asking to both being in the room", label);
    for (std::size_t i = 0; i < events_; ++i) {
      of.total[i] = &metrics.counter("heartlink_match_total", "What became of tickets, one each time",
                                     label + ",outcome=" + std::string{words[i]});
    }
  }
}

MatchMetrics::Event MatchMetrics::event_of(const News& news) {
  using model::TicketState;
  switch (news.standing.state) {
    case TicketState::offered:
      return offered;
    case TicketState::matched:
      return matched;
    case TicketState::waiting:
      return withdrawn;
    case TicketState::cancelled:
      return cancelled;
    case TicketState::expired:
      return expired;
    case TicketState::dropped:
      break;
  }
  return news.reason == Reason::no_show ? no_show : dropped;
}

void MatchMetrics::count(const News& news, base::WallTime now) {
  auto& of = kinds_[static_cast<std::size_t>(news.standing.kind)];
  const auto event = event_of(news);
  of.total[event]->Increment();
  if (event != matched) return;
  constexpr double us = 1e-6;
  of.seconds->Observe(std::max(0.0, static_cast<double>(now.us - news.standing.since.us) * us));
}

void MatchMetrics::set_waiting(model::MatchKind kind, std::size_t tickets) {
  kinds_[static_cast<std::size_t>(kind)].waiting->Set(static_cast<double>(tickets));
}

}  // namespace heartlink::match
