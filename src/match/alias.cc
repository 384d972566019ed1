// SPDX-License-Identifier: Apache-2.0
// Every word is friendly, names nobody and says nothing about age, sex, origin or opinion: any first word
// goes with any second one.
#include "match/alias.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace heartlink::match {
namespace {

constexpr std::array<std::string_view, 64> manners{
    "夜航",   "早起",     "散步",     "听雨",   "看海",   "数星",   "追风",   "晒太阳",   "打盹", "发呆",
    "微笑",   "哼歌",     "远行",     "迷路",   "等雪",   "赏月",   "喝茶",   "种花",     "写信", "读诗",
    "画画",   "跳舞",     "吹口哨",   "踩水",   "爬山",   "钓鱼",   "骑车",   "划船",     "露营", "煮面",
    "烤面包", "收集贝壳", "观察蚂蚁", "荡秋千", "放风筝", "堆雪人", "翻跟头", "做白日梦", "认真", "安静",
    "勇敢",   "慢吞吞",   "圆滚滚",   "毛茸茸", "亮晶晶", "暖洋洋", "轻飘飘", "好奇",     "温柔", "快乐",
    "悠闲",   "机灵",     "害羞",     "爱笑",   "自在",   "清醒",   "耐心",   "晚睡",     "贪吃", "偷闲",
    "靠窗",   "路过",     "冬眠",     "发芽"};

constexpr std::array<std::string_view, 64> things{
    "松果", "云朵", "月亮",   "星星",   "海豚",   "企鹅",   "刺猬", "松鼠", "水獭", "考拉", "树懒",
    "海獭", "鲸鱼", "萤火虫", "蒲公英", "向日葵", "仙人掌", "蘑菇", "竹子", "橡果", "薄荷", "柠檬",
    "橘子", "樱桃", "栗子",   "南瓜",   "土豆",   "豆芽",   "汤圆", "饺子", "饼干", "布丁", "面包",
    "茶杯", "铅笔", "纸船",   "风铃",   "灯塔",   "气球",   "雨伞", "口琴", "书签", "罗盘", "帆船",
    "邮筒", "路灯", "石子",   "贝壳",   "海星",   "浪花",   "雪花", "露珠", "彩虹", "微风", "山雀",
    "燕子", "鹿",   "兔子",   "小熊",   "小象",   "蜗牛",   "瓢虫", "青蛙", "海龟"};

// Two different places in a table of this size.
std::pair<std::size_t, std::size_t> two_of(base::Random& random, std::size_t size) {
  const auto first = static_cast<std::size_t>(random.below(size));
  const auto step = 1 + static_cast<std::size_t>(random.below(size - 1));
  return {first, (first + step) % size};
}

std::string joined(std::string_view manner, std::string_view thing) {
  std::string alias{manner};
  alias += "的";
  return alias += thing;
}

}  // namespace

std::pair<std::string, std::string> new_aliases(base::Random& random) {
  const auto manner = two_of(random, manners.size());
  const auto thing = two_of(random, things.size());
  return {joined(manners[manner.first], things[thing.first]),
          joined(manners[manner.second], things[thing.second])};
}

}  // namespace heartlink::match
