// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include <CLI/CLI.hpp>

namespace heartlink::cli {
namespace {

constexpr Text data_help{"数据目录，默认 ./data", "the data directory, ./data by default"};
constexpr Text config_help{"TOML 配置文件", "a TOML file with configuration"};
constexpr Text set_help{"改一项配置，可重复，例如 limits.sockets_per_user=50",
                        "one configuration key; may be repeated: limits.sockets_per_user=50"};
constexpr Text lang_help{"说中文或英文，默认看 LANG", "speak Chinese or English; LANG decides otherwise"};
constexpr Text json_help{"用 JSON 回答", "answer in JSON"};
constexpr Text listen_help{"监听的地址和端口，默认 127.0.0.1:8000",
                           "address and port, 127.0.0.1:8000 by default"};
constexpr Text workers_help{"线程数，0 表示每个 CPU 一个", "threads that serve; 0 is one per CPU"};

}  // namespace

void add_lang_option(CLI::App& command, CommonOptions& options, Lang lang) {
  command.add_option("--lang", options.lang, lang_help.in(lang))
      ->option_text("zh|en")
      ->check(CLI::IsMember(std::vector<std::string>{"zh", "en"}));
}

void add_common_options(CLI::App& command, CommonOptions& options, Lang lang) {
  command.add_option("--data", options.data, data_help.in(lang))->option_text("DIR");
  command.add_option("--config", options.config_file, config_help.in(lang))->option_text("FILE");
  command.add_option("--set", options.settings, set_help.in(lang))
      ->option_text("KEY=VALUE")
      ->allow_extra_args(false);
  add_lang_option(command, options, lang);
}

void add_json_option(CLI::App& command, CommonOptions& options, Lang lang) {
  command.add_flag("--json", options.json, json_help.in(lang))->disable_flag_override();
}

void add_serve_options(CLI::App& command, CommonOptions& options, Lang lang) {
  command.add_option("--listen", options.listen, listen_help.in(lang))->option_text("ADDRESS:PORT");
  command.add_option("--workers", options.workers, workers_help.in(lang))->option_text("N");
}

std::optional<std::string> config_file_of(const CommonOptions& options, const Environment& environment) {
  if (options.config_file) return options.config_file;
  for (const auto& [name, value] : environment) {
    if (name == "HEARTLINK_CONFIG" && !value.empty()) return value;
  }
  return std::nullopt;
}

base::Result<base::LoadedConfig> load_options(const CommonOptions& options, const Environment& environment) {
  base::ConfigSources sources;
  sources.file = config_file_of(options, environment);
  sources.environment = environment;
  for (const std::string& setting : options.settings) {
    const auto equals = setting.find('=');
    if (equals == std::string::npos) {
      return base::fail(base::Code::usage, "--set wants key=value, not \"" + setting + "\"");
    }
    sources.flags.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
  }
  if (options.data) sources.flags.emplace_back("data", *options.data);
  if (options.listen) sources.flags.emplace_back("listen", *options.listen);
  if (options.workers) sources.flags.emplace_back("workers", *options.workers);
  return base::load_config(sources);
}

}  // namespace heartlink::cli
