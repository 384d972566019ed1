// SPDX-License-Identifier: Apache-2.0
// `heartlink user …`: people. A password, or the hash of one, comes by stdin or from a file only: arguments
// are in every process list and in the shell's history.
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"
#include "cli/command.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr CommandTexts group{"user", {"管理用户", "people"}};
constexpr CommandTexts create_texts{
    "create",
    {"新建用户", "make a new account"},
    {"示例:\n"
     "  heartlink user create alice --password-stdin < password.txt\n"
     "  heartlink user create alice --password-file password.txt --staff\n"
     "  pass show heartlink/alice | heartlink user create alice --password-stdin --json\n"
     "  echo 'pbkdf2_sha256$600000$…' | heartlink user create alice --hash-stdin",
     "Examples:\n"
     "  heartlink user create alice --password-stdin < password.txt\n"
     "  heartlink user create alice --password-file password.txt --staff\n"
     "  pass show heartlink/alice | heartlink user create alice --password-stdin --json\n"
     "  echo 'pbkdf2_sha256$600000$…' | heartlink user create alice --hash-stdin"}};
constexpr CommandTexts passwd_texts{
    "passwd",
    {"给用户设新密码，他的所有登录都会结束", "set a new password; all sessions of the person end"},
    {"示例:\n  heartlink user passwd alice --password-stdin < password.txt",
     "Examples:\n  heartlink user passwd alice --password-stdin < password.txt"}};
constexpr CommandTexts disable_texts{
    "disable",
    {"停用账号，马上断开他的连接", "shut an account and close its connections at once"},
    {"示例:\n  heartlink user disable mallory", "Examples:\n  heartlink user disable mallory"}};
constexpr CommandTexts enable_texts{
    "enable",
    {"恢复停用的账号", "open a disabled account again"},
    {"示例:\n  heartlink user enable alice", "Examples:\n  heartlink user enable alice"}};
constexpr CommandTexts mute_texts{
    "mute",
    {"禁言：到时间以前他在哪里都不能发言，也不能匹配", "nothing this person says is taken for some hours"},
    {"示例:\n  heartlink user mute mallory --hours 48 --reason 骚扰",
     "Examples:\n  heartlink user mute mallory --hours 48 --reason harassment"}};
constexpr CommandTexts unmute_texts{"unmute",
                                    {"解除禁言", "let a muted person speak again"},
                                    {"示例:\n  heartlink user unmute mallory --reason 误会",
                                     "Examples:\n  heartlink user unmute mallory --reason 'a mistake'"}};
constexpr CommandTexts list_texts{
    "list",
    {"列出所有用户", "everybody who has an account"},
    {"示例:\n  heartlink user list\n  heartlink user list --json | jq -r '.users[].name'",
     "Examples:\n  heartlink user list\n  heartlink user list --json | jq -r '.users[].name'"}};

constexpr Text new_name_help{"用户名，2 到 32 个字母或数字，可用 _ - .",
                             "2 to 32 letters or digits, and _ - ."};
constexpr Text name_help{"用户名", "the person's name"};
constexpr Text stdin_help{"从标准输入的第一行读密码 (8 到 128 个字符)",
                          "read the password, 8 to 128 characters, from the first line of stdin"};
constexpr Text file_help{"从文件的第一行读密码", "read it from the first line of a file"};
constexpr Text hash_help{
    "从标准输入的第一行读密码的哈希: Django 的 pbkdf2_sha256$… 或 argon2id 的 $argon2id$…",
    "read a password's hash from the first line of stdin: Django's pbkdf2_sha256$…, or $argon2id$…"};
constexpr Text staff_help{"这个人是工作人员", "this person is staff"};
constexpr Text one_secret{"要写 --password-stdin、--password-file 和 --hash-stdin 当中的一个",
                          "exactly one of --password-stdin, --password-file and --hash-stdin is wanted"};
constexpr Text one_password{"要写 --password-stdin 和 --password-file 当中的一个",
                            "exactly one of --password-stdin and --password-file is wanted"};
