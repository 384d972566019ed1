// SPDX-License-Identifier: Apache-2.0
// Rows of what stops the server or a command: met by operators on the command line and in the log.
// Part of the one table that protocol/errors.cc puts together; included by it only.
#pragma once

#include "protocol/errors.h"

namespace heartlink::protocol::rows {

using base::Code;

inline constexpr ErrorRow server[] = {
    {Code::config_invalid, 500, "config_invalid", "配置有误", "A configuration value is not valid",
     "按照提示改正这一项，再启动一次。", "Correct the value that is named and start again.",
     "detail 写明了它在哪里 (文件和行号、环境变量或命令行参数)、是哪个键、现在的值和允许的值。"
     "改好后用 heartlink config check 检查；所有的键见 docs/configuration.md。",
     "The detail names the source (file and line, variable or flag), the key, its value and what is allowed. "
     "heartlink config check tries it again; all keys are in docs/configuration.md."},
    {Code::config_unknown_key, 500, "config_unknown_key", "配置里有不认识的项",
     "There is no such configuration key", "检查这一项的拼写，提示里有最接近的名字。",
     "Check the spelling; the nearest key is named.",
     "detail 写明了它在哪里和最接近的键。写错的键从不会被悄悄忽略；所有的键见 docs/configuration.md。",
     "The detail names the place and the nearest key. A key is never ignored silently; all of them are in "
     "docs/configuration.md."},
    {Code::port_in_use, 500, "port_in_use", "端口已被占用", "The port is in use",
     "换一个端口，或者先停掉占用它的程序。", "Choose another port, or stop the program that has it.",
     "已经有程序监听这个地址，也许是另一个心动链接：用 ss -ltnp 查出是谁。要换端口，比如 "
     "--listen 127.0.0.1:8001，代理的 proxy_pass 也要一起改。",
     "Something listens on this address already, perhaps another Heartlink: ss -ltnp names it. Or take "
     "another port, --listen 127.0.0.1:8001 for example, and change the proxy's proxy_pass too."},
    {Code::data_busy, 503, "data_busy", "数据目录正被另一个进程使用",
     "Another process uses the data directory", "等它结束，或者换一个数据目录。",
     "Wait until it ends, or use another data directory.",
     "data/lock 被占着，data/admin.sock 又没有回答：服务器还在启动或卡住了，或者另一个命令正在运行。"
     "用 pgrep -a heartlink 查看，等它结束或停掉它；一个数据目录只能有一个主人，要开第二个服务器就换 "
     "--data。",
     "data/lock is held and data/admin.sock does not answer: a server that is still starting or hangs, or "
     "another command. pgrep -a heartlink shows it; wait or stop it. One data directory has one owner: a "
     "second server needs another --data."},
    {Code::schema_too_new, 500, "schema_too_new", "数据库来自更新的版本",
     "The database is of a newer version", "请使用创建它的版本或更新的版本。",
     "Use the version that wrote it, or a newer one.",
     "这个程序比数据库旧。装回新版本；或者不让任何服务器运行，移走 data/heartlink.db 和它的 -wal、-shm，"
     "再把升级前自动留下的 data/backup-before-N.db 改名为 data/heartlink.db，升级之后的消息就没有了。",
     "This binary is older than the database. Install the newer one again; or, while nothing runs, move "
     "data/heartlink.db with its -wal and -shm away and rename the copy that was made before the upgrade, "
     "data/backup-before-N.db, to data/heartlink.db: what was written since is lost."},
    {Code::storage_failed, 500, "storage_failed", "存储出错", "The storage failed",
     "没有显示为已发送的消息会在恢复后重新发送。",
     "What is not shown as sent will be sent again after the repair.",
     "读写数据库出错，或者文件损坏：服务器不再确认任何消息，并且退出。检查磁盘 (dmesg) 和目录的权限，"
     "再启动；只要有 data/io-fault，启动时就会检查整个数据库。",
     "An I/O error or damage in the database: the server stops acknowledging and ends. Check the disk "
     "(dmesg) and the permissions of the directory, then start again; data/io-fault makes the start check "
     "the whole database."},
    {Code::usage, 400, "usage", "命令用法不对", "The command line does not make sense",
     "加上 --help 看用法和例子。", "Add --help for usage and examples.",
     "少了参数，或者有不认识的参数；退出码是 2。每个命令的 --help 有例子。",
     "A missing or unknown argument; exit code 2. The --help of every command has examples."},
    {Code::internal, 500, "internal", "服务器内部错误，请稍后重试", "Something went wrong on the server",
     "过一会儿再试；如果一直这样，请把你做了什么、在什么时间告诉管理员。",
     "Try again in a while. If it stays, tell whoever runs this site what you did, and when.",
     "程序的错误。看那个时间前后的日志，连同 heartlink version 的输出一起报告。",
     "A bug. Look at the log around that time, and report it with what heartlink version says."},
};

}  // namespace heartlink::protocol::rows
