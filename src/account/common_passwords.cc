// SPDX-License-Identifier: Apache-2.0
#include "account/common_passwords.h"

#include <algorithm>
#include <array>

namespace heartlink::account {
namespace {

// Words, keyboard walks and numbers that head every count of leaked passwords; sorted. The ones that people
// of a Chinese site would add are among them.
constexpr auto common = std::to_array<std::string_view>({
    "0123456789", "0987654321",     "11223344",     "123123123",     "12341234",     "123456123456",
    "12345678",   "123456789",      "1234567890",   "123456aa",      "123456abc",    "12345abc",
    "1234abcd",   "123qwe123",      "123qweasd",    "13145200",      "1314520520",   "14142135",
    "147258369",  "19491001",       "1q2w3e4r",     "1q2w3e4r5t",    "1qaz2wsx",     "20082008",
    "31415926",   "52013145",       "5201314a",     "87654321",      "987654321",    "a1234567",
    "a12345678",  "a123456789",     "aa123456",     "aa12345678",    "aaaa1111",     "abc12345",
    "abc123456",  "abcabcabc",      "abcd1234",     "abcdefg1",      "abcdefgh",     "access14",
    "admin123",   "admin1234",      "admin12345",   "administrator", "asd12345",     "asdasdasd",
    "asdf1234",   "asdfghjk",       "asdfghjkl",    "baseball",      "basketball",   "batman123",
    "butterfly",  "changeme",       "changeme1",    "changeme123",   "charlie1",     "chocolate",
    "computer",   "default1",       "dragon12",     "football",      "freedom1",     "google123",
    "guest123",   "heart_link",     "heartlink",    "heartlink1",    "heartlink123", "hello123",
    "helloworld", "ilovechina",     "iloveyou",     "iloveyou1",     "iloveyou2",    "internet",
    "jennifer",   "jordan23",       "letmein1",     "letmein123",    "liverpool",    "login123",
    "master12",   "michael1",       "monkey123",    "mypassword",    "nopassword",   "p@ssw0rd",
    "p@ssword",   "pa55word",       "pass1234",     "passw0rd",      "password",     "password1",
    "password12", "password123",    "password1234", "passwort",      "pokemon1",     "princess",
    "q1234567",   "q1w2e3r4",       "qazwsxedc",    "qq123456",      "qwe12345",     "qweasdzxc",
    "qweqweqwe",  "qwer1234",       "qwert12345",   "qwerty123",     "qwerty1234",   "qwertyui",
    "qwertyuiop", "root1234",       "samsung1",     "secret12",      "shadow12",     "spring2024",
    "starwars",   "summer2024",     "sunshine",     "superman",      "superman1",    "test1234",
    "test12345",  "testtest",       "trustno1",     "user1234",      "wang1234",     "welcome1",
    "welcome123", "whatever",       "windows1",     "winter2024",    "woaini123",    "woaini1314",
    "woaini520",  "xindonglianjie", "z1234567",     "zaq12wsx",      "zhang123",     "zxc12345",
    "zxcvbnm,",   "zxcvbnm1",       "zxcvbnm123",
});

static_assert(std::is_sorted(common.begin(), common.end()));

// True when the text is its first character again and again.
bool is_one_character(std::string_view key) {
  std::size_t first = 1;
  while (first < key.size() && (static_cast<unsigned char>(key[first]) & 0xC0U) == 0x80U) ++first;
  const std::string_view character = key.substr(0, first);
  for (; !key.empty(); key.remove_prefix(first)) {
    if (!key.starts_with(character)) return false;
  }
  return true;
}

}  // namespace

bool is_common_password(std::string_view key) {
  return std::binary_search(common.begin(), common.end(), key) || is_one_character(key);
}

}  // namespace heartlink::account
