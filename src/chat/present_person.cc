// SPDX-License-Identifier: Apache-2.0
#include "chat/present_person.h"

#include "model/face.h"

namespace heartlink::chat {

protocol::Profile present_person(const model::User& user, base::WallTime now, bool online) {
  constexpr std::int64_t day_us = 86'400LL * 1'000'000;
  protocol::Profile profile;
  profile.id = user.id.value;
  profile.username = user.name;
  profile.display_name = user.name;
  profile.is_online = online;
  if (user.staff) profile.tags.emplace_back("👑 管理员");
  const auto days = (now.us - user.created_at.us) / day_us;
  profile.tags.emplace_back(days > 365 ? "🎂 老用户" : days > 30 ? "🌟 活跃用户" : "🆕 新用户");
  return profile;
}

protocol::Profile present_person(const model::User& user, const model::Room& room, base::WallTime now,
                                 bool online) {
  const auto face = model::present_person(user.id, user.name, room);
  if (!face.is_alias) return present_person(user, now, online);
  protocol::Profile profile;
  profile.id = face.id;
  profile.username = face.name;
  profile.display_name = face.name;
  profile.is_online = online;
  return profile;
}

}  // namespace heartlink::chat
