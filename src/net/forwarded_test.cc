// SPDX-License-Identifier: Apache-2.0
#include "net/forwarded.h"

#include <gtest/gtest.h>

namespace heartlink::net {
namespace {

protocol::Request request(std::vector<std::pair<std::string, std::string>> headers) {
  protocol::Request made;
  made.headers = std::move(headers);
  return made;
}

TEST(Forwarded, a_stranger_cannot_say_who_he_is) {
  const base::Config config;
  const auto client =
      client_of(request({{"x-forwarded-for", "1.2.3.4"}, {"x-forwarded-proto", "https"}}), "9.9.9.9", config);
  EXPECT_EQ(client.address, "9.9.9.9");
  EXPECT_FALSE(client.secure);
}

TEST(Forwarded, a_trusted_proxy_names_the_client_nearest_to_it) {
  base::Config config;
  config.trusted_proxies = {"127.0.0.1", "10.0.0.0/8", "fd00::/8"};
  const auto made =
      request({{"x-forwarded-for", "6.6.6.6, 1.2.3.4 , 10.1.1.1"}, {"x-forwarded-proto", "https"}});
  const auto client = client_of(made, "127.0.0.1", config);
  EXPECT_EQ(client.address, "1.2.3.4");
  EXPECT_TRUE(client.secure);
}

TEST(Forwarded, rubbish_in_the_list_is_not_believed) {
  base::Config config;
  config.trusted_proxies = {"127.0.0.1"};
  for (const auto* list : {"", ",", "unknown", "1.2.3.4, <script>", "1.2.3.4:80"}) {
    EXPECT_EQ(client_of(request({{"x-forwarded-for", list}}), "127.0.0.1", config).address, "127.0.0.1")
        << list;
  }
}

TEST(Forwarded, of_several_protocols_the_one_our_proxy_wrote_counts_however_it_is_spelled) {
  base::Config config;
  config.trusted_proxies = {"127.0.0.1"};
  const auto is_secure = [&](const char* protocols) {
    return client_of(request({{"x-forwarded-proto", protocols}}), "127.0.0.1", config).secure;
  };
  for (const auto* yes : {"https", "HTTPS", "https, https", "http,https "})
    EXPECT_TRUE(is_secure(yes)) << yes;
  for (const auto* no : {"http", "", "https, http", "httpsx", ","}) EXPECT_FALSE(is_secure(no)) << no;
}

TEST(Forwarded, a_network_is_an_address_or_a_range) {
  EXPECT_TRUE(is_in_network("10.200.3.4", "10.0.0.0/8"));
  EXPECT_FALSE(is_in_network("11.0.0.1", "10.0.0.0/8"));
  EXPECT_TRUE(is_in_network("fd12::1", "fd00::/8"));
  EXPECT_FALSE(is_in_network("10.0.0.1", "fd00::/8"));
  EXPECT_FALSE(is_in_network("10.0.0.1", "10.0.0.0/33"));
  EXPECT_FALSE(is_in_network("10.0.0.1", "10.0.0.0/x"));
  EXPECT_TRUE(is_in_network("1.2.3.4", "0.0.0.0/0"));
}

}  // namespace
}  // namespace heartlink::net
