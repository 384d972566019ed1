// SPDX-License-Identifier: Apache-2.0
// What the files of the operator's commands share: the table that names their handlers, how a handler answers
// and how a list is cut into pages. Called by api/admin*.cc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json.hpp>

#include "account/create_token.h"
#include "account/create_user.h"
#include "account/manage_tokens.h"
#include "account/manage_user.h"
#include "account/moderate.h"
#include "api/admin.h"

namespace heartlink::api {

// What the handlers work with.
struct AdminTools {
  explicit AdminTools(const AdminCommands::Parts& parts);

  AdminCommands::Parts parts;
  account::CreateUser create_user;
  account::SetPassword set_password;
  account::DisableUser disable_user;
  account::Moderate moderate;
  account::CreateToken create_token;
  account::ListTokens list_tokens;
  account::RevokeToken revoke_token;
};

// Who asks. Copied into the callbacks; every handler answers through one of these exactly once.
class AdminAsk {
 public:
  AdminAsk(base::Executor& on, AdminCommands::Reply reply) : on_(&on), reply_(std::move(reply)) {}

  [[nodiscard]] base::Executor& on() const { return *on_; }

  // On `on`, later.
  void refuse(const base::Error& error) const;
  void answer(boost::json::object body) const;

  // The callback that refuses with an error and hands a value to `next`.
  template <class T, class Next>
  [[nodiscard]] base::Done<T> then(Next next) const {
    return base::or_refuse<T>(*on_, *this, std::move(next));
  }

  // The callback that answers with what `shape` makes of the value.
  template <class T, class Shape>
  [[nodiscard]] base::Done<T> answering(Shape shape) const {
    return then<T>([ask = *this, shape](const T& value) { ask.answer(shape(value)); });
  }

 private:
  base::Executor* on_;
  AdminCommands::Reply reply_;
};

struct AdminOp {
  std::string_view name;
  void (*run)(const AdminTools& tools, const boost::json::object& request, const AdminAsk& ask);
  std::string_view subject = {};  // the field that says what was changed, for the log; empty: changes nothing
  bool notes_itself = false;  // the store writes its act in the same transaction
};

// One group each, in the file of its name.
[[nodiscard]] std::span<const AdminOp> admin_user_ops();
[[nodiscard]] std::span<const AdminOp> admin_room_ops();
[[nodiscard]] std::span<const AdminOp> admin_token_ops();
[[nodiscard]] std::span<const AdminOp> admin_session_ops();
[[nodiscard]] std::span<const AdminOp> admin_report_ops();
[[nodiscard]] std::span<const AdminOp> admin_match_ops();
[[nodiscard]] std::span<const AdminOp> admin_ledger_ops();
[[nodiscard]] std::span<const AdminOp> admin_doctor_ops();

inline constexpr std::uint32_t admin_rows_max = 100;

// A list of an answer, as much of it as one line through the admin socket holds.
class AdminList {
 public:
  AdminList(std::string name, std::size_t bytes_max) : name_(std::move(name)), bytes_max_(bytes_max) {}

  // False, and the row stays out, once the line is full. `cursor` is asked for to go on behind this row.
  bool add(boost::json::object row, boost::json::value cursor);

  // {name: rows}, and "next" if rows were left out or there are `more` behind the last one.
  [[nodiscard]] boost::json::object finish(bool more) &&;

 private:
  std::string name_;
  std::size_t bytes_max_;
  std::size_t bytes_ = 256;  // what stands around the rows
  bool cut_ = false;
  boost::json::array rows_;
  boost::json::value cursor_;
};

}  // namespace heartlink::api
