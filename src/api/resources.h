// SPDX-License-Identifier: Apache-2.0
// One function per file of resources: it adds the file's addresses to the table. `services` outlives the
// table.
#pragma once

#include "api/routes.h"
#include "api/services.h"

namespace heartlink::api {

void add_health(Routes& routes, const Services& services);     // /livez /readyz /metrics
void add_site(Routes& routes, const Services& services);       // what everybody may know of the site
void add_pages(Routes& routes, const Services& services);      // the shell of the client, signed in or not
void add_room_pages(Routes& routes, const Services& services);  // a room's page, or why it is not for him
void add_accounts(Routes& routes, const Services& services);   // sign in, sign out, session status
void add_registration(Routes& routes, const Services& services);  // a new account
void add_sessions(Routes& routes, const Services& services);  // where am I signed in; a new password
void add_preferences(Routes& routes, const Services& services);  // what a person chose about himself
void add_messages(Routes& routes, const Services& services);   // history
void add_posting(Routes& routes, const Services& services);    // send, take back, mark as read
void add_participants(Routes& routes, const Services& services);  // who is in a room, who is here
void add_people(Routes& routes, const Services& services);     // one person; blocking
void add_reports(Routes& routes, const Services& services);    // somebody reports another person
void add_consent(Routes& routes, const Services& services);    // what two people both have to say
void add_rooms(Routes& routes, const Services& services);      // my rooms: make, leave, end
void add_number_match(Routes& routes, const Services& services);  // who types the same four digits
void add_heart_match(Routes& routes, const Services& services);  // a stranger at random
void add_active_rooms(Routes& routes, const Services& services);  // two lists of the old pages
void add_members(Routes& routes, const Services& services);    // changing members, inviting, joining
void add_notifications(Routes& routes, const Services& services);  // what is unread, as the old pages ask
void add_calls(Routes& routes, const Services& services);      // who is in a video call
void add_ops(Routes& routes, const Services& services);        // what staff sees and does
void add_admission(Routes& routes, const Services& services);  // why would my socket be refused?

// Runs `next` for whoever is signed in, who is live for others by it; an API answers 401 to anybody else.
using WithPerson = std::function<void(const protocol::SharedRequest&, const Arguments&,
                                      const model::Principal&, protocol::Respond)>;
[[nodiscard]] Handler signed_in(const Services& services, WithPerson next);

// Runs `next` for everybody, with the person who is signed in or login_required; an outage is answered here.
using WithVisitor = std::function<void(const protocol::Request&, const Arguments&,
                                       const base::Result<model::Principal>&, const protocol::Respond&)>;
[[nodiscard]] Handler anybody(const Services& services, WithVisitor next);

}  // namespace heartlink::api
