// SPDX-License-Identifier: Apache-2.0
// The configuration: flags > HEARTLINK_* > TOML file > defaults. Keys are dotted names
// (`limits.sockets_per_user`); base/config_keys.cc is the one table of them, with help, bounds, parser and
// printer.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"

namespace heartlink::base {

struct Config {
  std::string listen = "127.0.0.1:8000";
  std::string data = "./data";
  std::uint32_t workers = 0;  // 0: one per CPU of the affinity mask
  std::string public_url;     // "https://chat.example.org"; empty: judged by each request's Host
  std::vector<std::string> allowed_origins;
  std::vector<std::string> trusted_proxies;  // addresses or CIDR
  std::string debug_rooms = "auto";          // auto | on | off: test-room-* made on connect
  std::string log_level = "info";
  std::string log_format = "auto";           // auto | logfmt | json
  std::uint32_t session_days = 30;
  std::uint32_t password_memory_kib = 19 * 1024;  // argon2id, OWASP minimum: 19 MiB, t=2, p=1
  std::uint32_t password_passes = 2;
  std::uint32_t sign_in_failures = 10;  // per account and address within sign_in_window, then throttled
  std::uint32_t sign_in_window_seconds = 300;
  std::string registration = "open";  // open | closed
  std::chrono::milliseconds recall_window{std::chrono::minutes{5}};
  bool match_aliases = true;  // heart link: the two appear under aliases until both reveal themselves
  std::chrono::milliseconds match_wait{std::chrono::minutes{10}};  // how long a ticket waits
  std::chrono::milliseconds match_confirm{std::chrono::seconds{20}};  // to open an offered room
  std::chrono::milliseconds match_absence{std::chrono::seconds{60}};  // a ticket without its owner
  std::chrono::milliseconds match_recent_partners{std::chrono::hours{24}};
  std::uint32_t match_guess_limit = 10;  // different numbers in ten minutes, per person and per address
  std::chrono::milliseconds retention_match{std::chrono::hours{24}};
  std::chrono::milliseconds retention_test_rooms{std::chrono::hours{24}};
  std::uint32_t registrations_per_hour = 20;  // new accounts per address
  std::string site_contact;  // what the client shows of who runs the site; empty: nothing
  std::string site_help;
  std::string filter_action = "warn";  // off | hold | warn: what becomes of such words between strangers
  std::string filter_words;            // a file of the operator's own patterns; empty: none
  bool filter_defaults = true;         // the patterns inside the binary apply as well
  Limits limits;
};

// One key of the table.
struct ConfigKey {
  std::string_view name;
  std::string_view help;
  std::string allowed;  // what parse accepts, in words: "a whole number from 0 to 64"
  std::function<std::string(const Config&)> print;  // parse accepts what this prints
  std::function<Result<void>(Config&, std::string_view)> parse;  // config_invalid with what is allowed
};

// All keys, in the order of the documentation.
const std::vector<ConfigKey>& config_keys();

// Where values come from, weakest first. Every error names the source, the key and, for an unknown key, the
// nearest.
struct ConfigSources {
  std::optional<std::string> file;  // --config; else HEARTLINK_CONFIG names it
  std::vector<std::pair<std::string, std::string>> environment;  // name, value; only HEARTLINK_* count
  std::vector<std::pair<std::string, std::string>> flags;  // key, value from flags and --set
};

struct LoadedConfig {
  Config config;
  // key → "default", "file heartlink.toml:3", "environment HEARTLINK_WORKERS" or "flag".
  std::map<std::string, std::string, std::less<>> origin;
};

// Errors: config_invalid, config_unknown_key; nothing is half applied.
Result<LoadedConfig> load_config(const ConfigSources& sources);

// HEARTLINK_LIMITS_SOCKETS_PER_USER for limits.sockets_per_user.
std::string environment_name(std::string_view key);

}  // namespace heartlink::base
