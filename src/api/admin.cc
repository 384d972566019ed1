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
#include "model/act.h"
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

// What was changed is logged and noted in the audit log once it is done, and answered then. That it could not
// be noted takes nothing back.
class Audited {
 public:
  Audited(const AdminTools& tools, const AdminOp& op, const json::object& request, base::Executor& on,
          Reply reply)
      : tools_(&tools),
        op_(&op),
        asked_(subject_of(request, op.subject)),
        on_(&on),
        reply_(std::move(reply)) {}

  void operator()(json::object answer) const {
    if (!answer.at("ok").as_bool()) return reply_(std::move(answer));
    const auto subject = asked_.empty() ? subject_of(answer, op_->subject) : asked_;
    if (tools_->parts.audit)
      base::log::info("admin", {{"op", std::string{op_->name}}, {std::string{op_->subject}, subject}});
    if (op_->notes_itself) return reply_(std::move(answer));
    model::Act act;
    act.by = model::command_line;
    act.act = op_->name;
    act.subject = subject;
    tools_->parts.store.audit().note(
        std::move(act), {on_, [reply = reply_, answer = std::move(answer),
                               op = op_->name](const base::Result<std::int64_t>& noted) mutable {
                           if (!noted)
                             base::log::error("act_not_noted",
                                              {{"op", std::string{op}}, {"detail", noted.error().detail}});
                           reply(std::move(answer));
                         }});
  }

 private:
  const AdminTools* tools_;
  const AdminOp* op_;
  std::string asked_;
  base::Executor* on_;
  Reply reply_;
};

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
  if (!op->subject.empty()) reply = Audited{*tools_, *op, request, on, std::move(reply)};
  op->run(*tools_, request, AdminAsk{on, std::move(reply)});
}

}  // namespace heartlink::api
