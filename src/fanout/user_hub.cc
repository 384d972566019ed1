// SPDX-License-Identifier: Apache-2.0
#include "fanout/user_hub.h"

#include <algorithm>
#include <string>
#include <utility>

#include "protocol/encode.h"

namespace heartlink::fanout {

using base::Result;
using protocol::Frame;

namespace {

// protocol.md §2: at most one room_activity per room in so much time; the whole list likewise.
constexpr std::chrono::seconds pause{2};

// What had to wait is asked of the store for so many people at a time: the readers have others to serve, and
// a tick may find thousands for whom the pause is over.
constexpr std::size_t unread_at_once = 8;

// A crowd's rooms tell nothing; whether it still is one is asked again after so long.
constexpr std::chrono::seconds crowd_pause{60};

Frame frame_of(const std::vector<store::UnreadRoom>& rooms) {
  protocol::Unread event;
  for (const auto& room : rooms) event.rooms.push_back({room.room, room.unread, room.last_id});
  return Frame::text(protocol::encode(event));
}

}  // namespace

// What waits to be told of one room: the newest message, by its beginning.
struct UserHub::News {
  std::string from;
  std::string preview;
  base::SteadyTime next_at{};
  base::SteadyTime crowd_until{};
  bool waiting = false;
  bool asked = false;  // the store is counting
};

struct UserHub::Person {
  explicit Person(model::UserId id) : user(id) {}

  // Whether something is left for a tick.
  [[nodiscard]] bool is_due() const {
    return !loading_rooms && (!loaded || unread_wanted ||
                              std::ranges::any_of(rooms, [](const auto& one) { return one.second.waiting; }));
  }

