// SPDX-License-Identifier: Apache-2.0
// `heartlink token create USER`: an access token for a program, printed once.
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr Text token_about{"管理程序用的令牌", "access tokens for programs"};
constexpr Text create_about{"新建令牌，只显示这一次", "make a token and print it, this once"};
constexpr Text user_help{"令牌代表谁", "whom it speaks for"};
constexpr Text label_help{"用途，最多 64 个字符", "what it is for, at most 64 characters"};
constexpr Text examples{
    "示例:\n"
    "  TOKEN=$(heartlink token create alice)\n"
    "  curl -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8000/users/api/session-status/",
    "Examples:\n"
    "  TOKEN=$(heartlink token create alice)\n"
    "  curl -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8000/users/api/session-status/"};

struct TokenOptions {
  std::string user;
  std::string label;
};

int create_token(const Program& program, const TokenOptions& options) {
  const Console& console = program.console;
  json::object request{{"op", "token.create"}, {"user", options.user}};
  if (!options.label.empty()) request["label"] = options.label;
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (program.common.json) return print(console, {{"token", answer.at("token")}});
    console.out << text_at(answer, "token") << std::endl;
  });
}

}  // namespace

void add_token_command(CLI::App& app, Program& program) {
  const Lang lang = program.console.lang;
  auto* token = app.add_subcommand("token", token_about.in(lang));
  token->require_subcommand(1);
  auto* create = token->add_subcommand("create", create_about.in(lang));
  create->footer(examples.in(lang));
  const auto options = std::make_shared<TokenOptions>();
  create->add_option("USER", options->user, user_help.in(lang))->type_name("")->required();
  create->add_option("--label", options->label, label_help.in(lang))->option_text("TEXT");
  add_json_option(*create, program.common, lang);
  add_common_options(*create, program.common, lang);
  create->callback([&program, options] {
    program.chosen = [&program, options] { return create_token(program, *options); };
  });
}

}  // namespace heartlink::cli
