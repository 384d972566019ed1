// SPDX-License-Identifier: Apache-2.0
// Moves read and delivered marks: in one room, or in all rooms of a person. They only go up, and a mark that
// stays is no write. Run by the writer for SqlMessages and SqlConversations.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "model/parcel.h"
#include "store/message_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// MessageStore::mark.
[[nodiscard]] base::Result<Marked> write_mark(WriteScope& scope, model::Parcel& news,
                                              const base::Limits& limits, const NewMark& mark);

// ConversationStore::mark_all. A job without a room: the heads of all rooms are written when it runs.
[[nodiscard]] base::Result<std::uint32_t> write_marks_of_all(
    WriteScope& scope, model::Parcel& news, const base::Limits& limits, const model::User& user,
    const std::optional<std::vector<std::int64_t>>& notices);

}  // namespace heartlink::store::sql