  model::UserId user;
  std::vector<UserRecipient*> sockets;
  std::unordered_map<model::RoomId, News> rooms;  // those of which he is a member
  std::unordered_map<model::RoomId, bool> changes;  // of his memberships, while they are being read
  base::SteadyTime unread_at{};
  bool loading_rooms = false;
  bool loaded = false;
  bool unread_asked = false;
  bool unread_wanted = false;
  bool in_line = false;
};

UserHub::UserHub(Parts parts) : parts_(parts), anchor_(this) {}

UserHub::~UserHub() = default;

UserHub::Person* UserHub::find(model::UserId user) {
  const auto at = people_.find(user);
  return at == people_.end() ? nullptr : at->second.get();
}

void UserHub::attach(model::UserId user, UserRecipient& recipient) {
  auto& person = people_[user];
  const bool is_new = person == nullptr;
  if (is_new) person = std::make_unique<Person>(user);
  person->sockets.push_back(&recipient);
  if (is_new) load_rooms(*person);
  // What is being counted already may be older than this socket.
  if (person->unread_asked) {
    person->unread_wanted = true;
    return;
  }
  ask_unread(*person);
}

void UserHub::detach(model::UserId user, UserRecipient& recipient) {
  auto* person = find(user);
  if (person == nullptr) return;
  std::erase(person->sockets, &recipient);
  if (!person->sockets.empty()) return;
  for (const auto& [room, news] : person->rooms) {
    const auto at = listeners_.find(room);
    if (at == listeners_.end()) continue;
    at->second.erase(user);
    if (at->second.empty()) listeners_.erase(at);
  }
  due_.erase(user);
  people_.erase(user);
}

// ---- Whose room is it

// First in the list, then the reading: a change that comes meanwhile is kept and holds.
void UserHub::load_rooms(Person& person) {
  person.loading_rooms = true;
  base::Done<std::vector<model::RoomId>> done;
  done.on = &parts_.worker;
  done.call = [ref = anchor_.ref(), user = person.user](const Result<std::vector<model::RoomId>>& rooms) {
    auto* self = ref.get();
    auto* found = self == nullptr ? nullptr : self->find(user);
    if (found == nullptr || !found->loading_rooms) return;
    found->loading_rooms = false;
    if (rooms.has_error()) {
      self->due_.insert(user);  // tried again with the next tick
      return;
    }
    found->loaded = true;
    for (const auto& room : rooms.value()) self->set_member(*found, room, true);
    for (const auto& [room, member] : std::exchange(found->changes, {}))
      self->set_member(*found, room, member);
    self->want_unread(*found);
  };
  parts_.conversations.member_rooms(person.user, std::move(done));
}

void UserHub::set_member(Person& person, const model::RoomId& room, bool member) {
  if (!person.loaded) {
    person.changes[room] = member;
    return;
  }
  if (member) {
    person.rooms.try_emplace(room);
    listeners_[room].insert(person.user);
    return;
  }
  person.rooms.erase(room);
  const auto at = listeners_.find(room);
  if (at == listeners_.end()) return;
  at->second.erase(person.user);
  if (at->second.empty()) listeners_.erase(at);
}

// ---- What happens

void UserHub::deliver(const model::Parcel& parcel) {
  if (people_.empty()) return;
  for (const auto& revocation : parcel.revocations) {
    auto* person = find(revocation.user);
    if (person == nullptr) continue;
    for (auto* socket : std::vector{person->sockets}) socket->revoked(revocation);
  }
  for (const auto& event : parcel.events) {
    auto* person = find(event.user);
    if (person == nullptr) continue;
    const auto frame = Frame::text(protocol::encode(event));
    for (auto* socket : std::vector{person->sockets}) socket->event(event.useq, frame);
  }
  for (const auto& affiliation : parcel.affiliations) {
    auto* person = find(affiliation.user);
    if (person == nullptr) continue;
    set_member(*person, affiliation.room, affiliation.member);
    want_unread(*person);
  }
  for (const auto& entry : parcel.entries) on_entry(entry);
  for (const auto& mark : parcel.marks) {
    auto* person = mark.read ? find(mark.user) : nullptr;
    if (person != nullptr) want_unread(*person);
  }
}

void UserHub::on_entry(const model::Entry& entry) {
  const auto at = listeners_.find(entry.room);
  if (at == listeners_.end()) return;
  switch (entry.kind) {
    case model::EntryKind::message:
      for (const auto user : at->second) {
        if (user != entry.sender && !parts_.registry.is_in(entry.room, user)) on_news(*find(user), entry);
      }
      return;
    case model::EntryKind::recall:
      for (const auto user : at->second) want_unread(*find(user));
      return;
    case model::EntryKind::ended:
      for (const auto user : std::unordered_set{at->second}) {
        set_member(*find(user), entry.room, false);
        want_unread(*find(user));
      }
      return;
    case model::EntryKind::member_changed:
    case model::EntryKind::recalled:
      return;
  }
}

void UserHub::on_news(Person& person, const model::Entry& entry) {
  auto& news = person.rooms[entry.room];
  const auto now = parts_.clock.now();
  if (now < news.crowd_until) return;
  news.from = entry.sender_name;
  news.preview = protocol::preview(entry.content);
  if (!news.asked && now >= news.next_at) return tell_news(person, entry.room, news);
  news.waiting = true;
  due_.insert(person.user);
}

// ---- What is told

void UserHub::tell_news(Person& person, const model::RoomId& room, News& news) {
  news.waiting = false;
  news.asked = true;
  news.next_at = parts_.clock.now() + pause;
  base::Done<store::UnreadRoom> done;
  done.on = &parts_.worker;
  done.call = [ref = anchor_.ref(), user = person.user, room](const Result<store::UnreadRoom>& counted) {
    if (auto* self = ref.get()) self->on_counted(user, room, counted);
  };
  parts_.conversations.unread_in(person.user, room, std::move(done));
}

void UserHub::on_counted(model::UserId user, const model::RoomId& room,
                         const Result<store::UnreadRoom>& counted) {
  auto* person = find(user);
  if (person == nullptr) return;
  const auto at = person->rooms.find(room);
  if (at == person->rooms.end()) return;
  auto& news = at->second;
  news.asked = false;
  if (counted.has_error()) return;  // the next message, or the next `unread`, says it
  if (counted->is_crowd) {
    news.crowd_until = parts_.clock.now() + crowd_pause;
    return;
  }
  if (counted->unread == 0) return;  // read on another device meanwhile
  protocol::RoomActivity event;
  event.room = room;
  event.from = news.from;
  event.content = news.preview;
  event.unread = counted->unread;
  const auto frame = Frame::text(protocol::encode(event));
  for (auto* socket : std::vector{person->sockets}) socket->activity(frame);
}

void UserHub::want_unread(Person& person) {
  if (!person.unread_asked && parts_.clock.now() >= person.unread_at) return ask_unread(person);
  person.unread_wanted = true;
  due_.insert(person.user);
}

void UserHub::ask_unread(Person& person) {
  person.unread_wanted = false;
  person.unread_asked = true;
  ++asking_;
  person.unread_at = parts_.clock.now() + pause;
  base::Done<std::vector<store::UnreadRoom>> done;
  done.on = &parts_.worker;
  done.call = [ref = anchor_.ref(), user = person.user](const Result<std::vector<store::UnreadRoom>>& rooms) {
    if (auto* self = ref.get()) self->on_unread(user, rooms);
  };
  parts_.conversations.unread(person.user, std::move(done));
}

void UserHub::on_unread(model::UserId user, const Result<std::vector<store::UnreadRoom>>& rooms) {
  --asking_;
  serve_line();
  auto* person = find(user);
  if (person == nullptr) return;
  person->unread_asked = false;
  if (person->unread_wanted) due_.insert(user);
  if (rooms.has_error()) {
    for (auto* socket : std::vector{person->sockets}) socket->failed(rooms.error());
    return;
  }
  const auto frame = frame_of(rooms.value());
  for (auto* socket : std::vector{person->sockets}) socket->unread(frame);
}

void UserHub::tick() {
  const auto now = parts_.clock.now();
  for (const auto user : std::unordered_set{due_}) {
    auto* person = find(user);
    if (person == nullptr) continue;
    if (!person->loaded && !person->loading_rooms) load_rooms(*person);
    if (person->unread_wanted && !person->unread_asked && now >= person->unread_at) enter_line(*person);
    for (auto& [room, news] : person->rooms) {
      if (news.waiting && !news.asked && now >= news.next_at) tell_news(*person, room, news);
    }
    if (!person->is_due()) due_.erase(user);
  }
  serve_line();
}

void UserHub::enter_line(Person& person) {
  if (std::exchange(person.in_line, true)) return;
  line_.push_back(person.user);
}

// Whoever came back meanwhile was asked for at once, and needs no turn.
void UserHub::serve_line() {
  while (asking_ < unread_at_once && !line_.empty()) {
    auto* person = find(line_.front());
    line_.pop_front();
    if (person == nullptr || !std::exchange(person->in_line, false)) continue;
    if (person->unread_wanted && !person->unread_asked) ask_unread(*person);
    if (!person->is_due()) due_.erase(person->user);
  }
}

}  // namespace heartlink::fanout
