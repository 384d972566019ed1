// SPDX-License-Identifier: Apache-2.0
// I2 and I6: one message is one id, and one id comes once.
#include <algorithm>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "tests/fault/checker/invariants.h"

namespace heartlink::fault::checker {
namespace {

bool names_an_id(What what) {
  return what == What::ok || what == What::deliver || what == What::fetched || what == What::history;
}

bool was_unanswered(const Message& message) { return message.unknowns > 0 || message.dup; }

// Messages known under two ids: those of which I6 speaks, or all others.
void check_one_id(const Facts& facts, bool unanswered, std::string_view invariant, Violations& violations) {
  std::vector<Index> first(facts.messages.size(), none);
  std::vector<bool> told(facts.messages.size());
  for (Index index = 0; index < facts.size(); ++index) {
    const auto& row = facts.rows[index];
    if (row.message == none || !names_an_id(facts[index].what) || told[row.message]) continue;
    const auto& message = facts.messages[row.message];
    // In another room it is no second id but in the wrong place (I8).
    if (row.room != message.room || was_unanswered(message) != unanswered) continue;
    auto& known = first[row.message];
    if (known == none) known = index;
    if (facts[known].id == facts[index].id) continue;
    told[row.message] = true;
    const auto& event = facts[index];
    violations.add(
        invariant,
        fmt::format("{} of room {} is both {} and {}", event.cid, event.room, facts[known].id, event.id),
        {message.first_unknown, known, index});
  }
}

struct Delivery {
  std::int64_t id;
  Index connection;
  Index index;
};

// `reset` takes all that a client knew: what comes behind it on that connection is another log.
std::vector<Delivery> deliveries_of(const Facts& facts, const Stream& stream) {
  std::vector<Delivery> deliveries;
  for (const Index index : stream.events) {
    const auto& event = facts[index];
    if (event.what == What::resumed && event.text == "reset") deliveries.clear();
    if (event.what == What::deliver) deliveries.push_back({event.id, facts.rows[index].connection, index});
  }
  return deliveries;
}

void check_stream(const Facts& facts, const Stream& stream, Violations& violations) {
  auto deliveries = deliveries_of(facts, stream);
  const auto key = [](const Delivery& one) { return std::tuple{one.connection, one.id, one.index}; };
  std::ranges::sort(deliveries, {}, key);
  for (std::size_t place = 0; place < deliveries.size(); ++place) {
    const auto& one = deliveries[place];
    const auto& connection = facts.connections[one.connection];
    const bool again =
        place > 0 && deliveries[place - 1].connection == one.connection && deliveries[place - 1].id == one.id;
    if (again) {
      violations.add("I2",
                     fmt::format("{} got id {} of room {} twice on connection {}", stream.client, one.id,
                                 facts.room_name(stream.room), facts[one.index].connection),
                     {deliveries[place - 1].index, one.index});
      continue;
    }
    const auto base = facts.base_of(connection);
    const bool reset = connection.resumed != none && facts[connection.resumed].text == "reset";
    if (!base || one.id > *base || reset) continue;
    violations.add(
        "I2",
        fmt::format("{} got id {} of room {} on connection {}, which begins behind {}", stream.client, one.id,
                    facts.room_name(stream.room), facts[one.index].connection, *base),
        {connection.open, connection.greeted, one.index});
  }
}

}  // namespace

void check_no_double(const Facts& facts, Violations& violations) {
  check_one_id(facts, false, "I2", violations);
  for (const auto& stream : facts.streams) check_stream(facts, stream, violations);
}

void check_unanswered(const Facts& facts, Violations& violations) {
  check_one_id(facts, true, "I6", violations);
  std::vector<std::uint32_t> invokes(facts.messages.size());
  std::vector<std::uint32_t> fails(facts.messages.size());
  std::vector<bool> acknowledged(facts.messages.size());
  for (Index index = 0; index < facts.size(); ++index) {
    const auto& event = facts[index];
    const Index number = facts.rows[index].message;
    if (number == none) continue;
    if (event.what == What::invoke) ++invokes[number];
    if (event.what == What::fail) ++fails[number];
    if (event.what != What::ok) continue;
    const bool first = !acknowledged[number];
    acknowledged[number] = true;
    // One attempt is that which is answered now; another must be there that was not refused.
    if (!first || event.text != "dup" || invokes[number] > fails[number] + 1) continue;
    const auto& message = facts.messages[number];
    violations.add(
        "I6",
        fmt::format("{} of room {} is called a duplicate of {}, and no attempt before this one can "
                    "have stored it",
                    event.cid, event.room, event.id),
        {message.first_invoke, message.first_fail < index ? message.first_fail : none, index});
  }
}

}  // namespace heartlink::fault::checker
