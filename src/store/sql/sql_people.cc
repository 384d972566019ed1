// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_people.h"

#include <memory>
#include <utility>

#include "store/sql/news_job.h"
#include "store/sql/notify.h"
#include "store/sql/query.h"
#include "store/sql/two_people.h"

namespace heartlink::store::sql {
namespace {

// Goes from room to room, and answers behind what it ends.
JobTraits blocking() {
  JobTraits traits;
  traits.answers_last = true;
  return traits;
}

}  // namespace

void SqlPeople::open_direct(NewDirect direct, base::Done<Direct> done) {
  auto write = [&engine = engine_, direct = std::move(direct)](WriteScope& scope, model::Parcel& news) {
    return write_direct(scope, news, engine.limits, engine.epoch, direct);
  };
  engine_.writer.submit(std::make_unique<NewsJob<Direct>>(std::move(done), JobTraits{}, std::move(write)));
}

void SqlPeople::block(model::User by, model::User whom, base::Done<Blocked> done) {
  auto write = [by = std::move(by), whom = whom.id](WriteScope& scope, model::Parcel& news) {
    return write_block(scope, news, by, whom);
  };
  engine_.writer.submit(std::make_unique<NewsJob<Blocked>>(std::move(done), blocking(), std::move(write)));
}

void SqlPeople::block_in(model::User by, model::RoomId room, base::Done<Blocked> done) {
  auto write = [by = std::move(by), room = std::move(room)](WriteScope& scope, model::Parcel& news) {
    return write_block_in(scope, news, by, room);
  };
  engine_.writer.submit(std::make_unique<NewsJob<Blocked>>(std::move(done), blocking(), std::move(write)));
}

void SqlPeople::unblock(model::UserId by, model::UserId whom, base::Done<bool> done) {
  auto write = [by, whom](WriteScope& scope, model::Parcel& news) {
    return write_unblock(scope, news, by, whom);
  };
  engine_.writer.submit(std::make_unique<NewsJob<bool>>(std::move(done), JobTraits{}, std::move(write)));
}

void SqlPeople::unblock_in(model::UserId by, model::RoomId room, base::Done<bool> done) {
  auto write = [by, room = std::move(room)](WriteScope& scope, model::Parcel& news) {
    return write_unblock_in(scope, news, by, room);
  };
  engine_.writer.submit(std::make_unique<NewsJob<bool>>(std::move(done), JobTraits{}, std::move(write)));
}

void SqlPeople::blocked(model::UserId by, base::Done<std::vector<BlockedPerson>> done) {
  auto read = [&limits = engine_.limits,
               by](Connection& connection) -> base::Result<std::vector<BlockedPerson>> {
    std::vector<BlockedPerson> people;
    Query row{connection, Dml::blocked_by, by.value, limits.blocked_people};
    while (row.row()) {
      auto& one = people.emplace_back();
      one.name = row.text(0);
      one.at = {row.integer(1)};
      if (auto room = row.text(2); !room.empty()) one.room = model::RoomId{std::move(room)};
    }
    return people;
  };
  engine_.readers.ask<std::vector<BlockedPerson>>(std::move(done), std::move(read));
}

void SqlPeople::notify(model::User user, std::string text, base::Done<std::int64_t> done) {
  JobTraits traits;
  traits.room = notice_room(user.id).value;
  traits.text_bytes = text.size();
  auto write = [user = user.id, text = std::move(text)](WriteScope& scope, model::Parcel& news) {
    return write_notice(scope, news, user, text);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<std::int64_t>>(std::move(done), std::move(traits), std::move(write)));
}

}  // namespace heartlink::store::sql
