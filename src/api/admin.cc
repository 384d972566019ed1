// SPDX-License-Identifier: Apache-2.0
#include "api/admin.h"

#include <string>
#include <utility>

#include <boost/json.hpp>

#include "api/admin_fields.h"
#include "api/admin_room.h"
#include "base/version.h"
#include "protocol/errors.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;
using Reply = AdminCommands::Reply;

// Refused before anything was asked of the store.
void refuse(base::Executor& on, const Reply& reply, const base::Error& error) {
  on.post([reply, answer = admin_refusal(error)] { reply(answer); });
}

// Answers with what `shape` makes of the value.
template <class T, class Shape>
base::Done<T> answering(base::Executor& on, Reply reply, Shape shape) {
  base::Done<T> done;
  done.on = &on;
  done.call = [reply = std::move(reply), shape](const Result<T>& result) {
    if (!result) return reply(admin_refusal(result.error()));
    json::object answer = shape(*result);
    answer["ok"] = true;
    reply(std::move(answer));
  };
  return done;
}

}  // namespace

json::object admin_refusal(const base::Error& error) {
  const auto& row = protocol::error_row(error.code);
  json::object answer{{"ok", false},
                      {"code", row.name},
                      {"error", row.zh},
                      {"error_en", row.en},
                      {"hint", row.hint_zh},
                      {"hint_en", row.hint_en},
                      {"owner_hint", row.owner_hint}};
  if (!error.detail.empty()) answer["detail"] = error.detail;
  if (error.retry.count() > 0) answer["retry_ms"] = error.retry.count();
  return answer;
}

AdminCommands::AdminCommands(store::Store& store, account::PasswordPool& pool, base::Random& random,
                             account::HashCost cost)
    : store_(store),
      create_user_(store.users(), pool, random, cost),
      create_token_(store.users(), store.sessions(), random) {}

void AdminCommands::run(const json::object& request, base::Executor& on, Reply reply) const {
  const auto op = text_field(request, "op");
  if (!op) return refuse(on, reply, op.error());
  if (*op == "user.create") return create_user(request, on, std::move(reply));
  if (*op == "room.create") return create_room(request, on, std::move(reply));
  if (*op == "token.create") return create_token(request, on, std::move(reply));
  if (*op != "ping")
    return refuse(on, reply, base::fail(Code::request_invalid, "op: there is no '" + *op + "'"));
  on.post([reply = std::move(reply)] { reply({{"ok", true}, {"version", base::version()}}); });
}

void AdminCommands::create_user(const json::object& request, base::Executor& on, Reply reply) const {
  auto name = text_field(request, "name");
  if (!name) return refuse(on, reply, name.error());
  auto password = text_field(request, "password");
  if (!password) return refuse(on, reply, password.error());
  const auto staff = optional_flag(request, "staff");
  if (!staff) return refuse(on, reply, staff.error());

  account::NewAccount wanted;
  wanted.name = std::move(*name);
  wanted.password = std::move(*password);
  wanted.staff = *staff;
  create_user_.run(wanted, answering<model::User>(on, std::move(reply), [](const model::User& user) {
                     return json::object{{"id", user.id.value}, {"name", user.name}, {"staff", user.staff}};
                   }));
}

void AdminCommands::create_room(const json::object& request, base::Executor& on, Reply reply) const {
  auto order = parse_room_order(request);
  if (!order) return refuse(on, reply, order.error());
  make_room(store_, std::move(*order),
            answering<model::Room>(on, std::move(reply), [](const model::Room& room) {
              return json::object{{"room_id", room.id.value}, {"kind", kind_name(room.made_by)}};
            }));
}

void AdminCommands::create_token(const json::object& request, base::Executor& on, Reply reply) const {
  auto user = text_field(request, "user");
  if (!user) return refuse(on, reply, user.error());
  auto label = optional_text(request, "label");
  if (!label) return refuse(on, reply, label.error());

  account::TokenOrder order;
  order.user = std::move(*user);
  order.label = std::move(*label);
  create_token_.run(
      order, answering<account::IssuedToken>(on, std::move(reply), [](const account::IssuedToken& issued) {
        return json::object{{"token", issued.token}, {"user", issued.user.name}};
      }));
}

}  // namespace heartlink::api
