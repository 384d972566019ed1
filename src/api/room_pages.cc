// SPDX-License-Identifier: Apache-2.0
// A person who opens a room gets its page, or lands on one that says why not. Programs that ask for JSON get
// the refusal itself. Nothing is ever made here.
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

// What is wanted of a room's address.
struct Visit {
  explicit Visit(const Request& request)
      : as_json(request.wants_json()), history(request.parameter("history") == "1") {}

  bool as_json;  // by a program
  bool history;  // of a room that may have ended

  // What keeps a socket out and not its page: a test room is made by the socket, and the page says so if that
  // is not allowed; the room ended, and who might enter it reads what was said.
  [[nodiscard]] bool is_let_in_despite(Code code, const model::RoomId& room) const {
    if (as_json) return false;
    return (code == Code::room_not_found && protocol::is_test_room(room)) ||
           (code == Code::room_ended && history);
  }
};

void open_room(const Services& services, const Request& request, const std::string& text,
               const base::Result<model::Principal>& person, const Respond& respond) {
  const Visit visit{request};
  if (person.has_error()) {
    if (visit.as_json) return respond(refusal(person.error()));
    return respond(redirect("/users/login/?next=" + percent_encoded(request.target)));
  }
  const auto room = protocol::parse_room_id(text);
  if (room.has_error()) return turn_away(visit.as_json, text, room.error(), respond);
  base::Done<model::Room> opened;
  opened.on = &services.worker;
  opened.call = [visit, text, id = *room, page = with_csrf_cookie(shell(), request, services.random),
                 respond](const base::Result<model::Room>& found) {
    if (found.has_error() && !visit.is_let_in_despite(found.error().code, id))
      return turn_away(visit.as_json, text, found.error(), respond);
    respond(page);
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
