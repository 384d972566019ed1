// SPDX-License-Identifier: Apache-2.0
// What the suites of rooms share: four people, rooms of every kind, every call of their ports in one line,
// and the news as words. Calls that answer an error are for the test to judge; those that make the scene
// throw.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/contract/store_contract.h"

namespace heartlink::contract {

class RoomsContract : public StoreContract {
 protected:
  using Kind = store::MemberChange::Kind;
  using Words = std::vector<std::string>;

  void SetUp() override;

  model::User staff(const std::string& name);
  void disable(const model::User& user);

  // A group of its owner and of members whom he added, so that its log begins with one entry for each.
  model::RoomId group(const model::User& owner, const std::vector<model::User>& members = {},
                      const std::string& id = "group");
  model::RoomId public_room(const model::User& owner, const std::string& id = "open");
  model::RoomId match_room(const model::User& a, const model::User& b, const std::string& id = "match-1");

  base::Result<model::EntryId> change(const model::RoomId& room, const model::User& by,
                                      const model::User& subject, Kind kind);
  base::Result<model::EntryId> add(const model::RoomId& room, const model::User& by,
                                   const model::User& subject);
  base::Result<model::EntryId> remove(const model::RoomId& room, const model::User& by,
                                      const model::User& subject);
  // For so long from now; zero ends it.
  base::Result<model::EntryId> mute(const model::RoomId& room, const model::User& by,
                                    const model::User& subject, std::chrono::microseconds life);
  base::Result<model::EntryId> give(const model::RoomId& room, const model::User& by,
                                    const model::User& subject, model::Role role);
  base::Result<store::Left> leave(const model::RoomId& room, const model::User& user);

  base::Result<bool> invite(const model::RoomId& room, const model::User& by, char code,
                            std::optional<std::uint32_t> uses = {},
                            std::chrono::microseconds life = std::chrono::hours{1});
  base::Result<store::Joined> join(char code, const model::User& user);
  base::Result<store::Joined> join(const model::RoomId& room, const model::User& user);

  base::Result<store::Posted> recall(const model::RoomId& room, const model::User& by, std::int64_t target,
                                     const std::string& client_id = {});

  static store::NewMark mark_of(const model::RoomId& room, const model::User& user);
  base::Result<store::Marked> mark(const store::NewMark& mark);
  base::Result<store::Marked> read(const model::RoomId& room, const model::User& user, std::int64_t up_to);

  base::Result<model::Preferences> preferences(const model::User& user);
  // Whether this person tells how far he has read.
  base::Result<model::Preferences> choose_receipts(const model::User& user, bool tells);

  base::Result<store::Participants> participants(const model::RoomId& room, const model::User& viewer);
  // "alice owner, bob member" as somebody sees it who may.
  std::string people_in(const model::RoomId& room, const model::User& viewer);
  std::vector<model::Entry> log_of(const model::RoomId& room, const model::User& viewer);

  base::Result<store::Direct> open_direct(const model::User& by, const model::User& with,
                                          const std::string& id);
  base::Result<store::Blocked> block(const model::User& by, const model::User& whom);
  base::Result<std::int64_t> notify(const model::User& user, const std::string& text);
  base::Result<std::vector<store::UnreadRoom>> unread(const model::User& user);
  std::uint32_t unread_in(const model::RoomId& room, const model::User& user);

  // What every worker has been told since the last call, one line for each piece of news.
  Words news();
  void forget_news() { (void)news(); }

  // Everything that `submit` asks for gets into one batch: the writer waits until it has returned.
  void in_one_batch(const std::function<void()>& submit);
  template <class T>
  base::Done<T> into(std::optional<base::Result<T>>& answer) {
    base::Done<T> done;
    done.on = &executor;
    done.call = [&answer](base::Result<T> result) { answer.emplace(std::move(result)); };
    return done;
  }

  model::User alice, bob, carol, dave;
};

// "1,2,3"
std::string text_of(const std::vector<model::EntryId>& ids);
// Of entries: their ids, and of each what it says: "2 alice added bob member".
std::string text_of(const model::Entry& entry);

}  // namespace heartlink::contract
