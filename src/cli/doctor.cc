// SPDX-License-Identifier: Apache-2.0
// `heartlink doctor`: walks the five boxes of the checklist through the front door, as a real client. Whom to
// be and where to speak comes from the options, else from the data directory: a throw-away person and room,
// or five minutes as somebody. What was made for the walk is taken back, whatever came of it.
#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "cli/admin_client.h"
#include "cli/command.h"
#include "cli/doctor_report.h"
#include "diagnose/doctor.h"
#include "net/door_client.h"
#include "net/listener.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;

constexpr CommandTexts texts{
    "doctor",
    {"照检查清单走一遍，找出断在哪里", "walk the checklist and find the broken link"},
    {"示例:\n"
     "  heartlink doctor\n"
     "  heartlink doctor --url https://chat.example.org --room test-room-123\n"
     "  heartlink doctor --user alice --room test-room-123 --json\n"
     "  heartlink doctor --url https://chat.example.org --user alice --room r1 --token-file t.txt\n"
     "退出码: 0 五步都通过, 1 断在其中一步",
     "Examples:\n"
     "  heartlink doctor\n"
     "  heartlink doctor --url https://chat.example.org --room test-room-123\n"
     "  heartlink doctor --user alice --room test-room-123 --json\n"
     "  heartlink doctor --url https://chat.example.org --user alice --room r1 --token-file t.txt\n"
     "Exit codes: 0 all five boxes, 1 one of them is broken"}};
constexpr Text url_help{"从哪个网址进来，默认是配置里的 listen",
                        "the address to knock at; the configured listen by default"};
constexpr Text user_help{"以谁的身份，默认是一个临时用户", "as whom to go; a throw-away person by default"};
constexpr Text password_help{"从标准输入的第一行读这个人的密码",
                             "read the person's password from the first line of stdin"};
constexpr Text token_help{"文件的第一行是访问令牌", "a file whose first line is an access token"};
constexpr Text anonymous_help{"不登录", "do not sign in"};
constexpr Text room_help{"进哪个聊天室，默认是一个临时房间",
                         "the room to speak in; a throw-away one by default"};
constexpr Text origin_help{"页面所在的网站 (Origin)，默认是网址本身",
                           "the site of the page (Origin); that of the address by default"};
constexpr Text password_wants_user{"--password-stdin 还要 --user", "--password-stdin also wants --user"};

struct DoctorOptions {
  std::optional<std::string> url;
  std::string user;
  bool password_stdin = false;
  std::string token_file;
  bool anonymous = false;
  std::string room;
  std::optional<std::string> origin;
};

// A refusal of AdminClient as the error it was made from.
base::Error error_of(const json::object& refusal) {
  const auto code = diagnose::code_named(text_at(refusal, "code"));
  return base::fail(code.value_or(Code::internal), std::string{text_at(refusal, "detail")});
}

// Whoever walks, and what the data directory lends for it.
class Guest {
 public:
  Guest(const DoctorOptions& options, const base::Config& config, const Program& program,
        std::optional<diagnose::Credentials> own)
      : options_(options),
        config_(config),
        client_(config, program.open_store, *program.bus),
        own_(std::move(own)) {}
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;

  Result<diagnose::Credentials> credentials() {
    if (own_) return *own_;
    const auto lent = borrow();
    if (lent.has_error()) return lent.error();
    const std::string user{text_at(lent_, "user")};
    const std::string password{text_at(lent_, "password")};
    if (!password.empty()) return diagnose::Credentials{diagnose::PasswordOf{user, password}};
    return diagnose::Credentials{diagnose::SessionOf{user, std::string{text_at(lent_, "session")}}};
  }

  Result<std::string> room() {
    if (!options_.room.empty()) return options_.room;
    const auto lent = borrow();
    if (lent.has_error()) return lent.error();
    return std::string{text_at(lent_, "room")};
  }

  // Takes back what was made. The refusal when that failed.
  Result<void> give_back() {
    if (lent_.empty()) return {};
    const auto answer = client_.run({{"op", "doctor.end"}, {"scratch", lent_["scratch"]}});
    lent_.clear();
    if (!is_ok(answer)) return error_of(answer);
    return {};
  }

 private:
  static bool is_ok(const json::object& answer) {
    const auto* ok = answer.if_contains("ok");
    return ok != nullptr && ok->is_bool() && ok->get_bool();
  }

  Result<void> borrow() {
    if (!lent_.empty()) return {};
    // A directory is never made here: the server has one already.
    if (std::error_code ignored; !std::filesystem::is_directory(config_.data, ignored)) {
      return base::fail(Code::config_invalid,
                        "data: there is no directory " + config_.data +
                            "; give the server's own with --data, or bring --room and an account");
    }
    json::object request{{"op", "doctor.begin"}};
    if (!own_ && !options_.user.empty()) request["user"] = options_.user;
    if (!options_.room.empty()) request["room"] = options_.room;
    auto answer = client_.run(request);
    if (!is_ok(answer)) return error_of(answer);
    lent_ = std::move(answer);
    return {};
  }

  const DoctorOptions& options_;
  const base::Config& config_;
  AdminClient client_;
  std::optional<diagnose::Credentials> own_;
  json::object lent_ = {};  // the answer of doctor.begin
};

