// SPDX-License-Identifier: Apache-2.0
// The store as the composition root sees it: the ports together, and its life.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/config.h"
#include "base/metrics.h"
#include "base/result.h"
#include "filter/filter.h"
#include "model/parcel.h"
#include "store/audit_store.h"
#include "store/conversation_store.h"
#include "store/event_store.h"
#include "store/handshake_store.h"
#include "store/match_store.h"
#include "store/member_store.h"
#include "store/message_store.h"
#include "store/moderation_store.h"
#include "store/people_store.h"
#include "store/report_store.h"
#include "store/retention_store.h"
#include "store/room_store.h"
#include "store/scratch_store.h"
#include "store/session_store.h"
#include "store/token_store.h"
#include "store/user_store.h"

namespace heartlink::store {

// Called on the writer's thread after a COMMIT and after the answers of that batch were posted, except for
// the answers of what took a right away: those come behind the parcel. Must only post.
using CommitListener = std::function<void(model::SharedParcel)>;

class Store {
 public:
  virtual ~Store() = default;

  virtual MessageStore& messages() = 0;
  virtual RoomStore& rooms() = 0;
  virtual MemberStore& members() = 0;
  virtual ConversationStore& conversations() = 0;
  virtual PeopleStore& people() = 0;
  virtual MatchStore& matches() = 0;
  virtual EventStore& events() = 0;
  virtual ReportStore& reports() = 0;
  virtual ModerationStore& moderation() = 0;
  virtual AuditStore& audit() = 0;
  virtual RetentionStore& retention() = 0;
  virtual UserStore& users() = 0;
  virtual SessionStore& sessions() = 0;
  virtual TokenStore& tokens() = 0;
  virtual HandshakeStore& handshakes() = 0;
  virtual ScratchStore& scratch() = 0;

  // Ready to write: migrations done, the writer runs, the disk takes writes.
  [[nodiscard]] virtual bool writable() const = 0;

  // Commits what is queued, then stops the threads; later calls answer `unavailable`. Idempotent.
  virtual void stop() = 0;
};

// What a store needs from the process that opens it. Everything outlives the store.
struct Environment {
  const base::Config* config = nullptr;
  const base::Clock* clock = nullptr;
  base::Metrics* metrics = nullptr;
  const filter::Filter* filter = nullptr;  // none: nothing is marked
  CommitListener on_commit;             // may be empty (a CLI command)
  std::function<void(base::Error)>
      on_fatal;  // an I/O fault: acknowledging has stopped, the process must exit 1
};

// Opens the store of a data directory: takes its lock, migrates, starts threads.
// Errors: data_busy, schema_too_new, storage_failed, storage_full, config_invalid.
using Opener = std::function<base::Result<std::unique_ptr<Store>>(Environment)>;

}  // namespace heartlink::store
