// SPDX-License-Identifier: Apache-2.0
// What is unread, as the bubble of the old pages asks for it. Nothing is kept for it: it is all computed from
// the read marks.
#include <array>

#include <boost/json.hpp>

#include "api/ask.h"
#include "api/body.h"
#include "api/room_shapes.h"
#include "chat/write_notice.h"
#include "protocol/encode.h"
#include "protocol/room_name.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using store::Notices;

constexpr std::uint32_t listed_max = 10;
constexpr std::size_t ids_max = 500;  // of one mark-read, as on a socket

constexpr std::array wordings{Wording{Code::invalid_json, "无效的JSON数据"},
                              Wording{Code::content_empty, "通知消息不能为空"}};

json::object notice_shape(const store::Notice& notice) {
  return json::object{{"id", notice.id},
                      {"room_id", notice.entry.room.value},
                      {"room_name", text_or_null(notice.room_name)},
                      {"sender_username", notice.entry.sender_name},
                      {"message_preview", protocol::preview(notice.entry.content)},
                      {"created_at", protocol::iso8601(notice.entry.created_at)}};
}

void summary(const Ask& ask) {
  ask.services().store.conversations().notices(
      ask.user().id, 1, ask.answering<Notices>([ask](const Notices& notices) {
        json::value latest;
        if (!notices.newest.empty()) latest = notice_shape(notices.newest.front());
        return json::object{{"total_unread", notices.total},
                            {"latest_notification", std::move(latest)},
                            {"has_unread", notices.total > 0},
                            {"user", ask.user().name},
                            {"timestamp", protocol::iso8601(ask.services().clock.wall())}};
      }));
}

void unread(const Ask& ask) {
  ask.services().store.conversations().notices(
      ask.user().id, listed_max, ask.answering<Notices>([](const Notices& notices) {
        json::array newest;
        for (const auto& one : notices.newest) {
          auto shape = notice_shape(one);
          shape["message_type"] = one.entry.message_type;
          newest.push_back(std::move(shape));
        }
        json::array rooms;
        for (const auto& [room, count] : notices.rooms) {
          rooms.push_back(json::object{
              {"room_id", room.id.value}, {"room_name", text_or_null(room.name)}, {"unread_count", count}});
        }
        return json::object{{"total_unread", notices.total},
                            {"notifications", std::move(newest)},
                            {"unread_rooms", std::move(rooms)}};
      }));
}

json::object marked(std::uint32_t count) {
  return json::object{{"message", "已标记 " + std::to_string(count) + " 条通知为已读"}};
}

void mark_room(const Ask& ask, std::string_view text) {
  const auto room = protocol::parse_room_id(text);
  // What can be no room is none: old pages know one text for both.
  if (room.has_error()) return ask.refuse(base::fail(Code::room_not_found));
  store::NewMark mark;
  mark.room = *room;
  mark.user = ask.user();
  mark.all = true;
  ask.services().store.messages().mark(
      std::move(mark), ask.answering<store::Marked>([](const auto& one) { return marked(one.passed); }));
}

void mark_read(const Ask& ask) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  if (const auto room = body->text("room_id"); !room.empty()) return mark_room(ask, room);
  auto ids = body->numbers("notification_ids");
  if (ids.has_error()) return ask.refuse(ids.error());
  if (ids->empty()) {
    return ask.refuse(base::fail(Code::field_invalid), "请提供room_id或notification_ids");
  }
  if (ids->size() > ids_max) return ask.refuse(base::fail(Code::field_invalid, "notification_ids"));
  ask.services().store.conversations().mark_all(ask.user(), std::move(*ids),
                                                ask.answering<std::uint32_t>(marked));
}

void clear_all(const Ask& ask) {
  ask.services().store.conversations().mark_all(
      ask.user(), std::nullopt, ask.answering<std::uint32_t>([](std::uint32_t count) {
        return json::object{{"message", "已清除 " + std::to_string(count) + " 条通知"}};
      }));
}

void create(const Ask& ask) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  const auto& services = ask.services();
  chat::WriteNotice{services.store.people(), services.registry, services.clock, services.config.limits}.run(
      ask.user(), body->text("title"), body->text("message"),
      ask.answering<std::int64_t>([](std::int64_t id) {
        return json::object{{"message", "系统通知已创建"}, {"notification_id", id}};
      }));
}

}  // namespace

void add_notifications(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/notifications/summary/", asked(services, summary));
  routes.add("GET", "/tools/api/notifications/unread/", asked(services, unread));
  routes.add("POST", "/tools/api/notifications/mark-read/", asked(services, mark_read, wordings));
  routes.add("POST", "/tools/api/notifications/clear-all/", asked(services, clear_all));
  routes.add("POST", "/tools/api/notifications/create/", asked(services, create, wordings));
}

}  // namespace heartlink::api
