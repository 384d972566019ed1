// SPDX-License-Identifier: Apache-2.0
#include "protocol/errors.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "base/config.h"
#include "base/utf8.h"
#include "protocol/nginx_block.h"

namespace heartlink::protocol {
namespace {

using base::Code;

// The enumerator's own name, as both compilers print it: "… C = heartlink::base::Code::not_found]".
template <Code C>
constexpr std::string_view enumerator() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("Code::") + 6);
  return text.substr(0, text.find_first_of(";]"));
}

template <std::size_t... Index>
constexpr auto enumerators(std::index_sequence<Index...> /*all*/) {
  return std::array{enumerator<static_cast<Code>(Index)>()...};
}

constexpr auto names = enumerators(std::make_index_sequence<static_cast<std::size_t>(Code::last_) + 1>{});

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

// A hint ends its sentence, or leads over to the block that follows it.
bool ends_well(std::string_view hint, std::string_view end, std::string_view lead) {
  const auto line = first_line(hint);
  return line.ends_with(line.size() < hint.size() ? lead : end);
}

// Chinese characters and their punctuation, U+2E80 to U+FFEF, begin with the bytes E2 BA to EF.
bool has_chinese(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if ((lead >= 0xE3 && lead <= 0xEF) || (lead == 0xE2 && next >= 0xBA)) return true;
  }
  return false;
}

TEST(Errors, each_code_has_one_row_under_its_own_name) {
  ASSERT_EQ(error_rows().size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto code = static_cast<Code>(i);
    EXPECT_EQ(error_row(code).code, code);
    // The last one has a second name, last_, and a compiler may print either.
    EXPECT_EQ(error_row(code).name, code == Code::last_ ? "message_held" : names[i]);
  }
}

TEST(Errors, names_are_unique_and_snake_case) {
  std::set<std::string_view> seen;
  for (const ErrorRow& row : error_rows()) {
    EXPECT_TRUE(seen.insert(row.name).second) << row.name;
    EXPECT_EQ(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos) << row.name;
  }
}

TEST(Errors, every_row_speaks_to_the_person_and_to_the_owner_in_valid_text) {
  for (const ErrorRow& row : error_rows()) {
    for (const auto text :
         {row.zh, row.en, row.hint_zh, row.hint_en, first_line(row.owner_zh), first_line(row.owner_en)}) {
      EXPECT_FALSE(text.empty()) << row.name;
      EXPECT_TRUE(base::is_valid_utf8(text)) << row.name;
      EXPECT_EQ(text.find('|'), std::string_view::npos)
          << row.name << " would break a table of the documents";
    }
    EXPECT_TRUE(row.hint_zh.ends_with("。")) << row.name;
    EXPECT_TRUE(row.hint_en.ends_with(".")) << row.name;
    EXPECT_TRUE(ends_well(row.owner_zh, "。", "：")) << row.name;
    EXPECT_TRUE(ends_well(row.owner_en, ".", ":")) << row.name;
    EXPECT_GE(row.status, 400) << row.name;
    EXPECT_LE(row.status, 599) << row.name;
  }
}

TEST(Errors, each_language_keeps_to_itself) {
  for (const ErrorRow& row : error_rows()) {
    for (const auto text : {row.en, row.hint_en, row.owner_en}) EXPECT_FALSE(has_chinese(text)) << text;
    for (const auto text : {row.zh, row.hint_zh, row.owner_zh}) EXPECT_TRUE(has_chinese(text)) << text;
    for (const auto text : {row.hint_zh, row.owner_zh})
      EXPECT_EQ(text.find("您"), std::string_view::npos) << text;
  }
}

// People cannot change it, and to name it to them would send them looking.
TEST(Errors, a_person_is_never_told_about_configuration) {
  for (const base::ConfigKey& key : base::config_keys()) {
    if (key.name.find_first_of("_.") == std::string_view::npos) continue;  // "data" is an ordinary word
    for (const ErrorRow& row : error_rows()) {
      for (const auto text : {row.zh, row.en, row.hint_zh, row.hint_en})
        EXPECT_EQ(text.find(key.name), std::string_view::npos) << row.name << ": " << key.name;
    }
  }
}

TEST(Errors, refused_handshakes_have_the_statuses_of_the_protocol) {
  const std::pair<Code, int> statuses[] = {
      {Code::unavailable, 503},    {Code::not_websocket, 426},   {Code::origin_refused, 403},
      {Code::login_required, 401}, {Code::room_id_invalid, 400}, {Code::room_not_found, 404},
      {Code::not_a_member, 403},   {Code::room_ended, 410},      {Code::too_many_connections, 429}};
  for (const auto& [code, status] : statuses)
    EXPECT_EQ(error_row(code).status, status) << error_row(code).name;
}

TEST(Errors, old_pages_find_the_texts_they_branch_on) {
  const std::pair<Code, std::string_view> texts[] = {
      {Code::login_required, "请先登录"},
      {Code::room_not_found, "聊天室不存在"},
      {Code::room_ended, "聊天室已结束"},
      {Code::not_a_member, "您没有权限访问此聊天室"},
      {Code::content_empty, "消息内容不能为空"},
      {Code::invalid_json, "无效的JSON格式"},
      {Code::rate_limited, "消息发送过于频繁，请稍后再试"},
      {Code::wrong_credentials, "用户名或密码错误"},
      {Code::username_taken, "用户名已存在，请选择其他用户名。"},
      {Code::password_too_short, "密码必须大于8位。"},
      {Code::internal, "服务器内部错误，请稍后重试"}};
  for (const auto& [code, text] : texts) EXPECT_EQ(error_row(code).zh, text);
}

TEST(Errors, the_owner_of_a_proxy_that_strips_upgrades_is_given_the_lines_to_add) {
  const auto& row = error_row(Code::not_websocket);
  for (const auto hint : {row.owner_zh, row.owner_en}) {
    for (const std::string_view line :
         {"\nmap $http_upgrade $connection_upgrade { default upgrade; '' close; }\n",
          "\n  proxy_http_version 1.1;\n", "\n  proxy_set_header Upgrade $http_upgrade;\n",
          "\n  proxy_set_header Connection $connection_upgrade;\n", "\n  proxy_set_header Host $http_host;\n",
          "\n  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n",
          "\n  proxy_set_header X-Forwarded-Proto $scheme;\n"}) {
      EXPECT_NE(hint.find(line), std::string_view::npos) << line;
    }
  }
}

TEST(Errors, what_follows_the_first_line_of_a_hint_is_the_one_nginx_block) {
  for (const ErrorRow& row : error_rows()) {
    EXPECT_EQ(row.owner_zh.find('\n') == std::string_view::npos,
              row.owner_en.find('\n') == std::string_view::npos)
        << row.name;
    for (const auto hint : {row.owner_zh, row.owner_en}) {
      const auto end = hint.find('\n');
      EXPECT_TRUE(end == std::string_view::npos || hint.substr(end + 1) == nginx_block) << row.name;
    }
    for (const auto text : {row.zh, row.en, row.hint_zh, row.hint_en})
      EXPECT_EQ(text.find('\n'), std::string_view::npos) << row.name;
  }
}

}  // namespace
}  // namespace heartlink::protocol
