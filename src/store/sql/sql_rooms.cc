// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_rooms.h"

#include <memory>
#include <utility>

#include "store/sql/end_room.h"
#include "store/sql/make_room.h"
#include "store/sql/news_job.h"
#include "store/sql/read_rooms.h"
#include "store/sql/rows.h"

namespace heartlink::store::sql {
using base::Code;
using base::Result;

void SqlRooms::create(NewRoom room, base::Done<model::Room> done) {
  JobTraits traits;
  traits.room = room.id.value;
  auto write = [&engine = engine_, room = std::move(room)](WriteScope& scope, model::Parcel& news) {
    return write_room(scope, news, engine.limits, engine.epoch, room);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<model::Room>>(std::move(done), std::move(traits), std::move(write)));
}

void SqlRooms::find(model::RoomId id, model::UserId viewer, base::Done<RoomView> done) {
  auto read = [&engine = engine_, id = std::move(id), viewer](Connection& connection) -> Result<RoomView> {
    auto found = find_room(connection, id, engine.epoch);
    if (!found) return base::fail(Code::room_not_found);
    RoomView view;
    view.may_enter = may_enter(connection, *found, membership(connection, found->key, viewer), viewer);
    view.room = std::move(found->room);
    return view;
  };
  engine_.readers.ask<RoomView>(std::move(done), std::move(read));
}

void SqlRooms::show(model::RoomId id, base::Done<RoomDetails> done) {
  auto read = [&engine = engine_, id = std::move(id)](Connection& connection) {
    return read_details(connection, engine, id);
  };
  engine_.readers.ask<RoomDetails>(std::move(done), std::move(read));
}

void SqlRooms::list(RoomsQuery query, base::Done<std::vector<RoomDetails>> done) {
  auto read = [&engine = engine_, query](Connection& connection) {
    return read_rooms(connection, engine, query);
  };
  engine_.readers.ask<std::vector<RoomDetails>>(std::move(done), std::move(read));
}

void SqlRooms::end(EndRoom order, base::Done<model::EntryId> done) {
  JobTraits traits;
  traits.room = order.room.value;
  traits.answers_last = true;
  traits.text_bytes = order.reason.size();
  auto write = [order = std::move(order)](WriteScope& scope, model::Parcel& news) {
    return write_order_to_end(scope, news, order);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<model::EntryId>>(std::move(done), std::move(traits), std::move(write)));
}

}  // namespace heartlink::store::sql
