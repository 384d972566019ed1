// SPDX-License-Identifier: Apache-2.0
// What an operator does with people: make an account, set a password, disable and enable, list.
#include <utility>

#include "api/admin_fields.h"
#include "api/admin_ops.h"
#include "model/act.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;

json::object person_shape(const model::User& user) {
  return {{"id", user.id.value}, {"name", user.name}, {"staff", user.staff}, {"disabled", user.disabled}};
}

// Either a password, or the hash that another system kept of one.
void create_user(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  auto name = text_field(request, "name");
  if (!name) return ask.refuse(name.error());
  auto hash = optional_text(request, "password_hash");
  if (!hash) return ask.refuse(hash.error());
  auto password = hash->empty() ? text_field(request, "password") : optional_text(request, "password");
  if (!password) return ask.refuse(password.error());
  if (!hash->empty() && !password->empty()) {
    return ask.refuse(base::fail(Code::field_invalid, "password and password_hash: only one is wanted"));
  }
  const auto staff = optional_flag(request, "staff");
  if (!staff) return ask.refuse(staff.error());

  account::NewAccount wanted;
  wanted.name = std::move(*name);
  wanted.password = std::move(*password);
  wanted.password_hash = std::move(*hash);
  wanted.staff = *staff;
  tools.create_user.run(wanted, ask.answering<model::User>(person_shape));
}

void set_password(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto name = text_field(request, "name");
  if (!name) return ask.refuse(name.error());
  const auto password = text_field(request, "password");
  if (!password) return ask.refuse(password.error());
  tools.set_password.run(*name, *password, ask.answering<model::User>(person_shape));
}

template <bool disabled>
void set_disabled(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto name = text_field(request, "name");
  if (!name) return ask.refuse(name.error());
  tools.disable_user.run(*name, disabled, ask.answering<model::User>(person_shape));
}

base::Result<account::Moderate::Named> named_in(const json::object& request) {
  account::Moderate::Named person;
  auto name = text_field(request, "name");
  if (!name) return name.error();
  auto reason = text_field(request, "reason");
  if (!reason) return reason.error();
  person.name = std::move(*name);
  person.reason = std::move(*reason);
  person.by = model::command_line;
  return person;
}

void mute_user(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  auto person = named_in(request);
  if (!person) return ask.refuse(person.error());
  const auto hours =
      optional_number(request, "hours", 1, account::mute_hours_max, account::mute_hours_default);
  if (!hours) return ask.refuse(hours.error());
  const auto shape = [name = person->name](base::WallTime until) {
    return json::object{{"user", name}, {"until", protocol::iso8601(until)}};
  };
  tools.moderate.mute(std::move(*person), *hours, ask.answering<base::WallTime>(shape));
}

void unmute_user(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  auto person = named_in(request);
  if (!person) return ask.refuse(person.error());
  const auto shape = [name = person->name](bool changed) {
    return json::object{{"user", name}, {"changed", changed}};
  };
  tools.moderate.unmute(std::move(*person), ask.answering<bool>(shape));
}

void list_users(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto after = optional_number(request, "after", 0, INT64_MAX, 0);
  if (!after) return ask.refuse(after.error());
  const auto limit = optional_number(request, "limit", 1, admin_rows_max, admin_rows_max);
  if (!limit) return ask.refuse(limit.error());
  const auto most = static_cast<std::uint32_t>(*limit);
  const auto shape = [&tools, most](const std::vector<model::User>& users) {
    AdminList list{"users", tools.parts.config.limits.admin_request_bytes};
    for (const auto& user : users) {
      json::object row = person_shape(user);
      row["created_at"] = protocol::iso8601(user.created_at);
      if (!list.add(std::move(row), user.id.value)) break;
    }
    return std::move(list).finish(users.size() == most);
  };
  tools.parts.store.users().list(model::UserId{*after}, most, ask.answering<std::vector<model::User>>(shape));
}

constexpr AdminOp ops[] = {{"user.create", create_user, "name"},
                           {"user.passwd", set_password, "name"},
                           {"user.disable", set_disabled<true>, "name"},
                           {"user.enable", set_disabled<false>, "name"},
                           {"user.mute", mute_user, "name", true},
                           {"user.unmute", unmute_user, "name", true},
                           {"user.list", list_users}};

}  // namespace

std::span<const AdminOp> admin_user_ops() { return ops; }

}  // namespace heartlink::api