// What was given on the command line; nothing when the data directory is to lend it.
Result<std::optional<diagnose::Credentials>> own_credentials(const DoctorOptions& options,
                                                             const Console& console) {
  using Own = std::optional<diagnose::Credentials>;
  if (options.anonymous) return Own{diagnose::Nobody{}};
  if (!options.token_file.empty()) {
    const auto token = read_secret_file(options.token_file);
    if (!token) return token.error();
    return Own{diagnose::BearerOf{options.user, *token}};
  }
  if (!options.password_stdin) return Own{};
  const auto password = read_secret(console);
  if (!password) return password.error();
  return Own{diagnose::PasswordOf{options.user, *password}};
}

// Ctrl-C waits until what was lent is given back: some seconds at most, since every step has its deadline.
class SignalsLater {
 public:
  SignalsLater() {
    sigset_t held;
    sigemptyset(&held);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&held, signal);
    pthread_sigmask(SIG_BLOCK, &held, &before_);
  }
  SignalsLater(const SignalsLater&) = delete;
  SignalsLater& operator=(const SignalsLater&) = delete;
  ~SignalsLater() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

// http:// and where the server listens, as this machine reaches it.
Result<std::string> url_of(const DoctorOptions& options, const base::Config& config) {
  if (options.url) return *options.url;
  const auto endpoint = net::parse_endpoint(config.listen);
  if (endpoint.has_error()) return endpoint.error();
  const auto address = endpoint->address();
  std::string host = address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
  if (address.is_unspecified()) host = address.is_v6() ? "[::1]" : "127.0.0.1";
  return "http://" + host + ":" + std::to_string(endpoint->port());
}

// Without --url the proxy is left out, but the page that people have open is still that of public_url.
std::string origin_of(const DoctorOptions& options, const base::Config& config,
                      const net::DoorAddress& address) {
  if (options.origin) return *options.origin;
  const auto site = net::parse_door_url(config.public_url);
  if (!options.url && site) return site->origin();
  return address.origin();
}

int walk(const Program& program, const DoctorOptions& options, const base::Config& config) {
  const Console& console = program.console;
  const bool as_json = program.common.json;
  const auto url = url_of(options, config);
  if (!url) return complain(console, url.error(), as_json);
  const auto address = net::parse_door_url(*url);
  if (!address) return complain(console, address.error(), as_json);
  auto own = own_credentials(options, console);
  if (!own) return complain(console, own.error(), as_json);

  const base::SystemClock clock;
  base::SystemRandom random;
  net::DoorClient door{*address, random};
  Guest guest{options, config, program, std::move(*own)};
  diagnose::Visit visit;
  visit.credentials = [&guest] { return guest.credentials(); };
  visit.room = [&guest] { return guest.room(); };
  visit.origin = origin_of(options, config, *address);
  // A browser keeps Secure cookies of its own machine, too; behind public_url the server sets nothing else.
  visit.secure = address->target.secure || !options.url;
  const auto checkup = diagnose::Doctor{door, clock, random}.walk(visit);
  const auto given_back = guest.give_back();

  if (as_json) {
    print(console, doctor_json(checkup, *url, console.lang));
  } else {
    console.out << doctor_text(checkup, *url, console.lang) << std::flush;
  }
  if (given_back.has_error()) return complain(console, given_back.error(), as_json);
  return checkup.broken() == nullptr ? exit_ok : exit_failed;
}

int run_doctor(const Program& program, const DoctorOptions& options) {
  const Console& console = program.console;
  if (options.password_stdin && options.user.empty())
    return complain_usage(program, password_wants_user, "heartlink doctor");
  const auto loaded = load_options(program.common, program.environment);
  if (!loaded) return complain(console, loaded.error(), program.common.json);
  const auto& config = loaded->config;
  // The store's own news are for a server's log.
  if (auto started = base::log::start("error", config.log_format, config.limits.log_queue_lines); !started) {
    return complain(console, started.error(), program.common.json);
  }
  const int code = [&] {
    const SignalsLater hold;
    return walk(program, options, config);
  }();
  base::log::stop();
  return code;
}

}  // namespace

void add_doctor_command(CLI::App& app, Program& program) {
  const Lang lang = program.console.lang;
  auto* command = begin_command(app, program, texts);
  const auto options = std::make_shared<DoctorOptions>();
  command->add_option("--url", options->url, url_help.in(lang))->option_text("URL");
  command->add_option("--user", options->user, user_help.in(lang))->option_text("NAME");
  auto* password = command->add_flag("--password-stdin", options->password_stdin, password_help.in(lang))
                       ->disable_flag_override();
  auto* token =
      command->add_option("--token-file", options->token_file, token_help.in(lang))->option_text("FILE");
  auto* anonymous =
      command->add_flag("--anonymous", options->anonymous, anonymous_help.in(lang))->disable_flag_override();
  password->excludes(token)->excludes(anonymous);
  token->excludes(anonymous);
  command->add_option("--room", options->room, room_help.in(lang))->option_text("ID");
  command->add_option("--origin", options->origin, origin_help.in(lang))->option_text("ORIGIN");
  end_command(*command, program, [&program, options] { return run_doctor(program, *options); });
}

}  // namespace heartlink::cli
