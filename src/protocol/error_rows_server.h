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
     "The detail names the source (file and line, variable or flag), the key, its value and what is "
     "allowed."},
    {Code::config_unknown_key, 500, "config_unknown_key", "配置里有不认识的项",
     "There is no such configuration key", "检查这一项的拼写，提示里有最接近的名字。",
     "Check the spelling; the nearest key is named.",
     "The detail names the place and the nearest key. A key is never ignored silently."},
    {Code::port_in_use, 500, "port_in_use", "端口已被占用", "The port is in use",
     "换一个端口，或者先停掉占用它的程序。", "Choose another port, or stop the program that has it.",
     "Something listens on this address already, perhaps another Heartlink: ss -ltnp names it. Then --listen "
     "127.0.0.1:8001, for example."},
    {Code::data_busy, 503, "data_busy", "数据目录正被另一个进程使用",
     "Another process uses the data directory", "等它结束，或者换一个 --data 目录。",
     "Wait until it ends, or use another --data.",
     "data/lock is held and data/admin.sock does not answer: a server that is still starting or hangs, or "
     "another command. One data directory has one owner."},
    {Code::schema_too_new, 500, "schema_too_new", "数据库来自更新的版本",
     "The database is of a newer version", "请使用创建它的版本或更新的版本。",
     "Use the version that wrote it, or a newer one.",
     "This binary is older than the database. Install the newer binary again, or restore the snapshot that "
     "was taken before the migration."},
    {Code::storage_failed, 500, "storage_failed", "存储出错", "The storage failed",
     "没有显示为已发送的消息会在恢复后重新发送。",
     "What is not shown as sent will be sent again after the repair.",
     "An I/O error or damage in the database: the process stopped acknowledging and ends. Check the disk "
     "(dmesg), then start again; data/io-fault makes the start check the whole database."},
    {Code::usage, 400, "usage", "命令用法不对", "The command line does not make sense",
     "加上 --help 看用法和例子。", "Add --help for usage and examples.",
     "A missing or unknown argument; exit code 2."},
    {Code::internal, 500, "internal", "服务器内部错误，请稍后重试", "Something went wrong on the server",
     "过一会儿再试；如果一直这样，请把编号告诉管理员。",
     "Try again in a while. If it stays, tell whoever runs this site the number shown.",
     "A bug: the log has its detail under the same id. Please report it with the version."},
};

}  // namespace heartlink::protocol::rows
