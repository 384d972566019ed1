// SPDX-License-Identifier: Apache-2.0
// The store over SQL: the ports, and the threads behind them. A driver's opener (sqlite/sqlite_store.cc)
// builds it from connections that are migrated and ready.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/sql/engine.h"
#include "store/sql/readers.h"
#include "store/sql/sql_audit.h"
#include "store/sql/sql_conversations.h"
#include "store/sql/sql_events.h"
#include "store/sql/sql_handshakes.h"
#include "store/sql/sql_matches.h"
#include "store/sql/sql_members.h"
#include "store/sql/sql_messages.h"
#include "store/sql/sql_moderation.h"
#include "store/sql/sql_people.h"
#include "store/sql/sql_reports.h"
#include "store/sql/sql_retention.h"
#include "store/sql/sql_rooms.h"
#include "store/sql/sql_scratch.h"
#include "store/sql/sql_sessions.h"
#include "store/sql/sql_tokens.h"
#include "store/sql/sql_users.h"
#include "store/sql/writer.h"
#include "store/store.h"

namespace heartlink::store::sql {

class SqlStore final : public Store {
 public:
  struct Parts {
    Environment environment;
    std::unique_ptr<Connection> connection;            // the only one that writes
    Wal* wal = nullptr;                                // of that connection; null: none to look after
    std::vector<std::unique_ptr<Connection>> readers;  // read-only
    std::string epoch;
    std::string fault_path;
    std::shared_ptr<void> lock;  // let go of after everything else
  };

  // Starts the threads.
  explicit SqlStore(Parts parts);
  ~SqlStore() override;

  MessageStore& messages() override { return messages_; }
  RoomStore& rooms() override { return rooms_; }
  MemberStore& members() override { return members_; }
  ConversationStore& conversations() override { return conversations_; }
  PeopleStore& people() override { return people_; }
  MatchStore& matches() override { return matches_; }
  EventStore& events() override { return events_; }
  ReportStore& reports() override { return reports_; }
  ModerationStore& moderation() override { return moderation_; }
  AuditStore& audit() override { return audit_; }
  RetentionStore& retention() override { return retention_; }
  UserStore& users() override { return users_; }
  SessionStore& sessions() override { return sessions_; }
  TokenStore& tokens() override { return tokens_; }
  HandshakeStore& handshakes() override { return handshakes_; }
  ScratchStore& scratch() override { return scratch_; }
  [[nodiscard]] bool writable() const override { return writer_.writable(); }
  void stop() override;

 private:
  static Writer::Parts writer_parts(const Parts& parts, Connection* connection, Checkpointer* checkpointer);
  Readers::Parts reader_parts(Parts& parts);

  std::unique_ptr<base::Metrics> own_metrics_;  // for a caller that wants none
  // Destroyed from below: read-only connections are closed before the one that writes.
  std::shared_ptr<void> lock_;
  std::unique_ptr<Connection> connection_;
  ReadGate gate_;
  std::unique_ptr<Checkpointer> checkpointer_;
  Writer writer_;
  Readers readers_;
  Engine engine_;
  SqlMessages messages_;
  SqlRooms rooms_;
  SqlMembers members_;
  SqlConversations conversations_;
  SqlPeople people_;
  SqlMatches matches_;
  SqlEvents events_;
  SqlReports reports_;
  SqlModeration moderation_;
  SqlAudit audit_;
  SqlRetention retention_;
  SqlUsers users_;
  SqlSessions sessions_;
  SqlTokens tokens_;
  SqlHandshakes handshakes_;
  SqlScratch scratch_;
};

}  // namespace heartlink::store::sql
