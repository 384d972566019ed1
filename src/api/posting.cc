// SPDX-License-Identifier: Apache-2.0
// What one does to a room's messages over HTTP: sends one, takes one back, marks all as read. Whatever
// happens here the room's sockets hear of through the store's commits.
#include <array>
#include <functional>

#include <boost/json.hpp>

#include "api/ask.h"
#include "api/body.h"
#include "base/text.h"
#include "chat/allowance.h"
#include "chat/post_message.h"
#include "chat/recall_message.h"
#include "protocol/decode.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;
using model::RoomId;

// Who says the same thing again this fast has pressed twice, unless he numbers his messages.
constexpr std::chrono::milliseconds repeat_window{1000};

constexpr std::array sending{Wording{Code::not_a_member, "您没有权限在此聊天室发送消息"},
                             Wording{Code::room_ended, "聊天室已结束，无法发送消息"}};
constexpr std::array deleting{Wording{Code::not_a_member, "您没有权限在此聊天室操作"}};
constexpr std::array marking{Wording{Code::not_a_member, "您没有权限在此聊天室操作"},
                             Wording{Code::room_ended, "聊天室已结束，无法标记已读"}};

Result<protocol::PostMessage> message_in(const protocol::Request& request) {
  const auto body = Body::read_json(request);
  if (body.has_error()) return body.error();
  protocol::PostMessage message;
  message.content = std::string{base::trimmed(body->text("content"))};
  if (message.content.empty()) return base::fail(Code::content_empty);
  message.message_type = body->find("message_type").value_or("text");
  // As on a socket: files come by upload, which checks them.
  if (message.message_type != "text" && message.message_type != "emoji") {
    return base::fail(Code::field_invalid, "message_type");
  }
  const auto client_id = body->find("client_id");
  if (client_id && !protocol::is_client_id(*client_id)) return base::fail(Code::client_id_invalid);
  message.client_id = client_id.value_or(std::string{});
  const auto reply_to = body->number("reply_to");
  if (reply_to.has_error() || (*reply_to && **reply_to < 1)) {
    return base::fail(Code::field_invalid, "reply_to");
  }
  if (*reply_to) message.reply_to = model::EntryId{**reply_to};
  return message;
}

std::optional<base::Error> refuse_flood(const Ask& ask, const RoomId& room,
                                        const protocol::PostMessage& message) {
  const auto& limits = ask.services().config.limits;
  const auto now = ask.services().clock.now();
  auto& registry = ask.services().registry;
  if (auto hasty = chat::refuse_message(registry, ask.user().id, now, limits)) return hasty;
  if (!message.client_id.empty()) return std::nullopt;
  const auto hash = std::hash<std::string>{}(room.value + "/" + message.content);
  if (registry.is_repeated(ask.user().id, hash, now, repeat_window)) {
    return base::fail(Code::rate_limited, "the same again", repeat_window);
  }
  return std::nullopt;
}

// The message as its author's own sockets would get it.
json::object sent_shape(const model::User& author, const protocol::PostMessage& message,
                        const store::Posted& posted) {
  model::Entry entry;
  entry.id = posted.id;
  entry.sender = author.id;
  entry.sender_name = posted.author.name;
  entry.sender_alias = static_cast<std::uint8_t>(posted.author.is_alias ? posted.author.id : 0);
  entry.message_type = message.message_type;
  entry.content = message.content;
  entry.client_id = message.client_id;
  entry.reply_to = message.reply_to;
  entry.created_at = posted.created_at;
  entry.caution = posted.caution;
  return protocol::message_shape(protocol::ChatMessage{&entry, true, false});
}

void send(const Ask& ask, const RoomId& room) {
  auto message = message_in(ask.request());
  if (message.has_error()) return ask.refuse(message.error());
  if (const auto flood = refuse_flood(ask, room, *message)) return ask.refuse(*flood);
  auto sent = ask.answering<store::Posted>([user = ask.user(), message = *message](const auto& posted) {
    return json::object{{"message", sent_shape(user, message, posted)}, {"dup", posted.dup}};
  });
  chat::PostMessage{ask.services().store.messages(), ask.services().config.limits}.run(
      room, ask.user(), std::move(*message), std::move(sent));
}

void recall(const Ask& ask, const RoomId& room, model::EntryId target, base::Done<store::Posted> done) {
  chat::RecallMessage{ask.services().store.messages()}.run(room, ask.user(), target, {}, std::move(done));
}

void delete_message(const Ask& ask, const RoomId& room) {
  const auto id = base::whole_number(ask.argument(1));
  if (!id || *id < 1) return ask.refuse(base::fail(Code::message_not_found));
  recall(ask, room, model::EntryId{*id}, ask.answering<store::Posted>([](const auto& posted) {
    return json::object{{"message", "消息已删除"}, {"id", posted.id.value}};
  }));
}

void recall_by_body(const Ask& ask, const RoomId& room) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  const auto id = body->number("id");
  if (id.has_error() || !*id || **id < 1) return ask.refuse(base::fail(Code::field_invalid, "id"));
  const model::EntryId target{**id};
  recall(ask, room, target, ask.answering<store::Posted>([target](const auto& posted) {
    return json::object{{"id", posted.id.value}, {"target", target.value}, {"dup", posted.dup}};
  }));
}

// Old pages name the messages that they have seen, and mean all.
void mark_read(const Ask& ask, const RoomId& room) {
  store::NewMark mark;
  mark.room = room;
  mark.user = ask.user();
  mark.all = true;
  ask.services().store.messages().mark(std::move(mark), ask.answering<store::Marked>([](const auto& marked) {
    return json::object{{"marked_count", marked.passed}, {"up_to", marked.read.value}};
  }));
}

}  // namespace

void add_posting(Routes& routes, const Services& services) {
  routes.add("POST", "/tools/api/chat/:room/send/", asked_in_room(services, send, sending));
  routes.add("POST", "/tools/api/chat/:room/delete-message/:id/",
             asked_in_room(services, delete_message, deleting));
  routes.add("POST", "/tools/api/chat/:room/recall/", asked_in_room(services, recall_by_body));
  routes.add("POST", "/tools/api/chat/:room/mark-read/", asked_in_room(services, mark_read, marking));
}

}  // namespace heartlink::api
