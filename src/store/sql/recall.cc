// SPDX-License-Identifier: Apache-2.0
#include "store/sql/recall.h"

#include <utility>

#include "store/sql/admission.h"
#include "store/sql/append.h"
#include "store/sql/rows.h"

namespace heartlink::store::sql {
namespace {

using base::Code;

bool moderates(const model::Room& room, const Rights& rights) {
  return !room.is_pair() && rank_of(room, rights) <= model::Role::admin;
}

base::Result<Posted> first_recall(Connection& connection, std::int64_t room, const StoredEntry& target) {
  const auto id = target.subject.value_or(model::EntryId{});
  const auto entry = entry_at(connection, room, id);
  if (!entry) return base::fail(Code::internal, "a recalled message without its recall");
  return Posted{id, entry->created_at, true};
}

}  // namespace

base::Result<Posted> write_recall(WriteScope& scope, model::Parcel& news, const NewRecall& recall,
                                  std::chrono::milliseconds window) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  const Rights rights = scope.run.rights(recall.by.id);
  if (const auto refused = refusal(room->room, rights)) return base::fail(*refused);
  const auto target = entry_at(scope.connection, room->key, recall.target);
  if (!target || !target->is_message() || recall.target < room->room.pruned_before) {
    return base::fail(Code::message_not_found);
  }
  const bool may_always = moderates(room->room, rights);
  if (!may_always && target->sender != recall.by.id) return base::fail(Code::not_your_message);
  if (target->kind == model::EntryKind::recalled) return first_recall(scope.connection, room->key, *target);
  const std::chrono::microseconds age{scope.now.us - target->created_at.us};
  if (!may_always && age > window) return base::fail(Code::recall_too_late);

  model::Entry entry;
  entry.kind = model::EntryKind::recall;
  entry.sender = recall.by.id;
  entry.sender_name = recall.by.name;
  entry.message_type = "system";
  entry.client_id = recall.client_id;
  entry.target = recall.target;
  const auto id = append(scope, news, std::move(entry));
  Query{scope.connection,    Dml::recall_entry,          room->key,
        recall.target.value, model::EntryKind::recalled, id.value}
      .run();
  return Posted{id, scope.now, false};
}

}  // namespace heartlink::store::sql
