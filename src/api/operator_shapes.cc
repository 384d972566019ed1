// SPDX-License-Identifier: Apache-2.0
#include "api/operator_shapes.h"

#include <string_view>

#include <boost/json.hpp>

#include "api/room_shapes.h"
#include "base/utf8.h"
#include "protocol/encode.h"

namespace heartlink::api {

namespace json = boost::json;

namespace {

std::string_view status_word(model::ReportStatus status) {
  return status == model::ReportStatus::open ? "open" : "resolved";
}

}  // namespace

json::object report_row(const model::Report& report) {
  return {{"id", report.id},
          {"created_at", protocol::iso8601(report.created_at)},
          {"reason", word_of(report.reason)},
          {"reporter", report.reporter_name},
          {"subject", report.subject_name},
          {"room_id", report.room.value},
          {"status", status_word(report.status)},
          {"resolved_at", time_or_null(report.resolved_at)}};
}

// JSON makes at most six bytes out of one.
std::string fitting(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes / 6 || json::serialize(json::string(text)).size() <= bytes) return text;
  return std::string{base::utf8_prefix(text, bytes / 6)} + "…";
}

json::object evidence_row(const model::Entry& entry, std::size_t bytes_max) {
  const bool recalled = entry.kind == model::EntryKind::recalled;
  return {{"id", entry.id.value},
          {"at", protocol::iso8601(entry.created_at)},
          {"kind", recalled ? "recalled" : "message"},
          {"type", entry.message_type},
          {"sender_id", entry.sender.value},
          {"sender", entry.sender_name},
          {"text", fitting(entry.content, bytes_max / 4)}};
}

json::object handshake_row(const model::Handshake& handshake) {
  return {{"id", handshake.id},         {"at", protocol::iso8601(handshake.at)},
          {"stage", handshake.stage},   {"code", handshake.code},
          {"status", handshake.status}, {"room", handshake.room},
          {"user", handshake.user},     {"address", handshake.address},
          {"origin", handshake.origin}, {"agent", handshake.agent},
          {"detail", handshake.detail}};
}

json::object act_row(const model::Act& act) {
  return {{"id", act.id},   {"at", protocol::iso8601(act.at)}, {"by", act.by},
          {"act", act.act}, {"subject", act.subject},          {"reason", act.reason}};
}

json::object with_nulls(json::object row) {
  for (auto& [key, value] : row) {
    if (value.is_string() && value.get_string().empty()) value = nullptr;
  }
  return row;
}

}  // namespace heartlink::api
