// SPDX-License-Identifier: Apache-2.0
// Rows about people and their rooms: signing in, registering, and what an operator makes by command.
// Part of the one table that protocol/errors.cc puts together; included by it only.
#pragma once

#include "protocol/errors.h"

namespace heartlink::protocol::rows {

using base::Code;

inline constexpr ErrorRow account[] = {
    {Code::wrong_credentials, 401, "wrong_credentials", "用户名或密码错误", "Wrong username or password",
     "检查大小写和输入法，再试一次。", "Check capitals and the keyboard's language, and try again.",
     "没有这个用户，或者密码不对；回答从不说是哪一种。用 heartlink user list 查看，"
     "并确认服务器用的 --data 就是新建这个用户的目录；密码忘了就用 heartlink user passwd NAME "
     "--password-stdin 重设。",
     "Either there is no such user or the password differs; the answer never tells which. Look at heartlink "
     "user list, and check that the server runs with the --data in which the user was made. Set a new "
     "password with heartlink user passwd NAME --password-stdin."},
    {Code::account_disabled, 403, "account_disabled", "这个账号已停用", "This account is disabled",
     "有疑问请联系管理员。", "Ask whoever runs this site.",
     "密码是对的，但账号停用了。重新启用：heartlink user enable NAME。",
     "The password was right, but the account is switched off. Switch it on: heartlink user enable NAME."},
    {Code::throttled, 429, "throttled", "尝试次数太多，请稍后再试", "Too many tries", "等倒计时结束后再试。",
     "Wait until the countdown ends, then try again.",
     "这个账号或地址在 sign_in_window_seconds 内输错密码超过 sign_in_failures 次，或者这个地址注册超过 "
     "registrations_per_hour，或者这个人一小时内开的房间超过 "
     "limits.new_rooms_per_hour，或者举报超过 "
     "limits.reports_per_hour。如果所有人同时遇到，是大家的地址看起来一样：设置 trusted_proxies。",
     "Over sign_in_failures within sign_in_window_seconds for this account or address, over "
     "registrations_per_hour for the address, or over limits.new_rooms_per_hour or "
     "limits.reports_per_hour for the person. If everybody is hit at once, all seem to come from one "
     "address: "
     "set trusted_proxies."},
    {Code::username_invalid, 400, "username_invalid", "用户名无效", "This username cannot be used",
     "用户名是 2 到 32 个字母或数字 (任何文字)，也可以用 _ - 和 .。",
     "Use 2 to 32 letters or digits of any script, or _ - and .",
     "长度不对，或者有看不见的字符、混了两种书写方向、有字母和数字以外的字符。换一个名字。",
     "Too short or too long, or it has characters that are invisible, mix writing directions, or are neither "
     "letter nor digit. Choose another name."},
    {Code::username_taken, 409, "username_taken", "用户名已存在，请选择其他用户名。",
     "That username is taken", "在后面加几个字或数字试试。", "Try it with a few more letters or digits.",
     "用户名经过 NFKC 并忽略大小写后不能重复，所以 Ann 和 ann 是同一个；heartlink user list 列出已有的。",
     "Names are unique after NFKC and case folding, so Ann and ann are one name; heartlink user list shows "
     "those that are there."},
    {Code::user_not_found, 404, "user_not_found", "没有这个用户", "There is no such user",
     "检查用户名有没有写错，需要写完整的用户名。", "Check the spelling; the whole username is needed.",
     "正在用的数据目录里没有这个用户：heartlink user create NAME --password-stdin，--data 要和服务器的一样。",
     "No user has this name in the data directory in use: heartlink user create NAME --password-stdin, with "
     "the same --data as the server."},
    {Code::password_too_short, 400, "password_too_short", "密码必须大于8位。", "The password is too short",
     "至少用 8 个字符，一句话最好记。", "Use at least 8 characters. A sentence is easy to remember.",
     "经过 NFKC 后不到 8 个字符。换一个更长的。", "Under 8 characters after NFKC. Choose a longer one."},
    {Code::password_too_long, 400, "password_too_long", "密码太长", "The password is too long",
     "最多用 128 个字符。", "Use at most 128 characters.", "经过 NFKC 后超过 128 个字符。换一个短些的。",
     "Over 128 characters after NFKC. Choose a shorter one."},
    {Code::password_too_common, 400, "password_too_common", "这个密码太常见，容易被猜到",
     "This password is too easy to guess", "换一个别人想不到的，比如几个不相关的词。",
     "Choose one that others would not think of, such as a few unrelated words.",
     "它在最常见密码的名单上，或者和用户名一样。换一个；这条规则不能关掉。",
     "On the list of the most common passwords, or the same as the username. Choose another one; this rule "
     "cannot be switched off."},
    {Code::password_mismatch, 400, "password_mismatch", "密码输入不一致，请重新确认。",
     "The two passwords differ", "把新密码在两个框里输入得一样。", "Type the same password twice.",
     "password 和 password_confirm 不一样。自己写的表单要把两项都发来。",
     "password and password_confirm differ. A form of your own must send both."},
    {Code::password_wrong, 403, "password_wrong", "当前密码不对", "The current password is not right",
     "输入现在用来登录的密码；忘记了请联系管理员。",
     "Type the password you sign in with now. If you forgot it, ask whoever runs this site.",
     "改密码时要再输一次当前密码，输得不对。忘记了就重设：heartlink user passwd NAME --password-stdin。",
     "Changing it asks for the current password, and that one differs. Set a new one for somebody who forgot "
     "it: heartlink user passwd NAME --password-stdin."},
    {Code::registration_closed, 403, "registration_closed", "站点暂不开放注册", "Registration is closed",
     "请联系站点管理员。", "Ask whoever runs this site for an account.",
     "设置了 registration = closed。手工新建账号：heartlink user create NAME --password-stdin；"
     "要让大家自己注册，改成 open。",
     "registration = closed. Make an account by hand: heartlink user create NAME --password-stdin; to let "
     "people register by themselves set it to open."},
    {Code::session_not_found, 404, "session_not_found", "没有这个登录", "There is no such session",
     "它可能已经退出了，刷新列表看看。", "It may have ended already. Reload the list.",
     "没有这个编号的会话，它可能已经结束；heartlink session list USER 列出现有的编号。",
     "No session has this id, perhaps because it ended; heartlink session list USER shows the ids."},
    {Code::token_not_found, 404, "token_not_found", "没有这个令牌", "There is no such token",
     "检查编号有没有写错；它可能已经撤销了。", "Check the id. It may have been revoked already.",
     "没有这个编号的令牌，它可能已经撤销；heartlink token list 列出现有的编号。",
     "No token has this id, perhaps because it was revoked; heartlink token list shows the ids."},
    {Code::handshake_not_found, 404, "handshake_not_found", "握手记录里没有这个编号",
     "The handshake log has no row of this id", "检查编号；太旧的记录会被清掉。",
     "Check the id. Old rows are forgotten.",
     "一共只保留 limits.handshake_rows 条，每个地址 limits.handshake_rows_per_address 条；"
     "heartlink ledger --last 20 列出最近的。需要留得更久就调大。",
     "limits.handshake_rows rows are kept, limits.handshake_rows_per_address of one address; heartlink "
     "ledger --last 20 shows the newest. Raise the two to keep more."},
    {Code::room_exists, 409, "room_exists", "这个房间号已被使用", "That room id is taken", "换一个房间号。",
     "Choose another id.",
     "房间号永远属于第一个用它的房间，结束了也一样。换一个，或者用 heartlink room show ID 看看原来的。",
     "A room keeps its id for ever, also after it ended. Choose another, or look at the room that has it: "
     "heartlink room show ID."},
    {Code::room_kind_invalid, 400, "room_kind_invalid", "房间类型不对", "The room's kind does not fit",
     "单聊和心动房间需要两个人；请检查房间类型。", "A direct or heart room needs two people. Check the kind.",
     "--kind 是 direct、group、public、heart 或 test；direct 和 heart 要同时给 --user1 和 --user2，"
     "test 的房间号要以 test-room- 开头。",
     "--kind is direct, group, public, heart or test; direct and heart take --user1 and --user2, test needs "
     "an id that begins with test-room-."},
};

}  // namespace heartlink::protocol::rows
