// SPDX-License-Identifier: Apache-2.0
// One function per file of resources: it adds the file's addresses to the table. `services` outlives the
// table.
#pragma once

#include "api/routes.h"
#include "api/services.h"

namespace heartlink::api {

void add_health(Routes& routes, const Services& services);     // /livez /readyz /metrics
void add_pages(Routes& routes, const Services& services);      // the shell of the client, signed in or not
void add_accounts(Routes& routes, const Services& services);   // sign in, sign out, session status
void add_registration(Routes& routes, const Services& services);  // a new account
void add_sessions(Routes& routes, const Services& services);  // where am I signed in; a new password
void add_messages(Routes& routes, const Services& services);   // history
void add_admission(Routes& routes, const Services& services);  // why would my socket be refused?

// Runs `next` for whoever is signed in; an API answers 401 to anybody else.
using WithPerson = std::function<void(const protocol::SharedRequest&, const Arguments&,
                                      const model::Principal&, protocol::Respond)>;
[[nodiscard]] Handler signed_in(const Services& services, WithPerson next);

}  // namespace heartlink::api
