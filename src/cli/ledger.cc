// SPDX-License-Identifier: Apache-2.0
// `heartlink ledger`: the handshake log, newest row first: every socket that was refused, and why. With --id
// one row in full, and what its code means.
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"
#include "cli/command.h"
#include "protocol/errors.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr CommandTexts texts{
    "ledger",
    {"握手记录: 被拒绝的连接和原因", "the handshake log: which sockets were refused, and why"},
    {"示例:\n"
     "  heartlink ledger --last 50\n"
     "  heartlink ledger --id D-1a2b3c4d\n"
     "  heartlink ledger --json | jq -r '.handshakes[].code' | sort | uniq -c",
     "Examples:\n"
     "  heartlink ledger --last 50\n"
     "  heartlink ledger --id D-1a2b3c4d\n"
     "  heartlink ledger --json | jq -r '.handshakes[].code' | sort | uniq -c"}};
constexpr Text id_help{"只看这一行，编号在拒绝的回答里",
                       "only this row; the id stands in the refused answer"};
constexpr Text none{"没有被拒绝的连接", "No socket has been refused."};

constexpr std::pair<std::string_view, Text> field_names[] = {
    {"id", {"编号", "id"}},           {"at", {"时间", "time"}},         {"stage", {"步骤", "check"}},
    {"code", {"代码", "code"}},       {"status", {"状态", "status"}},   {"room", {"聊天室", "room"}},
    {"user", {"用户名", "user"}},     {"address", {"地址", "address"}}, {"origin", {"来源", "origin"}},
    {"agent", {"浏览器", "browser"}}, {"detail", {"细节", "detail"}},
};

const protocol::ErrorRow* row_of(std::string_view code) {
  for (const auto& row : protocol::error_rows()) {
    if (row.name == code) return &row;
  }
  return nullptr;
}

// One row as lines, with the texts of its code.
void show_card(const Console& console, const json::object& row) {
  const bool zh = console.lang == Lang::zh;
  Card card;
  for (const auto& [key, name] : field_names)
    card.add(name.in(console.lang), key == "at" ? time_cell(row, key) : cell(row, key));
  card.print(console.out);
  const auto* error = row_of(text_at(row, "code"));
  if (error == nullptr) return;
  for (const auto text : {zh ? error->zh : error->en, zh ? error->hint_zh : error->hint_en,
                          zh ? error->owner_zh : error->owner_en}) {
    if (!text.empty()) console.out << "  " << text << "\n";
  }
  console.out << std::flush;
}

int show_one(const Program& program, const std::string& id) {
  return run_admin_command(program, {{"op", "ledger"}, {"id", id}}, [&](const json::object& answer) {
    const auto& rows = answer.at("handshakes").as_array();
    if (program.common.json) return print(program.console, {{"handshakes", rows}});
    for (const auto& row : rows) show_card(program.console, row.as_object());
  });
}

int list_rows(const Program& program, std::uint32_t last) {
  ListCommand list{{"handshakes", "before", last},
                   {{"编号", "ID"},
                    {"时间", "TIME"},
                    {"代码", "CODE"},
                    {"状态", "STATUS"},
                    {"聊天室", "ROOM"},
                    {"用户名", "USER"},
                    {"地址", "ADDRESS"}},
                   {},
                   none};
  list.cells = [](const json::object& row) -> std::vector<std::string> {
    return {cell(row, "id"),   time_cell(row, "at"), cell(row, "code"),   cell(row, "status"),
            cell(row, "room"), cell(row, "user"),    cell(row, "address")};
  };
  return run_list_command(program, {{"op", "ledger"}}, list);
}

struct LedgerOptions {
  std::uint32_t last = 20;
  std::string id;
};

}  // namespace

void add_ledger_command(CLI::App& app, Program& program) {
  const Lang lang = program.console.lang;
  const auto options = std::make_shared<LedgerOptions>();
  auto* command = begin_command(app, program, texts);
  add_last_option(*command, options->last, lang);
  command->add_option("--id", options->id, id_help.in(lang))->option_text("D-…");
  end_command(*command, program, [&program, options] {
    return options->id.empty() ? list_rows(program, options->last) : show_one(program, options->id);
  });
}

}  // namespace heartlink::cli
