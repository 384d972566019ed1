// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_scratch.h"

#include <memory>
#include <utility>

#include "store/sql/query.h"
#include "store/sql/revoke.h"

namespace heartlink::store::sql {
namespace {

using base::Result;

// The members go with the room (ON DELETE CASCADE).
void remove_room(WriteScope& scope) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return;
  Query{scope.connection, Dml::delete_entries, room->key}.run();
  Query{scope.connection, Dml::delete_room, room->key}.run();
  scope.run.stale();
}

bool stands_in_room(Connection& connection, model::UserId user) {
  Query row{connection, Dml::stands_in_room, user.value};
  return row.row();
}

bool disable(Connection& connection, model::UserId user) {
  Query row{connection, Dml::set_disabled, user.value, 1};
  return row.row();
}

// False: disabled instead. Either way no secret of the person is left.
bool remove_user(WriteScope& scope, model::UserId user, Revocations& revoked) {
  // What holds in either case comes first.
  if (!disable(scope.connection, user)) return true;
  end_all_of(scope, user, revoked);
  Query{scope.connection, Dml::drop_tokens_of, user.value}.run();
  // Where he only read, nobody misses him.
  Query{scope.connection, Dml::delete_guest_rows, user.value}.run();
  if (stands_in_room(scope.connection, user)) return false;
  Query{scope.connection, Dml::delete_user, user.value}.run();
  return true;
}

}  // namespace

void SqlScratch::remove(Scratch scratch, base::Done<bool> done) {
  std::string room = scratch.room ? scratch.room->value : std::string{};
  auto write = [scratch = std::move(scratch)](WriteScope& scope, Revocations& revoked) -> Result<bool> {
    if (scratch.room) remove_room(scope);
    return !scratch.user || remove_user(scope, *scratch.user, revoked);
  };
  engine_.writer.submit(
      std::make_unique<RevokingJob<bool>>(std::move(done), std::move(write), std::move(room)));
}

}  // namespace heartlink::store::sql
