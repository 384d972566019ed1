// SPDX-License-Identifier: Apache-2.0
// A person who opens a room lands in it, or on a page that says why not. Programs that ask for JSON get the
// refusal itself. Nothing is ever made here.
#include <array>

#include "api/answers.h"
#include "api/cookies.h"
#include "api/resources.h"
#include "chat/open_room.h"
#include "protocol/room_name.h"

namespace heartlink::api {
namespace {

using base::Code;
using protocol::Request;
using protocol::Respond;

// The contract's kinds of the error page.
std::string_view error_kind(Code code) {
  switch (code) {
    case Code::room_not_found:
    case Code::room_id_invalid:
      return "not_found";
    case Code::room_ended:
      return "ended";
    case Code::not_a_member:
      return "no_permission";
    default:
      return "error";
  }
}

void turn_away(bool as_json, const std::string& room, const base::Error& error, const Respond& respond) {
  if (as_json) return respond(refusal(error));
  respond(redirect("/tools/chat-room-error/" + std::string{error_kind(error.code)} + "/" +
                   segment_encoded(room) + "/"));
}

void open_room(const Services& services, const Request& request, const std::string& text,
               const base::Result<model::Principal>& person, const Respond& respond) {
  const bool as_json = request.wants_json();
  if (person.has_error()) {
    if (as_json) return respond(refusal(person.error()));
    return respond(redirect("/users/login/?next=" + percent_encoded(request.target)));
  }
  const auto room = protocol::parse_room_id(text);
  if (room.has_error()) return turn_away(as_json, text, room.error(), respond);
  base::Done<model::Room> opened;
  opened.on = &services.worker;
  opened.call = [as_json, text, id = *room, respond](const base::Result<model::Room>& found) {
    // A test room is made when its socket connects; the page it leads to says so if that is not allowed.
    const bool is_to_be_made = found.has_error() && found.error().code == Code::room_not_found &&
                               protocol::is_test_room(id) && !as_json;
    if (found.has_error() && !is_to_be_made) return turn_away(as_json, text, found.error(), respond);
    respond(redirect("/tools/chat/debug/" + segment_encoded(id.value) + "/"));
  };
  chat::OpenRoom{services.store.rooms(), services.config.limits}.run(*room, person->user, false,
                                                                     std::move(opened));
}

}  // namespace

void add_room_pages(Routes& routes, const Services& services) {
  constexpr std::array pages{"/tools/chat/room/:room/", "/tools/chat/enhanced/:room/",
                             "/tools/heart_link/chat/:room/"};
  for (const auto* pattern : pages) {
    routes.add("GET", pattern,
               anybody(services, [&services](const auto& request, const auto& arguments, const auto& person,
                                             const auto& respond) {
                 open_room(services, request, arguments.front(), person, respond);
               }));
  }
  routes.add("GET", "/tools/chat-room-error/:kind/:room/",
             [&services](const auto& request, const auto&, const auto& respond) {
               respond(with_csrf_cookie(shell(), *request, services.random));
             });
}

}  // namespace heartlink::api
