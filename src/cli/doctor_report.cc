// SPDX-License-Identifier: Apache-2.0
#include "cli/doctor_report.h"

#include <array>
#include <string_view>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "cli/table.h"
#include "protocol/errors.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;
using diagnose::BoxState;
using diagnose::Checkup;
using diagnose::Finding;

// The seed's checklist, in its words.
constexpr std::array<Text, diagnose::box_count> box_texts{{
    {"服务器在运行，并且会说 WebSocket", "The server runs and speaks WebSocket"},
    {"用户已登录", "You are signed in"},
    {"聊天室存在并开放", "The room exists and is open"},
    {"WebSocket 连接成功", "The socket connects"},
    {"消息可以发送和接收", "A message goes out and comes back"},
}};
constexpr Text healthy{"一切正常", "everything works"};
constexpr Text broken_link{"断在这里", "the broken link"};
constexpr Text cause_word{"原因", "cause"};
constexpr Text fix_word{"解决", "fix"};
constexpr Text detail_word{"细节", "detail"};
constexpr Text number_word{"编号", "id"};

std::string_view mark_of(BoxState state) {
  switch (state) {
    case BoxState::pass:
      return "✓";
    case BoxState::fail:
      return "✗";
    case BoxState::not_reached:
      return "–";
  }
  return "–";
}

std::string cause_of(const protocol::ErrorRow& row, Lang lang) { return Text{row.zh, row.en}.in(lang); }
std::string fix_of(const protocol::ErrorRow& row, Lang lang) {
  return Text{row.owner_zh, row.owner_en}.in(lang);
}

// Further lines of a text begin where its first one does.
std::string indented(std::string_view text, std::string_view indent) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += indent;
  }
  return out;
}

std::string broken_text(const Finding& finding, Lang lang) {
  const auto& trouble = finding.trouble;
  const auto& row = protocol::error_row(trouble.error.code);
  auto out = fmt::format("      {}: {} ({})\n", cause_word.in(lang), cause_of(row, lang), row.name);
  if (!trouble.error.detail.empty())
    out += fmt::format("      {}: {}\n", detail_word.in(lang), harmless(trouble.error.detail));
  if (!trouble.diagnosis_id.empty()) {
    out += fmt::format("      {}: {}  # heartlink ledger --id {}\n", number_word.in(lang),
                       harmless(trouble.diagnosis_id), harmless(trouble.diagnosis_id));
  }
  return out + fmt::format("      {}: {}\n", fix_word.in(lang), indented(fix_of(row, lang), "      "));
}

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::object box_json(const Finding& finding, Lang lang) {
  json::object out{{"box", diagnose::name_of(finding.box)},
                   {"state", diagnose::name_of(finding.state)},
                   {"code", nullptr},
                   {"cause", nullptr},
                   {"fix", nullptr},
                   {"detail", text_or_null(finding.note)},
                   {"diagnosis_id", nullptr},
                   {"ms", finding.took.count()}};
  if (finding.state != BoxState::fail) return out;
  const auto& row = protocol::error_row(finding.trouble.error.code);
  out["code"] = row.name;
  out["cause"] = cause_of(row, lang);
  out["fix"] = fix_of(row, lang);
  out["detail"] = text_or_null(finding.trouble.error.detail);
  out["diagnosis_id"] = text_or_null(finding.trouble.diagnosis_id);
  return out;
}

}  // namespace

std::string doctor_text(const Checkup& checkup, const std::string& url, Lang lang) {
  const auto* broken = checkup.broken();
  std::string out = "heartlink doctor " + url + "\n";
  for (const auto& finding : checkup.boxes) {
    const auto number = static_cast<std::size_t>(finding.box);
    out += fmt::format("  {} {} {}", mark_of(finding.state), number + 1, box_texts[number].in(lang));
    if (finding.state != BoxState::not_reached) out += fmt::format("  {} ms", finding.took.count());
    if (!finding.note.empty()) out += "  (" + harmless(finding.note) + ")";
    out += "\n";
    if (&finding == broken) out += broken_text(finding, lang);
  }
  if (broken == nullptr) return out + healthy.in(lang) + "\n";
  const auto number = static_cast<std::size_t>(broken->box);
  return out + fmt::format("{}: {} {}\n", broken_link.in(lang), number + 1, box_texts[number].in(lang));
}

json::object doctor_json(const Checkup& checkup, const std::string& url, Lang lang) {
  const auto* broken = checkup.broken();
  json::array boxes;
  for (const auto& finding : checkup.boxes) boxes.push_back(box_json(finding, lang));
  return {{"ok", broken == nullptr},
          {"url", url},
          {"room", text_or_null(checkup.room)},
          {"user", text_or_null(checkup.user)},
          {"boxes", std::move(boxes)},
          {"broken", broken == nullptr ? json::value(nullptr) : json::value(diagnose::name_of(broken->box))}};
}

}  // namespace heartlink::cli
