// SPDX-License-Identifier: Apache-2.0
// `heartlink reports …`: what people reported of each other, with the evidence that the server took, and what
// the operator made of it.
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"
#include "cli/command.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr CommandTexts group{"reports", {"查看和处理举报", "what people report of each other"}};
constexpr CommandTexts list_texts{
    "list",
    {"列出举报，新的在前；默认只列未处理的",
     "reports, the newest first; the open ones unless --all is given"},
    {"示例:\n  heartlink reports list\n  heartlink reports list --all --json",
     "Examples:\n  heartlink reports list\n  heartlink reports list --all --json"}};
constexpr CommandTexts show_texts{
    "show",
    {"显示一个举报，还有当时的消息", "one report, with the messages before it"},
    {"示例:\n  heartlink reports show 12", "Examples:\n  heartlink reports show 12"}};
constexpr CommandTexts resolve_texts{
    "resolve",
    {"写下处理结果；不能改", "write down what became of it, once and for all"},
    {"示例:\n  heartlink reports resolve 12 --outcome \"已停用账号\"",
     "Examples:\n  heartlink reports resolve 12 --outcome \"account disabled\""}};

constexpr Text id_help{"举报的编号，见 reports list", "the report's number, as reports list shows it"};
constexpr Text all_help{"也列出已处理的", "the resolved ones too"};
constexpr Text outcome_help{"处理结果，最多 500 个字符；只有管理员看得到",
                            "what became of it, at most 500 characters; for operators only"};
constexpr Text resolved{"已处理举报 ", "resolved report "};
constexpr Text none{"没有这样的举报", "There are no such reports."};
constexpr Text no_evidence{"当时房间里没有消息", "There were no messages in the room."};
constexpr Text recalled{"(已撤回)", "(recalled)"};

// In the order they are shown.
constexpr std::pair<std::string_view, Text> field_names[] = {
    {"id", {"编号", "id"}},
    {"created_at", {"举报时间", "reported"}},
    {"status", {"状态", "status"}},
    {"reason", {"原因", "reason"}},
    {"reporter", {"举报人", "reporter"}},
    {"subject", {"被举报人", "subject"}},
    {"room_id", {"房间号", "room"}},
    {"note", {"说明", "note"}},
    {"outcome", {"处理结果", "outcome"}},
    {"resolved_at", {"处理时间", "resolved"}},
    {"resolved_by", {"处理人", "by"}},
};

struct ReportOptions {
  std::int64_t id = 0;
  bool all = false;
  std::uint32_t last = 50;
  std::string outcome;
};

int list_reports(const Program& program, const ReportOptions& options) {
  ListCommand list{{"reports", "before", options.last},
                   {{"编号", "ID"},
                    {"举报时间", "REPORTED"},
                    {"原因", "REASON"},
                    {"举报人", "REPORTER"},
                    {"被举报人", "SUBJECT"},
                    {"房间号", "ROOM"},
                    {"状态", "STATUS"}},
                   {},
                   none};
  list.cells = [](const json::object& row) -> std::vector<std::string> {
    return {cell(row, "id"),      time_cell(row, "created_at"), cell(row, "reason"), cell(row, "reporter"),
            cell(row, "subject"), cell(row, "room_id"),         cell(row, "status")};
  };
  return run_list_command(program, {{"op", "report.list"}, {"all", options.all}}, list);
}

void show_evidence(const Console& console, const json::array& evidence) {
  const Lang lang = console.lang;
  if (evidence.empty()) return tell(console, no_evidence.in(lang));
  console.out << "\n";
  Table table{{Text{"编号", "ID"}.in(lang), Text{"时间", "TIME"}.in(lang), Text{"发送人", "SENDER"}.in(lang),
               Text{"内容", "TEXT"}.in(lang)}};
  for (const auto& message : evidence) {
    const auto& row = message.as_object();
    const bool is_gone = cell(row, "kind") == "recalled";
    table.add({cell(row, "id"), time_cell(row, "at"), cell(row, "sender"),
               is_gone ? recalled.in(lang) : cell(row, "text")});
  }
  table.print(console.out);
}

int show_report(const Program& program, const ReportOptions& options) {
  const Console& console = program.console;
  const AdminClient::Listing evidence{"evidence", "after", SIZE_MAX};
  const json::object request{{"op", "report.show"}, {"id", options.id}};
  return run_paged_command(program, request, evidence, [&](const json::object& answer) {
    json::object report = answer;
    report.erase("ok");
    if (program.common.json) return print(console, report);
    Card card;
    for (const auto& [key, name] : field_names)
      card.add(name.in(console.lang), key.ends_with("_at") ? time_cell(report, key) : cell(report, key));
    card.print(console.out);
    show_evidence(console, report.at("evidence").as_array());
  });
}

int resolve_report(const Program& program, const ReportOptions& options) {
  const json::object request{{"op", "report.resolve"}, {"id", options.id}, {"outcome", options.outcome}};
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (program.common.json)
      return print(program.console, {{"id", answer.at("id")}, {"status", answer.at("status")}});
    tell(program.console, resolved.in(program.console.lang) + cell(answer, "id"));
  });
}

void add_id(CLI::App& command, ReportOptions& options, Lang lang) {
  command.add_option("N", options.id, id_help.in(lang))
      ->type_name("")
      ->required()
      ->check(CLI::Range(std::int64_t{1}, INT64_MAX));
}

}  // namespace

void add_reports_command(CLI::App& app, Program& program) {
  const Lang lang = program.console.lang;
  auto* reports = add_group(app, program, group);
  const auto options = std::make_shared<ReportOptions>();

  auto* list = begin_command(*reports, program, list_texts);
  list->add_flag("--all", options->all, all_help.in(lang));
  add_last_option(*list, options->last, lang);
  end_command(*list, program, [&program, options] { return list_reports(program, *options); });

  auto* show = begin_command(*reports, program, show_texts);
  add_id(*show, *options, lang);
  end_command(*show, program, [&program, options] { return show_report(program, *options); });

  auto* resolve = begin_command(*reports, program, resolve_texts);
  add_id(*resolve, *options, lang);
  resolve->add_option("--outcome", options->outcome, outcome_help.in(lang))->option_text("TEXT")->required();
  end_command(*resolve, program, [&program, options] { return resolve_report(program, *options); });
}

}  // namespace heartlink::cli
