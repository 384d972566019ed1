// SPDX-License-Identifier: Apache-2.0
// This worker's people who listen for news of all their rooms (`/ws/user/`): what is unread, and that
// somebody spoke in a room they are not looking at. Nothing is counted up here; every figure is asked of the
// store when it is told, at most every two seconds per room and person. One per worker, used on that worker's
// thread only.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/anchor.h"
#include "base/clock.h"
#include "base/executor.h"
#include "model/parcel.h"
#include "presence/registry.h"
#include "protocol/frame.h"
#include "store/conversation_store.h"

namespace heartlink::fanout {

// One socket of a person.
class UserRecipient {
 public:
  // The newest figures; the first frame that a socket gets.
  virtual void unread(const protocol::Frame& frame) = 0;
  virtual void activity(const protocol::Frame& frame) = 0;
  // One of the person's numbered news; in their order, each once, unless the socket was not there yet.
  virtual void event(model::EventId useq, const protocol::Frame& frame) = 0;
  virtual void revoked(const model::Revocation& revocation) = 0;
  // The store could not say what is unread now.
  virtual void failed(const base::Error& error) = 0;

 protected:
  ~UserRecipient() = default;
};

class UserHub {
 public:
  struct Parts {
    base::Executor& worker;
    const base::Clock& clock;
    presence::Registry& registry;
    store::ConversationStore& conversations;
  };

  explicit UserHub(Parts parts);
  UserHub(const UserHub&) = delete;
  UserHub& operator=(const UserHub&) = delete;
  ~UserHub();

  // From now on the recipient is told; first of all what is unread. It must be detached before it dies.
  void attach(model::UserId user, UserRecipient& recipient);
  void detach(model::UserId user, UserRecipient& recipient);

  // Revocations reach the sockets inside this call.
  void deliver(const model::Parcel& parcel);

  // Once a second: tells what had to wait, a few people at a time.
  void tick();

 private:
  struct Person;
  struct News;

  void load_rooms(Person& person);
  void set_member(Person& person, const model::RoomId& room, bool member);
  void on_entry(const model::Entry& entry);
  void on_news(Person& person, const model::Entry& entry);
  void tell_news(Person& person, const model::RoomId& room, News& news);
  void on_counted(model::UserId user, const model::RoomId& room,
                  const base::Result<store::UnreadRoom>& counted);
  void want_unread(Person& person);
  void ask_unread(Person& person);
  void enter_line(Person& person);
  void serve_line();
  void on_unread(model::UserId user, const base::Result<std::vector<store::UnreadRoom>>& rooms);
  [[nodiscard]] Person* find(model::UserId user);

  Parts parts_;
  base::Anchor<UserHub> anchor_;
  std::unordered_map<model::UserId, std::unique_ptr<Person>> people_;
  std::unordered_map<model::RoomId, std::unordered_set<model::UserId>> listeners_;  // members among people_
  std::unordered_set<model::UserId> due_;  // who has something that waits for its time
  std::deque<model::UserId> line_;  // of whom unread is to be asked
  std::size_t asking_ = 0;  // unread that the store is counting
};

}  // namespace heartlink::fanout
