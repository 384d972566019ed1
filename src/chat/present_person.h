// SPDX-License-Identifier: Apache-2.0
// How one person appears to others: the only place that turns a user into a public profile. In a room that is
// how he appears there (model/face.h): of an alias there is the name and whether somebody is online, and
// nothing that tells who it is or since when he has been here.
#pragma once

#include "base/clock.h"
#include "model/room.h"
#include "model/user.h"
#include "protocol/event.h"

namespace heartlink::chat {

// In a room. `now` decides the tag of seniority.
[[nodiscard]] protocol::Profile present_person(const model::User& user, const model::Room& room,
                                               base::WallTime now, bool online);

// In no room, or in one without aliases.
[[nodiscard]] protocol::Profile present_person(const model::User& user, base::WallTime now, bool online);

}  // namespace heartlink::chat
