// SPDX-License-Identifier: Apache-2.0
// What operators read, as JSON: the same rows for the command line (admin_*.cc) and for the ops pages
// (ops_*.cc). People stand under their own names here, and only here. Pure.
#pragma once

#include <cstddef>
#include <string>

#include <boost/json/object.hpp>

#include "model/act.h"
#include "model/handshake.h"
#include "model/report.h"

namespace heartlink::api {

// id, created_at, reason, reporter, subject, room_id, status, resolved_at.
[[nodiscard]] boost::json::object report_row(const model::Report& report);

// One message of a report's evidence: id, at, kind, type, sender_id, sender, text. Of a long text its
// beginning, so that it takes at most a quarter of `bytes_max`.
[[nodiscard]] boost::json::object evidence_row(const model::Entry& entry, std::size_t bytes_max);

// The text, or its beginning and "…" when it takes more than `bytes` in an answer: whoever writes a long one
// must not make his own report unreadable.
[[nodiscard]] std::string fitting(const std::string& text, std::size_t bytes);

// id, at, stage, code, status, room, user, address, origin, agent, detail.
[[nodiscard]] boost::json::object handshake_row(const model::Handshake& handshake);

// id, at, by, act, subject, reason.
[[nodiscard]] boost::json::object act_row(const model::Act& act);

// Empty texts become null.
[[nodiscard]] boost::json::object with_nulls(boost::json::object row);

}  // namespace heartlink::api
