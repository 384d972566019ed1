// SPDX-License-Identifier: Apache-2.0
#include "account/authenticate.h"

#include <utility>

#include "account/origin.h"

namespace heartlink::account {

void Authenticate::run(const protocol::Request& request, base::Done<model::Principal> done) const {
  if (const auto token = bearer_of(request); !token.empty()) {
    return sessions_.authenticate_bearer(token, std::move(done));
  }
  sessions_.authenticate_cookie(session_of(request), std::move(done));
}

}  // namespace heartlink::account
