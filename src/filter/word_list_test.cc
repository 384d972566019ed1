// SPDX-License-Identifier: Apache-2.0
#include "filter/word_list.h"

#include <cstdio>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace heartlink::filter {
namespace {

base::Limits small() {
  base::Limits limits;
  limits.filter_patterns = 2;
  limits.filter_pattern_chars = 5;
  return limits;
}

std::string texts(const base::Result<std::vector<Pattern>>& patterns) {
  if (patterns.has_error()) return patterns.error().detail;
  std::string text;
  for (const auto& pattern : patterns.value()) text += "[" + pattern.text + "]";
  return text;
}

std::string parsed(std::string_view text) { return texts(parse_words(text, "w", small())); }

TEST(WordList, is_one_pattern_per_line_without_comments_and_blanks) {
  EXPECT_EQ(parsed(""), "");
  EXPECT_EQ(parsed("# all\n\n  坏 蛋 \r\n#x\nrude"), "[坏 蛋][rude]");
  EXPECT_EQ(parsed("[x]\n"), "[[x]]") << "no sections here";
}

TEST(WordList, a_mistake_is_named_with_its_line) {
  EXPECT_EQ(parsed("ok\n微信微信微信"), "w:2: longer than 5 characters");
  EXPECT_EQ(parsed("ok\n\n—…!"), "w:3: has no letter and no digit");
  EXPECT_EQ(parsed("# a\na\nb\n\nc\n"), "w:5: more than 2 patterns");
  EXPECT_EQ(parsed("ok\n\xFF\xFE\n"), "w:2: is not UTF-8");
  EXPECT_EQ(parse_words("—", "w", small()).error().code, base::Code::config_invalid);
}

TEST(WordList, a_file_may_begin_as_editors_write_it_and_must_be_there) {
  const auto path = ::testing::TempDir() + "heartlink-words.txt";
  std::ofstream{path} << "\xEF\xBB\xBFrude\n";
  EXPECT_EQ(texts(read_words(path, small())), "[rude]");
  std::ofstream{path} << std::string(1024 * 1024 + 1, '#');
  EXPECT_EQ(texts(read_words(path, small())), path + ": larger than 1 MiB");
  std::remove(path.c_str());
  EXPECT_EQ(texts(read_words(path, small())), path + ": cannot be read: No such file or directory");
}

TEST(WordList, of_the_program_has_sections) {
  const auto patterns = parse_sections("# a\n[money]\nx y\n[host]\nt.me\n[money]\nz\n", "own").value();
  ASSERT_EQ(patterns.size(), 3U);
  EXPECT_EQ(patterns[0].kind, Kind::money);
  EXPECT_EQ(patterns[0].text, "x y");
  EXPECT_EQ(patterns[1].kind, Kind::host);
  EXPECT_EQ(patterns[2].kind, Kind::money);
  EXPECT_EQ(texts(parse_sections("x\n", "own")), "own:1: not in a section");
  EXPECT_EQ(texts(parse_sections("[moeny]\n", "own")), "own:1: not in a section");
}

}  // namespace
}  // namespace heartlink::filter
