// SPDX-License-Identifier: Apache-2.0
#include "filter/word_list.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "base/utf8.h"
#include "filter/writing.h"

namespace heartlink::filter {
namespace {

using base::Code;
using base::Result;

constexpr std::size_t file_bytes_max = 1024UL * 1024;

constexpr std::array sections{
    std::pair{std::string_view{"[contact]"}, Kind::contact},
    std::pair{std::string_view{"[platform]"}, Kind::platform},
    std::pair{std::string_view{"[initial]"}, Kind::initial},
    std::pair{std::string_view{"[ask]"}, Kind::ask},
    std::pair{std::string_view{"[add]"}, Kind::add},
    std::pair{std::string_view{"[after]"}, Kind::after},
    std::pair{std::string_view{"[innocent]"}, Kind::innocent},
    std::pair{std::string_view{"[money]"}, Kind::money},
    std::pair{std::string_view{"[treasure]"}, Kind::treasure},
    std::pair{std::string_view{"[plea]"}, Kind::plea},
    std::pair{std::string_view{"[ending]"}, Kind::ending},
    std::pair{std::string_view{"[path_ending]"}, Kind::path_ending},
    std::pair{std::string_view{"[host]"}, Kind::host},
};

// Hands out every line that says something, with its number, until `each` answers an error.
template <class Each>
Result<void> for_each_line(std::string_view text, Each each) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!base::is_valid_utf8(line)) return each(line, number, false);
    const auto said = base::trimmed(line);
    if (said.empty() || said.starts_with('#')) continue;
    if (auto done = each(said, number, true); done.has_error()) return done;
  }
  return {};
}

}  // namespace

Result<std::vector<Pattern>> parse_sections(std::string_view text, std::string_view name) {
  std::vector<Pattern> patterns;
  const auto* section = sections.end();
  auto read =
      for_each_line(text, [&](std::string_view line, std::size_t number, bool is_text) -> Result<void> {
        if (line.starts_with('[')) {
          section = std::ranges::find(sections, line, [](const auto& one) { return one.first; });
        } else if (section != sections.end() && is_text) {
          patterns.push_back({section->second, std::string{line}});
        }
        if (section == sections.end() || !is_text) {
          return base::fail(Code::internal, fmt::format("{}:{}: not in a section", name, number));
        }
        return {};
      });
  if (read.has_error()) return read.error();
  return patterns;
}

Result<std::vector<Pattern>> parse_words(std::string_view text, const std::string& name,
                                         const base::Limits& limits) {
  std::vector<Pattern> patterns;
  auto read =
      for_each_line(text, [&](std::string_view line, std::size_t number, bool is_text) -> Result<void> {
        const auto refuse = [&](std::string_view why) {
          return base::fail(Code::config_invalid, fmt::format("{}:{}: {}", name, number, why));
        };
        if (!is_text) return refuse("is not UTF-8");
        if (base::code_points(line) > limits.filter_pattern_chars) {
          return refuse(fmt::format("longer than {} characters", limits.filter_pattern_chars));
        }
        if (Writing{line}.letters().empty()) return refuse("has no letter and no digit");
        if (patterns.size() == limits.filter_patterns) {
          return refuse(fmt::format("more than {} patterns", limits.filter_patterns));
        }
        patterns.push_back({Kind::word, std::string{line}});
        return {};
      });
  if (read.has_error()) return read.error();
  return patterns;
}

Result<std::vector<Pattern>> read_words(const std::string& path, const base::Limits& limits) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "rbe"), &std::fclose};
  const auto unreadable = [&path] {
    return base::fail(Code::config_invalid,
                      fmt::format("{}: cannot be read: {}", path, std::strerror(errno)));
  };
  if (!file) return unreadable();
  std::string text(file_bytes_max + 1, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  if (std::ferror(file.get()) != 0) return unreadable();
  if (text.size() > file_bytes_max) return base::fail(Code::config_invalid, path + ": larger than 1 MiB");
  std::string_view begin = text;
  if (begin.starts_with("\xEF\xBB\xBF")) begin.remove_prefix(3);  // as editors put it there
  return parse_words(begin, path, limits);
}

}  // namespace heartlink::filter
