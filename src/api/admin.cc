// SPDX-License-Identifier: Apache-2.0
#include "api/admin.h"

#include <array>
#include <string>
#include <utility>

#include <boost/json.hpp>

#include "api/admin_fields.h"
#include "api/admin_ops.h"
#include "base/log.h"
#include "base/version.h"
#include "protocol/errors.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using Reply = AdminCommands::Reply;

void ping(const AdminTools&, const json::object&, const AdminAsk& ask) {
  ask.answer({{"version", base::version()}});
}

constexpr AdminOp general_ops[] = {{"ping", ping}};

const AdminOp* find_op(std::string_view name) {
  const std::array groups{std::span<const AdminOp>{general_ops},
                          admin_user_ops(),
                          admin_room_ops(),
                          admin_token_ops(),
                          admin_session_ops(),
                          admin_report_ops(),
                          admin_match_ops(),
                          admin_ledger_ops(),
                          admin_doctor_ops()};
  for (const auto& group : groups) {
    for (const AdminOp& op : group) {
      if (op.name == name) return &op;
    }
  }
  return nullptr;
}

// A name or an id; never a secret, since no op's subject is one.
std::string subject_of(const json::object& from, std::string_view field) {
  const auto* value = from.if_contains(field);
  if (value == nullptr || value->is_null()) return {};
  return value->is_string() ? std::string{value->get_string()} : json::serialize(*value);
}

// Logs what was changed, once, when it is done.
Reply audited(const AdminOp& op, const json::object& request, Reply reply) {
  return [&op, asked = subject_of(request, op.subject), reply = std::move(reply)](json::object answer) {
    if (answer.at("ok").as_bool()) {
      const auto subject = asked.empty() ? subject_of(answer, op.subject) : asked;
      base::log::info("admin", {{"op", std::string{op.name}}, {std::string{op.subject}, subject}});
    }
    reply(std::move(answer));
  };
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
                      {"owner_hint", row.owner_zh},
                      {"owner_hint_en", row.owner_en}};
  if (!error.detail.empty()) answer["detail"] = error.detail;
  if (error.retry.count() > 0) answer["retry_ms"] = error.retry.count();
  return answer;
}

AdminCommands::AdminCommands(const Parts& parts) : tools_(std::make_unique<const AdminTools>(parts)) {}

AdminCommands::~AdminCommands() = default;

void AdminCommands::run(const json::object& request, base::Executor& on, Reply reply) const {
  const auto name = text_field(request, "op");
  if (!name) return AdminAsk{on, std::move(reply)}.refuse(name.error());
  const AdminOp* op = find_op(*name);
  if (op == nullptr) {
    return AdminAsk{on, std::move(reply)}.refuse(
        base::fail(Code::request_invalid, "op: there is no '" + *name + "'"));
  }
  if (tools_->parts.audit && !op->subject.empty()) reply = audited(*op, request, std::move(reply));
  op->run(*tools_, request, AdminAsk{on, std::move(reply)});
}

}  // namespace heartlink::api
