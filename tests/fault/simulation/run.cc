// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/simulation/run.h"

#include <algorithm>

#include <boost/json.hpp>

#include "protocol/encode.h"
#include "store/sql/read_log.h"
#include "store/sql/rows.h"
#include "tests/fault/history/entry_of.h"
#include "tests/fault/simulation/world.h"

namespace heartlink::fault::simulation {
namespace {

constexpr std::size_t steps_least = 1'500;
constexpr std::size_t steps_most = 5'000;
constexpr std::int64_t everything = 1'000'000;

void note_entry(Recorder& recorder, const std::string& reader, const model::Entry& entry) {
  auto event = entry_of(protocol::entry_frame(protocol::ChatMessage{&entry, false, false}));
  if (!event) return recorder.note(What::finding, "an entry that is none");
  event->what = What::history;
  event->client = reader;
  event->room = entry.room.value;
  recorder.note(*std::move(event));
}

// As rows, past everything that is under test but the statement itself.
void read_database(World& world, const model::RoomId& room, Recorder& recorder) {
  auto& connection = world.database().bare();
  const auto stored = store::sql::find_room(connection, room, {});
  if (!stored) return recorder.note(What::finding, "a room is gone: " + room.value);
  store::sql::Query row{connection, store::sql::Dml::entries_after, stored->key, 0, everything};
  while (row.row()) note_entry(recorder, "database", store::sql::entry_of(row, stored->room));
}

// As history over HTTP is read, page by page.
void read_pages(World& world, const Stock& stock, const model::RoomId& room, Recorder& recorder) {
  store::PageQuery query;
  query.room = room;
  query.viewer = stock.people.front().id;
  query.from = store::PageQuery::From::after;
  query.limit = 7;
  for (bool more = true; more;) {
    const auto page = store::sql::read_page(world.database().bare(), world.server().engine(), query);
    if (!page) return recorder.note(What::finding, "a page cannot be read: " + room.value);
    for (const auto& entry : page->entries) note_entry(recorder, "http", entry);
    more = page->has_more;
    if (!page->entries.empty()) query.anchor = page->entries.back().id;
  }
}

// As a client has it that asks for everything: what came, and what it was left to fetch.
void read_socket(World& world, const model::RoomId& room, Recorder& recorder) {
  auto told = world.read_all(room);
  std::erase_if(
      told, [](const Event& event) { return event.what != What::deliver && event.what != What::fetched; });
  std::ranges::stable_sort(told, {}, &Event::id);
  for (auto& event : told) {
    event.what = What::history;
    event.client = "socket";
    event.connection = 0;
    recorder.note(std::move(event));
  }
}

void come_to_rest(World& world, Recorder& recorder) {
  if (world.come_to_rest()) return;
  for (const auto& client : world.clients()) {
    if (!client->is_done()) recorder.note(What::finding, "it never comes to rest: " + client->state());
  }
}

// A client that stands elsewhere than the log was told too little, or too much.
void compare_heads(World& world, const model::RoomId& room, Recorder& recorder) {
  const auto stored = store::sql::find_room(world.database().bare(), room, {});
  for (const auto& client : world.clients()) {
    if (!stored || client->plan().room != room || client->newest() == stored->room.last_id.value) continue;
    recorder.note(What::finding, "the log ends at " + std::to_string(stored->room.last_id.value) + " but " +
                                     client->state());
  }
}

}  // namespace

Outcome run_seed(const Shelf& shelf, std::uint64_t seed, bool trace) {
  Outcome outcome;
  Recorder recorder{trace};
  {
    World world{shelf, seed, recorder, outcome.counts, trace};
    Dice length{~seed};
    world.suffer(length.between(steps_least, steps_most));
    world.heal();
    come_to_rest(world, recorder);
    world.reconnect();
    come_to_rest(world, recorder);
    recorder.note(What::phase, "end");
    for (const auto& room : shelf.stock().rooms) {
      read_database(world, room, recorder);
      read_pages(world, shelf.stock(), room, recorder);
      read_socket(world, room, recorder);
      compare_heads(world, room, recorder);
    }
  }
  outcome.history = recorder.history();
  outcome.verdict = check(outcome.history);
  return outcome;
}

}  // namespace heartlink::fault::simulation
