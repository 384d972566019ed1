// SPDX-License-Identifier: Apache-2.0
// Rows of what people are refused in and around rooms: recalls, roles, invites, blocks.
// Part of the one table that protocol/errors.cc puts together; included by it only.
#pragma once

#include "protocol/errors.h"

namespace heartlink::protocol::rows {

using base::Code;

inline constexpr ErrorRow rooms[] = {
    {Code::message_not_found, 404, "message_not_found", "消息不存在", "There is no such message",
     "它可能已被清理。刷新页面看看。", "It may have been pruned. Reload the page.",
     "这个编号不是房间里的一条消息：客户端弄错了，或者消息已按 retention.match 清理。服务器这边不用处理。",
     "The id is no message of this room: the client is mistaken, or retention.match has pruned it. Nothing "
     "to "
     "do on the server."},
    {Code::not_your_message, 403, "not_your_message", "只能删除自己发送的消息",
     "You can take back only your own messages", "请群主或管理员来撤回。",
     "Ask the owner or an admin of the group to recall it.",
     "只有作者能撤回；群聊和公开房间里群主和管理员也可以。服务器这边不用处理。",
     "Only its author recalls a message; in groups and public rooms the owner and admins too. Nothing to do "
     "on "
     "the server."},
    {Code::recall_too_late, 400, "recall_too_late", "只能删除5分钟内的消息",
     "It is too late to take this message back", "可以再发一条说明。", "Send another one that explains.",
     "超过了 chat.recall_window（默认 5 分钟）。需要更久就调大它。",
     "Older than chat.recall_window (5 minutes by default). Raise it for a longer time."},
    {Code::muted, 403, "muted", "你已被禁言", "You are muted", "等禁言时间过去，或者联系群主。",
     "Wait until it is over, or talk to the owner of the group.",
     "群主或管理员禁言了这个人；retry_ms 说还剩多久。服务器这边不用处理。",
     "The owner or an admin muted this person; retry_ms says for how long still. Nothing to do on the "
     "server."},
    {Code::not_allowed, 403, "not_allowed", "你没有权限这样做", "You are not allowed to do that",
     "请群主或管理员来做。", "Ask the owner or an admin of the group.",
     "需要群主或管理员，而且不能动与自己同级或更高的人。服务器这边不用处理。",
     "It takes the owner or an admin, and nobody acts on an equal or higher role. Nothing to do on the "
     "server."},
    {Code::invite_invalid, 404, "invite_invalid", "邀请无效或已过期", "This invite is not valid any more",
     "请对方再发一个新的邀请。", "Ask for a new invite.",
     "邀请码不存在、过期、用完，或者房间已结束；对外只有一种回答，免得被人猜。请群主再发一个。",
     "The code is unknown, expired or used up, or its room has ended; there is one answer, so that nobody "
     "can "
     "guess. Have the owner send a new one."},
    {Code::self_refused, 400, "self_refused", "不能对自己这样做", "You cannot do that to yourself",
     "换一个用户名。", "Choose another username.", "请求里的用户名就是请求者自己。改客户端，或者不用处理。",
     "The username in the request is the asker's own. Mend the client, or do nothing."},
    {Code::person_blocked, 403, "person_blocked", "你已拉黑对方", "You have blocked this person",
     "先在设置里解除拉黑。", "Unblock the person in the settings first.",
     "请求者自己拉黑了对方。服务器这边不用处理。",
     "The asker has blocked the other person. Nothing to do on the server."},
    {Code::not_accepting, 403, "not_accepting", "对方暂不接收消息", "This person is not taking messages",
     "现在不能和对方聊天。", "You cannot chat with this person now.",
     "对方拉黑了请求者，或者账号已停用；故意只有一种回答。服务器这边不用处理。",
     "The other person has blocked the asker, or the account is disabled; there is one answer on purpose. "
     "Nothing to do on the server."},
    {Code::member_not_found, 404, "member_not_found", "房间里没有这个人",
     "Nobody of that name is in the room", "刷新成员列表再试。", "Reload the list of members.",
     "用户名不在房间的成员里。`heartlink room show ID` 列出成员。",
     "The name is not among the room's members. `heartlink room show ID` lists them."},
    {Code::room_full, 403, "room_full", "房间已满", "The room is full", "换一个房间，或者等有人离开。",
     "Try another room, or wait until somebody leaves.", "到了 limits.room_members。需要更大的房间就调大它。",
     "limits.room_members is reached. Raise it for bigger rooms."},
    {Code::too_many_rooms, 403, "too_many_rooms", "房间太多了", "Too many rooms", "先离开几个不用的房间。",
     "Leave some rooms that you do not use first.",
     "这个人到了 limits.rooms_per_user。确实需要更多就调大它。",
     "This person has reached limits.rooms_per_user. Raise it if more are really needed."},
    {Code::room_reserved, 400, "room_reserved", "这个房间号是保留的，换一个吧", "That room id is reserved",
     "换一个房间号。", "Choose another room id.",
     "direct-、match-、heart-、system-、test-room- 开头的房间号由服务器自己分配。",
     "Ids that begin with direct-, match-, heart-, system- or test-room- are given out by the server "
     "itself."},
};

}  // namespace heartlink::protocol::rows
