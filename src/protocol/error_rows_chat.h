// SPDX-License-Identifier: Apache-2.0
// Rows of what one command on a socket, or its HTTP twin, can be refused for.
// Part of the one table that protocol/errors.cc puts together; included by it only.
#pragma once

#include "protocol/errors.h"

namespace heartlink::protocol::rows {

using base::Code;

inline constexpr ErrorRow chat[] = {
    {Code::invalid_json, 400, "invalid_json", "无效的JSON格式", "This is not a JSON object",
     "刷新页面后再试一次；自己写的程序每一帧要发一个 JSON 对象。",
     "Reload the page. A program of your own must send one JSON object per frame.",
     "客户端发来的文本不是 JSON 对象，或者嵌套太深。改客户端；格式见 docs/protocol.md 第 2 节。",
     "The client sent text that is no JSON object, or one that is nested too deeply. Mend the client; "
     "docs/protocol.md §2 has the frames."},
    {Code::unknown_type, 400, "unknown_type", "不认识的消息类型", "Unknown frame type",
     "刷新页面，换用最新版本。", "Reload the page to get the newest version.",
     "docs/protocol.md 里没有这种 type：页面太旧或太新，或者写错了。让代理不要缓存页面，再改客户端。",
     "The frame's type is not in docs/protocol.md: an old page, a newer one, or a misspelling. See that no "
     "proxy keeps old pages, then mend the client."},
    {Code::binary_unsupported, 400, "binary_unsupported", "不支持二进制消息",
     "Binary frames are not supported", "请发送文本帧，内容是 JSON。", "Send text frames with JSON.",
     "客户端发来了 WebSocket 二进制帧，这里只有文本帧。改客户端。",
     "The client sent a WebSocket binary frame; this protocol has text frames only. Mend the client."},
    {Code::field_invalid, 400, "field_invalid", "消息里有一项的值不对", "A field has a wrong value",
     "刷新页面后再试一次；自己写的程序请对照协议文档检查各项。",
     "Reload the page. In a program of your own, compare the fields with the protocol's document.",
     "detail 里那一项的类型或值不符合 docs/protocol.md。改客户端。",
     "The detail names the field whose type or value docs/protocol.md does not allow. Mend the client."},
    {Code::content_empty, 400, "content_empty", "消息内容不能为空", "The message is empty",
     "写点什么再发送。", "Write something before you send.", "去掉空白以后什么都没有了。服务器这边不用处理。",
     "Nothing but white space was left of the content. Nothing to do on the server."},
    {Code::content_too_long, 400, "content_too_long", "消息太长", "The message is too long",
     "把它分成几条发送。", "Send it in several parts.",
     "超过了 limits.content_graphemes；客户端从 connection_established 知道上限。需要更长就调大它，"
     "还有 limits.frame_bytes。",
     "Over limits.content_graphemes; connection_established tells the client the limit. For longer ones "
     "raise it, and limits.frame_bytes."},
    {Code::client_id_invalid, 400, "client_id_invalid", "消息编号无效", "The client_id is not valid",
     "刷新页面后再试一次；client_id 是 1 到 64 个 A-Z a-z 0-9 _ - 字符。",
     "Reload the page. A client_id is 1 to 64 characters of A-Z a-z 0-9 _ -.",
     "客户端编的 client_id 不符合 [A-Za-z0-9_-]{1,64}。改客户端。",
     "The client made a client_id outside [A-Za-z0-9_-]{1,64}. Mend the client."},
    {Code::client_id_reused, 409, "client_id_reused", "这个消息编号已经用过",
     "This client_id belongs to another message", "刷新页面后重新发送这条消息。",
     "Reload the page and send the message again.",
     "同一个 client_id 来了两次，内容却不同：客户端编号时重复了。改客户端；重发时内容必须一样。",
     "The same client_id came twice with different bodies: the client's generator repeats itself. Mend the "
     "client; a resend must carry the same body."},
    {Code::reply_to_invalid, 400, "reply_to_invalid", "要回复的消息不存在",
     "The message you reply to does not exist", "它可能已被撤回，去掉引用后再发送。",
     "It may have been recalled. Send without the quote.",
     "reply_to 不是这个房间里一条消息的 id。改客户端，或者让用户刷新页面。",
     "reply_to is not the id of a message of this room. Mend the client, or have the page reloaded."},
    {Code::message_held, 422, "message_held", "这条消息没有发出", "The message was not sent",
     "和刚认识的人聊天时，不能发联系方式、链接或要钱的话。改一改再发。",
     "Between people who have just met, contacts, links and requests for money are kept back. Write it "
     "another way.",
     "filter.action 是 hold，这条消息里有自带名单或 filter.words 里的词；reason 说是哪一种。"
     "误拦太多就改成 warn，或者用 filter.defaults=off 只用自己的名单。",
     "filter.action is hold and the message has something of the lists, which reason names. If too much is "
     "kept back, make it warn, or use your own list alone with filter.defaults=off."},
    {Code::rate_limited, 429, "rate_limited", "消息发送过于频繁，请稍后再试", "You are sending too fast",
     "停一下，页面会自动继续发送。", "Pause for a moment. The page goes on sending by itself.",
     "超过了 limits.messages_per_second 和 limits.messages_burst，按人计算；retry_ms 说多久以后再来。"
     "程序要等这么久再发，确实需要更快就调大这两个值。",
     "Over limits.messages_per_second with limits.messages_burst, counted per user; retry_ms says when to "
     "come back. Programs must wait so long; if more is really needed, raise the two."},
    {Code::busy, 503, "busy", "服务器正忙，请稍后再试", "The server is busy", "过几秒页面会自动再试。",
     "The page tries again in a few seconds.",
     "一个队列满了 (limits.write_queue_jobs、read_queue_jobs 或 password_queue_jobs)，磁盘或 CPU 跟不上："
     "看 /metrics 里的 heartlink_write_queue_jobs 和 heartlink_commit_seconds，换更快的磁盘，或者减少负载。"
     "如果只是 test-room-* 建不出来，是到了 limits.debug_rooms。",
     "A queue is full (limits.write_queue_jobs, read_queue_jobs or password_queue_jobs): the disk or the CPU "
     "is slower than what comes in. See heartlink_write_queue_jobs and heartlink_commit_seconds on /metrics; "
     "use a faster disk or reduce the load. If only test-room-* cannot be made, limits.debug_rooms is "
     "reached."},
    {Code::storage_full, 507, "storage_full", "服务器存储空间已满，暂时不能发消息",
     "The server's disk is full, nothing can be sent",
     "你的消息还留在这里，管理员清理后会自动发送。已有的消息仍可查看。",
     "Your message is kept here and will be sent when there is room again. You can still read.",
     "数据目录所在的磁盘满了，或者超过了配额：用 df -h 查看，腾出空间。"
     "过 limits.storage_probe 那么久会自动恢复写入，不用重启。",
     "The file system of the data directory is full or over its quota: see df -h and free space. Writing "
     "resumes by itself within limits.storage_probe, without a restart."},
    {Code::slow_consumer, 503, "slow_consumer", "网络太慢，已断开重连",
     "Your connection was too slow and was reset", "页面会自动重新连接，并补上错过的消息。",
     "The page reconnects and fetches what it missed.",
     "客户端收得比房间里发得慢，积压超过了 limits.send_queue_bytes，以 4408 关闭；重连后会补齐，不会丢。"
     "经常出现时检查网络，或者调大这个值。",
     "The client read slower than the room writes and passed limits.send_queue_bytes; closed with 4408. It "
     "resumes and loses nothing. If it happens often, look at the network or raise the limit."},
};

}  // namespace heartlink::protocol::rows