constexpr Text created{"已新建用户 ", "created user "};
constexpr Text password_set{"已设新密码，他的所有登录已结束: ",
                            "set a new password and ended all sessions of "};
constexpr Text disabled{"已停用用户 ", "disabled user "};
constexpr Text enabled{"已恢复用户 ", "enabled user "};
constexpr Text hours_help{"多少小时，1 到 720", "for how many hours, 1 to 720"};
constexpr Text reason_help{"原因，写进审计日志", "why, for the audit log"};
constexpr Text muted{"已禁言 ", "muted "};
constexpr Text until{"，直到 ", " until "};
constexpr Text unmuted{"已解除禁言: ", "may speak again: "};
constexpr Text nobody{"还没有用户", "There are no users yet."};
constexpr Text yes{"是", "yes"};
constexpr Text active_word{"正常", "active"};
constexpr Text disabled_word{"已停用", "disabled"};

struct UserOptions {
  std::string name;
  bool password_stdin = false;
  std::string password_file;
  bool hash_stdin = false;
  bool staff = false;
  std::int64_t hours = 24;
  std::string reason;
};
using SharedOptions = std::shared_ptr<UserOptions>;

// Shows the person of the answer: as data, or in a sentence.
int run_on_person(const Program& program, const json::object& request, const Text& sentence) {
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (!program.common.json) {
      return tell(program.console, sentence.in(program.console.lang) + std::string{text_at(answer, "name")});
    }
    json::object person = answer;
    person.erase("ok");
    print(program.console, person);
  });
}

// Reads the secret into the field of `request` that it belongs to, then asks.
int run_with_secret(const Program& program, const UserOptions& options, json::object request,
                    const Text& sentence) {
  const auto secret =
      options.password_file.empty() ? read_secret(program.console) : read_secret_file(options.password_file);
  if (!secret) return complain(program.console, secret.error(), program.common.json);
  request[options.hash_stdin ? "password_hash" : "password"] = *secret;
  return run_on_person(program, request, sentence);
}

int sources_of(const UserOptions& options) {
  return (options.password_stdin ? 1 : 0) + (options.password_file.empty() ? 0 : 1) +
         (options.hash_stdin ? 1 : 0);
}

int create_user(const Program& program, const UserOptions& options) {
  if (sources_of(options) != 1) return complain_usage(program, one_secret, "heartlink user create");
  json::object request{{"op", "user.create"}, {"name", options.name}, {"staff", options.staff}};
  return run_with_secret(program, options, std::move(request), created);
}

int set_password(const Program& program, const UserOptions& options) {
  if (sources_of(options) != 1) return complain_usage(program, one_password, "heartlink user passwd");
  return run_with_secret(program, options, {{"op", "user.passwd"}, {"name", options.name}}, password_set);
}

// As data, or in a sentence.
int run_ruling(const Program& program, const json::object& request,
               const std::function<std::string(const json::object& answer)>& sentence) {
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (!program.common.json) return tell(program.console, sentence(answer));
    json::object body = answer;
    body.erase("ok");
    print(program.console, body);
  });
}

int mute_user(const Program& program, const UserOptions& options) {
  const Lang lang = program.console.lang;
  const json::object request{
      {"op", "user.mute"}, {"name", options.name}, {"hours", options.hours}, {"reason", options.reason}};
  return run_ruling(program, request, [lang](const json::object& answer) {
    return muted.in(lang) + cell(answer, "user") + until.in(lang) + time_cell(answer, "until");
  });
}

int unmute_user(const Program& program, const UserOptions& options) {
  const Lang lang = program.console.lang;
  const json::object request{{"op", "user.unmute"}, {"name", options.name}, {"reason", options.reason}};
  return run_ruling(program, request,
                    [lang](const json::object& answer) { return unmuted.in(lang) + cell(answer, "user"); });
}

