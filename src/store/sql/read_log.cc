// SPDX-License-Identifier: Apache-2.0
#include "store/sql/read_log.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "model/face.h"
#include "store/sql/rows.h"
#include "store/sql/sign_in.h"
#include "store/sql/snapshot.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

// Marks are for rooms whose people know each other; a crowd's are of no use to anyone.
constexpr std::int64_t marks_most = 200;

// The room, if it is there and the viewer may look into it.
struct Entrance {
  StoredRoom stored;
  Membership viewer;
};
Result<Entrance> enter(Connection& connection, const Engine& engine, const model::RoomId& id,
                       model::UserId viewer) {
  auto found = find_room(connection, id, engine.epoch);
  if (!found) return base::fail(Code::room_not_found);
  const auto member = membership(connection, found->key, viewer);
  if (!may_enter(connection, *found, member, viewer)) return base::fail(Code::not_a_member);
  return Entrance{std::move(*found), member};
}

// Whether the sign-in behind the socket is still the viewer's and still good. Asked inside the snapshot: a
// revocation that is not seen here is committed later, so it finds the socket in its room's list.
bool signed_in(Connection& connection, const Engine& engine, const ResumeQuery& query) {
  if (query.secret_hash.empty()) return true;
  const auto principal = query.bearer ? token_behind(connection, query.secret_hash)
                                      : session_behind(connection, query.secret_hash, engine.clock.wall());
  return principal && principal->user.id == query.viewer;
}

// About what an entry takes on the wire: its keys, and its content with what JSON escapes to six octets.
std::size_t wire_bytes(const model::Entry& entry) {
  constexpr std::size_t keys = 512;
  const auto escaped = std::count_if(entry.content.begin(), entry.content.end(),
                                     [](char c) { return (c >= 0 && c < 0x20) || c == '"' || c == '\\'; });
  return keys + entry.content.size() + 5 * static_cast<std::size_t>(escaped);
}

// Reads up to `limit` entries of a range in the statement's order, or fewer when their content reaches
// `bytes`; false when the time is over.
struct Range {
  bool forward = true;  // from the anchor up, else down
  bool only_messages = false;
  std::int64_t anchor = 0;
  std::int64_t limit = 0;
  std::size_t bytes = std::numeric_limits<std::size_t>::max();
};
struct Reading {
  Connection& connection;
  const Engine& engine;
  const Snapshot& snapshot;
};
bool collect(Query& row, const Reading& reading, const StoredRoom& stored, const Range& range,
             std::vector<model::Entry>& entries) {
  for (std::size_t bytes = 0; bytes < range.bytes && row.row(); bytes += wire_bytes(entries.back())) {
    if (!reading.snapshot.in_time()) return false;
    entries.push_back(entry_of(row, stored.room));
    if (reading.engine.filter != nullptr) reading.engine.filter->mark(stored.room, entries.back());
  }
  return true;
}

// What is gone is in neither direction.
bool read_entries(const Reading& reading, const StoredRoom& stored, const Range& range,
                  std::vector<model::Entry>& entries) {
  const std::int64_t oldest = stored.room.pruned_before.value;
  if (range.forward) {
    const auto statement = range.only_messages ? Dml::messages_after : Dml::entries_after;
    Query row{reading.connection, statement, stored.key, std::max(range.anchor, oldest - 1), range.limit};
    return collect(row, reading, stored, range, entries);
  }
  const auto statement = range.only_messages ? Dml::messages_before : Dml::entries_before;
  Query row{reading.connection, statement, stored.key, range.anchor, range.limit, oldest};
  return collect(row, reading, stored, range, entries);
}

// Whose marks count: in a room that is open to all also those of its guests.
model::Role marks_up_to(const model::Room& room) {
  return room.open_to_all() ? model::Role::guest : model::Role::member;
}

