// SPDX-License-Identifier: Apache-2.0
#include "store/sql/first_start.h"

#include <optional>

#include "base/crypto.h"
#include "model/room.h"
#include "store/sql/query.h"

namespace heartlink::store::sql {
namespace {

constexpr std::string_view public_room = "public-room";
constexpr std::size_t epoch_bytes = 8;

std::optional<std::string> read_epoch(Connection& connection) {
  Query row{connection, Dml::read_meta, std::string_view{"epoch"}};
  return row.row() ? std::optional{row.text(0)} : std::nullopt;
}

bool has_public_room(Connection& connection) { return Query{connection, Dml::read_room, public_room}.row(); }

std::string add_missing(Connection& connection, const std::string& fresh_epoch, base::WallTime now) {
  const std::optional<std::int64_t> nobody;
  constexpr std::string_view nothing;
  connection.control(Control::begin_write);
  Query{connection, Dml::keep_meta, std::string_view{"epoch"}, fresh_epoch}.run();
  Query{connection,
        Dml::insert_room,
        public_room,
        model::RoomType::public_room,
        model::RoomStatus::active,
        model::MadeBy::public_room,
        nobody,
        nobody,
        now.us,
        nothing,
        nothing,
        nothing}
      .run();
  auto epoch = read_epoch(connection).value_or("");
  connection.control(Control::commit);
  return epoch;
}

}  // namespace

base::Result<std::string> first_start(Connection& connection, base::Random& random, base::WallTime now) {
  // A start that finds everything writes nothing, so that it needs no space: on a full disk people can read.
  if (const auto known = read_epoch(connection); known && has_public_room(connection)) return *known;
  const auto epoch = add_missing(connection, base::hex(random.bytes(epoch_bytes)), now);
  const auto failure = connection.take_failure();
  if (!failure) return epoch;
  connection.control(Control::rollback);
  (void)connection.take_failure();
  const auto code =
      failure->kind == FailureKind::full ? base::Code::storage_full : base::Code::storage_failed;
  return base::fail(code, "first start: " + describe(*failure));
}

}  // namespace heartlink::store::sql
