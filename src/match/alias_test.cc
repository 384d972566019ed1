// SPDX-License-Identifier: Apache-2.0
#include "match/alias.h"

#include <set>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace heartlink::match {
namespace {

constexpr int draws = 20'000;

// Before and behind the 的 that joins them.
std::pair<std::string, std::string> words_of(const std::string& alias) {
  constexpr std::string_view joint = "的";
  const auto at = alias.find(joint);
  EXPECT_NE(at, std::string::npos) << alias;
  return {alias.substr(0, at), alias.substr(at + joint.size())};
}

std::size_t characters_in(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

TEST(Alias, the_two_share_no_word) {
  base::SeededRandom random{7};
  for (int draw = 0; draw < draws; ++draw) {
    const auto [one, two] = new_aliases(random);
    EXPECT_NE(words_of(one).first, words_of(two).first);
    EXPECT_NE(words_of(one).second, words_of(two).second);
  }
}

TEST(Alias, every_word_comes_and_every_name_is_short_and_whole) {
  base::SeededRandom random{8};
  std::set<std::string> manners;
  std::set<std::string> things;
  std::set<std::string> names;
  std::size_t longest_manner = 0;
  std::size_t longest_thing = 0;
  for (int draw = 0; draw < draws; ++draw) {
    const auto pair = new_aliases(random);
    for (const auto& alias : {pair.first, pair.second}) {
      EXPECT_TRUE(base::is_valid_utf8(alias)) << alias;
      const auto [manner, thing] = words_of(alias);
      longest_manner = std::max(longest_manner, characters_in(manner));
      longest_thing = std::max(longest_thing, characters_in(thing));
      manners.insert(manner);
      things.insert(thing);
      names.insert(alias);
    }
  }
  EXPECT_EQ(manners.size(), 64U);
  EXPECT_EQ(things.size(), 64U);
  EXPECT_LE(longest_manner + 1 + longest_thing, alias_chars_max) << "whatever comes together";
  EXPECT_GT(names.size(), 4000U) << "of 4096";
}

}  // namespace
}  // namespace heartlink::match
