// SPDX-License-Identifier: Apache-2.0
// Rooms of two who appear under aliases: what the suites about them share.
#pragma once

#include <string>

#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {

class MaskedContract : public RoomsContract {
 protected:
  model::RoomId masked(const model::User& a, const model::User& b, const std::string& id = "heart-1") {
    store::NewRoom room;
    room.id = {id};
    room.made_by = model::MadeBy::heart;
    room.user1 = a.id;
    room.user2 = b.id;
    room.alias1 = "Owl";
    room.alias2 = "Fox";
    return executor.ask<model::Room>([&](auto done) { opened->rooms().create(room, done); }).value().id;
  }
  base::Result<store::Consent> reveal(const model::RoomId& room, const model::User& user) {
    return executor.ask<store::Consent>([&](auto done) { opened->members().reveal(room, user, done); });
  }
  base::Result<store::Consent> keep(const model::RoomId& room, const model::User& user) {
    return executor.ask<store::Consent>([&](auto done) { opened->members().keep(room, user, done); });
  }
  void reveal_both(const model::RoomId& room) {
    (void)reveal(room, alice).value();
    (void)reveal(room, bob).value();
  }
  model::Room look_at(const model::RoomId& room) {
    return page(room, alice, store::PageQuery::From::newest, 0, 1).value().room;
  }
  Words said_in(const model::RoomId& room, const model::User& viewer) {
    Words words;
    for (const auto& entry : log_of(room, viewer)) words.push_back(text_of(entry));
    return words;
  }
  static std::string text_of_answer(const base::Result<store::Consent>& consent) {
    return std::to_string(consent.value().id.value) + (consent->theirs ? " both" : " alone");
  }
};

}  // namespace heartlink::contract
