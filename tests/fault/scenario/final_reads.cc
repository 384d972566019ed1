// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/final_reads.h"

#include <algorithm>

#include <boost/json.hpp>

#include "tests/fault/history/entry_of.h"
#include "tests/process/history.h"
#include "tests/process/people.h"

namespace heartlink::fault {
namespace {

constexpr std::int64_t unread_told_at_most = 999;  // limits.unread_max

void note(HistoryWriter& history, const std::string& source, const std::string& room, Event entry) {
  entry.what = What::history;
  entry.client = source;
  entry.room = room;
  history.write(std::move(entry));
}

// Entries behind `after` up to `last` over HTTP; the newest id that was read.
std::int64_t read_pages(const process::ServerProcess& server, const std::string& token,
                        const std::string& source, const std::string& room, std::int64_t after,
                        std::int64_t last, HistoryWriter& history) {
  for (bool more = true; more && after < last;) {
    const auto query = "?limit=200&after=" + std::to_string(after);
    const auto page = process::read_page(server.port(), process::with_token(token), room, query);
    more = page.at("has_more").as_bool();
    for (const auto& frame : page.at("entries").as_array()) {
      auto entry = entry_of(frame.as_object());
      if (!entry || entry->id > last) continue;
      after = entry->id;
      note(history, source, room, *std::move(entry));
    }
  }
  return after;
}

}  // namespace

void read_over_http(const process::ServerProcess& server, const std::string& token,
                    const std::vector<std::string>& rooms, HistoryWriter& history) {
  for (const auto& room : rooms) read_pages(server, token, "http", room, 0, INT64_MAX, history);
}

void read_by_socket(const process::ServerProcess& server, const std::string& token,
                    const std::vector<std::string>& rooms, HistoryWriter& history) {
  for (const auto& room : rooms) {
    auto socket = process::open_room(server, process::with_token(token), room, "?after=0");
    std::vector<Event> entries;
    for (auto frame = socket.next(); frame.at("type").as_string() != "resumed"; frame = socket.next()) {
      if (auto entry = entry_of(frame)) entries.push_back(*std::move(entry));
    }
    // Of a very long room a socket gets the newest entries only and pages the rest, as every client does.
    if (!entries.empty()) read_pages(server, token, "socket", room, 0, entries.front().id - 1, history);
    for (auto& entry : entries) note(history, "socket", room, std::move(entry));
  }
}

void compare_unread(const process::ServerProcess& server, const std::string& user, const std::string& token,
                    const std::vector<Unread>& computed, HistoryWriter& history) {
  const auto answer =
      process::ask(server.port(), {"/tools/api/chat/rooms/", process::with_token(token)}).json();
  for (const auto& each : answer.at("rooms").as_array()) {
    const auto& room = each.as_object();
    const std::string name{room.at("room_id").as_string()};
    const auto known = std::ranges::find_if(
        computed, [&](const Unread& unread) { return unread.user == user && unread.room == name; });
    if (known == computed.end()) continue;
    const auto told = room.at("unread").as_int64();
    const auto mark = room.at("read_up_to").as_int64();
    if (told == std::min(known->messages, unread_told_at_most) && mark == known->read_up_to) continue;
    Event finding;
    finding.what = What::finding;
    finding.text = "I11: " + user + " in " + name + " is told " + std::to_string(told) + " unread behind " +
                   std::to_string(mark) + ", computed are " + std::to_string(known->messages) + " behind " +
                   std::to_string(known->read_up_to);
    history.write(std::move(finding));
  }
}

}  // namespace heartlink::fault
