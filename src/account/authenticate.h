// SPDX-License-Identifier: Apache-2.0
// Who sends this request? A browser's session cookie, or a program's `Authorization: Bearer`. The bearer
// wins, since no browser adds one by itself.
#pragma once

#include "account/sessions.h"
#include "base/executor.h"
#include "model/user.h"
#include "protocol/http.h"

namespace heartlink::account {

class Authenticate {
 public:
  explicit Authenticate(const Sessions& sessions) : sessions_(sessions) {}

  // Looks the secret's hash up; nothing is cached, so a revoked session is refused at its next request.
  // Errors: login_required (nobody, unknown, expired, disabled), busy, unavailable.
  void run(const protocol::Request& request, base::Done<model::Principal> done) const;

 private:
  const Sessions& sessions_;
};

}  // namespace heartlink::account
