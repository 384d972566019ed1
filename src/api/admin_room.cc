// SPDX-License-Identifier: Apache-2.0
// What an operator does with rooms: make one, look at one, list them, end one. Which kinds can be made is
// decided in api/admin_room_order.
#include <optional>
#include <utility>

#include "api/admin_fields.h"
#include "api/admin_ops.h"
#include "api/admin_room_order.h"
#include "api/room_shapes.h"
#include "base/text.h"
#include "bus/confirmed.h"
#include "protocol/encode.h"
#include "protocol/room_name.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;
using model::RoomStatus;

constexpr std::size_t reason_chars_max = 200;
constexpr std::string_view default_reason = "operator";

Result<RoomStatus> parse_status(std::string_view wanted) {
  for (const auto status : {RoomStatus::waiting, RoomStatus::active, RoomStatus::ended}) {
    if (status_word(status) == wanted) return status;
  }
  return base::fail(Code::field_invalid,
                    "status is waiting, active or ended, not '" + std::string{wanted} + "'");
}

json::object room_row(const store::RoomDetails& details) {
  const model::Room& room = details.room;
  const auto& ended = details.ended_at;
  return {{"room_id", room.id.value},
          {"kind", kind_name(room.made_by)},
          {"status", status_word(room.status)},
          {"user1", text_or_null(details.user1)},
          {"user2", text_or_null(details.user2)},
          {"member_count", details.member_count},
          {"last_id", room.last_id.value},
          {"created_at", protocol::iso8601(room.created_at)},
          {"ended_at", time_or_null(ended)}};
}

// With as many of its members as one line holds; "member_count" says how many there are.
json::object room_card(const AdminTools& tools, const store::RoomDetails& details) {
  AdminList members{"members", tools.parts.config.limits.admin_request_bytes - 2048};
  for (const store::Member& member : details.members) {
    const json::object row{{"name", member.name},
                           {"role", member.role},
                           {"joined_at", protocol::iso8601(member.joined_at)},
                           {"read", member.read.value},
                           {"delivered", member.delivered.value}};
    if (!members.add(row, nullptr)) break;
  }
  json::object card = room_row(details);
  card["type"] = type_word(details.room.type);
  card["epoch"] = details.room.epoch;
  card["members"] = std::move(members).finish(false).at("members");
  auto* presence = tools.parts.presence;
  card["online"] = presence == nullptr ? 0 : presence->people(details.room.id);
  return card;
}

void create_room(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  auto order = parse_room_order(request);
  if (!order) return ask.refuse(order.error());
  make_room(tools.parts.store, std::move(*order), ask.answering<model::Room>([](const model::Room& room) {
    return json::object{{"room_id", room.id.value}, {"kind", kind_name(room.made_by)}};
  }));
}

Result<model::RoomId> room_id_of(const json::object& request) {
  const auto text = text_field(request, "room_id");
  if (!text) return text.error();
  return protocol::parse_room_id(*text);
}

void show_room(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  auto id = room_id_of(request);
  if (!id) return ask.refuse(id.error());
  const auto shape = [&tools](const store::RoomDetails& details) { return room_card(tools, details); };
  tools.parts.store.rooms().show(std::move(*id), ask.answering<store::RoomDetails>(shape));
}

Result<store::RoomsQuery> rooms_query(const json::object& request) {
  const auto before = optional_number(request, "before", 0, INT64_MAX, 0);
  if (!before) return before.error();
  const auto limit = optional_number(request, "limit", 1, admin_rows_max, admin_rows_max);
  if (!limit) return limit.error();
  const auto status = optional_text(request, "status");
  if (!status) return status.error();
  const auto kind = optional_text(request, "kind");
  if (!kind) return kind.error();

  store::RoomsQuery query;
  query.before = *before;
  query.limit = static_cast<std::uint32_t>(*limit);
  if (!status->empty()) {
    const auto parsed = parse_status(*status);
    if (!parsed) return parsed.error();
    query.status = *parsed;
  }
  if (!kind->empty()) {
    const auto parsed = parse_kind(*kind);
    if (!parsed) return parsed.error();
    query.made_by = *parsed;
  }
  return query;
}

void list_rooms(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto query = rooms_query(request);
  if (!query) return ask.refuse(query.error());
  const auto shape = [&tools, limit = query->limit](const std::vector<store::RoomDetails>& rooms) {
    AdminList list{"rooms", tools.parts.config.limits.admin_request_bytes};
    for (const auto& details : rooms) {
      if (!list.add(room_row(details), details.key)) break;
    }
    return std::move(list).finish(rooms.size() == limit);
  };
  tools.parts.store.rooms().list(*query, ask.answering<std::vector<store::RoomDetails>>(shape));
}

void end_room(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  auto id = room_id_of(request);
  if (!id) return ask.refuse(id.error());
  auto reason = optional_text(request, "reason");
  if (!reason) return ask.refuse(reason.error());
  if (base::code_points(*reason) > reason_chars_max) {
    return ask.refuse(base::fail(Code::field_invalid, "reason: at most 200 characters are wanted"));
  }
  if (reason->empty()) *reason = default_reason;
  auto& rooms = tools.parts.store.rooms();
  const auto shape = [room = id->value](model::EntryId entry) {
    return json::object{{"room_id", room}, {"id", entry.value}};
  };
  store::EndRoom order;
  order.room = std::move(*id);
  order.reason = std::move(*reason);
  rooms.end(std::move(order), bus::confirmed(tools.parts.bus, ask.answering<model::EntryId>(shape)));
}

constexpr AdminOp ops[] = {{"room.create", create_room, "room_id"},
                           {"room.show", show_room},
                           {"room.list", list_rooms},
                           {"room.end", end_room, "room_id"}};

}  // namespace

std::span<const AdminOp> admin_room_ops() { return ops; }

}  // namespace heartlink::api
