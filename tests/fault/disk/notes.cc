// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/notes.h"

namespace heartlink::fault::disk {

Notes Notes::until(std::size_t position) const {
  Notes before;
  for (const auto& event : events) {
    if (event.position > position) continue;
    before.events.push_back(event);
    if (event.what.what == What::invoke) before.sent[event.what.cid] = sent.at(event.what.cid);
    if (event.what.what == What::ok) before.answers[event.what.cid] = event.what.id;
  }
  for (const auto& entry : kept) {
    if (entry.position <= position) before.kept.push_back(entry);
  }
  return before;
}

std::vector<Sent> Notes::unanswered() const {
  std::vector<Sent> open;
  for (const auto& [cid, message] : sent) {
    if (!answers.contains(cid)) open.push_back(message);
  }
  return open;
}

std::string stream_of(const Sent& sent) { return sent.by.name + "@" + sent.room.value; }

}  // namespace heartlink::fault::disk
