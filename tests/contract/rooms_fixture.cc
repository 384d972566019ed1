// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/rooms_fixture.h"

#include <utility>

namespace heartlink::contract {
namespace {

constexpr const char* holding = "holds the writer";

std::string words_of(const model::MarkMoved& mark) {
  std::string text = mark.room.value + ": " + mark.username;
  if (mark.read) text += " read " + std::to_string(mark.read->value);
  if (mark.delivered) text += " delivered " + std::to_string(mark.delivered->value);
  if (!mark.newly_read.empty()) text += " new " + text_of(mark.newly_read);
  if (!mark.asked.empty()) text += " asked " + text_of(mark.asked);
  if (!mark.tells_reads) text += " for himself";
  return text;
}

}  // namespace

std::string text_of(const std::vector<model::EntryId>& ids) {
  std::string text;
  for (const auto id : ids) text += (text.empty() ? "" : ",") + std::to_string(id.value);
  return text;
}

std::string text_of(const model::Entry& entry) {
  std::string text = std::to_string(entry.id.value) + ' ' + entry.sender_name + ' ';
  switch (entry.kind) {
    case model::EntryKind::message:
      return text + "says " + entry.content;
    case model::EntryKind::recalled:
      return text + "said " + entry.content + "until " + std::to_string(entry.target.value().value);
    case model::EntryKind::recall:
      return text + "recalls " + std::to_string(entry.target.value().value);
    case model::EntryKind::ended:
      return text + "ends " + entry.content;
    case model::EntryKind::member_changed:
      break;
  }
  text += entry.message_type + ' ' + entry.member_name;
  return entry.content.empty() ? text : text + ' ' + entry.content;
}

void RoomsContract::SetUp() {
  StoreContract::SetUp();
  alice = person("alice");
  bob = person("bob");
  carol = person("carol");
  dave = person("dave");
}

model::User RoomsContract::staff(const std::string& name) {
  store::NewUser user;
  user.name = name;
  user.name_key = name;
  user.password_hash = "$argon2id$of-" + name;
  user.staff = true;
  auto made = executor.ask<model::User>([&](auto done) { opened->users().create(user, done); }).value();
  names[made.id] = name;
  return made;
}

void RoomsContract::disable(const model::User& user) {
  (void)executor.ask<model::User>([&](auto done) { opened->users().set_disabled(user.id, true, done); })
      .value();
}

model::RoomId RoomsContract::group(const model::User& owner, const std::vector<model::User>& members,
                                   const std::string& id) {
  store::NewRoom room;
  room.id = {id};
  room.type = model::RoomType::group;
  room.made_by = model::MadeBy::group;
  room.user1 = owner.id;
  room.name = "name of " + id;
  (void)executor.ask<model::Room>([&](auto done) { opened->rooms().create(room, done); }).value();
  for (const auto& member : members) (void)add(room.id, owner, member).value();
  return room.id;
}

model::RoomId RoomsContract::public_room(const model::User& owner, const std::string& id) {
  store::NewRoom room;
  room.id = {id};
  room.type = model::RoomType::public_room;
  room.made_by = model::MadeBy::public_room;
  room.user1 = owner.id;
  return executor.ask<model::Room>([&](auto done) { opened->rooms().create(room, done); }).value().id;
}

model::RoomId RoomsContract::match_room(const model::User& a, const model::User& b, const std::string& id) {
  store::NewRoom room;
  room.id = {id};
  room.made_by = model::MadeBy::number;
  room.user1 = a.id;
  room.user2 = b.id;
  return executor.ask<model::Room>([&](auto done) { opened->rooms().create(room, done); }).value().id;
}

base::Result<model::EntryId> RoomsContract::change(const model::RoomId& room, const model::User& by,
                                                   const model::User& subject, Kind kind) {
  switch (kind) {
    case Kind::add:
      return add(room, by, subject);
    case Kind::remove:
      return remove(room, by, subject);
    case Kind::mute:
      return mute(room, by, subject, std::chrono::minutes{1});
    case Kind::role:
      break;
  }
  return give(room, by, subject, model::Role::admin);
}

base::Result<model::EntryId> RoomsContract::add(const model::RoomId& room, const model::User& by,
                                                const model::User& subject) {
  store::MemberChange change;
  change.room = room;
  change.by = by;
  change.subject = subject;
  return executor.ask<model::EntryId>([&](auto done) { opened->members().change(change, done); });
}

base::Result<model::EntryId> RoomsContract::remove(const model::RoomId& room, const model::User& by,
                                                   const model::User& subject) {
  store::MemberChange change;
  change.room = room;
  change.by = by;
  change.subject = subject;
  change.kind = Kind::remove;
  return executor.ask<model::EntryId>([&](auto done) { opened->members().change(change, done); });
}

base::Result<model::EntryId> RoomsContract::mute(const model::RoomId& room, const model::User& by,
                                                 const model::User& subject, std::chrono::microseconds life) {
  store::MemberChange change;
  change.room = room;
  change.by = by;
  change.subject = subject;
  change.kind = Kind::mute;
  if (life.count() != 0) change.muted_until = base::WallTime{clock.wall().us + life.count()};
  return executor.ask<model::EntryId>([&](auto done) { opened->members().change(change, done); });
}

base::Result<model::EntryId> RoomsContract::give(const model::RoomId& room, const model::User& by,
                                                 const model::User& subject, model::Role role) {
  store::MemberChange change;
  change.room = room;
  change.by = by;
  change.subject = subject;
  change.kind = Kind::role;
  change.role = role;
  return executor.ask<model::EntryId>([&](auto done) { opened->members().change(change, done); });
}

base::Result<store::Left> RoomsContract::leave(const model::RoomId& room, const model::User& user) {
  return executor.ask<store::Left>([&](auto done) { opened->members().leave(room, user, done); });
}

base::Result<bool> RoomsContract::invite(const model::RoomId& room, const model::User& by, char code,
                                         std::optional<std::uint32_t> uses, std::chrono::microseconds life) {
  store::NewInvite invite;
  invite.room = room;
  invite.by = by;
  invite.code_hash = secret(code);
  invite.uses = uses;
  invite.expires_at = {clock.wall().us + life.count()};
  return executor.ask<bool>([&](auto done) { opened->members().invite(invite, done); });
}

base::Result<store::Joined> RoomsContract::join(char code, const model::User& user) {
  store::JoinRoom join;
  join.user = user;
  join.code_hash = secret(code);
  return executor.ask<store::Joined>([&](auto done) { opened->members().join(join, done); });
}

base::Result<store::Joined> RoomsContract::join(const model::RoomId& room, const model::User& user) {
  store::JoinRoom join;
  join.user = user;
  join.room = room;
  return executor.ask<store::Joined>([&](auto done) { opened->members().join(join, done); });
}

base::Result<store::Posted> RoomsContract::recall(const model::RoomId& room, const model::User& by,
                                                  std::int64_t target, const std::string& client_id) {
  store::NewRecall recall;
  recall.room = room;
  recall.by = by;
  recall.target = {target};
  recall.client_id = client_id;
  return executor.ask<store::Posted>([&](auto done) { opened->messages().recall(recall, done); });
}

store::NewMark RoomsContract::mark_of(const model::RoomId& room, const model::User& user) {
  store::NewMark mark;
  mark.room = room;
  mark.user = user;
  return mark;
}

base::Result<store::Marked> RoomsContract::mark(const store::NewMark& mark) {
  return executor.ask<store::Marked>([&](auto done) { opened->messages().mark(mark, done); });
}

base::Result<store::Marked> RoomsContract::read(const model::RoomId& room, const model::User& user,
                                                std::int64_t up_to) {
  auto to = mark_of(room, user);
  to.read = model::EntryId{up_to};
  return mark(to);
}

base::Result<model::Preferences> RoomsContract::preferences(const model::User& user) {
  return executor.ask<model::Preferences>([&](auto done) { opened->users().preferences(user.id, done); });
}

base::Result<model::Preferences> RoomsContract::choose_receipts(const model::User& user, bool tells) {
  return executor.ask<model::Preferences>(
      [&](auto done) { opened->users().set_preferences(user.id, {.read_receipts = tells}, done); });
}

base::Result<store::Participants> RoomsContract::participants(const model::RoomId& room,
                                                              const model::User& viewer) {
  return executor.ask<store::Participants>(
      [&](auto done) { opened->members().participants(room, viewer.id, done); });
}

std::string RoomsContract::people_in(const model::RoomId& room, const model::User& viewer) {
  std::string text;
  for (const auto& one : participants(room, viewer).value().people) {
    text += (text.empty() ? "" : ", ") + one.user.name + ' ' + std::string{word_of(one.role)};
  }
  return text;
}

std::vector<model::Entry> RoomsContract::log_of(const model::RoomId& room, const model::User& viewer) {
  return page(room, viewer, store::PageQuery::From::newest, 0, 200).value().entries;
}

base::Result<store::Direct> RoomsContract::open_direct(const model::User& by, const model::User& with,
                                                       const std::string& id) {
  store::NewDirect direct;
  direct.by = by;
  direct.with = with;
  direct.id = {id};
  return executor.ask<store::Direct>([&](auto done) { opened->people().open_direct(direct, done); });
}

base::Result<store::Blocked> RoomsContract::block(const model::User& by, const model::User& whom) {
  return executor.ask<store::Blocked>([&](auto done) { opened->people().block(by, whom, done); });
}

base::Result<std::int64_t> RoomsContract::notify(const model::User& user, const std::string& text) {
  return executor.ask<std::int64_t>([&](auto done) { opened->people().notify(user, text, done); });
}

base::Result<std::vector<store::UnreadRoom>> RoomsContract::unread(const model::User& user) {
  return executor.ask<std::vector<store::UnreadRoom>>(
      [&](auto done) { opened->conversations().unread(user.id, done); });
}

std::uint32_t RoomsContract::unread_in(const model::RoomId& room, const model::User& user) {
  return executor
      .ask<store::UnreadRoom>([&](auto done) { opened->conversations().unread_in(user.id, room, done); })
      .value()
      .unread;
}

RoomsContract::Words RoomsContract::news() {
  wait_for_parcels();
  Words words;
  for (const auto& parcel : parcels) {
    for (const auto& entry : parcel->entries) {
      if (entry.content != holding) words.push_back(entry.room.value + ": " + text_of(entry));
    }
    for (const auto& mark : parcel->marks) words.push_back(words_of(mark));
    for (const auto& one : parcel->affiliations) {
      words.push_back(one.room.value + ": " + (one.member ? '+' : '-') + names[one.user]);
    }
    for (const auto& one : parcel->preferences) {
      words.push_back(names[one.user] + (one.now.read_receipts ? " tells" : " does not tell"));
    }
  }
  parcels.clear();
  return words;
}

void RoomsContract::in_one_batch(const std::function<void()>& submit) {
  wait_for_parcels();  // so that none of an earlier commit waits at the gate
  const std::lock_guard gate{commit_gate};
  (void)post(message({"public-room"}, alice, holding)).value();
  submit();
}

}  // namespace heartlink::contract
