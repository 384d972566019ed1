// SPDX-License-Identifier: Apache-2.0
#include "store/sql/post_job.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/crypto.h"
#include "model/face.h"
#include "store/sql/admission.h"
#include "store/sql/rows.h"

namespace heartlink::store::sql {
namespace {

using base::Code;

// A client_id comes back with its own body or with another one; 16 bytes are enough to tell an accident.
constexpr std::size_t hash_bytes = 16;

// Columns and index entries around the text of a message.
constexpr std::size_t row_overhead_bytes = 160;

std::string body_hash(const NewMessage& message) {
  std::string body = message.message_type;
  body.push_back('\0');
  body += message.content;
  body.push_back('\0');
  if (message.reply_to) body += std::to_string(message.reply_to->value);
  return base::sha256(body).substr(0, hash_bytes);
}

// How long a mute still holds, rounded up so that coming back then is not too early.
std::chrono::milliseconds time_left(base::WallTime until, base::WallTime now) {
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds{until.us - now.us});
}

std::optional<base::Error> refusal_of(const WriteScope& scope, const model::Room& room,
                                      const Rights& rights) {
  if (const auto code = refusal(room, rights)) return base::fail(*code);
  // What the server tells one person is no conversation.
  if (room.type == model::RoomType::system) return base::fail(Code::not_a_member);
  const auto muted_until = std::max(rights.muted_until, rights.muted_everywhere_until);
  if (muted_until > scope.now) return base::fail(Code::muted, "", time_left(muted_until, scope.now));
  return std::nullopt;
}

// One that can be answered: neither recalled nor let go of.
bool is_message(Connection& connection, const LockedRoom& room, model::EntryId id) {
  if (id < room.room.pruned_before || id.value > room.last_id) return false;
  const auto entry = entry_at(connection, room.key, id);
  return entry && entry->kind == model::EntryKind::message;
}

}  // namespace

PostJob::PostJob(NewMessage message, const filter::Filter* filter, base::Done<Posted> done)
    : AnsweredJob(std::move(done)), message_(std::move(message)), filter_(filter) {
  if (!message_.client_id.empty()) body_hash_ = body_hash(message_);
}

std::size_t PostJob::bytes() const { return message_.content.size() + row_overhead_bytes; }

base::Result<Posted> PostJob::write(WriteScope& scope) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  auto refused = refusal_of(scope, room->room, scope.run.rights(message_.sender));
  if (!refused && message_.reply_to && !is_message(scope.connection, *room, *message_.reply_to)) {
    refused = base::fail(Code::reply_to_invalid);
  }
  const auto caution = refused ? model::Caution::none : caution_in(scope);
  if (caution != model::Caution::none && filter_->holds()) {
    refused = base::fail(Code::message_held, std::string{word_of(caution)});
  }
  if (refused) {
    // A resend is safe for ever: what was stored while it was allowed keeps its answer.
    if (refused->code != Code::account_disabled && !message_.client_id.empty()) {
      if (auto first = stored(scope)) return *first;
    }
    return *std::move(refused);
  }
  const Posted posted{scope.run.next(), scope.now, false, author(scope), caution};
  const std::optional<std::int64_t> no_subject;
  std::optional<std::int64_t> reply_to;
  if (message_.reply_to) reply_to = message_.reply_to->value;
  Query{scope.connection,
        Dml::insert_entry,
        room->key,
        posted.id.value,
        message_.sender.value,
        model::EntryKind::message,
        TextOrNull{message_.client_id},
        BlobOrNull{body_hash_},
        message_.content,
        message_.message_type,
        reply_to,
        no_subject,
        scope.now.us}
      .run();
  if (scope.connection.failed()) return base::fail(Code::internal);  // the writer says what it was
  if (scope.connection.changes() == 0)
    return stored(scope).value_or(base::fail(Code::internal, "no first entry"));
  scope.run.advance();
  return posted;
}

// What this client_id stored before: its answer, or the refusal of another body.
std::optional<base::Result<Posted>> PostJob::stored(WriteScope& scope) const {
  Query row{scope.connection, Dml::stored_entry, scope.run.room()->key, message_.sender.value,
            message_.client_id};
  if (!row.row()) return std::nullopt;
  if (row.view(1) != body_hash_) return base::Result<Posted>{base::fail(Code::client_id_reused)};
  return base::Result<Posted>{Posted{model::EntryId{row.integer(0)}, base::WallTime{row.integer(2)}, true,
                                     author(scope), caution_in(scope)}};
}

model::Face PostJob::author(const WriteScope& scope) const {
  return present_person(message_.sender, message_.sender_name, scope.run.room()->room);
}

// Whether these two are strangers is decided here, so that no word overtakes the one that keeps their room.
model::Caution PostJob::caution_in(const WriteScope& scope) const {
  if (filter_ == nullptr) return model::Caution::none;
  return filter_->caution_in(scope.run.room()->room, message_.content);
}

void PostJob::publish(model::Parcel& parcel) {
  const Posted& posted = result().value();
  if (posted.dup) return;
  auto& entry = parcel.entries.emplace_back();
  entry.room = std::move(message_.room);
  entry.id = posted.id;
  entry.sender = message_.sender;
  entry.sender_name = posted.author.name;
  entry.sender_alias = static_cast<std::uint8_t>(posted.author.is_alias ? posted.author.id : 0);
  entry.message_type = std::move(message_.message_type);
  entry.content = std::move(message_.content);
  entry.client_id = std::move(message_.client_id);
  entry.reply_to = message_.reply_to;
  entry.created_at = posted.created_at;
  entry.caution = posted.caution;
}

}  // namespace heartlink::store::sql
