// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_users.h"

#include <memory>
#include <utility>

#include "store/sql/rows.h"

namespace heartlink::store::sql {

using base::Code;
using base::Result;

void SqlUsers::create(NewUser user, base::Done<model::User> done) {
  auto write = [user = std::move(user)](WriteScope& scope) -> Result<model::User> {
    Query insert{scope.connection,   Dml::insert_user,   user.name,   user.name_key,
                 user.password_hash, user.staff ? 1 : 0, scope.now.us};
    if (!insert.row()) return base::fail(Code::username_taken);
    model::User made;
    made.id = {insert.integer(0)};
    made.name = user.name;
    made.staff = user.staff;
    made.created_at = scope.now;
    return made;
  };
  engine_.writer.submit(std::make_unique<FunctionJob<model::User>>(std::move(done), std::move(write)));
}

void SqlUsers::find(std::string name_key, base::Done<Credentials> done) {
  auto read = [name_key = std::move(name_key)](Connection& connection) -> Result<Credentials> {
    Query row{connection, Dml::find_user, name_key};
    if (!row.row()) return base::fail(Code::user_not_found);
    Credentials found;
    found.user = user_of(row);
    found.password_hash = row.text(5);
    return found;
  };
  engine_.readers.ask<Credentials>(std::move(done), std::move(read));
}

}  // namespace heartlink::store::sql
