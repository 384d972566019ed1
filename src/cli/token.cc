// SPDX-License-Identifier: Apache-2.0
// `heartlink token …`: access tokens for programs. A token is printed once, when it is made; lists show the
// ids that revoke them.
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"
#include "cli/command.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr CommandTexts group{"token", {"管理程序用的令牌", "access tokens for programs"}};
constexpr CommandTexts create_texts{
    "create",
    {"新建令牌，只显示这一次", "make a token and print it, this once"},
    {"示例:\n"
     "  TOKEN=$(heartlink token create alice)\n"
     "  curl -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8000/users/api/session-status/",
     "Examples:\n"
     "  TOKEN=$(heartlink token create alice)\n"
     "  curl -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8000/users/api/session-status/"}};
constexpr CommandTexts list_texts{"list",
                                  {"列出令牌 (不含令牌本身)", "the tokens, without their secrets"},
                                  {"示例:\n  heartlink token list\n  heartlink token list alice --json",
                                   "Examples:\n  heartlink token list\n  heartlink token list alice --json"}};
constexpr CommandTexts revoke_texts{
    "revoke",
    {"作废一个令牌，马上断开用它的连接", "end a token and close its connections at once"},
    {"示例:\n  heartlink token revoke 1f2e3d4c5b6a7988",
     "Examples:\n  heartlink token revoke 1f2e3d4c5b6a7988"}};

constexpr Text user_help{"令牌代表谁", "whom it speaks for"};
constexpr Text label_help{"用途，最多 64 个字符", "what it is for, at most 64 characters"};
constexpr Text list_user_help{"只看这个人的", "only this person's"};
constexpr Text id_help{"令牌的编号，见 token list", "the token's id, as token list shows it"};
constexpr Text revoked{"已作废令牌 ", "revoked token "};
constexpr Text none{"没有令牌", "There are no tokens."};

struct TokenOptions {
  std::string user;
  std::string label;
  std::string id;
};

int create_token(const Program& program, const TokenOptions& options) {
  json::object request{{"op", "token.create"}, {"user", options.user}};
  if (!options.label.empty()) request["label"] = options.label;
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (program.common.json) return print(program.console, {{"token", answer.at("token")}});
    program.console.out << text_at(answer, "token") << std::endl;
  });
}

int list_tokens(const Program& program, const TokenOptions& options) {
  json::object request{{"op", "token.list"}};
  if (!options.user.empty()) request["user"] = options.user;
  ListCommand list{{"tokens", "after", SIZE_MAX},
                   {{"编号", "ID"}, {"用户名", "USER"}, {"用途", "LABEL"}, {"建立时间", "SINCE"}},
                   {},
                   none};
  list.cells = [](const json::object& row) -> std::vector<std::string> {
    return {cell(row, "id"), cell(row, "user"), cell(row, "label"), time_cell(row, "created_at")};
  };
  return run_list_command(program, request, list);
}

int revoke_token(const Program& program, const TokenOptions& options) {
  const json::object request{{"op", "token.revoke"}, {"id", options.id}};
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (program.common.json) return print(program.console, {{"id", answer.at("id")}});
    tell(program.console, revoked.in(program.console.lang) + cell(answer, "id"));
  });
}

}  // namespace

void add_token_command(CLI::App& app, Program& program) {
  const Lang lang = program.console.lang;
  auto* token = add_group(app, program, group);
  const auto options = std::make_shared<TokenOptions>();

  auto* create = begin_command(*token, program, create_texts);
  add_argument(*create, "USER", options->user, user_help.in(lang));
  create->add_option("--label", options->label, label_help.in(lang))->option_text("TEXT");
  end_command(*create, program, [&program, options] { return create_token(program, *options); });

  auto* list = begin_command(*token, program, list_texts);
  list->add_option("USER", options->user, list_user_help.in(lang))->type_name("");
  end_command(*list, program, [&program, options] { return list_tokens(program, *options); });

  auto* revoke = begin_command(*token, program, revoke_texts);
  add_argument(*revoke, "ID", options->id, id_help.in(lang));
  end_command(*revoke, program, [&program, options] { return revoke_token(program, *options); });
}

}  // namespace heartlink::cli
