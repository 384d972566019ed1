// SPDX-License-Identifier: Apache-2.0
#include "store/sql/match_step.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "protocol/encode.h"
#include "store/sql/acts.h"
#include "store/sql/append.h"
#include "store/sql/make_room.h"
#include "store/sql/rows.h"
#include "store/sql/tickets.h"
#include "store/sql/two_people.h"
#include "store/sql/user_events.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Error;
using model::TicketState;
using What = MatchStep::What;

Error moved(const char* what) { return base::fail(Code::ticket_moved, what); }

// A row that is gone took its ticket with it (its owner was removed): closing it is nothing to do any more.
bool is_gone(Connection& connection, const TicketChange& change) {
  Query row{connection, Dml::has_ticket, change.after.id.value};
  return !row.row();
}

std::optional<Error> write_tickets(WriteScope& scope, const MatchStep& step) {
  for (const auto& change : step.changes) {
    if (write_change(scope.connection, change)) {
      if (change.is_new) drop_old_tickets(scope.connection, change.after, scope.now);
      continue;
    }
    const bool closes = !change.is_new && !model::is_live(change.after.state);
    if (!closes || !is_gone(scope.connection, change)) return moved("a ticket is not as it was");
  }
  return std::nullopt;
}

// Who may not be brought together, whatever the machine knew when it thought of it.
std::optional<Error> keep_apart(const WriteScope& scope, const MatchStep& step) {
  auto& connection = scope.connection;
  for (const auto& change : step.changes) {
    const auto user = find_user(connection, change.after.user);
    if (!user || user->disabled) return moved("an account is no more");
    if (muted_until_of(connection, user->id) > scope.now) return moved("somebody is muted");
  }
  const auto one = step.changes[0].after.user;
  const auto other = step.changes[1].after.user;
  if (has_wall(connection, one, other) || has_wall(connection, other, one)) return moved("a wall stands");
  return std::nullopt;
}

std::optional<Error> make_room(WriteScope& scope, model::Parcel& news, const std::string& epoch,
                               const MatchStep& step) {
  const auto& older = step.changes[0].after;
  NewRoom room;
  room.id = step.room;
  room.made_by = older.kind == model::MatchKind::number ? model::MadeBy::number : model::MadeBy::heart;
  room.user1 = older.user;
  room.user2 = step.changes[1].after.user;
  room.alias1 = step.alias1;
  room.alias2 = step.alias2;
  const auto made = insert_room(scope, news, room, epoch);
  if (!made) return made.error();
  return std::nullopt;
}

void end_room(WriteScope& scope, model::Parcel& news, const MatchStep& step) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr || room->room.status == model::RoomStatus::ended) return;
  const bool late = std::ranges::any_of(
      step.changes, [](const TicketChange& change) { return change.reason == model::TicketReason::no_show; });
  write_end(scope, news, std::nullopt, late ? "no_show" : "left");
}

std::string name_in(Connection& connection, const MatchStep& step, std::size_t at) {
  const auto& alias = at == 0 ? step.alias1 : step.alias2;
  if (!alias.empty()) return alias;
  const auto user = find_user(connection, step.changes[at].after.user);
  return user ? user->name : std::string{};
}

// What the owner of a change is told, on all his tabs; nothing when a wait begins, settles or was cancelled.
std::string body_of(Connection& connection, const MatchStep& step, std::size_t at) {
  const auto& change = step.changes[at];
  const auto kind = change.after.kind;
  if (step.what == What::offer) {
    protocol::MatchFound event;
    event.kind = kind;
    event.room = step.room;
    event.partner = name_in(connection, step, 1 - at);
    event.confirm_by = step.confirm_by;
    return protocol::encode_body(event);
  }
  if (step.what == What::withdraw && change.reason != model::TicketReason::removed) {
    protocol::MatchWithdrawn event{kind, change.reason, std::nullopt};
    if (change.after.state == TicketState::waiting) event.expires_at = change.after.expires_at;
    return protocol::encode_body(event);
  }
  if (change.after.state == TicketState::expired) return protocol::encode_body(protocol::TicketExpired{kind});
  if (change.after.state == TicketState::dropped) {
    return protocol::encode_body(protocol::TicketDropped{kind, change.reason});
  }
  return {};
}

std::optional<Error> write_acts(WriteScope& scope, const MatchStep& step) {
  for (const auto& change : step.changes) {
    for (auto act : change.acts) {
      const auto user = find_user(scope.connection, change.after.user);
      act.subject = "ticket " + std::to_string(change.after.id.value);
      if (user) act.subject += " (" + user->name + ")";
      if (const auto noted = write_act(scope, act); !noted) return noted.error();
    }
  }
  return std::nullopt;
}

}  // namespace

base::Result<bool> write_step(WriteScope& scope, model::Parcel& news, const base::Limits& limits,
                              const std::string& epoch, const MatchStep& step) {
  if (step.what == What::settle) {
    const LockedRoom* room = scope.run.room();
    if (room == nullptr || room->room.status != model::RoomStatus::active) return moved("the room has ended");
  }
  if (step.what == What::offer) {
    if (auto refused = keep_apart(scope, step)) return *std::move(refused);
    if (auto refused = make_room(scope, news, epoch, step)) return *std::move(refused);
  }
  if (auto refused = write_tickets(scope, step)) return *std::move(refused);
  if (auto refused = write_acts(scope, step)) return *std::move(refused);
  if (step.what == What::withdraw) end_room(scope, news, step);
  for (std::size_t at = 0; at < step.changes.size(); ++at) {
    auto body = body_of(scope.connection, step, at);
    if (!body.empty()) tell(scope, news, limits, step.changes[at].after.user, std::move(body));
  }
  return true;
}

}  // namespace heartlink::store::sql
