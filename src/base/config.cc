// SPDX-License-Identifier: Apache-2.0
// Lays the sources over each other, weakest first, onto a copy that is handed out only when every source was
// good.

#include "base/config.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/config_file.h"
#include "base/text.h"

namespace heartlink::base {
namespace {

constexpr std::string_view environment_prefix = "HEARTLINK_";

const ConfigKey* find_key(std::string_view name) {
  const auto& keys = config_keys();
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const ConfigKey& k) { return k.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

// Not configuration, but the client's address, the test suites and the name of the file itself.
bool is_foreign_variable(std::string_view name) {
  return name == "HEARTLINK_CONFIG" || name == "HEARTLINK_URL" || name.starts_with("HEARTLINK_E2E_");
}

// A forgotten `limits.` is no distance: the last part of the name counts as well as the whole.
std::size_t distance(std::string_view written, std::string_view key) {
  const auto dot = key.rfind('.');
  const auto whole = edit_distance(written, key);
  return dot == std::string_view::npos ? whole
                                       : std::min(whole, edit_distance(written, key.substr(dot + 1)) + 1);
}

std::string_view nearest_key(std::string_view written) {
  std::string_view nearest;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const ConfigKey& key : config_keys()) {
    const auto far = distance(written, key.name);
    if (far < least) {
      least = far;
      nearest = key.name;
    }
  }
  return nearest;
}

std::string nearest_variable(std::string_view written) {
  std::string nearest;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const ConfigKey& key : config_keys()) {
    std::string name = environment_name(key.name);
    const auto far = edit_distance(written, name);
    if (far < least) {
      least = far;
      nearest = std::move(name);
    }
  }
  return nearest;
}

// Control characters stay out of error texts, and so does a whole file pasted into a variable.
std::string shown(std::string_view value) {
  std::string out{value.substr(0, 80)};
  std::replace_if(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
  return value.size() > 80 ? out + "…" : out;
}

Result<void> apply(LoadedConfig& loaded, const ConfigKey& key, std::string_view value, std::string origin) {
  const auto parsed = key.parse(loaded.config, trimmed(value));
  if (parsed.has_error()) {
    return fail(Code::config_invalid,
                fmt::format("{}: {} = \"{}\": {}", origin, key.name, shown(value), parsed.error().detail));
  }
  loaded.origin.insert_or_assign(std::string{key.name}, std::move(origin));
  return {};
}

Result<void> apply_named(LoadedConfig& loaded, std::string_view name, std::string_view value,
                         std::string origin) {
  const ConfigKey* key = find_key(name);
  if (key == nullptr) {
    return fail(Code::config_unknown_key, fmt::format("{}: there is no key \"{}\"; did you mean {}?", origin,
                                                      shown(name), nearest_key(name)));
  }
  return apply(loaded, *key, value, std::move(origin));
}

Result<void> apply_file(LoadedConfig& loaded, const std::string& path) {
  const auto entries = read_config_file(path);
  if (entries.has_error()) return entries.error();
  for (const ConfigFileEntry& entry : *entries) {
    auto applied = apply_named(loaded, entry.key, entry.value, fmt::format("file {}:{}", path, entry.line));
    if (applied.has_error()) return applied;
  }
  return {};
}

Result<void> apply_variable(LoadedConfig& loaded, const std::string& name, std::string_view value) {
  if (!name.starts_with(environment_prefix) || is_foreign_variable(name)) return {};
  for (const ConfigKey& key : config_keys()) {
    if (environment_name(key.name) == name) return apply(loaded, key, value, "environment " + name);
  }
  return fail(Code::config_unknown_key, fmt::format("environment: there is no variable {}; did you mean {}?",
                                                    shown(name), nearest_variable(name)));
}

// Values that are each within their bounds and make no sense together: a socket closed between two pings, a
// part of the log that no send queue can hold together with what else a resuming socket is told.
Result<void> check_together(const LoadedConfig& loaded) {
  constexpr std::string_view below = "must be below";
  constexpr std::string_view at_most = "must not be above";
  constexpr std::string_view at_most_half = "must not be above half of";
  const Limits& limits = loaded.config.limits;
  struct Order {
    bool holds;
    std::string_view smaller;
    std::string_view must;
    std::string_view larger;
  };
  const Order orders[] = {
      {limits.heartbeat < limits.silent_socket, "heartbeat", below, "silent_socket"},
      {limits.header_deadline <= limits.request_deadline, "header_deadline", at_most, "request_deadline"},
      {limits.frame_bytes <= limits.send_queue_bytes, "frame_bytes", at_most, "send_queue_bytes"},
      {limits.resume_part_bytes <= limits.send_queue_bytes / 2, "resume_part_bytes", at_most_half,
       "send_queue_bytes"},
      {limits.resume_tail <= limits.resume_entries, "resume_tail", at_most, "resume_entries"},
      {limits.wal_passive_bytes < limits.wal_restart_bytes, "wal_passive_bytes", below, "wal_restart_bytes"},
  };
  const auto named = [&loaded](std::string_view limit) {
    const std::string name = fmt::format("limits.{}", limit);
    return fmt::format("{} = {} ({})", name, find_key(name)->print(loaded.config),
                       loaded.origin.find(name)->second);
  };
  for (const Order& order : orders) {
    if (order.holds) continue;
    return fail(Code::config_invalid,
                fmt::format("{} {} {}", named(order.smaller), order.must, named(order.larger)));
  }
  return {};
}

std::optional<std::string> file_of(const ConfigSources& sources) {
  if (sources.file) return sources.file;
  for (const auto& [name, value] : sources.environment) {
    if (name == "HEARTLINK_CONFIG" && !value.empty()) return value;
  }
  return std::nullopt;
}

}  // namespace

Result<LoadedConfig> load_config(const ConfigSources& sources) {
  LoadedConfig loaded;
  for (const ConfigKey& key : config_keys()) loaded.origin.emplace(key.name, "default");
  if (const auto file = file_of(sources)) {
    const auto applied = apply_file(loaded, *file);
    if (applied.has_error()) return applied.error();
  }
  for (const auto& [name, value] : sources.environment) {
    const auto applied = apply_variable(loaded, name, value);
    if (applied.has_error()) return applied.error();
  }
  for (const auto& [key, value] : sources.flags) {
    const auto applied = apply_named(loaded, key, value, "flag");
    if (applied.has_error()) return applied.error();
  }
  const auto checked = check_together(loaded);
  if (checked.has_error()) return checked.error();
  return loaded;
}

std::string environment_name(std::string_view key) {
  std::string name{environment_prefix};
  for (const char c : key) {
    if (c == '.') {
      name += '_';
    } else {
      name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return name;
}

}  // namespace heartlink::base
