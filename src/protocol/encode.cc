// SPDX-License-Identifier: Apache-2.0
#include "protocol/encode.h"

#include <chrono>
#include <ctime>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "protocol/errors.h"

namespace heartlink::protocol {
namespace {

namespace json = boost::json;

std::string text(const json::object& frame) { return json::serialize(frame); }

// Of a part of a second a client is told nothing: what it still offers must not be refused.
json::object limits_shape(const base::Limits& limits, std::chrono::milliseconds recall_window) {
  return json::object{{"frame_bytes", limits.frame_bytes},
                      {"content_graphemes", limits.content_graphemes},
                      {"messages_per_second", limits.messages_per_second},
                      {"messages_burst", limits.messages_burst},
                      {"unanswered_commands", limits.unanswered_commands},
                      {"recall_seconds", std::chrono::floor<std::chrono::seconds>(recall_window).count()}};
}

}  // namespace

json::object profile_shape(const Profile& person) {
  json::array tags;
  for (const auto& tag : person.tags) tags.emplace_back(tag);
  return json::object{{"id", person.id},
                      {"username", person.username},
                      {"first_name", ""},
                      {"last_name", ""},
                      {"display_name", person.display_name},
                      {"avatar_url", nullptr},
                      {"bio", ""},
                      {"membership_type", "免费用户"},
                      {"theme_mode", "默认模式"},
                      {"tags", std::move(tags)},
                      {"is_online", person.is_online}};
}

std::string iso8601(base::WallTime time) {
  const std::time_t seconds = time.us / 1'000'000;
  const auto micros = time.us % 1'000'000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  auto out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1,
                         parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
  if (micros != 0) out += fmt::format(".{:06}", micros);
  return out + "+00:00";
}

std::string encode(const ConnectionEstablished& event) {
  json::object frame{{"type", "connection_established"},
                     {"message", "Connected to chat room"},
                     {"room_id", event.room.value},
                     {"account", event.account},
                     {"user", event.person.username},
                     {"user_profile", profile_shape(event.person)},
                     {"heartbeat_interval", event.limits->heartbeat.count()},
                     {"server_time", event.server_time.ms()},
                     {"last_id", event.last_id.value},
                     {"read_up_to", event.read_up_to.value},
                     {"epoch", event.epoch},
                     {"limits", limits_shape(*event.limits, event.recall_window)}};
  if (event.pruned_before.value > 1) frame["pruned_before"] = event.pruned_before.value;
  return text(frame);
}

std::string encode(const Ack& event) {
  json::object frame{{"type", "ack"},
                     {"client_id", event.client_id},
                     {"id", event.id.value},
                     {"created_at", iso8601(event.created_at)},
                     {"dup", event.dup}};
  if (event.caution != model::Caution::none) frame["caution"] = word_of(event.caution);
  return text(frame);
}

std::string encode(const ErrorFrame& event) {
  const auto& row = error_row(event.error->code);
  json::object frame{{"type", "error"}, {"code", row.name}, {"message", row.zh}, {"hint", row.hint_zh}};
  if (!event.client_id.empty()) frame["client_id"] = event.client_id;
  if (const auto reason = told_reason(*event.error); !reason.empty()) frame["reason"] = reason;
  if (event.error->retry.count() > 0) frame["retry_ms"] = event.error->retry.count();
  return text(frame);
}

std::string encode(const Pong& event) {
  return text({{"type", "pong"}, {"timestamp", event.now.seconds()}, {"server_time", event.now.ms()}});
}

std::string encode(const Heartbeat& event) {
  return text({{"type", "heartbeat"}, {"timestamp", event.now.seconds()}});
}

std::string encode(const HeartbeatAnswer& event) {
  return text({{"type", "heartbeat_ack"}, {"timestamp", event.now.seconds()}});
}

std::string encode(const UserJoined& event) {
  return text({{"type", "user_joined"},
               {"username", event.person->username},
               {"user_profile", profile_shape(*event.person)}});
}

std::string encode(const UserLeft& event) {
  return text({{"type", "user_left"}, {"username", event.username}});
}

std::string encode(const UserTyping& event) {
  return text({{"type", "user_typing"}, {"username", event.username}, {"is_typing", event.is_typing}});
}

std::string encode(const PresenceList& event) {
  json::array online;
  for (const auto& name : event.online) online.emplace_back(name);
  return text({{"type", "presence"}, {"online", std::move(online)}});
}

std::string encode(const PresenceCount& event) {
  return text({{"type", "presence"}, {"count", event.people}});
}

std::string encode(const ReadUpdate& event) {
  json::array ids;
  for (const auto id : *event.ids) ids.emplace_back(id.value);
  return text({{"type", "read_status_update"},
               {"message_ids", std::move(ids)},
               {"up_to", event.up_to.value},
               {"username", event.username}});
}

std::string encode(const DeliveredUpdate& event) {
  return text({{"type", "delivered_update"}, {"username", event.username}, {"up_to", event.up_to.value}});
}

std::string encode(const CallInvited& event) {
  return text({{"type", "video_call_invite"},
               {"username", event.username},
               {"room_id", event.room},
               {"message", event.message}});
}

std::string encode(const CallChanged& event) {
  return text({{"type", "video_call_status"},
               {"status", event.status},
               {"message_id", event.message_id},
               {"video_room_id", event.room},
               {"username", event.username}});
}

std::string encode(const Resumed& event) {
  json::object frame{{"type", "resumed"}, {"after", event.after.value}, {"to", event.to.value}};
  if (event.gap) frame["gap"] = json::array{event.gap->first.value, event.gap->second.value};
  if (event.reset) frame["reset"] = true;
  if (event.pruned_before.value > 1) frame["pruned_before"] = event.pruned_before.value;
  json::array marks;
  for (const auto& mark : event.marks) {
    marks.push_back(json::object{
        {"username", mark.username}, {"read", mark.read.value}, {"delivered", mark.delivered.value}});
  }
  frame["marks"] = std::move(marks);
  return text(frame);
}

std::string encode(const Unread& event) {
  std::int64_t total = 0;
  json::array rooms;
  for (const auto& room : event.rooms) {
    total += room.unread;
    rooms.push_back(
        json::object{{"room_id", room.room.value}, {"unread", room.unread}, {"last_id", room.last_id.value}});
  }
  return text({{"type", "unread"}, {"total", total}, {"rooms", std::move(rooms)}});
}

std::string encode(const RoomActivity& event) {
  return text({{"type", "room_activity"},
               {"room_id", event.room.value},
               {"from", event.from},
               {"preview", preview(event.content)},
               {"unread", event.unread}});
}

std::string encode(const SessionEnded&) { return text({{"type", "session_ended"}}); }

}  // namespace heartlink::protocol
