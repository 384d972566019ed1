// SPDX-License-Identifier: Apache-2.0
// How one person appears to others: the only place that turns a user into a public profile.
#pragma once

#include "base/clock.h"
#include "model/user.h"
#include "protocol/event.h"

namespace heartlink::chat {

// `now` decides the tag of seniority.
[[nodiscard]] protocol::Profile present_person(const model::User& user, base::WallTime now, bool online);

}  // namespace heartlink::chat
