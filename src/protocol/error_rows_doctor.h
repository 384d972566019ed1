// SPDX-License-Identifier: Apache-2.0
// Rows of what only `heartlink doctor` and the debug page can find: from outside, where no server answers.
// Part of the one table that protocol/errors.cc puts together; included by it only.
#pragma once

#include "protocol/errors.h"

namespace heartlink::protocol::rows {

using base::Code;

inline constexpr ErrorRow doctor[] = {
    {Code::server_unreachable, 503, "server_unreachable", "连不上服务器", "The server cannot be reached",
     "检查网址和网络；服务器可能没有启动。", "Check the address and the network. The server may not run.",
     "那里没有程序接受连接，或者没有按时回答。启动它：heartlink serve。已经在运行的话，比较它的 --listen "
     "和 --url 的地址、端口，再看防火墙。",
     "Nothing accepts connections there, or no answer came in time. Start it: heartlink serve. If it runs, "
     "compare its --listen with the address and the port of --url, and look at the firewall."},
    {Code::tls_failed, 503, "tls_failed", "无法建立安全连接 (TLS)", "No secure connection (TLS)",
     "检查网址有没有写错；浏览器提示证书有问题时，请告诉管理员。",
     "Check the address. If the browser complains about the certificate, tell whoever runs this site.",
     "证书和域名对不上、过期、这台机器不信任它，或者这个端口回答的是普通 HTTP。用 openssl s_client "
     "-connect HOST:443 -servername HOST 查看证书，在代理里换好；没有 TLS 的端口请用 http:// 开头的 --url。",
     "The certificate is of another name, expired or not trusted here, or plain HTTP answers on this port. "
     "Look at it with openssl s_client -connect HOST:443 -servername HOST and replace it in the proxy; for a "
     "port without TLS use a --url that begins with http://."},
    {Code::not_heartlink, 502, "not_heartlink", "回答的不是心动链接",
     "Something else answers at this address", "检查网址和端口。", "Check the address and the port.",
     "回答的是另一个程序，或者是代理的错误页 (502、504)：代理转发的目标写错了，或者没有启动。"
     "在 nginx 里比较 proxy_pass 和 heartlink serve 的 --listen。",
     "Another program, or an error page of the proxy (502, 504): its upstream is wrong or down. In nginx "
     "compare proxy_pass with --listen of heartlink serve."},
    {Code::cookie_lost, 401, "cookie_lost", "登录成功，但 Cookie 没有带回来",
     "Signed in, but the cookie does not come back", "请确认浏览器没有拦截 Cookie，并始终用同一个网址。",
     "Let the browser keep cookies, and always use the same address.",
     "代理丢掉了 Set-Cookie 或 Cookie；或者它说的 X-Forwarded-Proto 和大家实际用的 http、https 不一致，"
     "Cookie 就用错了名字，或者不该有的 Secure 让浏览器丢掉它。让代理对每个请求都传递 X-Forwarded-Proto "
     "$scheme，并设置 trusted_proxies 和 public_url。",
     "The proxy drops Set-Cookie or Cookie; or its X-Forwarded-Proto is not the http or https that people "
     "use, so that the cookie goes by the wrong name, or is Secure and dropped by browsers. Let the proxy "
     "pass X-Forwarded-Proto $scheme with every request, and set trusted_proxies and public_url."},
    {Code::no_echo, 504, "no_echo", "消息发出去了，但没有回来", "A message went out and did not come back",
     "稍等再试；还是不行请联系管理员。", "Try again in a moment, then tell whoever runs this site.",
     "没有按时收到回执或消息：代理、CDN 或安全软件让握手通过，却扣住后面的帧，先用 --url "
     "直接连服务器比较；代理太早切断安静的连接 (nginx: proxy_read_timeout 要大于 limits.heartbeat)；"
     "或者磁盘很慢 (/metrics 里的 heartlink_commit_seconds)。",
     "No ack or no echo in time. A proxy, a CDN or security software lets the handshake pass and keeps the "
     "frames: compare with --url of the server itself. A proxy cuts quiet lines (nginx: proxy_read_timeout "
     "must be above limits.heartbeat). Or the disk is very slow (heartlink_commit_seconds on /metrics)."},
};

}  // namespace heartlink::protocol::rows
