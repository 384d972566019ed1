// SPDX-License-Identifier: Apache-2.0
// Whether the sign-in behind a socket is still good: sessions end by themselves, and may have been lengthened
// since the socket was opened. Asked at every heartbeat, by both kinds of sockets.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "base/clock.h"
#include "base/executor.h"
#include "model/user.h"
#include "store/session_store.h"

namespace heartlink::connection {

// Past the time it was opened with, a session is looked up again. `answer` gets the new end, or nothing when
// it has ended; a store that cannot say leaves things as they are. Answers later, and only when there was
// something to ask.
inline void watch_sign_in(const model::Principal& person, const base::Clock& clock,
                          store::SessionStore& sessions, base::Executor& worker,
                          std::function<void(std::optional<base::WallTime>)> answer) {
  if (person.expires_at.us == 0 || person.expires_at > clock.wall()) return;
  base::Done<model::Principal> done;
  done.on = &worker;
  done.call = [answer = std::move(answer)](const base::Result<model::Principal>& found) {
    if (found) return answer(found->expires_at);
    if (found.error().code == base::Code::login_required) answer(std::nullopt);
  };
  sessions.find_session(person.secret_hash, std::move(done));
}

}  // namespace heartlink::connection
