// SPDX-License-Identifier: Apache-2.0
// What takes the word of both of two people: to be seen by name, and to keep the room.
#include <boost/json.hpp>

#include "api/ask.h"
#include "chat/reveal_self.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using model::RoomId;

// `done` is the key that says whether it holds now.
base::Done<store::Consent> said(const Ask& ask, std::string_view done) {
  return ask.answering<store::Consent>([done](const store::Consent& consent) {
    return json::object{{done, consent.theirs}, {"mine", true}, {"theirs", consent.theirs}};
  });
}

void reveal(const Ask& ask, const RoomId& room) {
  chat::RevealSelf{ask.services().store.members(), ask.services().bus}.run(room, ask.user(),
                                                                           said(ask, "revealed"));
}

void keep(const Ask& ask, const RoomId& room) {
  ask.services().store.members().keep(room, ask.user(), said(ask, "kept"));
}

}  // namespace

void add_consent(Routes& routes, const Services& services) {
  routes.add("POST", "/tools/api/chat/:room/reveal/", asked_in_room(services, reveal));
  routes.add("POST", "/tools/api/chat/:room/keep/", asked_in_room(services, keep));
}

}  // namespace heartlink::api
