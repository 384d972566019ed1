// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_conversations.h"

#include <memory>
#include <utility>

#include "store/sql/marks.h"
#include "store/sql/news_job.h"
#include "store/sql/read_conversations.h"
#include "store/sql/unread.h"

namespace heartlink::store::sql {

void SqlConversations::conversations(model::UserId user, base::Done<std::vector<Conversation>> done) {
  engine_.readers.ask<std::vector<Conversation>>(std::move(done),
                                                 [&engine = engine_, user](Connection& connection) {
                                                   return read_conversations(connection, engine, user);
                                                 });
}

void SqlConversations::unread(model::UserId user, base::Done<std::vector<UnreadRoom>> done) {
  engine_.readers.ask<std::vector<UnreadRoom>>(
      std::move(done),
      [&engine = engine_, user](Connection& connection) { return read_unread(connection, engine, user); });
}

void SqlConversations::member_rooms(model::UserId user, base::Done<std::vector<model::RoomId>> done) {
  auto read = [&engine = engine_, user](Connection& connection) -> base::Result<std::vector<model::RoomId>> {
    std::vector<model::RoomId> rooms;
    for (auto& seat : active_seats(connection, user, engine.epoch)) {
      rooms.push_back(std::move(seat.stored.room.id));
    }
    return rooms;
  };
  engine_.readers.ask<std::vector<model::RoomId>>(std::move(done), std::move(read));
}

void SqlConversations::unread_in(model::UserId user, model::RoomId room, base::Done<UnreadRoom> done) {
  auto read = [&engine = engine_, user, room = std::move(room)](Connection& connection) {
    return read_unread_in(connection, engine, user, room);
  };
  engine_.readers.ask<UnreadRoom>(std::move(done), std::move(read));
}

void SqlConversations::notices(model::UserId user, std::uint32_t most, base::Done<Notices> done) {
  engine_.readers.ask<Notices>(std::move(done), [&engine = engine_, user, most](Connection& connection) {
    return read_notices(connection, engine, user, most);
  });
}

void SqlConversations::mark_all(model::User user, std::optional<std::vector<std::int64_t>> notices,
                                base::Done<std::uint32_t> done) {
  auto write = [&limits = engine_.limits, user = std::move(user), notices = std::move(notices)](
                   WriteScope& scope, model::Parcel& news) {
    return write_marks_of_all(scope, news, limits, user, notices);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<std::uint32_t>>(std::move(done), JobTraits{}, std::move(write)));
}

}  // namespace heartlink::store::sql
