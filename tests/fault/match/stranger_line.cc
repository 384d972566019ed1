// SPDX-License-Identifier: Apache-2.0
// What a stranger hears: his own line, taken up where it broke off, and the room that he is in.
#include <poll.h>

#include <algorithm>
#include <exception>

#include "tests/fault/match/fields.h"
#include "tests/fault/match/read_ledger.h"
#include "tests/fault/match/stranger.h"

namespace heartlink::fault::match {

using std::chrono::milliseconds;

void Stranger::follow() {
  try {
    line_ = std::make_unique<process::WebSocketClient>(
        port_, process::upgrade_request("/ws/user/?after=" + std::to_string(told_), who_.headers()));
  } catch (const std::exception&) {
    line_.reset();
  }
}

void Stranger::listen() {
  if (!line_) return;
  bool open = false;
  try {
    open = line_->turn();
  } catch (const std::exception& error) {
    auto& deed = begin(What::broken, false, {});
    deed.word = error.what();
  }
  for (auto& inbox = line_->inbox(); !inbox.empty(); inbox.pop_front()) hear(inbox.front());
  if (open) return;
  line_.reset();
  live_ = false;
}

void Stranger::hear(const std::string& text) {
  const auto frame = process::parse_frame(text);
  const auto type = text_in(frame, "type");
  if (type == "resumed") {
    auto& deed = begin(What::resumed, false, {});
    deed.useq = number_in(frame, "to");
    deed.word = flag_in(frame, "gap") ? "gap" : "whole";
    deed.known = true;
    live_ = true;
    return;
  }
  if (frame.if_contains("useq") == nullptr) return;
  auto& deed = begin(What::event, text_in(frame, "kind") == "heart", {});
  deed.done = deed.sent;
  deed.known = true;
  deed.word = type;
  deed.room = text_in(frame, "room_id");
  deed.reason = text_in(frame, "reason");
  deed.back = flag_in(frame, "back_in_pool");
  deed.expires = micros_of(text_in(frame, "expires_at"));
  deed.useq = number_in(frame, "useq");
  told_ = std::max(told_, deed.useq);
  // The end of a wait changes nothing for anybody else.
  if (calm_ && type != "ticket_expired") moved_ = now_us();
  if (type == "match_found") return offer(deed.room, deed.heart);
  if (type == "match_withdrawn") forget_room();
}

void Stranger::drain_room() {
  bool open = false;
  try {
    open = socket_->turn();
  } catch (const std::exception& error) {
    auto& deed = begin(What::broken, false, room_->id);
    deed.word = error.what();
  }
  socket_->inbox().clear();
  if (!open) socket_.reset();
}

// Reads on meanwhile, for a line that is not read is closed.
void Stranger::wait(milliseconds time) {
  const process::Deadline deadline{time};
  while (!deadline.passed()) {
    pollfd file{line_ ? line_->number() : -1, POLLIN, 0};
    ::poll(&file, 1, deadline.milliseconds_left());
    listen();
    if (socket_) drain_room();
  }
}

}  // namespace heartlink::fault::match
