// SPDX-License-Identifier: Apache-2.0
// Takes a message's text back. Run by the writer for SqlMessages.
#pragma once

#include <chrono>

#include "model/parcel.h"
#include "store/message_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// MessageStore::recall. The message keeps its place, its client_id and the hash of its body, so that a late
// resend still finds its answer.
[[nodiscard]] base::Result<Posted> write_recall(WriteScope& scope, model::Parcel& news,
                                                const NewRecall& recall, std::chrono::milliseconds window);

}  // namespace heartlink::store::sql
