// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/http_sends.h"

#include <utility>

#include <boost/json.hpp>

namespace heartlink::fault {

std::int64_t send_over_http(Trial& trial, const std::string& user, const std::string& room,
                            const std::string& cid, std::size_t body_bytes) {
  const auto body = cid + " " + std::string(body_bytes, 'h');
  Event event;
  event.what = What::invoke;
  event.client = user + "-http";
  event.user = user;
  event.room = room;
  event.cid = cid;
  event.hash = hash_of(body);
  trial.note(event);
  const auto answer =
      trial.person(user).post(process::in_room(room, "send/"), {{"content", body}, {"client_id", cid}});
  const auto told = answer.json();
  event.hash = 0;
  if (answer.status == 200) {
    event.what = What::ok;
    event.id = told.at("message").at("id").as_int64();
  } else {
    event.what = What::fail;
    event.text = std::string{told.at("code").as_string()};
  }
  trial.note(event);
  return event.id;
}

}  // namespace heartlink::fault
