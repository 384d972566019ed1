// SPDX-License-Identifier: Apache-2.0
// The operator's commands, implemented once: a running server answers them on its admin socket, and the
// command line runs them itself when no server holds the data directory. A request and its answer are one
// JSON object each. Who may ask is decided before (peer credentials, the directory's lock); nothing here is
// reachable over HTTP.
#pragma once

#include <functional>
#include <memory>

#include <boost/json/object.hpp>

#include "account/password_pool.h"
#include "account/passwords.h"
#include "account/sessions.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/executor.h"
#include "base/random.h"
#include "base/result.h"
#include "bus/bus.h"
#include "diagnose/handshake_log.h"
#include "match/matchmaker.h"
#include "presence/registry.h"
#include "store/store.h"

namespace heartlink::api {

// {"ok":false,"code","error","error_en","hint","hint_en","owner_hint"} and, where they say something,
// "detail" and "retry_ms": everything that a command line in either language prints.
[[nodiscard]] boost::json::object admin_refusal(const base::Error& error);

struct AdminTools;  // api/admin_ops.h

class AdminCommands {
 public:
  using Reply = std::function<void(boost::json::object)>;

  // All of them outlive the last reply; `random` is safe from every thread that asks.
  struct Parts {
    store::Store& store;
    account::PasswordPool& pool;
    base::Random& random;
    const base::Clock& clock;
    account::HashCost cost;
    const base::Config& config;
    const account::Sessions& sessions;
    bus::Bus& bus;
    diagnose::HandshakeLog& handshakes;
    match::Matchmaker* matchmaker = nullptr;  // of a running server
    presence::Registry* presence = nullptr;  // of a running server; none: nobody is online
    bool audit = false;  // log what was changed: the server does, a command alone does not; both note it
  };

  explicit AdminCommands(const Parts& parts);
  AdminCommands(const AdminCommands&) = delete;
  AdminCommands& operator=(const AdminCommands&) = delete;
  ~AdminCommands();

  // Runs `request`, {"op":…} with the fields of its op, and calls `reply` exactly once on `on`, never inside
  // the call. Whatever changed something, and every look at evidence, is in the audit log by then
  // (store/audit_store.h). Every answer begins with "ok":true:
  //   ping                                         version
  //   user.create    name, password|password_hash, staff?   id, name, staff, disabled
  //   user.passwd    name, password                 as user.create; all sessions of the person have ended
  //   user.disable   name                           as user.create; the person's sockets are closed
  //   user.enable    name                           as user.create
  //   user.mute      name, reason, hours?           user, until; nothing he says is taken until then
  //   user.unmute    name, reason                   user, changed
  //   user.list      after?, limit?                 users: [id, name, staff, disabled, created_at], next?
  //   room.create    room_id, user1?, user2?, kind? room_id, kind
  //   room.show      room_id                        a row of room.list, and type, epoch, online, members:
  //                                                 [name, role, joined_at, read, delivered]
  //   room.list      before?, limit?, status?, kind?  rooms: [room_id, kind, status, user1, user2,
  //                                                 member_count, last_id, created_at, ended_at], next?
  //   room.end       room_id, reason?               room_id, id (of the last entry); its sockets are closed
  //   token.create   user, label?                   token, user
  //   token.list     user?, after?, limit?          tokens: [id, user, label, created_at], next?
  //   token.revoke   id                             id; the sockets opened with it are closed
  //   session.list   user, after?                   sessions: [id, created_at, expires_at, address, agent],
  //                                                 next?
  //   session.revoke user, id?                      user, ended; their sockets are closed
  //   report.list    before?, limit?, all?          reports, the open ones unless `all`: [id, created_at,
  //                                                 reason, reporter, subject, room_id, status, resolved_at],
  //                                                 next?
  //   report.show    id, after?                     a row of report.list, and reporter_id, subject_id, note,
  //                                                 outcome, resolved_by, evidence: [id, at, kind, type,
  //                                                 sender_id, sender, text], next?; what would fill the
  //                                                 line alone is cut
  //   report.resolve id, outcome                    the row
  //   match.status                                  running, kinds: [kind, waiting, offered, longest_ms];
  //                                                 without a server as the store has them
  //   match.explain  user                           user, verdict and what led to it (api/admin_match.cc);
  //                                                 without a server `unavailable`: nobody is there
  //   ledger         limit?, before?, id?           handshakes, the newest first: [id, at, stage, code,
  //                                                 status, room, user, address, origin, agent, detail],
  //                                                 next?
  //   doctor.begin   user?, room?                   user, password|session, room, scratch
  //                                                 (api/admin_doctor.cc)
  //   doctor.end     scratch                        nothing more
  // A list has at most 100 rows and fits limits.admin_request_bytes; "next" is there when there is more, and
  // is asked for as `after` (or `before`, where a list has that). Times are ISO 8601 in UTC; what is not
  // there is null. Refusals: request_invalid (no such op), field_invalid (detail names the field), and what
  // the use cases refuse. Safe from every thread.
  void run(const boost::json::object& request, base::Executor& on, Reply reply) const;

 private:
  std::unique_ptr<const AdminTools> tools_;
};

}  // namespace heartlink::api
