// SPDX-License-Identifier: Apache-2.0
// The MemberStore over SQL.
#pragma once

#include "store/member_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlMembers final : public MemberStore {
 public:
  explicit SqlMembers(const Engine& engine) : engine_(engine) {}

  void change(MemberChange change, base::Done<model::EntryId> done) override;
  void leave(model::RoomId room, model::User user, base::Done<Left> done) override;
  void invite(NewInvite invite, base::Done<bool> done) override;
  void join(JoinRoom join, base::Done<Joined> done) override;
  void reveal(model::RoomId room, model::User user, base::Done<Consent> done) override;
  void keep(model::RoomId room, model::User user, base::Done<Consent> done) override;
  void participants(model::RoomId room, model::UserId viewer, base::Done<Participants> done) override;
  void acquaintance(model::UserId viewer, model::UserId person, base::Done<model::User> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
