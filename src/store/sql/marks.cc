// SPDX-License-Identifier: Apache-2.0
#include "store/sql/marks.h"

#include <algorithm>
#include <utility>

#include "model/face.h"
#include "store/conversation_store.h"
#include "store/sql/admission.h"
#include "store/sql/unread.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using model::EntryId;

// Where one person stands in one room, and how far his marks shall go.
struct Move {
  Move(std::int64_t key_of, const model::Room& of, const model::User& by)
      : key(key_of), room(of), user(by), gone{of.pruned_before.value - 1}, unread_after(gone) {}

  std::int64_t key;
  const model::Room& room;
  const model::User& user;
  EntryId gone;  // up to here nothing is kept
  EntryId read;  // now
  EntryId delivered;
  EntryId unread_after;
  EntryId to_read;
  EntryId to_delivered;
  std::vector<EntryId> asked;
  bool tells_reads = true;
};

std::vector<EntryId> newly_read(Connection& connection, const Move& move, std::size_t most) {
  std::vector<EntryId> ids;
  const EntryId after = std::max(move.read, move.gone);
  Query row{connection, Dml::newly_read, move.key, after.value, move.to_read.value, move.user.id.value, most};
  while (row.row()) ids.push_back({row.integer(0)});
  std::reverse(ids.begin(), ids.end());
  return ids;
}

std::uint32_t count_passed(Connection& connection, const Move& move) {
  Query count{connection,         Dml::count_messages, move.key, move.unread_after.value,
              move.to_read.value, move.user.id.value};
  return count.row() ? static_cast<std::uint32_t>(count.integer(0)) : 0;
}

Marked carry_out(WriteScope& scope, model::Parcel& news, const base::Limits& limits, Move move) {
  move.to_read = std::max(move.to_read, move.read);
  move.to_delivered = std::max({move.to_delivered, move.delivered, move.to_read});
  Marked marked;
  marked.read = move.to_read;
  marked.delivered = move.to_delivered;
  marked.asked = move.asked;
  const bool read_moves = move.to_read > move.read;
  const bool delivered_moves = move.to_delivered > move.delivered;
  marked.moved = read_moves || delivered_moves;
  if (!marked.moved) return marked;
  Query{scope.connection,   Dml::set_mark,          move.key, move.user.id.value, scope.now.us,
        move.to_read.value, move.to_delivered.value}
      .run();
  if (read_moves) {
    marked.newly_read = newly_read(scope.connection, move, limits.marked_ids_told);
    marked.passed = count_passed(scope.connection, move);
  }
  auto& told = news.marks.emplace_back();
  told.room = move.room.id;
  told.user = move.user.id;
  told.username = present_person(move.user.id, move.user.name, move.room).name;
  if (read_moves) told.read = move.to_read;
  if (delivered_moves) told.delivered = move.to_delivered;
  told.newly_read = marked.newly_read;
  told.asked = std::move(move.asked);
  told.tells_reads = move.tells_reads;
  return marked;
}

// Of the ids, those that are messages of somebody else, ascending.
std::vector<EntryId> messages_among(Connection& connection, const LockedRoom& room, model::UserId reader,
                                    std::vector<EntryId> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::erase_if(ids, [&](EntryId id) {
    if (id < room.room.pruned_before || id.value > room.last_id) return true;
    const auto entry = entry_at(connection, room.key, id);
    return !entry || !entry->is_message() || entry->sender == reader;
  });
  return ids;
}

// The newest entry of the room whose id ends in these bits, if it is a message of somebody else.
std::optional<EntryId> entry_of_notice(Connection& connection, const Seat& seat, std::int64_t notice,
                                       model::UserId reader) {
  constexpr std::int64_t bits = (1LL << notice_entry_bits) - 1;
  const std::int64_t head = seat.stored.room.last_id.value;
  EntryId id{(head & ~bits) | (notice & bits)};
  if (id.value > head) id.value -= bits + 1;
  if (id < seat.stored.room.pruned_before) return std::nullopt;
  const auto entry = entry_at(connection, seat.stored.key, id);
  if (!entry || !entry->is_message() || entry->sender == reader) return std::nullopt;
  return id;
}

// How far the read mark of this seat shall go.
EntryId wanted(Connection& connection, const Seat& seat, model::UserId user,
               const std::optional<std::vector<std::int64_t>>& notices) {
  if (!notices) return seat.stored.room.last_id;
  EntryId highest;
  for (const std::int64_t notice : *notices) {
    if (notice < 0 || notice >> notice_entry_bits != seat.stored.key) continue;
    highest = std::max(highest, entry_of_notice(connection, seat, notice, user).value_or(EntryId{}));
  }
  return highest;
}

}  // namespace

base::Result<Marked> write_mark(WriteScope& scope, model::Parcel& news, const base::Limits& limits,
                                const NewMark& mark) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  const Rights rights = scope.run.rights(mark.user.id);
  if (const auto refused = refusal(room->room, rights)) return base::fail(*refused);
  const EntryId head{room->last_id};
  Move move{room->key, room->room, mark.user};
  move.tells_reads = rights.tells_reads;
  {
    Query row{scope.connection, Dml::mark_of, room->key, mark.user.id.value};
    if (row.row()) {
      move.read = {row.integer(0)};
      move.delivered = {row.integer(1)};
      move.unread_after = std::max({move.gone, move.read, EntryId{row.integer(2)}});
    }
  }
  move.asked = messages_among(scope.connection, *room, mark.user.id, mark.ids);
  if (!move.asked.empty()) move.to_read = move.asked.back();
  if (mark.all) move.to_read = head;
  if (mark.read) move.to_read = std::max(move.to_read, std::min(*mark.read, head));
  if (mark.delivered) move.to_delivered = std::min(*mark.delivered, head);
  return carry_out(scope, news, limits, std::move(move));
}

base::Result<std::uint32_t> write_marks_of_all(WriteScope& scope, model::Parcel& news,
                                               const base::Limits& limits, const model::User& user,
                                               const std::optional<std::vector<std::int64_t>>& notices) {
  std::uint32_t passed = 0;
  const auto chosen = preferences_of(scope.connection, user.id).value_or(model::Preferences{});
  for (const Seat& seat : active_seats(scope.connection, user.id, {})) {
    Move move{seat.stored.key, seat.stored.room, user};
    move.tells_reads = chosen.read_receipts;
    move.read = seat.read;
    move.unread_after = unread_after(seat);
    move.to_read = wanted(scope.connection, seat, user.id, notices);
    if (move.to_read <= seat.read) continue;
    {
      Query row{scope.connection, Dml::mark_of, seat.stored.key, user.id.value};
      if (row.row()) move.delivered = {row.integer(1)};
    }
    passed += carry_out(scope, news, limits, std::move(move)).passed;
  }
  return passed;
}

}  // namespace heartlink::store::sql
