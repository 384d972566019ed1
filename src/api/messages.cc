// SPDX-License-Identifier: Apache-2.0
// History over HTTP (protocol.md §3): the old pages' whole answer without parameters, pages with them.
#include <optional>

#include <boost/json.hpp>

#include "api/answers.h"
#include "api/resources.h"
#include "base/text.h"
#include "protocol/encode.h"
#include "protocol/room_name.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;
using protocol::Request;
using store::PageQuery;

constexpr std::uint32_t page_default = 50;

Result<std::int64_t> number(const Request& request, std::string_view name) {
  const auto value = base::whole_number(request.parameter(name));
  if (!value || *value < 0) return base::fail(Code::field_invalid, std::string{name});
  return *value;
}

bool is_paged(const Request& request) {
  return request.has_parameter("after") || request.has_parameter("before") || request.has_parameter("limit");
}

Result<PageQuery> query_of(const Request& request, const base::Limits& limits) {
  PageQuery query;
  query.limit = is_paged(request) ? page_default : limits.history_page;
  query.only_messages = !is_paged(request);
  if (request.has_parameter("after") && request.has_parameter("before")) {
    return base::fail(Code::field_invalid, "after and before together");
  }
  for (const auto& [name, from] :
       {std::pair{"after", PageQuery::From::after}, std::pair{"before", PageQuery::From::before}}) {
    if (!request.has_parameter(name)) continue;
    const auto anchor = number(request, name);
    if (anchor.has_error()) return anchor.error();
    query.from = from;
    query.anchor = model::EntryId{anchor.value()};
  }
  if (request.has_parameter("limit")) {
    const auto limit = number(request, "limit");
    if (limit.has_error()) return limit.error();
    if (limit.value() < 1) return base::fail(Code::field_invalid, "limit");
    query.limit = static_cast<std::uint32_t>(std::min<std::int64_t>(limit.value(), limits.history_page));
  }
  return query;
}

// A recalled message keeps its place.
bool is_message(const model::Entry& entry) {
  return entry.kind == model::EntryKind::message || entry.kind == model::EntryKind::recalled;
}

protocol::Response answer(const store::Page& page, const model::User& viewer, bool paged) {
  const bool ended = page.room.status == model::RoomStatus::ended;
  if (ended && !paged) return refusal(base::fail(Code::room_ended));
  json::array entries;
  json::array messages;
  for (const auto& entry : page.entries) {
    const bool own = entry.sender == viewer.id;
    const protocol::ChatMessage event{&entry, own, entry.id <= (own ? page.others_read : page.viewer_read)};
    if (is_message(entry)) messages.push_back(protocol::message_shape(event));
    if (paged) entries.push_back(protocol::entry_frame(event));
  }
  json::object body{{"success", true}, {"messages", std::move(messages)}, {"room_id", page.room.id.value}};
  if (page.room.pruned_before.value > 1) body["pruned_before"] = page.room.pruned_before.value;
  if (paged) {
    body["entries"] = std::move(entries);
    body["has_more"] = page.has_more;
    body["room_ended"] = ended;
  }
  return json_answer(200, body);
}

void history(const Services& services, const protocol::SharedRequest& request, const Arguments& arguments,
             const model::Principal& person, const protocol::Respond& respond) {
  auto query = query_of(*request, services.config.limits);
  if (query.has_error()) return respond(refusal(query.error()));
  auto room = protocol::parse_room_id(arguments.front());
  if (room.has_error()) return respond(refusal(room.error()));
  query.value().room = std::move(room.value());
  query.value().viewer = person.user.id;
  base::Done<store::Page> read;
  read.on = &services.worker;
  read.call = [user = person.user, paged = is_paged(*request), respond](const Result<store::Page>& page) {
    if (page.has_error()) return respond(refusal(page.error()));
    respond(answer(page.value(), user, paged));
  };
  services.matchmaker.read_room(person.user.id, query.value().room);
  services.store.messages().page(std::move(query.value()), std::move(read));
}

}  // namespace

void add_messages(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/chat/:room/messages/",
             signed_in(services, [&services](const auto& request, const auto& arguments, const auto& person,
                                             const auto& respond) {
               history(services, request, arguments, person, respond);
             }));
}

}  // namespace heartlink::api