std::vector<Mark> read_marks(Connection& connection, const StoredRoom& stored, model::UserId viewer) {
  std::vector<Mark> marks;
  Query row{connection, Dml::marks, stored.key, viewer.value, marks_up_to(stored.room), marks_most};
  while (row.row()) {
    auto& mark = marks.emplace_back();
    mark.username = present_person(model::UserId{row.integer(3)}, row.view(0), stored.room).name;
    mark.read = {row.integer(1)};
    mark.delivered = {row.integer(2)};
  }
  // The order of accounts would tell which alias has been here for longer.
  if (stored.room.is_masked()) std::ranges::sort(marks, {}, &Mark::username);
  return marks;
}

// From which id on a resuming client gets entries; the head itself when it gets none.
std::int64_t choose_start(const base::Limits& limits, const ResumeQuery& query, Resume& resume) {
  const std::int64_t head = resume.head.value;
  if (!query.after) return head;
  const std::int64_t after = query.after->value;
  if (after < 0 || after > head || (!query.epoch.empty() && query.epoch != resume.room.epoch)) {
    resume.reset = true;
    return head;
  }
  // What is gone is no gap: nobody can page it.
  const std::int64_t missing_after = std::max(after, resume.room.pruned_before.value - 1);
  if (head - missing_after <= static_cast<std::int64_t>(limits.resume_entries)) return missing_after;
  const std::int64_t start = head - static_cast<std::int64_t>(limits.resume_tail);
  resume.gap.emplace(model::EntryId{missing_after + 1}, model::EntryId{start});
  return start;
}

}  // namespace

Result<Resume> read_resume(Connection& connection, const Engine& engine, const ResumeQuery& query) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  if (!signed_in(connection, engine, query)) return base::fail(Code::login_required);
  auto entrance = enter(connection, engine, query.room, query.viewer);
  if (!entrance) return entrance.error();
  const StoredRoom& stored = entrance->stored;
  if (stored.room.status == model::RoomStatus::ended) return base::fail(Code::room_ended);

  Resume resume;
  resume.room = stored.room;
  resume.head = stored.room.last_id;
  resume.read_up_to = entrance->viewer.read_up_to;
  resume.muted_until = entrance->viewer.muted_until;
  resume.muted_everywhere_until = muted_until_of(connection, query.viewer);
  resume.marks = read_marks(connection, stored, query.viewer);
  resume.sees_reads = preferences_of(connection, query.viewer).value_or(model::Preferences{}).read_receipts;
  const std::int64_t start = choose_start(engine.limits, query, resume);
  if (start < resume.head.value) {
    const Range missing{true, false, start, resume.head.value - start, engine.limits.resume_part_bytes};
    if (!read_entries({connection, engine, snapshot}, stored, missing, resume.entries)) return too_slow();
    resume.more = !resume.entries.empty() && resume.entries.back().id < resume.head;
  }
  return resume;
}

Result<Page> read_page(Connection& connection, const Engine& engine, const PageQuery& query) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  auto entrance = enter(connection, engine, query.room, query.viewer);
  if (!entrance) return entrance.error();
  const StoredRoom& stored = entrance->stored;

  Page page;
  page.room = stored.room;
  page.viewer_read = entrance->viewer.read_up_to;
  const std::size_t most = std::clamp<std::size_t>(query.limit, 1, std::max(1U, engine.limits.history_page));
  const bool forward = query.from == PageQuery::From::after;
  // One more than asked for tells whether there is more.
  Range range{forward, query.only_messages, query.anchor.value, static_cast<std::int64_t>(most) + 1};
  if (query.from == PageQuery::From::newest) range.anchor = std::numeric_limits<std::int64_t>::max();
  if (!read_entries({connection, engine, snapshot}, stored, range, page.entries)) return too_slow();
  page.has_more = page.entries.size() > most;
  if (page.has_more) page.entries.pop_back();
  if (!forward) std::reverse(page.entries.begin(), page.entries.end());

  // In a big room this looks at thousands of members, and only one's own messages ask for it.
  const auto is_own = [&query](const model::Entry& entry) { return entry.sender == query.viewer; };
  if (std::ranges::any_of(page.entries, is_own)) {
    Query others{connection,         Dml::others_read,         stored.key,
                 query.viewer.value, marks_up_to(stored.room), engine.limits.room_members};
    if (others.row()) page.others_read = {others.integer(0)};
  }
  return page;
}

}  // namespace heartlink::store::sql
