// SPDX-License-Identifier: Apache-2.0
// The PeopleStore over SQL.
#pragma once

#include "store/people_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlPeople final : public PeopleStore {
 public:
  explicit SqlPeople(const Engine& engine) : engine_(engine) {}

  void open_direct(NewDirect direct, base::Done<Direct> done) override;
  void block(model::User by, model::User whom, base::Done<Blocked> done) override;
  void block_in(model::User by, model::RoomId room, base::Done<Blocked> done) override;
  void unblock(model::UserId by, model::UserId whom, base::Done<bool> done) override;
  void unblock_in(model::UserId by, model::RoomId room, base::Done<bool> done) override;
  void blocked(model::UserId by, base::Done<std::vector<BlockedPerson>> done) override;
  void notify(model::User user, std::string text, base::Done<std::int64_t> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
