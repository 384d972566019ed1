// SPDX-License-Identifier: Apache-2.0
// `heartlink user create NAME --password-stdin`. The password comes by stdin only: arguments are in every
// process list and in the shell's history.
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr Text user_about{"管理用户", "people"};
constexpr Text create_about{"新建用户", "make a new account"};
constexpr Text name_help{"用户名，2 到 32 个字母或数字，可用 _ - .", "2 to 32 letters or digits, and _ - ."};
constexpr Text password_help{"从标准输入的第一行读密码 (8 到 128 个字符)",
                             "read the password, 8 to 128 characters, from the first line of stdin"};
constexpr Text staff_help{"这个人是工作人员", "this person is staff"};
constexpr Text examples{
    "示例:\n"
    "  heartlink user create alice --password-stdin < password.txt\n"
    "  pass show heartlink/alice | heartlink user create alice --password-stdin --json",
    "Examples:\n"
    "  heartlink user create alice --password-stdin < password.txt\n"
    "  pass show heartlink/alice | heartlink user create alice --password-stdin --json"};
constexpr Text created{"已新建用户 ", "created user "};

struct UserOptions {
  std::string name;
  bool password_stdin = false;
  bool staff = false;
};

int create_user(const Program& program, const UserOptions& options) {
  const Console& console = program.console;
  const auto password = read_secret(console);
  if (!password) return complain(console, password.error(), program.common.json);
  const json::object request{
      {"op", "user.create"}, {"name", options.name}, {"password", *password}, {"staff", options.staff}};
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (program.common.json) {
      print(console, {{"id", answer.at("id")}, {"name", answer.at("name")}, {"staff", answer.at("staff")}});
    } else {
      tell(console, created.in(console.lang) + std::string{text_at(answer, "name")});
    }
  });
}

}  // namespace

void add_user_command(CLI::App& app, Program& program) {
  const Lang lang = program.console.lang;
  auto* user = app.add_subcommand("user", user_about.in(lang));
  user->require_subcommand(1);
  auto* create = user->add_subcommand("create", create_about.in(lang));
  create->footer(examples.in(lang));
  const auto options = std::make_shared<UserOptions>();
  create->add_option("NAME", options->name, name_help.in(lang))->type_name("")->required();
  create->add_flag("--password-stdin", options->password_stdin, password_help.in(lang))->required();
  create->add_flag("--staff", options->staff, staff_help.in(lang));
  add_json_option(*create, program.common, lang);
  add_common_options(*create, program.common, lang);
  create->callback([&program, options] {
    program.chosen = [&program, options] { return create_user(program, *options); };
  });
}

}  // namespace heartlink::cli
