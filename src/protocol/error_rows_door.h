// SPDX-License-Identifier: Apache-2.0
// Rows of what is refused at the front door: before an upgrade, and in the form of an HTTP request.
// Part of the one table that protocol/errors.cc puts together; included by it only.
#pragma once

#include "protocol/errors.h"

namespace heartlink::protocol::rows {

using base::Code;

inline constexpr ErrorRow door[] = {
    {Code::unavailable, 503, "unavailable", "服务器暂时不可用，请稍后再试",
     "The server is not available right now", "服务器正在启动、重启或维护，页面会自动重新连接。",
     "It is starting, restarting or being repaired. The page reconnects by itself.",
     "Starting, draining after SIGTERM, or the store is down: GET /readyz names which, the log says why."},
    {Code::not_websocket, 426, "not_websocket", "这个地址只接受 WebSocket 连接",
     "This address speaks WebSocket",
     "请用 WebSocket 连接 (ws:// 或 wss://)，不要用普通的 HTTP "
     "请求打开它。如果页面本身报这个错，是中间的代理去掉了升级请求。",
     "Connect with WebSocket (ws:// or wss://), not with a plain HTTP request. If the page itself reports "
     "this, a proxy in between removed the upgrade.",
     "The Upgrade and Connection headers did not arrive: a plain request, or a proxy that strips them. "
     "nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "
     "$connection_upgrade; and in http { } map $http_upgrade $connection_upgrade { default upgrade; '' "
     "close; }"},
    {Code::origin_refused, 403, "origin_refused", "请求来自不受信任的网站",
     "The page that asks belongs to another site", "请从本站的网址打开聊天页面，再试一次。",
     "Open the chat from this site's own address and try again.",
     "Origin differs from scheme://Host of the request. Behind a proxy pass Host (nginx: proxy_set_header "
     "Host $http_host;) and set public_url, or add the origin to allowed_origins."},
    {Code::login_required, 401, "login_required", "请先登录", "Sign in first",
     "登录后会回到这个页面；如果刚才已经登录过，说明登录已过期。",
     "You come back here afterwards. If you were signed in a moment ago, your session has ended.",
     "No valid session cookie or bearer token arrived. If people are signed in: the proxy drops Cookie, the "
     "socket is opened on another host name than the page, or the session ran out (session_days)."},
    {Code::room_id_invalid, 400, "room_id_invalid", "房间号无效", "This is not a room id",
     "房间号只能用字母、数字、-、_ 和 .，最多 100 个字符。",
     "Use letters, digits, - _ and ., at most 100 characters.",
     "The path after /ws/chat/ is not a room id, or a proxy rewrote or decoded it twice."},
    {Code::room_not_found, 404, "room_not_found", "聊天室不存在", "There is no such room",
     "检查房间号有没有写错，或者让对方重新发一次链接。",
     "Check the id for typing mistakes, or ask for the link again.",
     "Nobody made this room: heartlink room create ID --user1 NAME [--user2 NAME]. test-room-* is made on "
     "connect only while debug_rooms is on; auto means no public_url, no proxy and bound to loopback."},
    {Code::not_a_member, 403, "not_a_member", "您没有权限访问此聊天室", "You are not a member of this room",
     "换一个已加入的账号登录，或者请房间里的人邀请你。",
     "Sign in with the account that was invited, or ask someone in the room to invite you.",
     "The signed-in user is not a member of this room. Only public rooms and test-room-* are open to whoever "
     "knows their id."},
    {Code::room_ended, 410, "room_ended", "聊天室已结束", "This room has ended",
     "还可以看以前的消息，但不能再发新消息。要继续聊，请开一个新的聊天。",
     "You can still read it, but not write. Start a new chat to go on.",
     "The room's status is ended, which is final."},
    {Code::too_many_connections, 429, "too_many_connections", "连接数太多", "Too many connections",
     "关掉一些打开了聊天的标签页或设备，再试一次。",
     "Close some of the tabs or devices that have the chat open.",
     "Over limits.sockets_per_user (one person) or limits.connections (all). A client that reconnects "
     "without closing is the usual cause."},
    {Code::csrf_failed, 403, "csrf_failed", "请求未通过安全检查", "The request failed a safety check",
     "刷新页面后再试一次；请确认浏览器没有拦截 Cookie。",
     "Reload the page and try again. Make sure the browser accepts cookies.",
     "An unsafe method with a foreign Origin or Sec-Fetch-Site, or without either and without a valid "
     "X-CSRFToken. Behind a proxy: pass Host and set public_url. Programs should use a bearer token."},
    {Code::not_found, 404, "not_found", "没有这个页面", "There is nothing at this address",
     "检查网址有没有写错，或者回到首页。", "Check the address, or go to the front page.",
     "No route has this path. If a proxy adds or removes a prefix, serve Heartlink at the root of its host "
     "name."},
    {Code::method_not_allowed, 405, "method_not_allowed", "不支持这种请求方法",
     "This address does not answer this method", "刷新页面后再试一次。", "Reload the page and try again.",
     "The Allow header of the answer lists the methods. A redirect that turns POST into GET is the usual "
     "cause."},
    {Code::body_too_large, 413, "body_too_large", "提交的内容太大", "The request is too large",
     "缩短内容后再试一次。", "Shorten it and try again.", "Over limits.body_bytes."},
    {Code::request_invalid, 400, "request_invalid", "请求格式错误", "The request cannot be read",
     "刷新页面后再试一次。", "Reload the page and try again.",
     "The request breaks HTTP, a limit of its head, or lacks a field; the log line's detail says which."},
};

}  // namespace heartlink::protocol::rows
