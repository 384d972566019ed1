// SPDX-License-Identifier: Apache-2.0
#include "store/sql/append.h"

#include <utility>

#include "model/face.h"
#include "store/sql/query.h"

namespace heartlink::store::sql {
namespace {

std::optional<std::int64_t> subject_of(const model::Entry& entry) {
  if (entry.kind == model::EntryKind::member_changed) return entry.member.value;
  if (entry.target) return entry.target->value;
  return std::nullopt;
}

}  // namespace

model::EntryId append(WriteScope& scope, model::Parcel& news, model::Entry entry) {
  const LockedRoom& room = *scope.run.room();
  entry.room = room.room.id;
  entry.id = scope.run.next();
  entry.created_at = scope.now;
  const std::optional<std::int64_t> no_reply;
  Query{scope.connection, Dml::insert_entry, room.key,     entry.id.value, entry.sender.value,
        entry.kind,       TextOrNull{},      BlobOrNull{}, entry.content,  entry.message_type,
        no_reply,         subject_of(entry), scope.now.us}
      .run();
  scope.run.advance();
  model::present_people(entry, room.room);
  return news.entries.emplace_back(std::move(entry)).id;
}

model::Entry member_changed(const model::User& by, const model::User& subject, model::MemberAction action,
                            std::string content) {
  model::Entry entry;
  entry.kind = model::EntryKind::member_changed;
  entry.sender = by.id;
  entry.sender_name = by.name;
  entry.member = subject.id;
  entry.member_name = subject.name;
  entry.message_type = word_of(action);
  entry.content = std::move(content);
  return entry;
}

model::EntryId write_end(WriteScope& scope, model::Parcel& news, const std::optional<model::User>& by,
                         std::string reason) {
  model::Entry entry;
  entry.kind = model::EntryKind::ended;
  entry.message_type = "system";
  entry.content = std::move(reason);
  if (by) {
    entry.sender = by->id;
    entry.sender_name = by->name;
  }
  Query{scope.connection, Dml::end_room, scope.run.room()->key, model::RoomStatus::ended, scope.now.us}.run();
  scope.run.stale();
  return append(scope, news, std::move(entry));
}

}  // namespace heartlink::store::sql
