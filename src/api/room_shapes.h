// SPDX-License-Identifier: Apache-2.0
// The words and shapes in which rooms and the people in them appear over HTTP. Called by the files of
// resources.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "api/services.h"
#include "model/room.h"
#include "model/user.h"

namespace heartlink::api {

// "private", "group", "public", "system".
[[nodiscard]] std::string_view type_word(model::RoomType type);

// How the room came to be, "system" for a person's own notices.
[[nodiscard]] std::string_view kind_word(const model::Room& room);

// "waiting", "active", "ended", and the same in Chinese as the contract's pages show it.
[[nodiscard]] std::string_view status_word(model::RoomStatus status);
[[nodiscard]] std::string_view status_label(model::RoomStatus status);

// The address of a room's page.
[[nodiscard]] std::string room_page(const model::RoomId& room);

// Here now, and not pretending otherwise.
[[nodiscard]] bool is_online(const Services& services, model::UserId user);

// When the person was last heard of, or null; null too while he appears under an alias.
[[nodiscard]] boost::json::value last_seen(const Services& services, model::UserId user,
                                           const model::Room& room);

// The public face of a person: the only shape in which one goes out whole. In a room, and in none.
[[nodiscard]] boost::json::object profile(const Services& services, const model::User& person,
                                          const model::Room& room);
[[nodiscard]] boost::json::object profile(const Services& services, const model::User& person);

// A text or, if there is none, null.
[[nodiscard]] boost::json::value text_or_null(std::string_view text);

// A time or, if there is none, null.
[[nodiscard]] boost::json::value time_or_null(std::optional<base::WallTime> time);

}  // namespace heartlink::api
