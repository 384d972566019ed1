// SPDX-License-Identifier: Apache-2.0
#include "store/sql/consent.h"

#include <optional>
#include <string>

#include "store/sql/admission.h"
#include "store/sql/append.h"
#include "store/sql/query.h"
#include "store/sql/two_people.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using model::MemberAction;

constexpr std::uint8_t both_words = 3;

// Whose word it is: 1 user1's, 2 user2's; 0: neither.
std::uint8_t bit_of(const model::Room& room, model::UserId user) {
  if (room.user1 == user) return 1;
  return room.user2 == user ? 2 : 0;
}

// The words of the two so far, and what one of them adds.
struct Ballot {
  std::uint8_t before = 0;
  std::uint8_t mine = 0;

  [[nodiscard]] bool is_new() const { return (before & mine) == 0; }
  [[nodiscard]] std::uint8_t after() const { return before | mine; }
  [[nodiscard]] bool completes() const { return is_new() && after() == both_words; }
};

Consent write_word(WriteScope& scope, model::Parcel& news, const model::User& user, const Ballot& ballot,
                   MemberAction action) {
  Consent consent;
  consent.theirs = (ballot.before & ~ballot.mine) != 0;
  if (!ballot.is_new()) return consent;
  const std::string content{ballot.completes() ? model::both_said : std::string_view{}};
  consent.id = append(scope, news, member_changed(user, user, action, content));
  return consent;
}

bool is_wall_between(Connection& connection, const model::Room& room) {
  return room.user1 && room.user2 &&
         (has_wall(connection, *room.user1, *room.user2) || has_wall(connection, *room.user2, *room.user1));
}

}  // namespace

base::Result<Consent> write_reveal(WriteScope& scope, model::Parcel& news, const model::User& user) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  if (const auto refused = refusal(room->room, scope.run.rights(user.id))) return base::fail(*refused);
  const Ballot ballot{room->room.revealed, bit_of(room->room, user.id)};
  if (room->room.alias1.empty() || ballot.mine == 0) return base::fail(Code::not_allowed);
  const auto consent = write_word(scope, news, user, ballot, MemberAction::revealed);
  if (!ballot.is_new()) return consent;
  Query{scope.connection, Dml::set_revealed, room->key, ballot.after()}.run();
  scope.run.stale();
  // Somebody has met whom he had blocked by name before: of such two no room stays open.
  if (ballot.completes() && is_wall_between(scope.connection, room->room)) {
    write_end(scope, news, user, "left");
  }
  return consent;
}

base::Result<Consent> write_keep(WriteScope& scope, model::Parcel& news, const model::User& user) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  if (const auto refused = refusal(room->room, scope.run.rights(user.id))) return base::fail(*refused);
  const auto made_by = room->room.made_by;
  const bool is_match = made_by == model::MadeBy::number || made_by == model::MadeBy::heart;
  const Ballot ballot{room->room.kept, bit_of(room->room, user.id)};
  const bool is_kept = ballot.before == both_words;  // and no match any more
  if ((!is_match && !is_kept) || ballot.mine == 0) return base::fail(Code::not_allowed);
  const auto consent = write_word(scope, news, user, ballot, MemberAction::kept);
  if (!ballot.is_new()) return consent;
  Query{scope.connection, Dml::set_kept, room->key, ballot.after(),
        ballot.completes() ? model::MadeBy::direct : made_by}
      .run();
  scope.run.stale();
  return consent;
}

}  // namespace heartlink::store::sql
