// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_users.h"

#include <memory>
#include <utility>

#include "store/sql/news_job.h"
#include "store/sql/revoke.h"
#include "store/sql/rows.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

Result<std::uint32_t> change_password(WriteScope& scope, const NewPassword& password, Revocations& revoked) {
  {
    Query changed{scope.connection, Dml::set_password, password.user.value, password.password_hash,
                  password.instead_of};
    if (!changed.row()) return base::fail(Code::user_not_found);
  }
  if (!password.end_sessions) return 0U;
  return end_sessions_of(scope, password.user, password.except, revoked);
}

Result<model::Preferences> change_preferences(WriteScope& scope, model::Parcel& news, model::UserId id,
                                              model::Choice choice) {
  const auto now = preferences_of(scope.connection, id);
  if (!now) return base::fail(Code::user_not_found);
  const auto chosen = choice.applied_to(*now);
  if (*now == chosen) return chosen;
  Query{scope.connection, Dml::set_preferences, id.value, chosen.read_receipts ? 1 : 0,
        chosen.rules_accepted ? 1 : 0}
      .run();
  news.preferences.push_back({id, chosen});
  return chosen;
}

}  // namespace

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

void SqlUsers::list(model::UserId after, std::uint32_t limit, base::Done<std::vector<model::User>> done) {
  auto read = [after, limit](Connection& connection) -> Result<std::vector<model::User>> {
    std::vector<model::User> users;
    Query row{connection, Dml::users_after, after.value, limit};
    while (row.row()) users.push_back(user_of(row));
    return users;
  };
  engine_.readers.ask<std::vector<model::User>>(std::move(done), std::move(read));
}

void SqlUsers::set_password(NewPassword password, base::Done<std::uint32_t> done) {
  auto write = [password = std::move(password)](WriteScope& scope, Revocations& revoked) {
    return change_password(scope, password, revoked);
  };
  engine_.writer.submit(std::make_unique<RevokingJob<std::uint32_t>>(std::move(done), std::move(write)));
}

void SqlUsers::set_disabled(model::UserId user, bool disabled, base::Done<model::User> done) {
  auto write = [user, disabled](WriteScope& scope, Revocations& revoked) {
    return write_disabled(scope, user, disabled, revoked);
  };
  engine_.writer.submit(std::make_unique<RevokingJob<model::User>>(std::move(done), std::move(write)));
}

void SqlUsers::preferences(model::UserId user, base::Done<model::Preferences> done) {
  auto read = [user](Connection& connection) -> Result<model::Preferences> {
    const auto chosen = preferences_of(connection, user);
    if (!chosen) return base::fail(Code::user_not_found);
    return *chosen;
  };
  engine_.readers.ask<model::Preferences>(std::move(done), std::move(read));
}

void SqlUsers::set_preferences(model::UserId user, model::Choice choice,
                               base::Done<model::Preferences> done) {
  auto write = [user, choice](WriteScope& scope, model::Parcel& news) {
    return change_preferences(scope, news, user, choice);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<model::Preferences>>(std::move(done), JobTraits{}, std::move(write)));
}

}  // namespace heartlink::store::sql
