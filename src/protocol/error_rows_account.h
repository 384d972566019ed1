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
     "Either there is no such user or the password differs; the answer never tells which. Check that the "
     "server runs with the --data directory in which the user was made."},
    {Code::account_disabled, 403, "account_disabled", "这个账号已停用", "This account is disabled",
     "有疑问请联系管理员。", "Ask whoever runs this site.",
     "The password was right, but the account is switched off."},
    {Code::throttled, 429, "throttled", "尝试次数太多，请稍后再试", "Too many tries", "等倒计时结束后再试。",
     "Wait until the countdown ends, then try again.",
     "Over sign_in_failures within sign_in_window_seconds for this account or address. If everybody is hit "
     "at once, all come from one address: set trusted_proxies."},
    {Code::username_invalid, 400, "username_invalid", "用户名无效", "This username cannot be used",
     "用户名是 2 到 32 个字母或数字 (任何文字)，也可以用 _ - 和 .。",
     "Use 2 to 32 letters or digits of any script, or _ - and .",
     "The name has characters that are invisible, mix writing directions, or are neither letter nor digit."},
    {Code::username_taken, 409, "username_taken", "用户名已存在，请选择其他用户名。",
     "That username is taken", "在后面加几个字或数字试试。", "Try it with a few more letters or digits.",
     "Names are unique after NFKC and case folding, so Ann and ann are one name."},
    {Code::user_not_found, 404, "user_not_found", "没有这个用户", "There is no such user",
     "检查用户名有没有写错，需要写完整的用户名。", "Check the spelling; the whole username is needed.",
     "No user has this name in the data directory in use: heartlink user create NAME --password-stdin, with "
     "the same --data as the server."},
    {Code::password_too_short, 400, "password_too_short", "密码必须大于8位。", "The password is too short",
     "至少用 8 个字符，一句话最好记。", "Use at least 8 characters. A sentence is easy to remember.",
     "Under 8 characters after NFKC."},
    {Code::password_too_long, 400, "password_too_long", "密码太长", "The password is too long",
     "最多用 128 个字符。", "Use at most 128 characters.", "Over 128 characters after NFKC."},
    {Code::password_too_common, 400, "password_too_common", "这个密码太常见，容易被猜到",
     "This password is too easy to guess", "换一个别人想不到的，比如几个不相关的词。",
     "Choose one that others would not think of, such as a few unrelated words.",
     "On the list of the most common passwords, or the same as the username."},
    {Code::room_exists, 409, "room_exists", "这个房间号已被使用", "That room id is taken", "换一个房间号。",
     "Choose another id.", "A room keeps its id for ever, also after it ended."},
    {Code::room_kind_invalid, 400, "room_kind_invalid", "房间类型不对", "The room's kind does not fit",
     "单聊和心动房间需要两个人；请检查房间类型。", "A direct or heart room needs two people. Check the kind.",
     "--kind is direct, group, public, heart or test; direct and heart take --user1 and --user2, test needs "
     "an id that begins with test-room-."},
};

}  // namespace heartlink::protocol::rows
