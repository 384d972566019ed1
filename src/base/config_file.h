// SPDX-License-Identifier: Apache-2.0
// A TOML file as a flat list of dotted keys with texts, for base/config.cc. Knows no key and no bound.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace heartlink::base {

struct ConfigFileEntry {
  std::string key;    // [limits] sockets_per_user → limits.sockets_per_user
  std::string value;  // numbers as written in decimal, arrays joined by commas
  std::uint32_t line = 0;
};

// Error: config_invalid with the place of the mistake, "heartlink.toml:3: …". `name` is how messages call the
// text.
Result<std::vector<ConfigFileEntry>> parse_config_text(std::string_view text, const std::string& name);

// Reads at most 1 MiB, also from a pipe. Error: config_invalid.
Result<std::vector<ConfigFileEntry>> read_config_file(const std::string& path);

}  // namespace heartlink::base
