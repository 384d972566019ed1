// SPDX-License-Identifier: Apache-2.0
// The options that every command takes, and the configuration they lead to: flags > HEARTLINK_* > TOML file >
// defaults (base/config.h). Values are checked there, not here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/config.h"
#include "base/result.h"
#include "cli/texts.h"

namespace CLI {
class App;
}

namespace heartlink::cli {

struct CommonOptions {
  CommonOptions() = default;

  std::optional<std::string> data;
  std::optional<std::string> config_file;
  std::optional<std::string> listen;  // of serve only
  std::optional<std::string> workers;  // of serve only
  std::vector<std::string> settings;  // key=value, in the order given
  std::string lang;  // read before parsing (language_of); here it is only checked
  bool json = false;
};

// --lang, also before the command.
void add_lang_option(CLI::App& command, CommonOptions& options, Lang lang);

// --data, --config, --set, --lang.
void add_common_options(CLI::App& command, CommonOptions& options, Lang lang);

// --json, for commands that answer with data.
void add_json_option(CLI::App& command, CommonOptions& options, Lang lang);

// --listen, --workers.
void add_serve_options(CLI::App& command, CommonOptions& options, Lang lang);

// The file that is read: of --config, else of HEARTLINK_CONFIG.
[[nodiscard]] std::optional<std::string> config_file_of(const CommonOptions& options,
                                                        const Environment& environment);

// Errors: usage (a --set without "="), config_invalid, config_unknown_key.
[[nodiscard]] base::Result<base::LoadedConfig> load_options(const CommonOptions& options,
                                                            const Environment& environment);

}  // namespace heartlink::cli
