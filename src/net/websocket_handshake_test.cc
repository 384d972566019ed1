// SPDX-License-Identifier: Apache-2.0
//
// One correct handshake, and every way to spoil it. Cases from RFC 6455 §4.2.1 and RFC 9110 §7.8.
#include "net/websocket_handshake.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace heartlink::net {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

Fields good_fields() {
  return {{"Host", "chat.example"},
          {"Upgrade", "websocket"},
          {"Connection", "Upgrade"},
          {"Sec-WebSocket-Version", "13"},
          {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
}

Fields with(const std::string& name, const std::string& value) {
  Fields fields = good_fields();
  for (auto& field : fields) {
    if (field.first == name) field.second = value;
  }
  return fields;
}

Fields without(const std::string& name) {
  Fields fields = good_fields();
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  return fields;
}

Fields also(const std::string& name, const std::string& value) {
  Fields fields = good_fields();
  fields.emplace_back(name, value);
  return fields;
}

// "ok" or "<status> <code>".
std::string verdict(const Fields& fields, std::string_view method = "GET", unsigned http_version = 11) {
  UpgradeRequest request{.method = method, .http_version = http_version};
  for (const auto& [name, value] : fields) request.add_field(name, value);
  const auto refusal = check_upgrade(request);
  return refusal ? std::to_string(refusal->status) + " " + std::string(refusal->code) : "ok";
}

TEST(WebSocketHandshake, a_correct_handshake_passes) {
  EXPECT_EQ(verdict(good_fields()), "ok");
  EXPECT_EQ(verdict(also("Content-Length", "0")), "ok");
  EXPECT_EQ(verdict(also("Cookie", "sessionid=x")), "ok");
}

TEST(WebSocketHandshake, names_and_tokens_compare_without_case) {
  EXPECT_EQ(verdict(with("Upgrade", "WebSocket")), "ok");
  EXPECT_EQ(verdict(with("Connection", "keep-alive, uPGRADE")), "ok");
  EXPECT_EQ(verdict({{"host", "a"},
                     {"UPGRADE", "websocket"},
                     {"connection", "upgrade"},
                     {"sec-websocket-version", " 13\t"},
                     {"SEC-WEBSOCKET-KEY", " dGhlIHNhbXBsZSBub25jZQ== "}}),
            "ok");
}

TEST(WebSocketHandshake, tokens_may_stand_anywhere_in_a_list_and_in_several_lines) {
  EXPECT_EQ(verdict(with("Upgrade", "h2c , websocket")), "ok");
  EXPECT_EQ(verdict(with("Connection", ",, keep-alive ,Upgrade,")), "ok");
  Fields later = with("Connection", "keep-alive");
  later.emplace_back("Connection", "Upgrade");
  EXPECT_EQ(verdict(later), "ok");
  EXPECT_EQ(verdict(also("Connection", "keep-alive")), "ok");
  EXPECT_EQ(verdict(also("Upgrade", "h2c")), "ok");
}

TEST(WebSocketHandshake, a_plain_request_is_told_apart_from_a_bad_upgrade) {
  UpgradeRequest plain{.method = "GET"};
  plain.add_field("Host", "chat.example");
  plain.add_field("Connection", "keep-alive");
  EXPECT_FALSE(is_upgrade(plain));
  EXPECT_EQ(verdict({{"Host", "a"}}), "426 not_websocket");
  EXPECT_EQ(verdict({{"Host", "a"}}, "POST"), "426 not_websocket");
  EXPECT_EQ(verdict(without("Upgrade")), "426 not_websocket");
  EXPECT_EQ(verdict(with("Upgrade", "h2c")), "426 not_websocket");
  EXPECT_EQ(verdict(with("Upgrade", "xwebsocket")), "426 not_websocket");
  EXPECT_EQ(verdict(with("Upgrade", "")), "426 not_websocket");
}

TEST(WebSocketHandshake, the_method_is_get_and_the_version_http_1_1) {
  EXPECT_EQ(verdict(good_fields(), "POST"), "405 upgrade_method");
  EXPECT_EQ(verdict(good_fields(), "get"), "405 upgrade_method");
  EXPECT_EQ(verdict(good_fields(), "GET", 10), "426 upgrade_http_version");
}

TEST(WebSocketHandshake, connection_must_name_upgrade) {
  EXPECT_EQ(verdict(without("Connection")), "400 upgrade_connection");
  EXPECT_EQ(verdict(with("Connection", "keep-alive")), "400 upgrade_connection");
  EXPECT_EQ(verdict(with("Connection", "upgraded, up grade")), "400 upgrade_connection");
}

TEST(WebSocketHandshake, there_is_exactly_one_host) {
  EXPECT_EQ(verdict(without("Host")), "400 upgrade_host");
  EXPECT_EQ(verdict(also("host", "evil.example")), "400 upgrade_host");
}

TEST(WebSocketHandshake, only_version_13_is_spoken) {
  for (const char* version : {"", "8", "12", "14", "013", "13, 8", "13.0"}) {
    EXPECT_EQ(verdict(with("Sec-WebSocket-Version", version)), "426 upgrade_version") << version;
  }
  EXPECT_EQ(verdict(without("Sec-WebSocket-Version")), "426 upgrade_version");
  EXPECT_EQ(verdict(also("sec-websocket-version", "13")), "400 upgrade_version_duplicate");
}

TEST(WebSocketHandshake, the_key_is_sixteen_octets_of_base64) {
  for (const char* key :
       {"", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ",
        "dGhlIHNhbXBsZSBub25jZWE=", "dGhlIHNhbXBsZSBub25jZWFh",
        "dGhlIHNhbXBsZSBub25jZWFhYQ==", "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25=ZQ==",
        "dGhlIHNhbXBsZSBub25j ZQ==", "dGhlIHNhbXBsZSBub25jZQ==dGhlIHNhbXBsZSBub25jZQ=="}) {
    EXPECT_EQ(verdict(with("Sec-WebSocket-Key", key)), "400 upgrade_key_invalid") << key;
  }
  EXPECT_EQ(verdict(with("Sec-WebSocket-Key", "++//AZaz09abcdefghijkA==")), "ok");
  EXPECT_EQ(verdict(without("Sec-WebSocket-Key")), "400 upgrade_key_missing");
  EXPECT_EQ(verdict(also("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")), "400 upgrade_key_duplicate");
}

TEST(WebSocketHandshake, an_upgrade_has_no_body) {
  EXPECT_EQ(verdict(also("Content-Length", "5")), "400 upgrade_body");
  EXPECT_EQ(verdict(also("Content-Length", "00")), "400 upgrade_body");
  EXPECT_EQ(verdict(also("Transfer-Encoding", "chunked")), "400 upgrade_body");
}

TEST(WebSocketHandshake, the_accept_value_is_the_one_of_the_rfc) {
  EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_EQ(accept_key("x3JJHMbDL1EzLkh9GBhXDw=="), "HSmrc0sMlYUkAGmm5OPpG2HaGWk=");
}

}  // namespace
}  // namespace heartlink::net
