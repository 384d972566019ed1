// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_members.h"

#include <memory>
#include <utility>

#include "store/sql/change_member.h"
#include "store/sql/consent.h"
#include "store/sql/join_room.h"
#include "store/sql/leave_room.h"
#include "store/sql/news_job.h"
#include "store/sql/read_members.h"

namespace heartlink::store::sql {

void SqlMembers::change(MemberChange change, base::Done<model::EntryId> done) {
  JobTraits traits;
  traits.room = change.room.value;
  traits.answers_last = change.kind != MemberChange::Kind::add;
  auto write = [&limits = engine_.limits, change = std::move(change)](WriteScope& scope,
                                                                      model::Parcel& news) {
    return write_member_change(scope, news, limits, change);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<model::EntryId>>(std::move(done), std::move(traits), std::move(write)));
}

void SqlMembers::leave(model::RoomId room, model::User user, base::Done<Left> done) {
  JobTraits traits;
  traits.room = std::move(room.value);
  traits.answers_last = true;
  auto write = [user = std::move(user)](WriteScope& scope, model::Parcel& news) {
    return write_leave(scope, news, user);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<Left>>(std::move(done), std::move(traits), std::move(write)));
}

void SqlMembers::invite(NewInvite invite, base::Done<bool> done) {
  auto room = invite.room.value;
  auto write = [&limits = engine_.limits, invite = std::move(invite)](WriteScope& scope) {
    return write_invite(scope, limits, invite);
  };
  engine_.writer.submit(
      std::make_unique<FunctionJob<bool>>(std::move(done), std::move(write), std::move(room)));
}

void SqlMembers::join(JoinRoom join, base::Done<Joined> done) {
  JobTraits traits;
  // Which room a code opens is known only inside the transaction.
  if (join.code_hash.empty() && join.room) traits.room = join.room->value;
  auto write = [&engine = engine_, join = std::move(join)](WriteScope& scope, model::Parcel& news) {
    return write_join(scope, news, engine.limits, engine.epoch, join);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<Joined>>(std::move(done), std::move(traits), std::move(write)));
}

// Answered behind its parcel: it may end the room.
void SqlMembers::reveal(model::RoomId room, model::User user, base::Done<Consent> done) {
  JobTraits traits;
  traits.room = std::move(room.value);
  traits.answers_last = true;
  auto write = [user = std::move(user)](WriteScope& scope, model::Parcel& news) {
    return write_reveal(scope, news, user);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<Consent>>(std::move(done), std::move(traits), std::move(write)));
}

void SqlMembers::keep(model::RoomId room, model::User user, base::Done<Consent> done) {
  JobTraits traits;
  traits.room = std::move(room.value);
  auto write = [user = std::move(user)](WriteScope& scope, model::Parcel& news) {
    return write_keep(scope, news, user);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<Consent>>(std::move(done), std::move(traits), std::move(write)));
}

void SqlMembers::participants(model::RoomId room, model::UserId viewer, base::Done<Participants> done) {
  auto read = [&engine = engine_, room = std::move(room), viewer](Connection& connection) {
    return read_participants(connection, engine, room, viewer);
  };
  engine_.readers.ask<Participants>(std::move(done), std::move(read));
}

void SqlMembers::acquaintance(model::UserId viewer, model::UserId person, base::Done<model::User> done) {
  engine_.readers.ask<model::User>(std::move(done), [viewer, person](Connection& connection) {
    return read_acquaintance(connection, viewer, person);
  });
}

}  // namespace heartlink::store::sql
