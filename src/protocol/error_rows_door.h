// SPDX-License-Identifier: Apache-2.0
// Rows of what is refused at the front door: before an upgrade, and in the form of an HTTP request.
// Part of the one table that protocol/errors.cc puts together; included by it only.
#pragma once

#include "protocol/errors.h"
#include "protocol/nginx_block.h"

namespace heartlink::protocol::rows {

using base::Code;

inline constexpr std::string_view no_upgrade_zh =
    "升级请求没有到达：打开它的是普通 HTTP 请求，或者中间的代理去掉了 Upgrade 和 Connection 请求头。"
    "启动时用 public_url 和 trusted_proxies 说明前面有代理；nginx 里这样写：";
inline constexpr std::string_view no_upgrade_en =
    "The upgrade did not arrive: this was a plain HTTP request, or a proxy in between removed the Upgrade "
    "and Connection headers. Tell the server of its proxy with public_url and trusted_proxies. In nginx:";

inline constexpr ErrorRow door[] = {
    {Code::unavailable, 503, "unavailable", "服务器暂时不可用，请稍后再试",
     "The server is not available right now", "服务器正在启动、重启或维护，页面会自动重新连接。",
     "It is starting, restarting or being repaired. The page reconnects by itself.",
     "正在启动、收到 SIGTERM 正在收尾，或者数据库停止了工作。GET /readyz?verbose 说明是哪一种，"
     "原因在日志里；停了就用 heartlink serve 再启动。",
     "Starting, draining after SIGTERM, or the store has stopped. GET /readyz?verbose tells which and the "
     "log says why; if it has ended, start it again: heartlink serve."},
    {Code::not_websocket, 426, "not_websocket", "这个地址只接受 WebSocket 连接",
     "This address speaks WebSocket",
     "请用 WebSocket 连接 (ws:// 或 wss://)，不要用普通的 HTTP 请求打开它。"
     "如果页面本身报这个错，是中间的代理去掉了升级请求，请告诉管理员。",
     "Connect with WebSocket (ws:// or wss://), not with a plain HTTP request. If the page itself reports "
     "this, a proxy in between removed the upgrade: tell whoever runs this site.",
     WithNginxBlock<no_upgrade_zh>::text, WithNginxBlock<no_upgrade_en>::text},
    {Code::origin_refused, 403, "origin_refused", "请求来自不受信任的网站",
     "The page that asks belongs to another site", "请从本站的网址打开聊天页面，再试一次。",
     "Open the chat from this site's own address and try again.",
     "Origin 和本站的“协议://Host”不一样。前面有代理时传递 Host (nginx: proxy_set_header Host $http_host;) "
     "并设置 public_url；页面确实在别的网站上，就把它加进 allowed_origins。",
     "Origin differs from scheme://Host of the request. Behind a proxy pass Host (nginx: proxy_set_header "
     "Host $http_host;) and set public_url; for a page of another site add its origin to allowed_origins."},
    {Code::login_required, 401, "login_required", "请先登录", "Sign in first",
     "登录后会回到这个页面；如果刚才已经登录过，说明登录已过期。",
     "You come back here afterwards. If you were signed in a moment ago, your session has ended.",
     "没有收到有效的会话 Cookie 或令牌。如果用户确实登录了：代理丢掉了 Cookie，"
     "或者连接用的主机名和页面的不同，或者登录到期了 (session_days)；程序请用 "
     "heartlink token create USER 的令牌。",
     "No valid session cookie or bearer token arrived. If people are signed in: the proxy drops Cookie, the "
     "socket is opened on another host name than the page, or the session ran out (session_days). Programs "
     "use the token of heartlink token create USER."},
    {Code::room_id_invalid, 400, "room_id_invalid", "房间号无效", "This is not a room id",
     "房间号只能用字母、数字、-、_ 和 .，最多 100 个字符。",
     "Use letters, digits, - _ and ., at most 100 characters.",
     "/ws/chat/ 后面的部分不是房间号，或者代理改写了路径、解码了两次。让代理原样转发路径 "
     "(nginx 的 proxy_pass 后面不要带路径)。",
     "The path after /ws/chat/ is not a room id, or a proxy rewrote or decoded it twice. Let the proxy pass "
     "paths as they are (nginx: no path after proxy_pass)."},
    {Code::room_not_found, 404, "room_not_found", "聊天室不存在", "There is no such room",
     "检查房间号有没有写错，或者让对方重新发一次链接。",
     "Check the id for typing mistakes, or ask for the link again.",
     "没有人建过这个房间：heartlink room create ID --user1 NAME，单聊再加 --user2 NAME。连接时自动新建 "
     "test-room-* 要看 debug_rooms；auto 表示监听回环地址、没有 public_url、请求也没有经过代理时才建。",
     "Nobody made this room: heartlink room create ID --user1 NAME, for two people with --user2 NAME. "
     "test-room-* is made on connect only as debug_rooms says; auto means bound to loopback, no public_url "
     "and no proxy."},
    {Code::not_a_member, 403, "not_a_member", "您没有权限访问此聊天室", "You are not a member of this room",
     "换一个已加入的账号登录，或者请房间里的人邀请你。",
     "Sign in with the account that was invited, or ask someone in the room to invite you.",
     "登录的用户不是房间成员；heartlink room show ID 列出成员。换成员的账号登录，或者用 heartlink room "
     "create "
     "给这些人新建一个房间；知道房间号就能进的只有公共房间和 test-room-*。",
     "The signed-in user is not a member; heartlink room show ID lists them. Sign in with an account that "
     "is, "
     "or make a new room for these people with heartlink room create. Only public rooms and test-room-* are "
     "open to whoever knows their id."},
    {Code::room_ended, 410, "room_ended", "聊天室已结束", "This room has ended",
     "还可以看以前的消息，但不能再发新消息。要继续聊，请开一个新的聊天。",
     "You can still read it, but not write. Start a new chat to go on.",
     "房间的状态是 ended，不能再打开。用 heartlink room create 新建一个。",
     "The room's status is ended, which is final. Make another one with heartlink room create."},
    {Code::too_many_connections, 429, "too_many_connections", "连接数太多", "Too many connections",
     "关掉一些打开了聊天的标签页或设备，再试一次。",
     "Close some of the tabs or devices that have the chat open.",
     "这个人打开的连接超过了 limits.sockets_per_user。多半是客户端重连时没有关掉旧连接；"
     "确实需要更多，就调大这个值。",
     "This person has more sockets than limits.sockets_per_user. A client that reconnects without closing is "
     "the usual cause; if so many are really needed, raise it."},
    {Code::csrf_failed, 403, "csrf_failed", "请求未通过安全检查", "The request failed a safety check",
     "刷新页面后再试一次；请确认浏览器没有拦截 Cookie。",
     "Reload the page and try again. Make sure the browser accepts cookies.",
     "会改变数据的请求带着别的网站的 Origin 或 Sec-Fetch-Site；或者两个都没有，也没有正确的 X-CSRFToken。"
     "前面有代理时传递 Host 并设置 public_url；程序请用令牌。",
     "A request that changes something came with a foreign Origin or Sec-Fetch-Site, or without either and "
     "without the right X-CSRFToken. Behind a proxy pass Host and set public_url; programs use a token."},
    {Code::not_found, 404, "not_found", "没有这个页面", "There is nothing at this address",
     "检查网址有没有写错，或者回到首页。", "Check the address, or go to the front page.",
     "没有这个路径。如果是代理加了或去掉了前缀，请让心动链接独占一个主机名，从根路径 / 开始提供服务。",
     "No route has this path. If a proxy adds or removes a prefix, give Heartlink a host name of its own and "
     "serve it at its root, /."},
    {Code::method_not_allowed, 405, "method_not_allowed", "不支持这种请求方法",
     "This address does not answer this method", "刷新页面后再试一次。", "Reload the page and try again.",
     "回答里的 Allow 列出了可用的方法。多半是一次跳转把 POST 变成了 GET：检查代理里从 http 到 https、"
     "加减斜杠的跳转。",
     "The Allow header of the answer lists the methods. A redirect that turns POST into GET is the usual "
     "cause: look at the proxy's redirects to https and of final slashes."},
    {Code::body_too_large, 413, "body_too_large", "提交的内容太大", "The request is too large",
     "缩短内容后再试一次。", "Shorten it and try again.",
     "请求的正文超过了 limits.body_bytes。确实需要更大，就调大这个值，还有代理的上限 "
     "(nginx: client_max_body_size)。",
     "The body is over limits.body_bytes. If larger ones are really needed, raise it, and the proxy's own "
     "bound (nginx: client_max_body_size)."},
    {Code::request_invalid, 400, "request_invalid", "请求格式错误", "The request cannot be read",
     "刷新页面后再试一次。", "Reload the page and try again.",
     "请求不符合 HTTP 或 WebSocket 握手的规定、请求头超过上限，或者少了一项；detail 说明是哪一处。"
     "网页报这个错时，照 docs/troubleshooting.md 检查代理的设置。",
     "The request breaks HTTP or the WebSocket handshake, is over a limit of its head, or lacks a field; "
     "the detail says which. If a page is told so, check the proxy by docs/troubleshooting.md."},
};

}  // namespace heartlink::protocol::rows
