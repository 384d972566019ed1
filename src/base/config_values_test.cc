// SPDX-License-Identifier: Apache-2.0
#include "base/config_values.h"

#include <gtest/gtest.h>

namespace heartlink::base::config_values {
namespace {

using namespace std::chrono_literals;

TEST(ConfigValues, counts_are_decimal_digits_and_nothing_else) {
  EXPECT_EQ(parse_count("0"), 0U);
  EXPECT_EQ(parse_count("4096"), 4096U);
  for (const auto text : {"", "-1", "+1", "1.5", "0x10", "1 ", "ten", "99999999999999999999"}) {
    EXPECT_FALSE(parse_count(text)) << text;
  }
}

TEST(ConfigValues, sizes_have_units_of_1000_and_of_1024) {
  EXPECT_EQ(parse_bytes("4096"), 4096U);
  EXPECT_EQ(parse_bytes("512B"), 512U);
  EXPECT_EQ(parse_bytes("64KiB"), 65'536U);
  EXPECT_EQ(parse_bytes("64 kib"), 65'536U);
  EXPECT_EQ(parse_bytes("10MB"), 10'000'000U);
  EXPECT_EQ(parse_bytes("2GiB"), 2'147'483'648U);
  for (const auto text : {"", "KiB", "1.5MB", "64K", "-1KiB", "1KiBB", "18446744073709551615GiB"}) {
    EXPECT_FALSE(parse_bytes(text)) << text;
  }
}

TEST(ConfigValues, sizes_are_printed_in_the_largest_unit_that_is_whole) {
  EXPECT_EQ(print_bytes(0), "0");
  EXPECT_EQ(print_bytes(1000), "1000");
  EXPECT_EQ(print_bytes(65'536), "64KiB");
  EXPECT_EQ(print_bytes(1'048'576), "1MiB");
  EXPECT_EQ(print_bytes(1'049'600), "1025KiB");
}

TEST(ConfigValues, durations_have_units_and_plain_digits_are_seconds) {
  EXPECT_EQ(parse_duration("10"), 10s);
  EXPECT_EQ(parse_duration("10s"), 10s);
  EXPECT_EQ(parse_duration("250ms"), 250ms);
  EXPECT_EQ(parse_duration("2m"), 2min);
  EXPECT_EQ(parse_duration("1h"), 1h);
  EXPECT_EQ(parse_duration("7 d"), 168h);
  for (const auto text : {"", "s", "1.5s", "-1s", "10 parsecs", "9223372036854775807d"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
  EXPECT_EQ(print_duration(0ms), "0s");
  EXPECT_EQ(print_duration(1500ms), "1500ms");
  EXPECT_EQ(print_duration(90s), "90s");
  EXPECT_EQ(print_duration(120s), "2m");
}

TEST(ConfigValues, lists_are_separated_by_commas) {
  EXPECT_EQ(parse_list(""), std::vector<std::string>{});
  EXPECT_EQ(parse_list(" a , b"), (std::vector<std::string>{"a", "b"}));
  EXPECT_FALSE(parse_list("a,,b"));
  EXPECT_FALSE(parse_list("a,"));
  EXPECT_EQ(print_list({"a", "b"}), "a,b");
  EXPECT_EQ(print_list({}), "");
}

TEST(ConfigValues, an_endpoint_is_an_address_and_a_port) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:8000"), "127.0.0.1:8000");
  EXPECT_EQ(parse_endpoint("[::1]:0"), "[::1]:0");
  EXPECT_EQ(parse_endpoint("localhost:80"), "127.0.0.1:80");
  for (const auto text :
       {"", "8000", ":8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:8000", "[::1]", "[::1]8000",
        "[::1", "example.org:80", "127.0.0.1:08", "1.2.3:80", "[127.0.0.1]:80"}) {
    EXPECT_FALSE(parse_endpoint(text)) << text;
  }
}

TEST(ConfigValues, a_network_is_an_address_with_or_without_a_length) {
  for (const auto text : {"127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8", "0.0.0.0/0"}) {
    EXPECT_TRUE(is_network(text)) << text;
  }
  for (const auto text : {"", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "proxy", "10.0.0.0/x"}) {
    EXPECT_FALSE(is_network(text)) << text;
  }
}

TEST(ConfigValues, an_origin_is_written_as_browsers_send_it) {
  EXPECT_EQ(parse_origin("https://Chat.Example.org/"), "https://chat.example.org");
  EXPECT_EQ(parse_origin("https://chat.example.org:443"), "https://chat.example.org");
  EXPECT_EQ(parse_origin("http://127.0.0.1:8000"), "http://127.0.0.1:8000");
  EXPECT_EQ(parse_origin("http://[::1]:80"), "http://[::1]");
  EXPECT_EQ(parse_origin("http://chat:443"), "http://chat:443");
  for (const auto text : {"", "chat.example.org", "https://", "https://a/b", "https://a?b", "https://u@a",
                          "ftp://a", "https://a:", "https://a:b", "https://a b", "null", "*"}) {
    EXPECT_FALSE(parse_origin(text)) << text;
  }
}

}  // namespace
}  // namespace heartlink::base::config_values
