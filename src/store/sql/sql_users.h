// SPDX-License-Identifier: Apache-2.0
// The UserStore over SQL.
#pragma once

#include "store/sql/engine.h"
#include "store/user_store.h"

namespace heartlink::store::sql {

class SqlUsers final : public UserStore {
 public:
  explicit SqlUsers(const Engine& engine) : engine_(engine) {}

  void create(NewUser user, base::Done<model::User> done) override;
  void find(std::string name_key, base::Done<Credentials> done) override;
  void list(model::UserId after, std::uint32_t limit, base::Done<std::vector<model::User>> done) override;
  void set_password(NewPassword password, base::Done<std::uint32_t> done) override;
  void set_disabled(model::UserId user, bool disabled, base::Done<model::User> done) override;
  void preferences(model::UserId user, base::Done<model::Preferences> done) override;
  void set_preferences(model::UserId user, model::Choice choice,
                       base::Done<model::Preferences> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