int list_users(const Program& program) {
  const Lang lang = program.console.lang;
  ListCommand list{
      {"users", "after", SIZE_MAX},
      {{"编号", "ID"}, {"用户名", "NAME"}, {"状态", "STATUS"}, {"工作人员", "STAFF"}, {"注册时间", "SINCE"}},
      {},
      nobody};
  list.cells = [lang](const json::object& row) -> std::vector<std::string> {
    return {cell(row, "id"), cell(row, "name"),
            (row.at("disabled").as_bool() ? disabled_word : active_word).in(lang),
            row.at("staff").as_bool() ? yes.in(lang) : std::string{}, time_cell(row, "created_at")};
  };
  return run_list_command(program, {{"op", "user.list"}}, list);
}

void add_password_options(CLI::App& command, const SharedOptions& options, Lang lang) {
  command.add_flag("--password-stdin", options->password_stdin, stdin_help.in(lang))->disable_flag_override();
  command.add_option("--password-file", options->password_file, file_help.in(lang))->option_text("FILE");
}

void add_create(CLI::App& user, Program& program) {
  const Lang lang = program.console.lang;
  const auto options = std::make_shared<UserOptions>();
  auto* create = begin_command(user, program, create_texts);
  add_argument(*create, "NAME", options->name, new_name_help.in(lang));
  add_password_options(*create, options, lang);
  create->add_flag("--hash-stdin", options->hash_stdin, hash_help.in(lang))->disable_flag_override();
  create->add_flag("--staff", options->staff, staff_help.in(lang))->disable_flag_override();
  end_command(*create, program, [&program, options] { return create_user(program, *options); });
}

void add_passwd(CLI::App& user, Program& program) {
  const auto options = std::make_shared<UserOptions>();
  auto* passwd = begin_command(user, program, passwd_texts);
  add_argument(*passwd, "NAME", options->name, name_help.in(program.console.lang));
  add_password_options(*passwd, options, program.console.lang);
  end_command(*passwd, program, [&program, options] { return set_password(program, *options); });
}

// disable or enable.
void add_switch(CLI::App& user, Program& program, const CommandTexts& texts, const Text& sentence) {
  const auto options = std::make_shared<UserOptions>();
  auto* command = begin_command(user, program, texts);
  add_argument(*command, "NAME", options->name, name_help.in(program.console.lang));
  const std::string op = std::string{"user."} + texts.name;
  end_command(*command, program, [&program, options, op, sentence] {
    return run_on_person(program, {{"op", op}, {"name", options->name}}, sentence);
  });
}

void add_mute(CLI::App& user, Program& program) {
  const Lang lang = program.console.lang;
  const auto options = std::make_shared<UserOptions>();
  auto* mute = begin_command(user, program, mute_texts);
  add_argument(*mute, "NAME", options->name, name_help.in(lang));
  mute->add_option("--hours", options->hours, hours_help.in(lang))
      ->option_text("N")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{720}));
  mute->add_option("--reason", options->reason, reason_help.in(lang))->option_text("TEXT")->required();
  end_command(*mute, program, [&program, options] { return mute_user(program, *options); });
}

void add_unmute(CLI::App& user, Program& program) {
  const Lang lang = program.console.lang;
  const auto options = std::make_shared<UserOptions>();
  auto* unmute = begin_command(user, program, unmute_texts);
  add_argument(*unmute, "NAME", options->name, name_help.in(lang));
  unmute->add_option("--reason", options->reason, reason_help.in(lang))->option_text("TEXT")->required();
  end_command(*unmute, program, [&program, options] { return unmute_user(program, *options); });
}

}  // namespace

void add_user_command(CLI::App& app, Program& program) {
  auto* user = add_group(app, program, group);
  add_create(*user, program);
  add_passwd(*user, program);
  add_switch(*user, program, disable_texts, disabled);
  add_switch(*user, program, enable_texts, enabled);
  add_mute(*user, program);
  add_unmute(*user, program);
  auto* list = begin_command(*user, program, list_texts);
  end_command(*list, program, [&program] { return list_users(program); });
}

}  // namespace heartlink::cli
