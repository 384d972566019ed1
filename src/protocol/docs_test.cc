// SPDX-License-Identifier: Apache-2.0
// The documents are checked against the tables they were written from: a code or a key that changes without
// its line in docs/ fails here, and so does a file that ARCHITECTURE.md names and that is gone. Runs in the
// project's folder, as every test does.
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/config.h"
#include "protocol/errors.h"

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

TEST(Docs, every_error_code_stands_in_the_protocol_as_it_is) {
  const std::string text = text_of("docs/protocol.md");
  ASSERT_FALSE(text.empty()) << "run it in the project's folder";
  for (const ErrorRow& row : error_rows())
    expect_line(text, fmt::format("| `{}` | {} | {} | {} |", row.name, row.status, row.zh, row.en));
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
