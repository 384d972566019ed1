// SPDX-License-Identifier: Apache-2.0
// toml++ reads, this flattens. The library reports mistakes by exception (Debian builds it so); it is caught
// here, at the only call, because a file with a mistake is an ordinary answer and not a bug.

#include "base/config_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace heartlink::base {
namespace {

constexpr std::size_t file_bytes_max = 1024UL * 1024;

std::string text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const toml::array* array = node.as_array()) {
    std::string joined;
    for (const toml::node& element : *array) joined += (joined.empty() ? "" : ",") + text_of(element);
    return joined;
  }
  std::ostringstream out;
  out << std::boolalpha;
  node.visit([&out](const auto& value) {
    if constexpr (toml::is_value<decltype(value)>) {
      out << value.get();
    } else {
      out << value;
    }
  });
  return out.str();
}

void flatten(const toml::table& table, const std::string& prefix, std::vector<ConfigFileEntry>& out) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string{key.str()};
    if (const toml::table* inner = node.as_table()) {
      flatten(*inner, name + ".", out);
    } else {
      out.push_back({name, text_of(node), static_cast<std::uint32_t>(key.source().begin.line)});
    }
  }
}

}  // namespace

Result<std::vector<ConfigFileEntry>> parse_config_text(std::string_view text, const std::string& name) {
  std::vector<ConfigFileEntry> entries;
  try {
    flatten(toml::parse(text, name), "", entries);
    // toml++ sorts by key; people look for the first mistake from the top.
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
  } catch (const toml::parse_error& mistake) {
    const auto& at = mistake.source().begin;
    return fail(Code::config_invalid,
                fmt::format("{}:{}:{}: {}", name, at.line, at.column, mistake.description()));
  }
  return entries;
}

Result<std::vector<ConfigFileEntry>> read_config_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "rbe"), &std::fclose};
  const auto unreadable = [&path] {
    return fail(Code::config_invalid, fmt::format("{}: cannot be read: {}", path, std::strerror(errno)));
  };
  if (!file) return unreadable();
  std::string text(file_bytes_max + 1, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  if (std::ferror(file.get()) != 0) return unreadable();
  if (text.size() > file_bytes_max) return fail(Code::config_invalid, path + ": larger than 1 MiB");
  return parse_config_text(text, path);
}

}  // namespace heartlink::base
