// SPDX-License-Identifier: Apache-2.0
// The lists that the program brings along, by sentences: what strangers write to each other and must not be
// bothered for, and what leads out of the room or asks for money.
#include "filter/judge.h"

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "filter/word_files.h"

namespace heartlink::filter {
namespace {

using model::Caution;

std::vector<Pattern> own_patterns() {
  std::vector<Pattern> all;
  for (const auto& file : word_files()) {
    const auto patterns = parse_sections(file.text, file.name);
    all.insert(all.end(), patterns.value().begin(), patterns.value().end());
  }
  return all;
}

const Lexicon& own() {
  static const Lexicon lexicon{own_patterns(), true};
  return lexicon;
}

std::string found(std::string_view text) { return std::string{word_of(judge(own(), text))}; }

TEST(Judge, what_people_write_to_each_other_passes) {
  for (const auto* text : {
           "",
           "谢谢",
           "你好呀，今天过得怎么样？",
           "2024 年 11 月 28 日",
           "现在是 12:30，晚上 8:00-9:30 有空",
           "版本 1.2.3 和 10.15.7",
           "圆周率是 3.14159265358979",
           "我今天微信步数 12000 步",
           "我微信步数多少来着",
           "微信支付真方便",
           "我在微信上看到一个新闻",
           "QQ音乐里有这首歌",
           "一起参加qq飞车比赛吧",
           "加油！加班辛苦了",
           "我在加拿大读书",
           "他在单位里很有威信",
           "这部电影我看了三遍",
           "一二三四五，上山打老虎",
           "十二月三十一号",
           "过年收了好多红包",
           "我刚给妈妈转账了",
           "今天去银行办了张卡",
           "你有钱包吗，我的钱包丢了",
           "加起来一共 123456 元",
           "我家到公司 3.5 公里，走 6000 步",
           "成绩 98.5 分，第 2.5 名",
           "价格是 1,299.00",
           "他说：V字仇杀队好看",
           "vip 会员到期了",
           "我的微博头像好看吗",
           "哈哈哈哈哈😂😂",
           "哦。Me too",
           "I love you. Me neither.",
           "ok.me too",
           "I can't. Go on, tell me!",
           "version 2.0.1 of node.js is out",
           "line 12345 of the code",
           "We walked 12 km in 3.5 hours",
           "See you at 10.30 pm, room 12.04",
           "e.g. this one, i.e. that one",
           "whatsapp is down again today",
           "I read it on wechat in 2024",
           "The signal is bad here",
           "Money can't buy happiness",
           "I have no money left this month",
           "give me a break",
           "What do you do for a living?",
           "It cost me 15 dollars",
           "Call me maybe is a great song",
           "My favourite number is 7",
           "C++ versions 11, 14, 17 and 20",
           "The year 2024-11-28 12:30:45",
           "1 + 1 = 2",
           "老板还没打钱",
           "他转我一个视频",
           "给我转发一下",
           "给你看小红书",
           "加微笑表情",
           "I got a new phone number",
           "what is your number one song",
           "we chat every day",
           "my line is busy",
           "I send money home every month",
       })
    EXPECT_EQ(found(text), "") << text;
}

TEST(Judge, whatever_leads_to_another_place_is_a_contact) {
  for (const auto* text : {
           "加我微信 abc123",
           "加 我 微 信",
           "微 信 abc_123",
           "加。我。微。信。聊",
           "ＶＸ：abc",
           "v.x abc123",
           "v x: abc123",
           "加V",
           "加v聊",
           "+v 聊",
           "加个Q吧",
           "q-q 123456",
           "QQ：12345678",
           "我的q是 2345678901",
           "q：123456",
           "扣扣 123456",
           "扣扣是 1 2 3 4 5 6",
           "加我 123456789",
           "留个微信吧",
           "发我一下你的微信呗",
           "有微信吗",
           "你微信多少",
           "微信号多少呀",
           "我微信是abcdef",
           "薇信聊",
           "看主页 t点me",
           "我的手机号 13800138000",
           "138-0013-8000",
           "138 0013 8000 打给我",
           "一三八零零一三八零零零",
           "1三8零零1三8零零零",
           "１３８００１３８０００",
           "my whatsapp is +86 138 0013 8000",
           "my whatsapp is +44 20 7946 0958",
           "+1 (415) 555-2671",
           "add me on snapchat",
           "Add me on my WhatsApp",
           "w h a t s a p p: john12",
           "what\u200Bsapp: john12",
           "do you have telegram?",
           "text me on insta",
           "telegram @john_doe",
           "wechat id: johndoe",
           "write to me: john@example.org",
           "john.doe@mail.example.com",
           "12345@qq.com",
           "加我的telegram",
       })
    EXPECT_EQ(found(text), "contact") << text;
}

TEST(Judge, an_address_is_a_link_however_it_is_written) {
  for (const auto* text : {
           "https://example.invalid/x",
           "http://1.2.3.4/",
           "HTTPS://Example",
           "看这个 www.example",
           "go to example.com",
           "去 baidu.com看看",
           "ｂａｉｄｕ．ｃｏｍ",
           "baidu。com",
           "baidu点com",
           "baidu . com",
           "baidu dot com",
           "baidu [dot] com",
           "我在 t点me 上",
           "t.me/abc",
           "t . me",
           "a.example.cn",
           "bit.ly/3abc",
           "example.me/you",
           "shop.example.top/x",
       })
    EXPECT_EQ(found(text), "link") << text;
}

TEST(Judge, asking_for_money_weighs_most) {
  for (const auto* text : {
           "能给我转账吗",
           "先转账 500 给我",
           "你先付一下押金",
           "帮我充值一下",
           "可以借我点钱吗",
           "发个红包呗",
           "给我发红 包",
           "我的银行卡号是 6222",
           "我给你收款码，加我微信",
           "v我50",
           "V 我 50",
           "一起投资稳赚不赔",
           "buy me a gift card",
           "send me some money please",
           "Can you send 200 dollars?",
           "my PayPal: pay me",
           "lend me 20 bucks",
           "USDT 交易",
       })
    EXPECT_EQ(found(text), "money") << text;
}

TEST(Judge, the_longest_message_is_read_in_a_moment) {
  std::string text;
  while (text.size() < 64UL * 1024) text += "加我加微 信v.x1.";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(found(text), "contact");
  std::string dots(64UL * 1024, '.');
  EXPECT_EQ(found(dots), "");
  std::string digits(64UL * 1024, '1');
  EXPECT_EQ(found(digits), "");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{2}) << "linear, also unoptimised";
}

TEST(Judge, the_operators_words_count_when_nothing_weighs_more) {
  const Lexicon lexicon{{{Kind::word, "坏 蛋"}, {Kind::word, "rude"}, {Kind::word, "加我微信"}}, false};
  const auto word = [&](std::string_view text) { return word_of(judge(lexicon, text)); };
  EXPECT_EQ(word("你这个坏-蛋！"), "word");
  EXPECT_EQ(word("ＲＵＤＥ"), "word");
  EXPECT_EQ(word("r u d e"), "word");
  EXPECT_EQ(word("crude oil, rudely"), "") << "a word of its own";
  EXPECT_EQ(word("加我微信"), "word");
  EXPECT_EQ(word("example.com 13800138000"), "") << "the program's own list is off";
  auto both = own_patterns();
  both.push_back({Kind::word, "rude"});
  EXPECT_EQ(word_of(judge(Lexicon{both, true}, "rude, 加我微信")), "contact");
  EXPECT_EQ(word_of(judge(Lexicon{both, true}, "rude")), "word");
}

TEST(Judge, every_pattern_of_the_lists_can_be_found) {
  ASSERT_EQ(word_files().size(), 3U);
  for (const auto& pattern : own_patterns()) {
    EXPECT_FALSE(Writing{pattern.text}.letters().empty()) << pattern.text;
    if (pattern.kind != Kind::contact && pattern.kind != Kind::money) continue;
    const auto wanted = pattern.kind == Kind::contact ? Caution::contact : Caution::money;
    EXPECT_GE(judge(own(), pattern.text), Caution::contact) << pattern.text;
    EXPECT_EQ(judge(Lexicon{{pattern}, false}, pattern.text), wanted) << pattern.text;
  }
}

}  // namespace
}  // namespace heartlink::filter
