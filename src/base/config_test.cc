// SPDX-License-Identifier: Apache-2.0
#include "base/config.h"

#include <cstdio>
#include <fstream>
#include <set>

#include <unistd.h>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/pfr/tuple_size.hpp>

namespace heartlink::base {
namespace {

using testing::HasSubstr;

// A TOML file that goes with the test.
class File {
 public:
  explicit File(std::string_view text)
      : path_(fmt::format("{}heartlink-config-{}.toml", testing::TempDir(), ::getpid())) {
    std::ofstream{path_} << text;
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { std::remove(path_.c_str()); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string complaint(const ConfigSources& sources, Code expected) {
  const auto loaded = load_config(sources);
  if (loaded.has_value()) return "accepted";
  EXPECT_EQ(loaded.error().code, expected);
  return loaded.error().detail;
}

ConfigSources flag(std::string key, std::string value) {
  ConfigSources sources;
  sources.flags.emplace_back(std::move(key), std::move(value));
  return sources;
}

ConfigSources variable(std::string name, std::string value) {
  ConfigSources sources;
  sources.environment.emplace_back(std::move(name), std::move(value));
  return sources;
}

TEST(ConfigKeys, every_field_has_a_key_but_those_that_the_wire_promises) {
  // Config holds the limits as one more field; client_id_chars, room_id_chars and crowd_members are no keys.
  const std::size_t fields = boost::pfr::tuple_size_v<Config> - 1 + boost::pfr::tuple_size_v<Limits> - 3;
  std::set<std::string_view> names;
  for (const ConfigKey& key : config_keys()) names.insert(key.name);
  EXPECT_EQ(names.size(), fields);
  EXPECT_EQ(config_keys().size(), fields);
}

TEST(ConfigKeys, what_a_key_prints_it_accepts_and_prints_again) {
  for (const ConfigKey& key : config_keys()) {
    Config config;
    const std::string printed = key.print(config);
    const auto parsed = key.parse(config, printed);
    ASSERT_TRUE(parsed.has_value()) << key.name << " = " << printed << ": " << parsed.error().detail;
    EXPECT_EQ(key.print(config), printed) << key.name;
    EXPECT_FALSE(key.help.empty()) << key.name;
    EXPECT_FALSE(key.allowed.empty()) << key.name;
  }
}

TEST(ConfigKeys, no_two_keys_write_the_same_field) {
  // Every key in turn is given another value; only its own line of the printout may change.
  for (const ConfigKey& key : config_keys()) {
    Config config;
    bool changed = false;
    for (const std::string_view other : {"3", "200", "2s", "100ms", "5000KiB", "8000", "on", "off", "closed",
                                         "json", "debug", "0.0.0.0:1", "http://a", "10.0.0.1"}) {
      Config attempt;
      if (!key.parse(attempt, other).has_value() || key.print(attempt) == key.print(config)) continue;
      for (const ConfigKey& each : config_keys()) {
        EXPECT_EQ(each.print(attempt) != each.print(config), each.name == key.name) << key.name << each.name;
      }
      changed = true;
    }
    EXPECT_TRUE(changed) << key.name;
  }
}

TEST(Config, without_sources_everything_is_default) {
  const auto loaded = load_config({});
  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ(loaded->config.listen, "127.0.0.1:8000");
  EXPECT_EQ(loaded->origin.size(), config_keys().size());
  for (const auto& [key, origin] : loaded->origin) EXPECT_EQ(origin, "default") << key;
}

TEST(Config, flags_beat_variables_beat_the_file_beats_defaults) {
  const File file{"workers = 2\ndata = \"./file\"\n[limits]\nsockets_per_user = 5\ndrain = \"3s\"\n"};
  ConfigSources sources;
  sources.file = file.path();
  sources.environment = {{"HEARTLINK_WORKERS", "3"}, {"HEARTLINK_DATA", "./env"}, {"PATH", "/bin"}};
  sources.flags = {{"workers", "4"}};
  const auto loaded = load_config(sources);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().detail;
  EXPECT_EQ(loaded->config.workers, 4U);
  EXPECT_EQ(loaded->config.data, "./env");
  EXPECT_EQ(loaded->config.limits.sockets_per_user, 5U);
  EXPECT_EQ(loaded->config.limits.drain, std::chrono::seconds{3});
  EXPECT_EQ(loaded->origin.at("workers"), "flag");
  EXPECT_EQ(loaded->origin.at("data"), "environment HEARTLINK_DATA");
  EXPECT_EQ(loaded->origin.at("limits.sockets_per_user"), fmt::format("file {}:4", file.path()));
  EXPECT_EQ(loaded->origin.at("listen"), "default");
}

TEST(Config, the_last_of_two_equal_flags_wins) {
  ConfigSources sources;
  sources.flags = {{"workers", "4"}, {"workers", "5"}};
  EXPECT_EQ(load_config(sources)->config.workers, 5U);
}

TEST(Config, the_file_may_be_named_by_a_variable) {
  const File file{"workers = 2\n"};
  EXPECT_EQ(load_config(variable("HEARTLINK_CONFIG", file.path()))->config.workers, 2U);
  EXPECT_EQ(load_config(variable("HEARTLINK_CONFIG", ""))->config.workers, 0U);
}

TEST(Config, lists_are_toml_arrays_or_commas) {
  const File file{
      "trusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\"]\nallowed_origins = \"https://a, http://B/\"\n"};
  ConfigSources sources;
  sources.file = file.path();
  const auto loaded = load_config(sources);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().detail;
  EXPECT_EQ(loaded->config.trusted_proxies, (std::vector<std::string>{"127.0.0.1", "10.0.0.0/8"}));
  EXPECT_EQ(loaded->config.allowed_origins, (std::vector<std::string>{"https://a", "http://b"}));
}

TEST(Config, a_wrong_value_is_named_with_source_key_value_and_what_is_allowed) {
  EXPECT_EQ(complaint(flag("workers", "99"), Code::config_invalid),
            "flag: workers = \"99\": expected a whole number from 0 to 64");
  EXPECT_EQ(
      complaint(variable("HEARTLINK_LIMITS_DRAIN", "1500ms"), Code::config_invalid),
      "environment HEARTLINK_LIMITS_DRAIN: limits.drain = \"1500ms\": expected a time from 0s to 5m in whole "
      "seconds, such as 10s or 2m");
  const File file{"\nlisten = \"8000\"\n"};
  ConfigSources sources;
  sources.file = file.path();
  EXPECT_EQ(
      complaint(sources, Code::config_invalid),
      fmt::format("file {}:2: listen = \"8000\": expected an address and a port, such as 127.0.0.1:8000, "
                  "0.0.0.0:8000 or [::1]:8000",
                  file.path()));
  EXPECT_EQ(complaint(flag("log_level", "loud"), Code::config_invalid),
            "flag: log_level = \"loud\": expected one of debug, info, warning, error");
}

TEST(Config, a_value_in_an_error_text_is_short_and_harmless) {
  const std::string text =
      complaint(flag("log_level", "\x1B[31m" + std::string(500, 'x')), Code::config_invalid);
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  EXPECT_LT(text.size(), 200U);
}

TEST(Config, what_everybody_is_shown_of_the_site_is_one_short_line) {
  EXPECT_EQ(load_config(flag("site.contact", "  站长 <a@b.example> "))->config.site_contact,
            "站长 <a@b.example>");
  std::string longest;
  for (int i = 0; i < 200; ++i) longest += "字";
  EXPECT_EQ(load_config(flag("site.help", longest))->config.site_help, longest);
  const std::string allowed = "expected one line of at most 200 characters, or nothing";
  for (const auto& wrong : {longest + "字", std::string{"a\nb"}, std::string{"\xFF"}})
    EXPECT_THAT(complaint(flag("site.help", wrong), Code::config_invalid), HasSubstr(allowed)) << wrong;
}

TEST(Config, an_unknown_key_is_named_with_its_place_and_the_nearest) {
  const File file{"workers = 2\n[limits]\nsocket_per_user = 5\n"};
  ConfigSources sources;
  sources.file = file.path();
  EXPECT_EQ(complaint(sources, Code::config_unknown_key),
            fmt::format("file {}:3: there is no key \"limits.socket_per_user\"; did you mean "
                        "limits.sockets_per_user?",
                        file.path()));
  EXPECT_THAT(complaint(flag("sockets_per_user", "5"), Code::config_unknown_key),
              HasSubstr("did you mean limits.sockets_per_user?"));
  EXPECT_THAT(complaint(flag("drain", "5s"), Code::config_unknown_key),
              HasSubstr("did you mean limits.drain?"));
  EXPECT_THAT(complaint(variable("HEARTLINK_WORKER", "5"), Code::config_unknown_key),
              HasSubstr("there is no variable HEARTLINK_WORKER; did you mean HEARTLINK_WORKERS?"));
}

TEST(Config, variables_of_the_client_and_of_the_suites_are_no_keys) {
  ConfigSources sources;
  sources.environment = {{"HEARTLINK_URL", "http://x"}, {"HEARTLINK_E2E_SLOW", "1"}, {"HEARTLINKS", "1"}};
  EXPECT_TRUE(load_config(sources).has_value());
}

TEST(Config, values_that_contradict_each_other_are_refused_with_both_origins) {
  EXPECT_EQ(complaint(flag("limits.silent_socket", "20s"), Code::config_invalid),
            "limits.heartbeat = 25s (default) must be below limits.silent_socket = 20s (flag)");
}

TEST(Config, environment_names_are_upper_case_with_underscores) {
  EXPECT_EQ(environment_name("limits.sockets_per_user"), "HEARTLINK_LIMITS_SOCKETS_PER_USER");
  std::set<std::string> names;
  for (const ConfigKey& key : config_keys()) EXPECT_TRUE(names.insert(environment_name(key.name)).second);
}

}  // namespace
}  // namespace heartlink::base
