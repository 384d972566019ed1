// SPDX-License-Identifier: Apache-2.0
// The documents are checked against the tables they were written from: a code or a key that changes without
// its line in docs/ fails here, and so does a file that ARCHITECTURE.md names and that is gone. Runs in the
// project's folder, as every test does.
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/config.h"
#include "protocol/errors.h"
#include "protocol/nginx_block.h"

namespace heartlink::protocol {
namespace {

std::string text_of(const std::string& path) {
  const std::ifstream file{path};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void expect_line(const std::string& text, const std::string& line) {
  EXPECT_NE(text.find("\n" + line + "\n"), std::string::npos) << "there should be this line: " << line;
}

std::string code_span(const std::string& text) { return text.empty() ? "" : fmt::format(" `{}`", text); }

TEST(Docs, every_error_code_stands_in_its_table_as_it_is) {
  const std::string text = text_of("docs/errors.md");
  ASSERT_FALSE(text.empty()) << "run it in the project's folder";
  for (const ErrorRow& row : error_rows())
    expect_line(text, fmt::format("| `{}` | {} | {} | {} |", row.name, row.status, row.zh, row.en));
}

// What a cell of a table can hold; the nginx block that may follow stands by itself.
std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

TEST(Docs, every_error_code_stands_in_the_troubleshooting_with_cause_and_fix_in_both_languages) {
  const std::string text = text_of("docs/troubleshooting.md");
  ASSERT_FALSE(text.empty()) << "run it in the project's folder";
  for (const ErrorRow& row : error_rows()) {
    expect_line(text, fmt::format("| `{}` | {} | {} |", row.name, row.zh, first_line(row.owner_zh)));
    expect_line(text, fmt::format("| `{}` | {} | {} |", row.name, row.en, first_line(row.owner_en)));
  }
}

// Returns how many there are.
std::size_t expect_own_nginx_blocks(const std::string& path) {
  constexpr std::string_view fence = "\n```nginx\n";
  const std::string text = text_of(path);
  std::size_t found = 0;
  for (auto at = text.find(fence); at != std::string::npos; at = text.find(fence, at + 1)) {
    const auto begin = at + fence.size();
    EXPECT_EQ(text.substr(begin, text.find("\n```\n", begin) - begin), nginx_block) << path;
    ++found;
  }
  return found;
}

TEST(Docs, every_nginx_block_is_the_one_that_the_server_names) {
  EXPECT_EQ(expect_own_nginx_blocks("docs/troubleshooting.md"), 1U);
  EXPECT_EQ(expect_own_nginx_blocks("README.md"), 1U);
  EXPECT_EQ(expect_own_nginx_blocks("README.zh-CN.md"), 1U);
}

TEST(Docs, every_configuration_key_stands_in_its_table_with_its_default) {
  const std::string text = text_of("docs/configuration.md");
  ASSERT_FALSE(text.empty()) << "run it in the project's folder";
  const base::Config defaults;
  for (const base::ConfigKey& key : base::config_keys()) {
    expect_line(text, fmt::format("| `{}` |{} | {} | {} |", key.name, code_span(key.print(defaults)),
                                  key.help, key.allowed));
  }
}

TEST(Docs, every_file_that_the_architecture_names_is_there) {
  const std::string text = text_of("ARCHITECTURE.md");
  ASSERT_FALSE(text.empty()) << "run it in the project's folder";
  const std::regex path{"`([a-z0-9_/]+\\.(?:h|cc|py))`"};
  std::size_t found = 0;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), path); at != std::sregex_iterator(); ++at) {
    const std::string name = (*at)[1];
    const std::string place = name.starts_with("tests/") ? name : "src/" + name;
    EXPECT_TRUE(std::filesystem::exists(place)) << "ARCHITECTURE.md names " << name;
    ++found;
  }
  EXPECT_GT(found, 20U);
}

}  // namespace
}  // namespace heartlink::protocol
