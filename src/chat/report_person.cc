// SPDX-License-Identifier: Apache-2.0
#include "chat/report_person.h"

#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "chat/allowance.h"

namespace heartlink::chat {
namespace {

using base::Code;

// A grapheme has no bound of its own, so the bytes have one, generous to every script and emoji.
constexpr std::size_t bytes_per_grapheme_max = 32;

base::Result<std::string> checked_note(const std::string& note, std::size_t graphemes_max) {
  if (!base::is_valid_utf8(note)) return base::fail(Code::request_invalid, "note: no UTF-8");
  const auto text = base::trimmed(note);
  if (text.size() > graphemes_max * bytes_per_grapheme_max ||
      base::graphemes(text, graphemes_max) > graphemes_max) {
    return base::fail(Code::note_too_long);
  }
  return std::string{text};
}

}  // namespace

void ReportPerson::run(ReportOrder order, model::User by, base::Done<std::int64_t> done) const {
  const auto reason = model::report_reason(order.reason);
  if (!reason) return done.post(base::fail(Code::reason_invalid));
  auto note = checked_note(order.note, parts_.limits.report_note_graphemes);
  if (!note) return done.post(note.error());
  if (auto wait = refuse_report(parts_.registry, by.id, parts_.clock.now(), parts_.limits)) {
    return done.post(std::move(*wait));
  }
  store::NewReport report;
  report.room = std::move(order.room);
  report.by = std::move(by);
  report.subject_key = std::move(order.subject_key);
  report.reason = *reason;
  report.note = std::move(*note);
  parts_.reports.file(std::move(report), std::move(done));
}

}  // namespace heartlink::chat
