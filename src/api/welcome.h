// SPDX-License-Identifier: Apache-2.0
// How the two doors answer, signing in and registering: a person who came in gets the cookie and is sent on;
// a form that failed gets its page again. Called by api/accounts.cc and api/registration.cc.
#pragma once

#include <string_view>

#include "account/sessions.h"
#include "api/services.h"

namespace heartlink::api {

// The session's cookie with `{success, user, redirect}` for a program, with a redirect for a form. The
// session that the request came with ends first, unless the store is too busy for it: a browser has one.
void welcome(const Services& services, const protocol::SharedRequest& request,
             const account::SignedIn& session, const protocol::Respond& respond);

// The refusal for a program; for a form 302 to `page`, which says what was wrong by `?error=<code>`.
[[nodiscard]] protocol::Response turned_away(const protocol::Request& request, const base::Error& error,
                                             std::string_view page);

}  // namespace heartlink::api
