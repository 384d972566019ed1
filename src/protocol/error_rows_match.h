// SPDX-License-Identifier: Apache-2.0
// Rows of what people are refused when they want to be matched.
// Part of the one table that protocol/errors.cc puts together; included by it only.
#pragma once

#include "protocol/errors.h"

namespace heartlink::protocol::rows {

using base::Code;

inline constexpr ErrorRow match[] = {
    {Code::number_invalid, 400, "number_invalid", "请输入4位数字", "Type four digits",
     "只能是四个半角数字，从 0000 到 9999。", "Exactly four ASCII digits, 0000 to 9999.",
     "number 不是四个 ASCII 数字的文本：客户端弄错了。服务器这边不用处理。",
     "number is no text of four ASCII digits: the client is mistaken. Nothing to do on the server."},
    {Code::preferences_invalid, 400, "preferences_invalid", "匹配条件不正确", "These wishes make no sense",
     "去掉不认识的条件再试。", "Leave out what is not known and try again.",
     "language、tags、age_band 或 wanted 里的某一项类型或长度不对；详情写在日志里。服务器这边不用处理。",
     "A part of language, tags, age_band or wanted has the wrong type or length. Nothing to do on the "
     "server."},
    {Code::already_waiting, 400, "already_waiting",
     "您已有一个正在等待匹配的心动链接请求，请稍后再试或先取消当前请求", "You are waiting already",
     "等它结束，或者先取消。", "Wait until it is over, or cancel it first.",
     "每个人同时只有一次等待，数字匹配和心动链接合在一起算。服务器这边不用处理。",
     "Everybody waits once at a time, over both kinds. Nothing to do on the server."},
    {Code::too_many_numbers, 429, "too_many_numbers", "尝试的数字太多，请稍后再试",
     "Too many different numbers", "和朋友约好同一个数字，过一会儿再试。",
     "Agree on one number with your friend, and come back later.",
     "同一个人或同一个地址在 10 分钟里试了太多不同的数字：这是在猜。上限是 match.guess_limit。",
     "One person or address has tried too many different numbers in ten minutes, which is guessing. The "
     "bound is match.guess_limit."},
    {Code::match_paused, 429, "match_paused", "匹配已暂停，请稍后再试", "Matching is paused for you",
     "多次没有赴约，或者正被禁言：到时间再来；匹配成功后请尽快进入房间。",
     "You did not come several times, or are muted. Come back later, and open the room soon after a match.",
     "一小时里三次没有打开匹配到的房间，暂停 10 分钟；或者被管理员禁言，直到禁言结束。retry_ms 说还剩多久。",
     "Three offered rooms were not opened within an hour: a pause of ten minutes; or an operator has muted "
     "this person, until that ends. retry_ms says how long still."},
    {Code::already_matched, 409, "already_matched", "匹配已经成功，无法取消", "The match was first",
     "对方已经在等你：进入房间，或者离开它。", "Somebody is waiting for you: open the room, or leave it.",
     "取消和匹配同时发生，匹配先写入了数据库；回答里有房间。服务器这边不用处理。",
     "The cancel and the match came together and the match was stored first; the answer names the room. "
     "Nothing to do on the server."},
    {Code::ticket_not_found, 404, "ticket_not_found", "没有找到待处理的请求", "There is nothing to cancel",
     "已经没有在等待了，可以重新开始。", "You are not waiting any more; begin anew.",
     "这个人没有等待中的匹配：已经取消、过期或匹配成功。服务器这边不用处理。",
     "This person is not waiting: cancelled, expired or matched already. Nothing to do on the server."},
    {Code::ticket_moved, 409, "ticket_moved", "匹配状态已变化，请再试一次", "The match has moved on",
     "刷新页面看看现在的状态。", "Reload the page to see how things stand.",
     "匹配的一步与数据库里的状态不符，已整体撤销并会重试。经常出现说明有两个进程用着同一份数据。",
     "One step of matching did not fit what is stored; it was undone as a whole and is tried again. Seen "
     "often, two processes use the same data."},
};

}  // namespace heartlink::protocol::rows
