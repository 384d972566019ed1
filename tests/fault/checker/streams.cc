// SPDX-License-Identifier: Apache-2.0
// I7: what each client has seen over all of its connections. One Walk per stream: it goes through the
// stream's events in order, judges each connection for itself, and at last the union of all.
#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "tests/fault/checker/invariants.h"
#include "tests/fault/checker/members.h"

namespace heartlink::fault::checker {
namespace {

// Ids that need no further question, both included: seen, already reported, or forgiven.
struct Range {
  std::int64_t first;
  std::int64_t last;
  Index seen = none;  // the event by which; none: not seen
};

// Where one connection stands.
struct Place {
  std::optional<std::int64_t> at;  // the highest id it has delivered, or where it began
  Index last = none;               // the event that brought it there
  bool live = false;               // it catches up no more: from here on everything comes in a row
  std::vector<Range> holes;        // skipped while it caught up; a gap when `resumed` says so
};

class Walk {
 public:
  Walk(const Facts& facts, const Stream& stream, Violations& violations)
      : facts_(facts), stream_(stream), violations_(violations) {}

  void see(Index index) {
    switch (facts_[index].what) {
      case What::open:
        return on_open(index);
      case What::greeted:
        return on_greeted(index);
      case What::deliver:
        return on_deliver(index);
      case What::fetched:
        return keep(index);
      case What::resumed:
        return on_resumed(index);
      default:
        return;
    }
  }

  // When all has been seen.
  void finish(const Members& members) {
    if (!start_) return;
    const bool connected = is_connected_at_end();
    if (connected) check_head(members);
    if (!connected) forgive_gaps();
    check_union();
  }

 private:
  Place& place_of(Index index) { return places_[facts_.rows[index].connection]; }

  // It asks for what is behind this id, so it says that it has all up to there.
  void on_open(Index index) {
    if (start_ && facts_[index].id > reached_) reach(facts_[index].id, index);
  }

  void on_greeted(Index index) {
    const auto& connection = facts_.connections[facts_.rows[index].connection];
    auto& place = place_of(index);
    place.at = facts_.base_of(connection);
    place.last = index;
    place.live = connection.open == none || facts_[connection.open].id < 0;
    if (start_) return;
    start_ = *place.at;
    reach(*start_, index);
  }

  void on_deliver(Index index) {
    keep(index);
    auto& place = place_of(index);
    const auto id = facts_[index].id;
    if (place.at && id > *place.at + 1) {
      const Range hole{*place.at + 1, id - 1};
      if (place.live) {
        report(hole, "missed", {place.last, index});
      } else {
        place.holes.push_back(hole);
      }
    }
    // What comes twice or behind is reported elsewhere and moves nothing.
    if (place.at && id <= *place.at) return;
    place.at = id;
    place.last = index;
  }

  void on_resumed(Index index) {
    const auto& event = facts_[index];
    if (event.text == "reset") {
      violations_.add(
          "I7",
          fmt::format("{} was told to start over in room {}", stream_.client, facts_.room_name(stream_.room)),
          {facts_.connections[facts_.rows[index].connection].open, index});
      return start_over(event.id, index);
    }
    auto& place = place_of(index);
    place.live = true;
    const Index open = facts_.connections[facts_.rows[index].connection].open;
    if (event.text != "gap") {
      for (const auto& hole : place.holes) report(hole, "resumed without", {open, index});
      place.holes.clear();
    }
    if (place.at && event.id > *place.at) {
      report({*place.at + 1, event.id}, "resumed without", {open, place.last, index});
      place.at = event.id;
    }
    place.last = index;
    reach(event.id, index);
  }

  void start_over(std::int64_t id, Index index) {
    start_ = id;
    reached_ = id;
    reached_by_ = index;
    known_.clear();
    auto& place = place_of(index);
    place = {};
    place.at = id;
    place.last = index;
    place.live = true;
  }

  void keep(Index index) {
    if (!start_) return;
    const auto id = facts_[index].id;
    known_.push_back({id, id, index});
    reach(id, index);
  }

  void reach(std::int64_t id, Index index) {
    if (reached_by_ != none && id <= reached_) return;
    reached_ = id;
    reached_by_ = index;
  }

  void report(const Range& hole, std::string_view how, std::vector<Index> evidence) {
    known_.push_back(hole);
    const auto ids = hole.first == hole.last ? fmt::format("id {}", hole.first)
                                             : fmt::format("ids {} to {}", hole.first, hole.last);
    violations_.add(
        "I7", fmt::format("{} {} {} of room {}", stream_.client, how, ids, facts_.room_name(stream_.room)),
        std::move(evidence), static_cast<std::size_t>(hole.last - hole.first + 1));
  }

  [[nodiscard]] bool is_connected_at_end() const {
    const auto& last = facts_.connections[stream_.last_connection];
    return facts_.end != none && last.greeted != none && last.greeted < facts_.end &&
           (last.closed == none || last.closed > facts_.end);
  }

  void check_head(const Members& members) {
    const auto head = facts_.rooms[stream_.room].head;
    if (members.taken_out_at(stream_.room, stream_.user, head) != none) return;
    auto top = *start_;
    for (const auto& range : known_) top = std::max(top, range.last);
    if (top >= head) return;
    const auto& last = facts_.connections[stream_.last_connection];
    report({top + 1, head}, "is connected to the end and has not seen",
           {last.greeted, facts_.end, facts_.rooms[stream_.room].head_line});
  }

  // Who is gone before the end may not have come to fetching what was skipped while it caught up.
  void forgive_gaps() {
    for (const auto& [connection, place] : places_)
      known_.insert(known_.end(), place.holes.begin(), place.holes.end());
  }

  // Every id up to the highest: seen somewhere, or known to be missed.
  void check_union() {
    std::ranges::sort(known_, {}, &Range::first);
    auto next = *start_ + 1;
    Index before = none;
    const auto missing_up_to = [&](std::int64_t last, Index behind) {
      if (next <= last) report_missing(next, last, before, behind);
    };
    for (const auto& range : known_) {
      missing_up_to(std::min(range.first - 1, reached_), range.seen);
      if (range.last < next) continue;
      next = range.last + 1;
      before = range.seen;
    }
    missing_up_to(reached_, reached_by_);
  }

  void report_missing(std::int64_t first, std::int64_t last, Index before, Index behind) {
    const auto ids = first == last ? fmt::format("id {}", first) : fmt::format("ids {} to {}", first, last);
    violations_.add("I7",
                    fmt::format("{} has never seen {} of room {}, over all of its connections",
                                stream_.client, ids, facts_.room_name(stream_.room)),
                    {before, behind == none ? reached_by_ : behind},
                    static_cast<std::size_t>(last - first + 1));
  }

  const Facts& facts_;
  const Stream& stream_;
  Violations& violations_;
  std::unordered_map<Index, Place> places_;  // by connection
  std::optional<std::int64_t> start_;  // the stream begins behind this id
  std::int64_t reached_ = 0;
  Index reached_by_ = none;
  std::vector<Range> known_;
};

}  // namespace

void check_live_completeness(const Facts& facts, Violations& violations) {
  const Members members{facts};
  for (const auto& stream : facts.streams) {
    Walk walk{facts, stream, violations};
    for (const Index index : stream.events) walk.see(index);
    walk.finish(members);
  }
}

}  // namespace heartlink::fault::checker
