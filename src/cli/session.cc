// SPDX-License-Identifier: Apache-2.0
// `heartlink session …`: who is signed in where, and how that ends.
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"
#include "cli/command.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr CommandTexts group{"session", {"管理登录", "sign-ins"}};
constexpr CommandTexts list_texts{
    "list",
    {"列出一个人的登录", "where a person is signed in"},
    {"示例:\n  heartlink session list alice", "Examples:\n  heartlink session list alice"}};
constexpr CommandTexts revoke_texts{"revoke",
                                    {"结束一个登录或全部登录，马上断开它们的连接",
                                     "end one sign-in or all, and close their connections at once"},
                                    {"示例:\n"
                                     "  heartlink session revoke alice 1f2e3d4c5b6a7988\n"
                                     "  heartlink session revoke alice --all",
                                     "Examples:\n"
                                     "  heartlink session revoke alice 1f2e3d4c5b6a7988\n"
                                     "  heartlink session revoke alice --all"}};

constexpr Text user_help{"用户名", "the person's name"};
constexpr Text id_help{"登录的编号，见 session list", "the session's id, as session list shows it"};
constexpr Text all_help{"全部", "all of them"};
constexpr Text one_or_all{"要写登录的编号或 --all，二选一", "either a session's id or --all is wanted"};
constexpr Text ended{"已结束的登录: ", "sessions ended: "};
constexpr Text none{"这个人没有登录", "This person is signed in nowhere."};

struct SessionOptions {
  std::string user;
  std::string id;
  bool all = false;
};

int list_sessions(const Program& program, const SessionOptions& options) {
  ListCommand list{{"sessions", "after", SIZE_MAX},
                   {{"编号", "ID"},
                    {"登录时间", "SINCE"},
                    {"有效期至", "UNTIL"},
                    {"地址", "ADDRESS"},
                    {"浏览器", "BROWSER"}},
                   {},
                   none};
  list.cells = [](const json::object& row) -> std::vector<std::string> {
    return {cell(row, "id"), time_cell(row, "created_at"), time_cell(row, "expires_at"), cell(row, "address"),
            cell(row, "agent")};
  };
  return run_list_command(program, {{"op", "session.list"}, {"user", options.user}}, list);
}

int revoke_sessions(const Program& program, const SessionOptions& options) {
  if (options.all == !options.id.empty())
    return complain_usage(program, one_or_all, "heartlink session revoke");
  json::object request{{"op", "session.revoke"}, {"user", options.user}};
  if (!options.all) request["id"] = options.id;
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (!program.common.json)
      return tell(program.console, ended.in(program.console.lang) + cell(answer, "ended"));
    print(program.console, {{"user", answer.at("user")}, {"ended", answer.at("ended")}});
  });
}

}  // namespace

void add_session_command(CLI::App& app, Program& program) {
  const Lang lang = program.console.lang;
  auto* session = add_group(app, program, group);
  const auto options = std::make_shared<SessionOptions>();

  auto* list = begin_command(*session, program, list_texts);
  add_argument(*list, "USER", options->user, user_help.in(lang));
  end_command(*list, program, [&program, options] { return list_sessions(program, *options); });

  auto* revoke = begin_command(*session, program, revoke_texts);
  add_argument(*revoke, "USER", options->user, user_help.in(lang));
  revoke->add_option("ID", options->id, id_help.in(lang))->type_name("");
  revoke->add_flag("--all", options->all, all_help.in(lang))->disable_flag_override();
  end_command(*revoke, program, [&program, options] { return revoke_sessions(program, *options); });
}

}  // namespace heartlink::cli
