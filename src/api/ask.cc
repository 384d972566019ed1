// SPDX-License-Identifier: Apache-2.0
#include "api/ask.h"

#include <algorithm>

#include <boost/json.hpp>

#include "protocol/room_name.h"

namespace heartlink::api {

base::Result<model::RoomId> Ask::room() const { return protocol::parse_room_id(argument()); }

void Ask::answer(boost::json::object rest) const {
  boost::json::object body{{"success", true}};
  for (auto& [key, value] : rest) body[key] = std::move(value);
  respond_(json_answer(200, body));
}

void Ask::refuse(const base::Error& error) const {
  const auto worded = std::ranges::find(wordings_, error.code, &Wording::code);
  if (worded != wordings_.end()) return refuse(error, worded->error);
  respond_(refusal(error));
}

void Ask::refuse(const base::Error& error, std::string_view text) const {
  respond_(refusal_with(error, text));
}

Handler asked(const Services& services, void (*handle)(const Ask&), std::span<const Wording> wordings) {
  return signed_in(services, [&services, handle, wordings](const auto& request, const auto& arguments,
                                                           const auto& person, const auto& respond) {
    handle(Ask{services, request, arguments, person, respond, wordings});
  });
}

Handler asked_in_room(const Services& services, void (*handle)(const Ask&, const model::RoomId&),
                      std::span<const Wording> wordings) {
  return signed_in(services, [&services, handle, wordings](const auto& request, const auto& arguments,
                                                           const auto& person, const auto& respond) {
    const Ask ask{services, request, arguments, person, respond, wordings};
    const auto room = ask.room();
    if (room.has_error()) return ask.refuse(room.error());
    handle(ask, room.value());
  });
}

}  // namespace heartlink::api
