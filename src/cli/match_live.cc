// SPDX-License-Identifier: Apache-2.0
#include "cli/match_live.h"

#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"
#include "cli/command.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr CommandTexts status_texts{
    "status",
    {"现在有多少人在等待匹配", "how many people wait for a match"},
    {"示例:\n  heartlink match status", "Examples:\n  heartlink match status"}};
constexpr CommandTexts explain_texts{
    "explain",
    {"说明一个人为什么还没有匹配到", "why somebody is not matched yet"},
    {"示例:\n  heartlink match explain --user alice", "Examples:\n  heartlink match explain --user alice"}};

constexpr Text user_help{"用户名", "the person's name"};
constexpr Text stopped{"服务器没有运行：数字来自数据库，没有人能被匹配。",
                       "No server runs: these are stored, and nobody can be matched."};

using Words = std::pair<std::string_view, Text>;
constexpr std::array<Words, 8> verdicts{{
    {"no_ticket", {"没有在等待匹配", "is not waiting for a match"}},
    {"offered", {"已经配对，房间在等双方打开", "has a partner; the room waits for both"}},
    {"about_to_match", {"马上就会匹配", "is about to be matched"}},
    {"not_live",
     {"人不在线：没有打开的页面，也没有新的请求", "is not there: no open page, no recent request"}},
    {"paused_store", {"数据库没有接受，正在等下一次重试", "the store refused a step; it is tried again"}},
    {"alone", {"没有别人在等", "nobody else waits"}},
    {"nobody_live", {"别人也在等，但现在都不在线", "others wait, but none of them is there"}},
    {"held_apart", {"有人在线等待，但规则把他们分开", "others are there, and a rule keeps each apart"}},
}};
constexpr std::array<Words, 6> rules{{
    {"block", {"拉黑", "block"}},
    {"number", {"数字不同", "another number"}},
    {"wish", {"匹配条件", "wishes"}},
    {"recent", {"最近刚匹配过", "recent partners"}},
    {"refused", {"数据库拒绝过这一对", "refused by the store"}},
    {"kind", {"另一种匹配", "another kind"}},
}};

template <std::size_t size>
std::string word_for(const std::array<Words, size>& words, std::string_view key, Lang lang) {
  for (const auto& [name, text] : words) {
    if (name == key) return text.in(lang);
  }
  return std::string{key};
}

std::string seconds_of(const json::value& ms) {
  constexpr double second = 1000.0;
  return fmt::format("{:.1f} s", ms.to_number<double>() / second);
}

int show_status(const Program& program) {
  return run_admin_command(program, {{"op", "match.status"}}, [&program](json::object answer) {
    const Console& console = program.console;
    const Lang lang = console.lang;
    answer.erase("ok");
    if (program.common.json) return print(console, answer);
    Table table{{Text{"方式", "KIND"}.in(lang), Text{"等待", "WAITING"}.in(lang),
                 Text{"已配对", "OFFERED"}.in(lang), Text{"最长等待", "LONGEST"}.in(lang)}};
    for (const auto& one : answer.at("kinds").as_array()) {
      const auto& row = one.as_object();
      table.add(
          {cell(row, "kind"), cell(row, "waiting"), cell(row, "offered"), seconds_of(row.at("longest_ms"))});
    }
    table.print(console.out);
    if (!answer.at("running").as_bool()) tell(console, stopped.in(lang));
  });
}

void add_others(Card& card, const json::object& told, Lang lang) {
  const auto add = [&card, &told](const char* key, const std::string& name) {
    card.add(name, cell(told, key));
  };
  add("place", Text{"排位", "place"}.in(lang));
  add("others", Text{"其他等待的人", "others"}.in(lang));
  add("absent", Text{"其中不在线", "of those absent"}.in(lang));
  add("busy", Text{"其中正在处理", "of those busy"}.in(lang));
  add("ready", Text{"可以匹配", "ready"}.in(lang));
  for (const auto& one : told.at("held").as_object()) {
    const auto& held = one.value().as_object();
    const auto& first = held.at("first_in_ms");
    auto text = cell(held, "count");
    if (!first.is_null()) text += " (" + Text{"最早 ", "the first in "}.in(lang) + seconds_of(first) + ")";
    card.add(word_for(rules, one.key(), lang), std::move(text));
  }
}

int show_explanation(const Program& program, const std::string& user) {
  const json::object request{{"op", "match.explain"}, {"user", user}};
  return run_admin_command(program, request, [&program](json::object told) {
    const Console& console = program.console;
    const Lang lang = console.lang;
    told.erase("ok");
    if (program.common.json) return print(console, told);
    Card card;
    card.add(Text{"用户", "person"}.in(lang), cell(told, "user"));
    card.add(Text{"结论", "verdict"}.in(lang), word_for(verdicts, cell(told, "verdict"), lang));
    if (!told.at("state").is_null()) {
      card.add(Text{"方式", "kind"}.in(lang), cell(told, "kind"));
      card.add(Text{"已等待", "waited"}.in(lang), seconds_of(told.at("waited_ms")));
      card.add(Text{"还剩", "left"}.in(lang), seconds_of(told.at("left_ms")));
      add_others(card, told, lang);
    }
    card.print(console.out);
  });
}

}  // namespace

void add_match_status(CLI::App& match, Program& program) {
  auto* status = begin_command(match, program, status_texts);
  end_command(*status, program, [&program] { return show_status(program); });
}

void add_match_explain(CLI::App& match, Program& program) {
  const auto user = std::make_shared<std::string>();
  auto* explain = begin_command(match, program, explain_texts);
  explain->add_option("--user", *user, user_help.in(program.console.lang))->option_text("NAME")->required();
  end_command(*explain, program, [&program, user] { return show_explanation(program, *user); });
}

}  // namespace heartlink::cli
